// From names of TLS versions, of the option secureProtocol and of LLRT_TLS_VERSION to the lowest and highest version.
import { codes } from "../_errors.js";
import { settings } from "./_defaults.js";

const { ERR_TLS_INVALID_PROTOCOL_METHOD, ERR_TLS_INVALID_PROTOCOL_VERSION } = codes;
const VERSIONS = { "TLSv1": 0x0301, "TLSv1.1": 0x0302, "TLSv1.2": 0x0303, "TLSv1.3": 0x0304 };
const METHODS = { TLSv1: 0x0301, TLSv1_1: 0x0302, TLSv1_2: 0x0303 };
const ANY = 0;
const TLS1_2 = 0x0303;

function version(which, value, otherwise) {
  value ??= otherwise;
  if (!Object.hasOwn(VERSIONS, value)) throw new ERR_TLS_INVALID_PROTOCOL_VERSION(value, which);
  return VERSIONS[value];
}

function ofMethod(name) {
  if (/^SSLv[23]_/.test(name) && !name.startsWith("SSLv23_")) {
    throw new ERR_TLS_INVALID_PROTOCOL_METHOD(`${name.slice(0, 5)} methods disabled`);
  }
  const [, base] = /^(.*?)(?:_server|_client)?_method$/.exec(name) ?? [];
  if (base === "TLS") return [ANY, VERSIONS["TLSv1.3"]];
  // Its name is older than TLS 1.3.
  if (base === "SSLv23") return [ANY, TLS1_2];
  if (!Object.hasOwn(METHODS, base ?? "")) throw new ERR_TLS_INVALID_PROTOCOL_METHOD(`Unknown method: ${name}`);
  return [METHODS[base], METHODS[base]];
}

export function protocolRange(secureProtocol, minVersion, maxVersion) {
  const [low, high] = secureProtocol
    ? ofMethod(`${secureProtocol}`)
    : [version("minimum", minVersion, settings.minVersion), version("maximum", maxVersion, settings.maxVersion)];
  return process.env.LLRT_TLS_VERSION?.trim() === "1.2" ? [low, Math.min(high, TLS1_2)] : [low, high];
}
