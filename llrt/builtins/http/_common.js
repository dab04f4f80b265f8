// What client and server share: parsers that are kept, what they make of a message that comes in, leniency, errors of parsing,
// diagnostics channels. Not here: what each side does with a message (`onIncoming`).
import { loadedBuiltin } from "native:engine";
import { options as processOptions } from "./_options.js";
import { HTTPParser, methodName } from "./_parser.js";
import { IncomingMessage, readStart, readStop } from "./_incoming.js";
import { hasInvalidChar, isToken } from "./_headers.js";

export const CRLF = "\r\n";
export const chunkExpression = /(?:^|\W)chunked(?:$|\W)/i;
export const continueExpression = /(?:^|\W)100-continue(?:$|\W)/i;
export const kIncomingMessage = Symbol("IncomingMessage");
export const kSkipPendingData = Symbol("SkipPendingData");

// Node's bound on the fields of one head.
const MOST_PAIRS = 2000;
const MOST_IDLE = 1000;

function onHeadersComplete(major, minor, headers, method, url, statusCode, statusMessage, upgrade, keepAlive) {
  const { socket } = this;
  const server = socket?.server;
  const Message = server?.[kIncomingMessage] ?? IncomingMessage;
  const incoming = this.incoming = new Message(socket);
  incoming.httpVersionMajor = major;
  incoming.httpVersionMinor = minor;
  incoming.httpVersion = major === 1 && minor === 1 ? "1.1" : `${major}.${minor}`;
  incoming.joinDuplicateHeaders = server?.joinDuplicateHeaders || this.joinDuplicateHeaders;
  incoming.url = url;
  incoming.upgrade = upgrade;
  if (this.maxHeaderPairs > 0 && headers.length > this.maxHeaderPairs) headers.length = this.maxHeaderPairs;
  incoming._addHeaderLines(headers, headers.length);
  if (method !== undefined) incoming.method = methodName(method);
  else {
    incoming.statusCode = statusCode;
    incoming.statusMessage = statusMessage;
  }
  return this.onIncoming(incoming, keepAlive);
}

function onBody(bytes) {
  const { incoming } = this;
  if (incoming !== null && !incoming._dumped && !this[kSkipPendingData] && !incoming.push(bytes)) readStop(this.socket);
}

function onMessageComplete(trailers) {
  const { incoming } = this;
  if (incoming !== null && !this[kSkipPendingData]) {
    incoming.complete = true;
    if (trailers !== undefined) incoming._addHeaderLines(trailers, trailers.length);
    incoming.push(null);
  }
  // The next message may be there already.
  readStart(this.socket);
}

function clean(parser) {
  parser.socket = null;
  parser.incoming = null;
  parser.outgoing = null;
  parser.maxHeaderPairs = MOST_PAIRS;
  parser.onIncoming = null;
  parser[HTTPParser.kOnTimeout] = null;
  parser.joinDuplicateHeaders = null;
  parser[kSkipPendingData] = false;
}

function makeParser() {
  const parser = new HTTPParser();
  clean(parser);
  parser[HTTPParser.kOnHeadersComplete] = onHeadersComplete;
  parser[HTTPParser.kOnBody] = onBody;
  parser[HTTPParser.kOnMessageComplete] = onMessageComplete;
  return parser;
}

// As Node's list of idle parsers.
class FreeList {
  constructor(name, max, ctor) {
    this.name = name;
    this.ctor = ctor;
    this.max = max;
    this.list = [];
  }

  alloc(...args) {
    return this.list.length > 0 ? this.list.pop() : this.ctor(...args);
  }

  free(object) {
    if (this.list.length >= this.max) return false;
    this.list.push(object);
    return true;
  }
}

export const parsers = new FreeList("parsers", MOST_IDLE, makeParser);

export function freeParser(parser, request, socket) {
  if (parser) {
    const { idle } = parser;
    clean(parser);
    parser.free();
    // One that is still on the stack will see that it has ended, and serves nobody else.
    if (idle) parsers.free(parser);
  }
  if (request) request.parser = null;
  if (socket) socket.parser = null;
}

let warned = false;
export function isLenient() {
  const lenient = processOptions.insecureHTTPParser();
  if (lenient && !warned) {
    warned = true;
    process.emitWarning("Using insecure HTTP parsing");
  }
  return lenient;
}

export function calculateLenientFlags(validation, insecure) {
  if (validation === "strict") return HTTPParser.kLenientNone;
  if (validation === "relaxed") return HTTPParser.kLenientHeaderValueRelaxed;
  if (validation === "insecure") return HTTPParser.kLenientAll;
  return (insecure === undefined ? isLenient() : insecure) ? HTTPParser.kLenientAll : HTTPParser.kLenientNone;
}

export function prepareError(error, parser, packet) {
  error.rawPacket = packet || parser.getCurrentBuffer();
  if (typeof error.reason === "string") error.message = `Parse Error: ${error.reason}`;
}

// To a diagnostics channel, when somebody listens: the message is made only then.
export function publish(name, make) {
  const channels = loadedBuiltin("node:diagnostics_channel");
  if (channels !== undefined && channels.hasSubscribers(name)) channels.channel(name).publish(make());
}

// An answer that another follows: not 101.
export const isInformational = (status) => status < 200 && status >= 100 && status !== 101;
export { HTTPParser, hasInvalidChar as _checkInvalidHeaderChar, isToken as _checkIsHttpToken };
