// node:http.  Constants, header checks and agents' options work; requests and servers are not there yet and throw when made.
// Reference: nodejs.org/api/http.html
import { EventEmitter } from "../events/_emitter.js";
import { Event, EventTarget } from "../_web/event_target.js";
import net from "../net/index.js";
import { Readable, Stream } from "../stream/index.js";
import { missing } from "../_missing.js";
import { validateInteger } from "../_validators.js";
import { Agent, globalAgent } from "./_agent.js";
import { METHODS, STATUS_CODES } from "./_constants.js";
import { maxHeaderSize, validateHeaderName, validateHeaderValue } from "./_headers.js";

const { functions, klass } = missing("http");
export const { _connectionListener, createServer, get, request, setGlobalProxyFromEnv } = functions("_connectionListener:connectionListener/1 createServer/2 get/3 request/3 setGlobalProxyFromEnv/0");
export const IncomingMessage = klass("IncomingMessage/1", Readable, `
  connection@ headers@ headersDistinct@ trailers@ trailersDistinct@ signal@ setTimeout/2 _read/1 _destroy/2 _addHeaderLines/2
  _addHeaderLine/3 _addHeaderLineDistinct/3 _dumpAndCloseReadable/0 _dump/0
`);
export const OutgoingMessage = klass("OutgoingMessage/1", Stream, `
  _isLenientHeaderValidation/0 errored@ closed@ writableFinished@ writableObjectMode@ writableLength@ writableHighWaterMark@
  writableCorked@ connection@ socket@ _renderHeaders/0 cork/0 uncork/0 setTimeout/2 destroy/1 _send/4 _writeRaw/4 _storeHeader/2
  setHeader/2 setHeaders/1 appendHeader/2 getHeader/1 getHeaderNames/0 getRawHeaderNames/0 getHeaders/0 hasHeader/1 removeHeader/1
  _implicitHeader/0 headersSent@ writableEnded@ writableNeedDrain@ write/3 addTrailers/1 end/3 _finish/0 _flush/0 _flushOutput/1
  flushHeaders/0 pipe/0
`);
export const ClientRequest = klass("ClientRequest/3", OutgoingMessage, `
  path@ _finish/0 _implicitHeader/0 abort/0 destroy/1 onSocket/2 _deferToConnect/2 setTimeout/2 setNoDelay/1 setSocketKeepAlive/2
  clearTimeout/1
`);
export const Server = klass("Server/2", net.Server, "close/0 closeAllConnections/0 closeIdleConnections/0 setTimeout/2");
export const ServerResponse = klass("ServerResponse/2", OutgoingMessage, `
  _finish/0 assignSocket/1 detachSocket/1 writeInformation/3 writeContinue/1 writeProcessing/1 writeEarlyHints/2 _implicitHeader/0
  writeHead/3 writeHeader/3
`);
ServerResponse.prototype.statusCode = 200;
ServerResponse.prototype.statusMessage = undefined;
export const WebSocket = klass("WebSocket/1", EventTarget, "close/0 send/1 readyState@ bufferedAmount@ url@ extensions@ protocol@ onopen@ onerror@ onclose@ onmessage@ binaryType@");
export const CloseEvent = klass("CloseEvent/1", Event, "wasClean@ code@ reason@");
export const MessageEvent = klass("MessageEvent/1", Event, "data@ origin@ lastEventId@ source@ ports@ initMessageEvent/1");

// How many idle parsers are kept: there are none yet.
export const setMaxIdleHTTPParsers = (max) => {
  validateInteger(max, "max", 1);
};

export { Agent, METHODS, STATUS_CODES, globalAgent, maxHeaderSize, validateHeaderName, validateHeaderValue };

let agent = globalAgent;
export default Object.defineProperties({
  _connectionListener, METHODS, STATUS_CODES, Agent, ClientRequest, IncomingMessage, OutgoingMessage, Server, ServerResponse,
  createServer, validateHeaderName, validateHeaderValue, get, request, setMaxIdleHTTPParsers, setGlobalProxyFromEnv,
}, {
  maxHeaderSize: { get() { return maxHeaderSize; }, enumerable: true, configurable: true },
  globalAgent: { get() { return agent; }, set(value) { agent = value; }, enumerable: true, configurable: true },
  WebSocket: { get() { return WebSocket; }, enumerable: true, configurable: true },
  CloseEvent: { get() { return CloseEvent; }, enumerable: true, configurable: true },
  MessageEvent: { get() { return MessageEvent; }, enumerable: true, configurable: true },
});
