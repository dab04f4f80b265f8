// What may be a name and a value of a header (RFC 9110, 5.1 and 5.5).
import { isFieldText, isToken as isTokenText } from "native:http";
import { codes } from "../_errors.js";

const { ERR_HTTP_INVALID_HEADER_VALUE, ERR_INVALID_CHAR, ERR_INVALID_HTTP_TOKEN } = codes;

// Tab, and Latin-1 without control characters; of those, leniency takes all but the ends of lines and zero.
export const isToken = (text) => isTokenText(`${text}`);
export const hasInvalidChar = (text, lenient = false) => !isFieldText(typeof text === "string" ? text : `${text}`, lenient === true);

export function validateHeaderName(name, label) {
  if (typeof name !== "string" || !isTokenText(name)) throw new ERR_INVALID_HTTP_TOKEN(label || "Header name", name);
}

export function validateHeaderValue(name, value, lenient) {
  if (value === undefined) throw new ERR_HTTP_INVALID_HEADER_VALUE(value, name);
  if (hasInvalidChar(value, lenient)) throw new ERR_INVALID_CHAR("header content", name);
}

// Node's show no parameters.
for (const fn of [validateHeaderName, validateHeaderValue]) Object.defineProperty(fn, "length", { value: 0, configurable: true });
