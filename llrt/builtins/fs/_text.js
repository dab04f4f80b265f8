// Names and contents as the caller wants them: strings of an encoding, or Buffers. The ops give ASCII as strings, else bytes.
import { Buffer } from "../buffer/_buffer.js";

export function toBuffer(bytes) {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function decode(bytes, encoding) {
  return toBuffer(bytes).toString(encoding);
}

// `result`: a string or bytes.
export function encoded(result, encoding) {
  if (encoding === "buffer") return typeof result === "string" ? Buffer.from(result) : toBuffer(result);
  if (typeof result === "string") return Buffer.from(result).toString(encoding);
  return decode(result, encoding);
}

// Parts of `result` that end with a NUL, as bytes.
export function parts(result) {
  const bytes = typeof result === "string" ? Buffer.from(result) : toBuffer(result);
  const found = [];
  for (let start = 0, end; (end = bytes.indexOf(0, start)) !== -1; start = end + 1) found.push(bytes.subarray(start, end));
  return found;
}

export const bytesOf = (string, encoding) => Buffer.from(string, encoding);

// The template of mkdtemp with a prefix of bytes, as its errors show it.
export const template = (prefix) => Buffer.concat([prefix, Buffer.from("XXXXXX")]);

export function joinBytes(folder, name) {
  const bytes = (part) => (typeof part === "string" ? Buffer.from(part) : part);
  return Buffer.concat([bytes(folder), Buffer.from("/"), bytes(name)]);
}
