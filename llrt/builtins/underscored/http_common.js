// node:_http_common: what old packages ask for instead of node:http.
import { METHODS } from "../http/index.js";

const TOKEN = /^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/;
const NOT_IN_HEADERS = /[^\t\x20-\x7e\x80-\xff]/;

export const _checkIsHttpToken = function checkIsHttpToken(value) {
  return TOKEN.test(value);
};
export const _checkInvalidHeaderChar = function checkInvalidHeaderChar(value) {
  return NOT_IN_HEADERS.test(value);
};
export const chunkExpression = /(?:^|\W)chunked(?:$|\W)/i;
export const continueExpression = /(?:^|\W)100-continue(?:$|\W)/i;
export const CRLF = "\r\n";
export const methods = METHODS.toSorted();
// Node's parser is not a JavaScript object here: `parsers`, `HTTPParser`, `freeParser` and their like are not there.
export default { _checkInvalidHeaderChar, _checkIsHttpToken, chunkExpression, continueExpression, CRLF, methods };
