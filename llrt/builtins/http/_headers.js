// What may be a name and a value of a header (RFC 9110, 5.1 and 5.5), and how long all of them may be.
import { codes } from "../_errors.js";

const { ERR_HTTP_INVALID_HEADER_VALUE, ERR_INVALID_CHAR, ERR_INVALID_HTTP_TOKEN } = codes;

export const maxHeaderSize = 16 * 1024;

const TOKEN = /^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/;
// Tab, and Latin-1 without control characters.
const NOT_IN_VALUE = /[^\t\x20-\x7e\x80-\xff]/;

export const isToken = (text) => TOKEN.test(text);
export const hasInvalidChar = (text) => NOT_IN_VALUE.test(text);

export function validateHeaderName(...args) {
  const [name, label] = args;
  if (typeof name !== "string" || !isToken(name)) throw new ERR_INVALID_HTTP_TOKEN(label || "Header name", name);
}

export function validateHeaderValue(...args) {
  const [name, value] = args;
  if (value === undefined) throw new ERR_HTTP_INVALID_HEADER_VALUE(value, name);
  if (hasInvalidChar(value)) throw new ERR_INVALID_CHAR("header content", name);
}
