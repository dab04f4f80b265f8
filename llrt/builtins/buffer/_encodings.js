// Names of encodings -> the numbers of cext/buffer/buffer.h. Not here: the encodings of TextDecoder (_web/encoding.js).
// Spec: https://nodejs.org/api/buffer.html#buffers-and-character-encodings

export const ASCII = 0;
export const UTF8 = 1;
export const BASE64 = 2;
export const UCS2 = 3;
export const LATIN1 = 4;
export const HEX = 5;
export const BASE64URL = 7;

// For hot callers: ids[name] ?? encodingId(name).
export const ids = {
  __proto__: null,
  utf8: UTF8, 'utf-8': UTF8,
  ucs2: UCS2, 'ucs-2': UCS2, utf16le: UCS2, 'utf-16le': UCS2,
  latin1: LATIN1, binary: LATIN1,
  base64: BASE64, base64url: BASE64URL, hex: HEX, ascii: ASCII,
};

const canonical = ['ascii', 'utf8', 'base64', 'utf16le', 'latin1', 'hex', undefined, 'base64url'];

// The number of an encoding's name, or undefined. Anything but a string is turned into one, as Node does.
export function encodingId(name) {
  return ids[name] ?? ids[`${name}`.toLowerCase()];
}

// Node's internal normalizeEncoding: nothing given means UTF-8; undefined for an unknown name.
export function normalizeEncoding(name) {
  return name == null || name === '' ? 'utf8' : canonical[encodingId(name)];
}
