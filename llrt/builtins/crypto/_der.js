// DER, as far as keys and signatures need it: reading and writing of SEQUENCE, INTEGER, OCTET STRING, BIT STRING and object identifiers.
// Spec: ITU-T X.690. Not here: any judgement of a key; what is written is parsed by OpenSSL, which judges.
import { Buffer } from "../buffer/_buffer.js";

const SEQUENCE = 0x30, INTEGER = 0x02, BITS = 0x03, OCTETS = 0x04, NULL = 0x05, OID = 0x06;

function lengthOf(size) {
  if (size < 128) return [size];
  const bytes = [];
  for (let left = size; left > 0; left = Math.floor(left / 256)) bytes.unshift(left & 255);
  return [0x80 | bytes.length, ...bytes];
}

const tagged = (tag, content) => Buffer.concat([Buffer.from([tag, ...lengthOf(content.length)]), content]);

export const sequence = (...items) => tagged(SEQUENCE, Buffer.concat(items));
export const octets = (bytes) => tagged(OCTETS, bytes);
export const bits = (bytes) => tagged(BITS, Buffer.concat([Buffer.from([0]), bytes]));
export const context = (number, content) => tagged(0xa0 | number, content);
export const nothing = () => Buffer.from([NULL, 0]);

// Unsigned bytes, the first most significant, as an integer.
export function integer(bytes) {
  let at = 0;
  while (at < bytes.length - 1 && bytes[at] === 0) at++;
  const rest = bytes.length === 0 ? Buffer.from([0]) : bytes.subarray(at);
  return tagged(INTEGER, rest[0] & 0x80 ? Buffer.concat([Buffer.from([0]), rest]) : rest);
}

export function oid(text) {
  const [first, second, ...rest] = text.split(".").map(Number);
  const bytes = [first * 40 + second];
  for (const part of rest) {
    const digits = [part & 127];
    for (let left = Math.floor(part / 128); left > 0; left = Math.floor(left / 128)) digits.unshift((left & 127) | 128);
    bytes.push(...digits);
  }
  return tagged(OID, Buffer.from(bytes));
}

const broken = () => new Error("The DER is broken");

// [{tag, content}], the items one behind the other in `bytes`.
export function read(bytes) {
  const items = [];
  for (let at = 0; at < bytes.length;) {
    const tag = bytes[at++];
    let size = bytes[at++];
    if (size & 0x80) {
      let count = size & 0x7f;
      if (count === 0 || count > 4) throw broken();
      for (size = 0; count > 0; count--) size = size * 256 + bytes[at++];
    }
    if (!(at + size <= bytes.length)) throw broken();
    items.push({ tag, content: bytes.subarray(at, at + size) });
    at += size;
  }
  return items;
}

// The items inside of one SEQUENCE that is all there is.
export function items(bytes) {
  const whole = read(bytes);
  if (whole.length !== 1 || whole[0].tag !== SEQUENCE) throw broken();
  return read(whole[0].content);
}

// An integer's bytes without leading zeros.
export function unsigned({ tag, content }) {
  if (tag !== INTEGER || content.length === 0) throw broken();
  let at = 0;
  while (at < content.length - 1 && content[at] === 0) at++;
  return content.subarray(at);
}

export function padded(bytes, size) {
  if (bytes.length > size) throw broken();
  return Buffer.concat([Buffer.alloc(size - bytes.length), bytes]);
}
