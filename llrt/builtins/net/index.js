// node:net.  IP addresses, BlockList and SocketAddress work; sockets and servers are not there yet and throw when made.
// Reference: nodejs.org/api/net.html
import { EventEmitter } from "../events/_emitter.js";
import { Duplex } from "../stream/index.js";
import { missing } from "../_missing.js";
import { BlockList } from "./_block_list.js";
import { isIP, isIPv4, isIPv6 } from "./_ip.js";
import { SocketAddress } from "./_socket_address.js";
import {
  getDefaultAutoSelectFamily, getDefaultAutoSelectFamilyAttemptTimeout, setDefaultAutoSelectFamily, setDefaultAutoSelectFamilyAttemptTimeout,
} from "./_defaults.js";

const { functions, klass } = missing("net");
export const { _createServerHandle, _normalizeArgs, connect, createServer } = functions("_createServerHandle:createServerHandle/5 _normalizeArgs:normalizeArgs/1 connect/0 createServer/2");
const createConnection = connect;
export const BoundSocket = klass("BoundSocket/0", undefined, "address/0 fd/0 close/0");
export const Server = klass("Server/2", EventEmitter, "_listen2/6 listen/0 listening@ address/0 getConnections/1 close/1 _emitCloseIfDrained/0 _setupWorker/1 ref/0 unref/0");
export const Socket = klass("Socket/1", Duplex, `
  _unrefTimer/0 _final/1 setTimeout/2 _onTimeout/0 setNoDelay/1 setKeepAlive/4 setTypeOfService/1 getTypeOfService/0 address/0
  _connecting@ pending@ readyState@ bufferSize@ _read/1 end/3 resetAndDestroy/0 pause/0 resume/0 read/1 destroySoon/0 _destroy/2
  _reset/0 _getpeername/0 bytesRead@ remoteAddress@ remoteFamily@ remotePort@ _getsockname/0 localAddress@ localPort@ localFamily@
  _writeGeneric/4 _writev/2 _write/3 _bytesDispatched@ bytesWritten@ connect/0 ref/0 unref/0 _handle@
`);
const Stream = Socket;

export {
  BlockList, SocketAddress, Stream, createConnection, getDefaultAutoSelectFamily, getDefaultAutoSelectFamilyAttemptTimeout, isIP, isIPv4, isIPv6,
  setDefaultAutoSelectFamily, setDefaultAutoSelectFamilyAttemptTimeout,
};

const net = {
  _createServerHandle, _normalizeArgs, BoundSocket, connect, createConnection, createServer, isIP, isIPv4, isIPv6, Server, Socket, Stream,
  getDefaultAutoSelectFamily, setDefaultAutoSelectFamily, getDefaultAutoSelectFamilyAttemptTimeout,
  setDefaultAutoSelectFamilyAttemptTimeout,
};
// As in Node: accessors.
Object.defineProperties(net, {
  BlockList: { get() { return BlockList; }, enumerable: true, configurable: true },
  SocketAddress: { get() { return SocketAddress; }, enumerable: true, configurable: true },
});

export default net;
