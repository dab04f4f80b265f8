// Members of the algorithms that WebCrypto is given, as Node converts them.
import { notOwnBytes } from "./_bytes.js";

const fault = (text, code) => Object.assign(new TypeError(`Failed to normalize algorithm: ${text}`), { code });

export function required(params, member, dictionary) {
  const value = params[member];
  if (value !== undefined) return value;
  throw fault(`passed algorithm cannot be converted to '${dictionary}' because '${member}' is required in '${dictionary}'.`, "ERR_MISSING_OPTION");
}

// A view of the bytes of a member that must be there.
export function bytesIn(params, member, dictionary) {
  const value = required(params, member, dictionary), wrong = notOwnBytes(value);
  if (wrong !== undefined) throw fault(`${member} in passed algorithm ${wrong}`, "ERR_INVALID_ARG_TYPE");
  return ArrayBuffer.isView(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : new Uint8Array(value);
}
