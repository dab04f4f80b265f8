// loadSharedConfigFiles: a client asks for some fifteen settings; what a file says is parsed once for each time it was read.
import { join } from "node:path";
import { getConfigData } from "modules:@smithy/core/dist-es/submodules/config/shared-ini-file-loader/getConfigData.js";
import { getConfigFilepath } from "modules:@smithy/core/dist-es/submodules/config/shared-ini-file-loader/getConfigFilepath.js";
import { getCredentialsFilepath } from "modules:@smithy/core/dist-es/submodules/config/shared-ini-file-loader/getCredentialsFilepath.js";
import { getHomeDir } from "modules:@smithy/core/dist-es/submodules/config/shared-ini-file-loader/getHomeDir.js";
import { parseIni } from "modules:@smithy/core/dist-es/submodules/config/shared-ini-file-loader/parseIni.js";
import { readFile } from "./read_file.mjs";

export { CONFIG_PREFIX_SEPARATOR } from "modules:@smithy/core/dist-es/submodules/config/shared-ini-file-loader/constants.js";

const configs = new WeakMap(); // promise of a text -> promise of what it says
const credentials = new WeakMap();

const atHome = (path) => path.startsWith("~/") ? join(getHomeDir(), path.slice(2)) : path;

function parsed(known, text, parse) {
  let result = known.get(text);
  if (result === undefined) known.set(text, result = text.then(parse).catch(() => ({})));
  return result;
}

export async function loadSharedConfigFiles({ filepath = getCredentialsFilepath(), configFilepath = getConfigFilepath(), ignoreCache } = {}) {
  const [config, secret] = [configFilepath, filepath].map((path) => readFile(atHome(path), { ignoreCache }));
  return {
    configFile: await parsed(configs, config, (text) => getConfigData(parseIni(text))),
    credentialsFile: await parsed(credentials, secret, parseIni),
  };
}
