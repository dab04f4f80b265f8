// Private state of TLS sockets and servers.
export const kConnectOptions = Symbol("connect-options");
export const kDisableRenegotiation = Symbol("disable-renegotiation");
export const kErrorEmitted = Symbol("error-emitted");
export const kHandshakeTimeout = Symbol("handshake-timeout");
export const kSNICallback = Symbol("snicallback");
export const kALPNCallback = Symbol("alpncallback");
export const kPendingSession = Symbol("pendingSession");
export const kIsVerified = Symbol("verified");
