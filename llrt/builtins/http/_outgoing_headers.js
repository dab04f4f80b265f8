// Header fields of an OutgoingMessage, and the text of a head: what the user gave, and what HTTP needs beside it (Date, Connection,
// Content-Length or Transfer-Encoding). Not here: when it is sent.
import { isField } from "native:http";
import { Buffer } from "node:buffer";
import { codes } from "../_errors.js";
import { validateString } from "../_validators.js";
import { hasInvalidChar, validateHeaderName, validateHeaderValue } from "./_headers.js";

const { ERR_HTTP_HEADERS_SENT, ERR_HTTP_TRAILER_INVALID, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_CHAR } = codes;

export const kOutHeaders = Symbol("kOutHeaders");
export const kUniqueHeaders = Symbol("kUniqueHeaders");
export const kSetFields = Symbol("kSetFields");

const CRLF = "\r\n";
const CLOSE = /(?:^|\W)close(?:$|\W)/i;
const CHUNKED = /(?:^|\W)chunked(?:$|\W)/i;

// Lower-case names whose repeated values go in one field.
export function parseUniqueHeadersOption(headers) {
  if (!Array.isArray(headers)) return null;
  return new Set(headers.map((name) => (Array.isArray(name) ? name[0] : name).toLowerCase()));
}

let date = "";
let second = NaN;
export function utcDate() {
  const now = Math.floor(Date.now() / 1000);
  if (now !== second) {
    second = now;
    date = new Date(now * 1000).toUTCString();
  }
  return date;
}

// Fields that decide how the message is framed. `seen` collects them.
const NOTED = {
  __proto__: null,
  connection(message, seen, value) {
    seen.connection = true;
    message._removedConnection = false;
    if (CLOSE.test(value)) message._last = true;
    else message.shouldKeepAlive = true;
  },
  "transfer-encoding"(message, seen, value) {
    seen.encoding = true;
    message._removedTE = false;
    if (CHUNKED.test(value)) message.chunkedEncoding = true;
  },
  "content-length"(message, seen, value) {
    seen.length = true;
    message._contentLength = +value;
    message._removedContLen = false;
  },
  date(message, seen) { seen.date = true; },
  expect(message, seen) { seen.expect = true; },
  trailer(message, seen) { seen.trailer = true; },
  "keep-alive"(message) { message._defaultKeepAlive = false; },
};

function storeField(message, seen, name, value, check) {
  if (check) validateHeaderValue(name, value, message._isLenientHeaderValidation());
  seen.text += `${name}: ${value}\r\n`;
  const { length } = name;
  if (length >= 4 && length <= 17) NOTED[name.toLowerCase()]?.(message, seen, value);
}

const isDisposition = (name) => name.length === 19 && name.toLowerCase() === "content-disposition";
const isCookie = (name) => name.length === 6 && name.toLowerCase() === "cookie";
const asLatin1 = (value) => Buffer.from(value, "latin1");

function addField(message, seen, name, value, check) {
  if (check) validateHeaderName(name);
  // RFC 6266, 4.3: as Node, only where the length is known.
  if (isDisposition(name) && message._contentLength) value = Array.isArray(value) ? value.map((one) => asLatin1(one)) : asLatin1(value);
  if (!Array.isArray(value)) {
    storeField(message, seen, name, value, check);
    return;
  }
  if ((value.length < 2 || !isCookie(name)) && !message[kUniqueHeaders]?.has(name.toLowerCase())) {
    for (const one of value) storeField(message, seen, name, one, check);
    return;
  }
  storeField(message, seen, name, value.join("; "), check);
}

// Those of setHeader(), which have been looked at: most are text that nobody takes note of.
function addStored(message, seen, fields) {
  let { text } = seen;
  for (const key in fields) {
    const field = fields[key];
    const value = field[1];
    if (typeof value === "string" && NOTED[key] === undefined && key !== "content-disposition") {
      text += field[0] + ": " + value + CRLF;
    } else {
      seen.text = text;
      addField(message, seen, field[0], value, false);
      text = seen.text;
    }
  }
  seen.text = text;
}

// Fields as an object, a list of pairs, or a flat list.
function addFields(message, seen, headers) {
  if (headers === message[kOutHeaders]) addStored(message, seen, headers);
  else if (!Array.isArray(headers)) {
    for (const key of Object.keys(headers)) addField(message, seen, key, headers[key], true);
  } else if (headers.length > 0 && Array.isArray(headers[0])) {
    for (const [name, value] of headers) addField(message, seen, name, value, true);
  } else {
    if (headers.length % 2 !== 0) throw new ERR_INVALID_ARG_VALUE("headers", headers);
    for (let at = 0; at < headers.length; at += 2) addField(message, seen, headers[at], headers[at + 1], true);
  }
}

// Whether the connection lives on, said or understood.
function connectionField(message, seen) {
  if (message._removedConnection) {
    message._last = !message.shouldKeepAlive;
    return "";
  }
  if (seen.connection) return "";
  const keep = message.shouldKeepAlive && (seen.length || message.useChunkedEncodingByDefault || message.agent);
  if (!keep || message.maxRequestsOnConnectionReached) {
    if (!keep) message._last = true;
    return "Connection: close\r\n";
  }
  if (!message._keepAliveTimeout || !message._defaultKeepAlive) return "Connection: keep-alive\r\n";
  const most = ~~message._maxRequestsPerSocket;
  return `Connection: keep-alive\r\nKeep-Alive: timeout=${Math.floor(message._keepAliveTimeout / 1000)}${most > 0 ? `, max=${most}` : ""}\r\n`;
}

