// node:http2.  Constants and default settings work; sessions and servers are not there yet and throw when made.
// Reference: nodejs.org/api/http2.html
import { Readable, Stream } from "../stream/index.js";
import { missing } from "../_missing.js";
import { constants } from "./_constants.js";

const { functions, klass } = missing("http2");
export const { connect, createServer, createSecureServer, getPackedSettings, getUnpackedSettings, performServerHandshake } = functions("connect/3 createServer/2 createSecureServer/2 getPackedSettings/1 getUnpackedSettings/1 performServerHandshake/1");
export const Http2ServerRequest = klass("Http2ServerRequest/4", Readable, `
  aborted@ complete@ stream@ headers@ rawHeaders@ trailers@ rawTrailers@ httpVersionMajor@ httpVersionMinor@ httpVersion@ socket@
  connection@ _read/1 method@ authority@ scheme@ url@ setTimeout/2
`);
export const Http2ServerResponse = klass("Http2ServerResponse/2", Stream, `
  _header@ writableEnded@ finished@ socket@ connection@ stream@ headersSent@ sendDate@ statusCode@ writableCorked@
  writableHighWaterMark@ writableObjectMode@ writableFinished@ writableLength@ writableNeedDrain@ setTrailer/2 addTrailers/1
  getHeader/1 getHeaderNames/0 getHeaders/0 hasHeader/1 removeHeader/1 setHeader/2 appendHeader/2 statusMessage@ flushHeaders/0
  writeHead/3 cork/0 uncork/0 write/3 end/3 destroy/1 setTimeout/2 createPushResponse/2 writeInformation/2 writeContinue/0
  writeEarlyHints/1
`);

export const sensitiveHeaders = Symbol("sensitiveHeaders");

export function getDefaultSettings() {
  return {
    __proto__: null,
    headerTableSize: constants.DEFAULT_SETTINGS_HEADER_TABLE_SIZE,
    enablePush: Boolean(constants.DEFAULT_SETTINGS_ENABLE_PUSH),
    initialWindowSize: constants.DEFAULT_SETTINGS_INITIAL_WINDOW_SIZE,
    maxFrameSize: constants.DEFAULT_SETTINGS_MAX_FRAME_SIZE,
    maxConcurrentStreams: constants.DEFAULT_SETTINGS_MAX_CONCURRENT_STREAMS,
    maxHeaderSize: constants.DEFAULT_SETTINGS_MAX_HEADER_LIST_SIZE,
    maxHeaderListSize: constants.DEFAULT_SETTINGS_MAX_HEADER_LIST_SIZE,
    enableConnectProtocol: Boolean(constants.DEFAULT_SETTINGS_ENABLE_CONNECT_PROTOCOL),
  };
}

export { constants };

export default {
  connect, constants, createServer, createSecureServer, getDefaultSettings, getPackedSettings, getUnpackedSettings,
  performServerHandshake, sensitiveHeaders, Http2ServerRequest, Http2ServerResponse,
};
