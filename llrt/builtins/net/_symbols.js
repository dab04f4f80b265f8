// Private state of sockets that several files of this room, and of tls and http, share.
export const kBuffer = Symbol("kBuffer");
export const kBufferCallback = Symbol("kBufferCb");
export const kBufferMaker = Symbol("kBufferGen");
export const kBytesRead = Symbol("kBytesRead");
export const kBytesWritten = Symbol("kBytesWritten");
export const kLastWriteQueueSize = Symbol("lastWriteQueueSize");
export const kNoDelay = Symbol("kSetNoDelay");
export const kKeepAlive = Symbol("kSetKeepAlive");
export const kTypeOfService = Symbol("kSetTOS");
export const kTimeout = Symbol("timeout");
// Replaces the handle of a socket that tries the next address; tls wraps the new one.
export const kReinitializeHandle = Symbol("kReinitializeHandle");
export const kUpdateTimer = Symbol("kUpdateTimer");
export const kOwner = Symbol("owner_symbol");
export const kConsume = Symbol("kBoundSocketConsume");
