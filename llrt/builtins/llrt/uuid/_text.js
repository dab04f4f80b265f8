// A UUID as text and as 16 bytes.
const PATTERN = /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|0{8}-0{4}-0{4}-0{4}-0{12}|f{8}-f{4}-f{4}-f{4}-f{12})$/i;

export const NIL = "00000000-0000-0000-0000-000000000000";
export const MAX = "ffffffff-ffff-ffff-ffff-ffffffffffff";

export const validate = (uuid) => typeof uuid === "string" && PATTERN.test(uuid);

function valid(uuid) {
  if (!validate(uuid)) throw new TypeError("Invalid UUID");
  return uuid;
}

export const version = (uuid) => parseInt(valid(uuid)[14], 16);

export const parse = (uuid) => Uint8Array.fromHex(valid(uuid).replaceAll("-", ""));

// Any 16 bytes as text.
export function format(bytes, offset = 0) {
  const hex = Uint8Array.from({ length: 16 }, (_, i) => bytes[offset + i]).toHex();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export function stringify(bytes, offset = 0) {
  if (!(bytes.length >= offset + 16)) throw new TypeError("Stringified UUID is invalid");
  const uuid = format(bytes, offset);
  if (!validate(uuid)) throw new TypeError("Stringified UUID is invalid");
  return uuid;
}

// What every generator returns: text, or `buf` with the bytes in it.
export function result(bytes, buf, offset = 0) {
  if (!buf) return format(bytes);
  if (offset < 0 || offset + 16 > buf.length) throw new RangeError(`UUID byte range ${offset}:${offset + 15} is out of buffer bounds`);
  for (let i = 0; i < 16; i++) buf[offset + i] = bytes[i];
  return buf;
}
