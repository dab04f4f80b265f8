// Lists of protocols in the form in which they are sent (RFC 7301): a byte of length before each.
import { codes } from "../_errors.js";
import { Buffer } from "../buffer/_buffer.js";

function encode(protocols) {
  const parts = protocols.map((protocol, i) => {
    const size = Buffer.byteLength(protocol);
    if (size > 255) {
      throw new codes.ERR_OUT_OF_RANGE(`The byte length of the protocol at index ${i} exceeds the maximum length.`, "<= 255", size, true);
    }
    return [Buffer.of(size), Buffer.from(protocol)];
  });
  return Buffer.concat(parts.flat());
}

// Sets out.ALPNProtocols; a program's own memory is copied.
export function convertALPNProtocols(protocols, out) {
  if (Array.isArray(protocols)) out.ALPNProtocols = encode(protocols);
  else if (ArrayBuffer.isView(protocols)) {
    out.ALPNProtocols = Buffer.from(protocols.buffer.slice(protocols.byteOffset, protocols.byteOffset + protocols.byteLength));
  }
}
