// What may be a name and a value of a header (RFC 9110, 5.1 and 5.5).
import { codes } from "../_errors.js";

const { ERR_HTTP_INVALID_HEADER_VALUE, ERR_INVALID_CHAR, ERR_INVALID_HTTP_TOKEN } = codes;

const TOKEN = /^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/;
// Tab, and Latin-1 without control characters; what leniency leaves of it.
const NOT_IN_VALUE = /[^\t\x20-\x7e\x80-\xff]/;
const NOT_IN_LENIENT_VALUE = /[\0\r\n]|[^\0-\xff]/;

export const isToken = (text) => TOKEN.test(text);
export const hasInvalidChar = (text, lenient = false) => (lenient ? NOT_IN_LENIENT_VALUE : NOT_IN_VALUE).test(text);

export function validateHeaderName(name, label) {
  if (typeof name !== "string" || !isToken(name)) throw new ERR_INVALID_HTTP_TOKEN(label || "Header name", name);
}

export function validateHeaderValue(name, value, lenient) {
  if (value === undefined) throw new ERR_HTTP_INVALID_HEADER_VALUE(value, name);
  if (hasInvalidChar(value, lenient)) throw new ERR_INVALID_CHAR("header content", name);
}

// Node's show no parameters.
for (const fn of [validateHeaderName, validateHeaderValue]) Object.defineProperty(fn, "length", { value: 0, configurable: true });
