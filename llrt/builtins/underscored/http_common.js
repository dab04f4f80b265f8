// node:_http_common: what old packages ask for instead of node:http.
import {
  _checkInvalidHeaderChar, _checkIsHttpToken, calculateLenientFlags, chunkExpression, continueExpression, CRLF, freeParser, HTTPParser, isLenient,
  kIncomingMessage, kSkipPendingData, parsers, prepareError,
} from "../http/_common.js";
import { publicMethods } from "../http/_parser.js";

export const methods = publicMethods();
export {
  _checkInvalidHeaderChar, _checkIsHttpToken, calculateLenientFlags, chunkExpression, continueExpression, CRLF, freeParser, HTTPParser, isLenient,
  kIncomingMessage, kSkipPendingData, parsers, prepareError,
};
export default {
  _checkInvalidHeaderChar, _checkIsHttpToken, chunkExpression, continueExpression, CRLF, freeParser, methods, parsers, kIncomingMessage,
  HTTPParser, isLenient, calculateLenientFlags, prepareError, kSkipPendingData,
};
