// zlib.crc32: the CRC of ISO 3309, as PNG and gzip have it.
import { crc32 as sum } from "native:zlib";
import { codes } from "../_errors.js";
import { validateUint32 } from "../_validators.js";

export function crc32(data, value = 0) {
  if (typeof data !== "string" && !ArrayBuffer.isView(data)) {
    throw new codes.ERR_INVALID_ARG_TYPE("data", ["Buffer", "TypedArray", "DataView", "string"], data);
  }
  validateUint32(value, "value");
  return sum(data, value);
}
