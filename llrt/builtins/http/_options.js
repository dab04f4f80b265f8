// What the command line and NODE_OPTIONS say about HTTP, asked once, when the first parser is needed: not at boot (law 8).
import * as native from "native:http";

const DEFAULT_MAX_HEADER_SIZE = 16 * 1024;

let size;
let insecure;

export const options = {
  maxHeaderSize: () => size ??= native.maxHeaderSize() || DEFAULT_MAX_HEADER_SIZE,
  insecureHTTPParser: () => insecure ??= native.insecureParser(),
  useEnvProxy: () => process.env.NODE_USE_ENV_PROXY === "1" || native.useEnvProxy(),
};
