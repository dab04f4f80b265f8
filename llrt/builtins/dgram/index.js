// node:dgram.  Nothing of it works yet: what it exports is here so that libraries load, and throws when called.
// Reference: nodejs.org/api/dgram.html
import { EventEmitter } from "../events/_emitter.js";
import { missing } from "../_missing.js";

const { functions, klass } = missing("dgram");
export const { _createSocketHandle, createSocket } = functions("_createSocketHandle:deprecated/5 createSocket/2");
export const Socket = klass("Socket/2", EventEmitter, `
  bind/2 bindSync/0 connect/3 connectSync/2 disconnect/0 sendto/6 send/6 close/1 address/0 remoteAddress/0 setBroadcast/1 setTTL/1
  setMulticastTTL/1 setMulticastLoopback/1 setMulticastInterface/1 addMembership/2 dropMembership/2 addSourceSpecificMembership/3
  dropSourceSpecificMembership/3 ref/0 unref/0 setRecvBufferSize/1 setSendBufferSize/1 getRecvBufferSize/0 getSendBufferSize/0
  getSendQueueSize/0 getSendQueueCount/0 _handle@ _receiving@ _bindState@ _queue@ _reuseAddr@ _healthCheck/0 _stopReceiving/0
`);

export default { _createSocketHandle, createSocket, Socket };
