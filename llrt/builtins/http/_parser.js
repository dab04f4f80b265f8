// HTTPParser: one direction of a connection. llhttp (cext/http/js_parser.c) stops at every event, so that nothing here runs inside of
// it: a callback may free or destroy what it likes. Not here: what is made of the events (_common.js, _client_socket.js,
// _server_connection.js).
import { parserError, parserFinish, parserMethods, parserNew, parserStart, parserStep, parserText } from "native:http";
import { FastBuffer } from "../buffer/_pool.js";
import { destroyResource, initResource, runInResource } from "../_async_context.js";

// Words of the handle, and events, as in js_parser.h.
const POSITION = 0, BODY_START = 1, BODY_LENGTH = 2, STATUS = 3, METHOD = 4, MAJOR = 5, MINOR = 6, UPGRADE = 7, KEEP_ALIVE = 8, TRAILERS = 9, BEGUN = 10;
const WORDS = 11;
const MORE = 0, BODY = 2, END = 3, UPGRADED = 4, FAILED = 5;

// Answers of a connection to a head; `onIncoming` gives Node's 0, 1 and 2.
const NO_UPGRADE = 3;

const REQUEST = 1, RESPONSE = 2;
const DEFAULT_MAX_HEAD = 16 * 1024;

const kOnMessageBegin = 0, kOnHeaders = 1, kOnHeadersComplete = 2, kOnBody = 3, kOnMessageComplete = 4, kOnExecute = 5, kOnTimeout = 6;

let methodNames;
export function methodName(number) {
  methodNames ??= parserMethods().split("\n").map((line) => line.slice(line.indexOf(" ") + 1));
  return methodNames[number];
}

// Names and values in turn.
function pairs(text) {
  const list = text.split("\n");
  list.pop();
  return list;
}

export class HTTPParser {
  #handle = parserNew();
  #words = new Int32Array(this.#handle.buffer, 0, WORDS);
  #resource = undefined;
  #chunk = null;
  #running = false;
  #freed = false;
  #isRequest = true;

  initialize(type, resource, maxHeaderSize, lenient = 0) {
    parserStart(this.#handle, type, maxHeaderSize || DEFAULT_MAX_HEAD, lenient);
    this.#freed = false;
    this.#isRequest = type === REQUEST;
    if (resource !== undefined) {
      this.#resource = resource;
      initResource(resource, type === REQUEST ? "HTTPINCOMINGMESSAGE" : "HTTPCLIENTREQUEST");
    }
    this.started = Date.now();
    this.headersCompleted = false;
  }

  // The number of bytes parsed, or the error. `upgraded` tells whether what follows is not HTTP any more.
  execute(chunk) {
    return this.#resource === undefined ? this.#run(chunk) : runInResource(this.#resource, this.#run, this, chunk);
  }

  #run(chunk) {
    const handle = this.#handle;
    const words = this.#words;
    let from = 0;
    let answer = 0;
    this.#chunk = chunk;
    this.#running = true;
    try {
      for (;;) {
        const event = parserStep(handle, chunk, from, answer);
        answer = 0;
        from = words[POSITION];
        if (event === MORE) {
          if (this.started === 0 && words[BEGUN] !== 0) this.started = Date.now();
          return chunk.length;
        }
        if (typeof event === "string") answer = this.#head(event);
        else if (event === BODY) {
          this[kOnBody](new FastBuffer(chunk.buffer, chunk.byteOffset + words[BODY_START], words[BODY_LENGTH]));
        } else if (event === END) this.#end();
        else if (event === UPGRADED) return from;
        else if (event === FAILED) return this.#error(from);
        if (this.#freed) return from;
      }
    } finally {
      this.#running = false;
    }
  }

  #head(text) {
    const words = this.#words;
    const list = text.split("\n");
    const start = list.pop();
    const upgrade = words[UPGRADE] !== 0;
    const keepAlive = words[KEEP_ALIVE] !== 0;
    this.headersCompleted = true;
    const answer = this.#isRequest
      ? this[kOnHeadersComplete](words[MAJOR], words[MINOR], list, words[METHOD], start, undefined, undefined, upgrade, keepAlive)
      : this[kOnHeadersComplete](words[MAJOR], words[MINOR], list, undefined, "", words[STATUS], start, upgrade, keepAlive);
    return answer || (upgrade && this.#isRequest ? NO_UPGRADE : 0);
  }

  #end() {
    // When the message began that is being read; 0 between two.
    this.started = 0;
    this.headersCompleted = false;
    this[kOnMessageComplete](this.#words[TRAILERS] === 0 ? undefined : pairs(parserText(this.#handle)));
  }

  #error(position) {
    const text = parserError(this.#handle);
    const colon = text.indexOf(":");
    const error = new Error("Parse Error");
    error.bytesParsed = position;
    error.code = text.slice(0, colon);
    error.reason = text.slice(colon + 1);
    return error;
  }

  // The other side has closed: the end of a message that lasts until then, an error inside of any other.
  finish() {
    if (this.#running || this.#freed) return undefined;
    const event = parserFinish(this.#handle);
    if (event === FAILED) return this.#error(0);
    if (event === END) {
      if (this.#resource === undefined) this.#end();
      else runInResource(this.#resource, this.#end, this);
    }
    return undefined;
  }

  getCurrentBuffer() {
    return this.#chunk;
  }

  // True if it may serve another connection: not while it is parsing.
  get idle() {
    return !this.#running;
  }

  free() {
    this.#free();
  }

  close() {
    this.#free();
  }

  #free() {
    if (this.#resource !== undefined) destroyResource(this.#resource);
    this.#resource = undefined;
    this.#chunk = null;
    this.#freed = true;
  }

  // A parser here is not fed by a handle, and its accounts are the server's.
  consume() {}
  unconsume() {}
  remove() {}
  pause() {}
  resume() {}
}

Object.assign(HTTPParser, {
  REQUEST, RESPONSE, kOnMessageBegin, kOnHeaders, kOnHeadersComplete, kOnBody, kOnMessageComplete, kOnExecute, kOnTimeout,
  kLenientNone: 0, kLenientHeaders: 1, kLenientChunkedLength: 2, kLenientKeepAlive: 4, kLenientTransferEncoding: 8, kLenientVersion: 16,
  kLenientDataAfterClose: 32, kLenientOptionalLFAfterCR: 64, kLenientOptionalCRLFAfterChunk: 128, kLenientOptionalCRBeforeLF: 256,
  kLenientSpacesAfterChunkSize: 512, kLenientHeaderValueRelaxed: 1024, kLenientAll: 1023,
});

// llhttp's methods of HTTP, without those of RTSP and the preface of HTTP/2.
export function publicMethods() {
  methodName(0);
  return methodNames.filter((name, number) => name && name !== "PRI" && (number <= 34 || name === "QUERY"));
}
