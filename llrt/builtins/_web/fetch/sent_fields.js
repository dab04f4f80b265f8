// The fields of a request as fetch sends them: which are added, and which of the caller's are refused, as Node (undici) has it. What
// frames a message is ours alone: a caller's transfer-encoding beside our length would be two requests to somebody (smuggling).
import { loadBuiltin } from "native:engine";
import { isToken } from "./headers.js";

const EMPTY_HAS_LENGTH = new Set(["POST", "PUT", "PATCH", "QUERY", "PROPFIND", "PROPPATCH"]);

function refused(message, name = "InvalidArgumentError", code = "UND_ERR_INVALID_ARG") {
  return Object.assign(new Error(message), { name, code });
}

export function mismatch() {
  return refused("Request body length does not match content-length header", "RequestContentLengthMismatchError", "UND_ERR_REQ_CONTENT_LENGTH_MISMATCH");
}

// What `connection` may be: a list of tokens, of which only `close` means something.
function closes(value) {
  let isClosing = false;
  for (const word of value.toLowerCase().split(",")) {
    const token = word.trim();
    if (!isToken(token)) throw refused("invalid connection header");
    if (token === "close") isClosing = true;
  }
  return isClosing;
}

const CONDITIONS = ["if-modified-since", "if-none-match", "if-unmodified-since", "if-match", "if-range"];

// The fields by which Node keeps caches on the way from answering.
function addCacheFields(fields, list, cache) {
  const how = cache === "default" && CONDITIONS.some((name) => list.has(name)) ? "no-store" : cache;
  if (how === "no-cache" && !list.has("cache-control")) fields.push("cache-control", "max-age=0");
  if (how !== "no-store" && how !== "reload") return;
  if (!list.has("pragma")) fields.push("pragma", "no-cache");
  if (!list.has("cache-control")) fields.push("cache-control", "no-cache");
}

function addEncoding(fields, list, secure) {
  // A range of encoded bytes could not be decoded.
  if (list.has("range")) {
    const at = fields.findIndex((name, i) => i % 2 === 0 && name.toLowerCase() === "accept-encoding");
    if (at < 0) fields.push("accept-encoding", "identity");
    else fields[at + 1] += ", identity";
  } else if (!list.has("accept-encoding")) {
    fields.push("accept-encoding", secure ? "br, gzip, deflate" : "gzip, deflate");
  }
}

// {fields: name, value, name, value ... in the order in which Node sends them; expected: bytes that a streamed body must have, or
// undefined}. Throws what Node gives as the cause of "fetch failed".
export function fieldsOf(request, url, body) {
  const { list } = request;
  // A caller's `host` is not sent, nor his `sec-fetch-mode`.
  const fields = ["host", url.host, "connection", "keep-alive"];
  let given, isModeSent = false;
  for (const [lower, { name, value }] of list.map) {
    switch (lower) {
      case "host": break;
      case "connection":
        if (closes(value)) fields[3] = "close";
        break;
      case "content-length":
        if (!/^\d+$/.test(value)) throw refused("invalid content-length header");
        given = Number(value);
        break;
      case "transfer-encoding":
      case "keep-alive":
      case "upgrade":
        throw refused(`invalid ${lower} header`);
      case "expect":
        throw refused("expect header not supported", "NotSupportedError", "UND_ERR_NOT_SUPPORTED");
      case "sec-fetch-mode":
        isModeSent = true;
        fields.push(lower, request.mode);
        break;
      default:
        fields.push(name, value);
    }
  }
  if (!list.has("accept")) fields.push("accept", "*/*");
  if (!list.has("accept-language")) fields.push("accept-language", "*");
  if (request.referrer !== "client" && request.referrer !== "no-referrer") {
    const referrer = loadBuiltin("node:internal/web/fetch/referrer").referrerFor(request, url);
    if (referrer !== undefined) fields.push("referer", referrer);
  }
  if (!isModeSent) fields.push("sec-fetch-mode", request.mode);
  if (!list.has("user-agent")) fields.push("user-agent", "node");
  addCacheFields(fields, list, request.cache);
  addEncoding(fields, list, url.protocol === "https:");
  return { fields, expected: addLength(fields, request.method, body, given) };
}

function addLength(fields, method, body, given) {
  const actual = body === null ? 0 : body.length;
  if (body !== null && actual !== null && given !== undefined && given !== actual) throw mismatch();
  const length = actual ?? given;
  if (length === undefined || (length === 0 && !EMPTY_HAS_LENGTH.has(method))) return undefined;
  fields.push("content-length", `${length}`);
  return actual === null ? length : undefined;
}