// How the other side finds the end of the body.
function lengthField(message, seen) {
  if (seen.length || seen.encoding) return "";
  if (!message._hasBody) message.chunkedEncoding = false;
  else if (!message.useChunkedEncodingByDefault) message._last = true;
  else if (!seen.trailer && !message._removedContLen && typeof message._contentLength === "number") {
    return `Content-Length: ${message._contentLength}\r\n`;
  } else if (!message._removedTE) {
    message.chunkedEncoding = true;
    return "Transfer-Encoding: chunked\r\n";
  } else message._last = true;
  return "";
}

function needUnsent(message, what) {
  if (message._header) throw new ERR_HTTP_HEADERS_SENT(what);
}

export const headerMembers = {
  _renderHeaders() {
    needUnsent(this, "render");
    const fields = this[kOutHeaders];
    const rendered = {};
    if (fields !== null) for (const key in fields) rendered[fields[key][0]] = fields[key][1];
    return rendered;
  },

  _storeHeader(firstLine, headers) {
    const seen = { text: firstLine, connection: false, length: false, encoding: false, date: false, expect: false, trailer: false };
    if (headers) addFields(this, seen, headers);
    let { text } = seen;
    if (this.sendDate && !seen.date) text += `Date: ${utcDate()}\r\n`;
    // Such a response has no body, and a client that takes the header at its word would wait for one.
    if (this.chunkedEncoding && (this.statusCode === 204 || this.statusCode === 304)) {
      this.chunkedEncoding = false;
      this.shouldKeepAlive = false;
    }
    text += connectionField(this, seen);
    text += lengthField(this, seen);
    if (seen.trailer && this.chunkedEncoding !== true) throw new ERR_HTTP_TRAILER_INVALID();
    this._header = `${text}\r\n`;
    this._headerSent = false;
    // Who expects an answer to the head sends it at once.
    if (seen.expect) this._send("");
  },

  setHeader(name, value) {
    if (this._header) needUnsent(this, "set");
    if (typeof name !== "string" || typeof value !== "string" || !isField(name, value)) {
      validateHeaderName(name);
      validateHeaderValue(name, value, this._isLenientHeaderValidation());
    }
    const fields = this[kOutHeaders] ??= { __proto__: null };
    fields[name.toLowerCase()] = [name, value];
    return this;
  },

  // setHeader() for each of an object's.
  [kSetFields](headers) {
    const { setHeader } = this;
    const isPlain = setHeader === headerMembers.setHeader && !this._header;
    const fields = isPlain ? this[kOutHeaders] ??= { __proto__: null } : undefined;
    for (const name of Object.keys(headers)) {
      const value = headers[name];
      if (isPlain && typeof value === "string" && isField(name, value)) fields[name.toLowerCase()] = [name, value];
      else this.setHeader(name, value);
    }
  },

  setHeaders(headers) {
    needUnsent(this, "set");
    if (!headers || Array.isArray(headers) || typeof headers.keys !== "function" || typeof headers.get !== "function") {
      throw new ERR_INVALID_ARG_TYPE("headers", ["Headers", "Map"], headers);
    }
    const cookies = [];
    for (const [key, value] of headers) {
      if (key === "set-cookie") cookies.push(...Array.isArray(value) ? value : [value]);
      else this.setHeader(key, value);
    }
    if (cookies.length > 0) this.setHeader("set-cookie", cookies);
    return this;
  },

  appendHeader(name, value) {
    needUnsent(this, "append");
    validateHeaderName(name);
    validateHeaderValue(name, value, this._isLenientHeaderValidation());
    const field = this[kOutHeaders]?.[name.toLowerCase()];
    if (!field) return this.setHeader(name, value);
    if (!Array.isArray(field[1])) field[1] = [field[1]];
    if (Array.isArray(value)) field[1].push(...value);
    else field[1].push(value);
    return this;
  },

  getHeader(name) {
    validateString(name, "name");
    return this[kOutHeaders]?.[name.toLowerCase()]?.[1];
  },

  getHeaderNames() {
    return this[kOutHeaders] === null ? [] : Object.keys(this[kOutHeaders]);
  },

  getRawHeaderNames() {
    return this[kOutHeaders] === null ? [] : Object.values(this[kOutHeaders]).map(([name]) => name);
  },

  getHeaders() {
    const copy = { __proto__: null };
    const fields = this[kOutHeaders];
    if (fields !== null) for (const key in fields) copy[key] = fields[key][1];
    return copy;
  },

  hasHeader(name) {
    validateString(name, "name");
    return this[kOutHeaders] !== null && !!this[kOutHeaders][name.toLowerCase()];
  },

  removeHeader(name) {
    validateString(name, "name");
    needUnsent(this, "remove");
    const key = name.toLowerCase();
    if (key === "connection") this._removedConnection = true;
    else if (key === "content-length") this._removedContLen = true;
    else if (key === "transfer-encoding") this._removedTE = true;
    else if (key === "date") this.sendDate = false;
    if (this[kOutHeaders] !== null) delete this[kOutHeaders][key];
  },

  addTrailers(headers) {
    this._trailer = "";
    const lenient = this._isLenientHeaderValidation();
    for (const key of Object.keys(headers)) {
      const [field, given] = Array.isArray(headers) ? headers[key] : [key, headers[key]];
      validateHeaderName(field, "Trailer name");
      const separate = Array.isArray(given) && given.length > 1 && !this[kUniqueHeaders]?.has(field.toLowerCase());
      for (const value of separate ? given : [Array.isArray(given) ? given.join("; ") : given]) {
        if (hasInvalidChar(value, lenient)) throw new ERR_INVALID_CHAR("trailer content", field);
        this._trailer += `${field}: ${value}\r\n`;
      }
    }
  },
};
