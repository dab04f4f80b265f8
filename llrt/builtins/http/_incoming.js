// IncomingMessage: the request at a server, the response at a client. Headers become objects when they are looked at.
// Reference: nodejs.org/api/http.html#class-httpincomingmessage
import { finished, Readable } from "../stream/index.js";
import { nextTick } from "../_boot/task_queues.js";

export function readStart(socket) {
  if (socket && !socket._paused && socket.readable) socket.resume();
}

export function readStop(socket) {
  if (socket) socket.pause();
}

const kHeaders = Symbol("kHeaders");
const kHeadersDistinct = Symbol("kHeadersDistinct");
const kHeadersCount = Symbol("kHeadersCount");
const kTrailers = Symbol("kTrailers");
const kTrailersDistinct = Symbol("kTrailersDistinct");
const kTrailersCount = Symbol("kTrailersCount");
const kAbortController = Symbol("kAbortController");

// What a second field of the same name does, beside being joined with ", ".
const FIRST = 1, LIST = 2, SEMICOLON = 3;
const REPEATED = {
  "__proto__": null,
  "age": FIRST, "authorization": FIRST, "content-length": FIRST, "content-type": FIRST, "etag": FIRST, "expires": FIRST, "from": FIRST,
  "host": FIRST, "if-modified-since": FIRST, "if-unmodified-since": FIRST, "last-modified": FIRST, "location": FIRST,
  "max-forwards": FIRST, "proxy-authorization": FIRST, "referer": FIRST, "retry-after": FIRST, "server": FIRST, "user-agent": FIRST,
  "set-cookie": LIST, "cookie": SEMICOLON,
};

export function IncomingMessage(socket) {
  Readable.call(this, socket ? { highWaterMark: socket.readableHighWaterMark } : undefined);
  this._readableState.readingMore = true;
  this.socket = socket;
  this.httpVersionMajor = null;
  this.httpVersionMinor = null;
  this.httpVersion = null;
  this.complete = false;
  this[kHeaders] = null;
  this[kHeadersCount] = 0;
  this.rawHeaders = [];
  this[kTrailers] = null;
  this[kTrailersCount] = 0;
  this.rawTrailers = [];
  this.joinDuplicateHeaders = false;
  this.aborted = false;
  this.upgrade = null;
  this.url = "";
  this.method = null;
  this.statusCode = null;
  this.statusMessage = null;
  this.client = socket;
  this._consuming = false;
  // Nobody can read it any more: its body goes nowhere.
  this._dumped = false;
  this[kAbortController] = null;
}
Object.setPrototypeOf(IncomingMessage.prototype, Readable.prototype);
Object.setPrototypeOf(IncomingMessage, Readable);

const proto = IncomingMessage.prototype;

// Fields in `raw` as an object, by one of the two methods below.
function collect(message, raw, count, into, add) {
  for (let at = 0; at < count; at += 2) message[add](raw[at], raw[at + 1], into);
  return into;
}

function lazyFields(name, key, rawName, countKey, add, make) {
  Object.defineProperty(proto, name, {
    __proto__: null,
    configurable: true,
    enumerable: false,
    get() {
      return this[key] ||= collect(this, this[rawName], this[countKey], make(), add);
    },
    set(value) {
      this[key] = value;
    },
  });
}

Object.defineProperty(proto, "connection", {
  __proto__: null,
  configurable: true,
  enumerable: false,
  get() {
    return this.socket;
  },
  set(value) {
    this.socket = value;
  },
});
lazyFields("headers", kHeaders, "rawHeaders", kHeadersCount, "_addHeaderLine", () => ({}));
lazyFields("headersDistinct", kHeadersDistinct, "rawHeaders", kHeadersCount, "_addHeaderLineDistinct", () => ({ __proto__: null }));
lazyFields("trailers", kTrailers, "rawTrailers", kTrailersCount, "_addHeaderLine", () => ({}));
lazyFields("trailersDistinct", kTrailersDistinct, "rawTrailers", kTrailersCount, "_addHeaderLineDistinct", () => ({ __proto__: null }));

Object.defineProperty(proto, "signal", {
  __proto__: null,
  configurable: true,
  enumerable: false,
  get() {
    if (this[kAbortController] === null) {
      const controller = this[kAbortController] = new AbortController();
      if (this.destroyed) controller.abort();
      else this.once("close", () => controller.abort());
    }
    return this[kAbortController].signal;
  },
});

proto.setTimeout = function setTimeout(msecs, callback) {
  if (callback) this.on("timeout", callback);
  this.socket.setTimeout(msecs);
  return this;
};

proto._read = function _read(n) {
  if (!this._consuming) {
    this._readableState.readingMore = false;
    this._consuming = true;
  }
  if (this.socket.readable) readStart(this.socket);
};

// Nobody listens: no error. Node does not make one of an aborted message either.
function report(message, error, callback) {
  if (message.listenerCount("error") === 0) callback();
  else callback(error);
}

proto._destroy = function _destroy(error, callback) {
  if (!this.readableEnded || !this.complete) {
    this.aborted = true;
    this.emit("aborted");
  }
  const { socket } = this;
  // What a test gives for a socket may not be a stream.
  if (!socket || socket.destroyed || !this.aborted) {
    nextTick(report, this, error, callback);
    return;
  }
  socket.destroy(error);
  const stop = finished(socket, (failure) => {
    stop();
    nextTick(report, this, (failure?.code === "ERR_STREAM_PREMATURE_CLOSE" ? null : failure) || error, callback);
  });
};

proto._addHeaderLines = function _addHeaderLines(headers, n) {
  if (!headers?.length) return;
  let into;
  if (this.complete) {
    this.rawTrailers = headers;
    this[kTrailersCount] = n;
    into = this[kTrailers];
  } else {
    this.rawHeaders = headers;
    this[kHeadersCount] = n;
    into = this[kHeaders];
  }
  if (into) collect(this, headers, n, into, "_addHeaderLine");
};

proto._addHeaderLine = function _addHeaderLine(field, value, dest) {
  const name = field.toLowerCase();
  const known = REPEATED[name];
  if (known === LIST) {
    if (dest[name] === undefined) dest[name] = [value];
    else dest[name].push(value);
  } else if (known === FIRST) {
    if (dest[name] === undefined) dest[name] = value;
    else if (this.joinDuplicateHeaders) dest[name] += `, ${value}`;
  } else if (typeof dest[name] === "string") dest[name] += (known === SEMICOLON ? "; " : ", ") + value;
  else dest[name] = value;
};

proto._addHeaderLineDistinct = function _addHeaderLineDistinct(field, value, dest) {
  const name = field.toLowerCase();
  if (dest[name]) dest[name].push(value);
  else dest[name] = [value];
};

// The server's answer went out before the request was read.
proto._dumpAndCloseReadable = function _dumpAndCloseReadable() {
  this._dumped = true;
  const state = this._readableState;
  for (const flag of ["ended", "endEmitted", "destroyed", "closed", "closeEmitted"]) state[flag] = true;
};

proto._dump = function _dump() {
  if (this._dumped) return;
  this._dumped = true;
  this.removeAllListeners("data");
  this.resume();
};
