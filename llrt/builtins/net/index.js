// node:net: TCP and unix sockets, servers, addresses.  Reference: nodejs.org/api/net.html
import { normalizeArgs } from "./_args.js";
import { BlockList } from "./_block_list.js";
import { BoundSocket } from "./_bound_socket.js";
import {
  getDefaultAutoSelectFamily, getDefaultAutoSelectFamilyAttemptTimeout, setDefaultAutoSelectFamily, setDefaultAutoSelectFamilyAttemptTimeout,
} from "./_defaults.js";
import { isIP, isIPv4, isIPv6 } from "./_ip.js";
import { createServerHandle as _createServerHandle } from "./_listen.js";
import { Server } from "./_server.js";
import { Socket } from "./_socket.js";
import { SocketAddress } from "./_socket_address.js";

export function createServer(options, connectionListener) {
  return new Server(options, connectionListener);
}

export function connect(...args) {
  const normalized = normalizeArgs(args);
  const [options] = normalized;
  const socket = new Socket(options);
  if (options.timeout) socket.setTimeout(options.timeout);
  return socket.connect(normalized);
}

const createConnection = connect;
const _normalizeArgs = normalizeArgs;
const Stream = Socket;

export {
  _createServerHandle, _normalizeArgs, BlockList, BoundSocket, Server, Socket, SocketAddress, Stream, createConnection,
  getDefaultAutoSelectFamily, getDefaultAutoSelectFamilyAttemptTimeout, isIP, isIPv4, isIPv6, setDefaultAutoSelectFamily,
  setDefaultAutoSelectFamilyAttemptTimeout,
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
