// What a Utf8Stream writes: text, or bytes. How long it is, joined, cut, and what the write functions are given.
import { codes } from "../_errors.js";
import { validateString } from "../_validators.js";
import { Buffer } from "../buffer/_buffer.js";

export const TEXT = {
  empty: "",
  check: (data) => validateString(data, "data"),
  size: (data) => Buffer.byteLength(data),
  join: (one, two) => one + two,
  // Only whole characters can be left of a string: a cut one is written again by its bytes.
  rest(data, count) {
    const bytes = Buffer.from(data);
    if (bytes.length <= count) return "";
    while (count > 0 && (bytes[count] & 0xc0) === 0x80) count--;
    return bytes.subarray(count).toString();
  },
  args: (data) => [data, "utf8"],
};
export const BYTES = {
  empty: Buffer.alloc(0),
  check(data) {
    if (!(data instanceof Uint8Array)) throw new codes.ERR_INVALID_ARG_TYPE("data", ["Buffer", "Uint8Array"], data);
  },
  size: (data) => data.length,
  join: (one, two) => Buffer.concat([one, two]),
  rest: (data, count) => data.subarray(count),
  args: (data) => [data],
};
