// The ops of native:tls as JS sees them (native.py, context.py, details.py). A Context is a function that JS keeps; handles are those of
// native:net. What a connection is asked is undefined where there is no TLS on the handle. Kinds of events beside those of native:net:
// 9 SECURED(error or undefined), 10 HELLO, 11 CERTIFICATE, 12 SESSION(id, session), 13 KEYS(line), 14 TLS_FAILED(error), 15 INHERITED,
// 16 OUT(bytes), 17 OUT_END, 18 AGAIN: another handshake has begun.
type Context = () => void;
type Pem = string | Uint8Array;
interface Settings {
  servername?: string; session?: Uint8Array; alpn?: Uint8Array; ask: boolean; insist: boolean; hello?: boolean; certificate?: boolean;
  keys?: boolean; ocsp?: boolean;
}
interface Hello { sessionId: Uint8Array; tlsTicket: boolean; servername?: string; protocols?: string[] }

/** Puts TLS on a handle; it starts with start(), with the first bytes written or, at a server, read. */
export function open(handle: number, context: Context, isServer: boolean, settings: Settings): void;
/** A handle whose bytes go through JS. */
export function openOverJS(): number;
/** What arrived; undefined: the end. */
export function feed(handle: number, data: Uint8Array | undefined): void;
/** So many bytes of OUT have gone out. */
export function sent(handle: number, size: number): void;
export function hasShut(handle: number): void;
export function receive(handle: number, data: Uint8Array): void;
export function start(handle: number): void;
export function hello(handle: number): Hello;
export function answerHello(handle: number, session: Uint8Array | undefined, chooses: boolean, protocol: string | undefined): void;
export function answerCertificate(handle: number, context: Context | undefined): void;
export function setContext(handle: number, context: Context): void;

/** Versions as OpenSSL numbers them, 0: its own. */
export function newContext(low: number, high: number): Context;
export function contextVersions(context: Context): [number, number];
export function setMinVersion(context: Context, version: number): void;
export function setCiphers(context: Context, names: string): void;
export function setCipherSuites(context: Context, names: string): void;
export function setSigalgs(context: Context, names: string): void;
export function setCurves(context: Context, names: string): void;
export function setOptions(context: Context, options: number): void;
export function setSessionIdContext(context: Context, name: string): void;
export function setSessionTimeout(context: Context, seconds: number): void;
/** 48 bytes. */
export function setTicketKeys(context: Context, keys: Uint8Array): void;
export function getTicketKeys(context: Context): Uint8Array;
export function allowPartialTrustChain(context: Context): void;
export function addAuthorities(context: Context, pem: Pem): number;
/** `alone`: nothing is added to what the context trusts. */
export function addDefaultAuthorities(context: Context, alone: boolean): void;
export function addRevocations(context: Context, pem: Pem): void;
export function setCertificate(context: Context, pem: Pem): void;
export function setKey(context: Context, pem: Pem, passphrase: string | undefined): void;
export function setPfx(context: Context, data: Uint8Array, passphrase: Uint8Array | undefined): void;
/** undefined: chosen by OpenSSL. A warning, or undefined. */
export function setDHParameters(context: Context, pem: Pem | undefined): string | undefined;
export function contextCertificate(context: Context): Uint8Array | undefined;
export function contextIssuer(context: Context): Uint8Array | undefined;
export function cipherNames(): string[];

/** [code, message] */
export function verifyError(handle: number): [string, string] | undefined;
/** Certificates are DER. */
export function peerCertificate(handle: number): Uint8Array | undefined;
/** What a host name is compared with: alternative names as getPeerCertificate() tells them, the subject's common names. */
export function peerNames(handle: number): [string | undefined, string[]] | undefined;
export function ownCertificate(handle: number): Uint8Array | undefined;
export function issuers(handle: number, certificate: Uint8Array): Uint8Array[] | undefined;
export function certificateInfo(certificate: Uint8Array): Record<string, unknown>;
/** PEM texts of "bundled", "extra" or "system". */
export function authorities(kind: string): string[];
export function normalizeAuthorities(certificates: Pem[]): string[];
/** Whom fetch and the clients of the built-in SDK trust from now on, PEM texts. */
export function setClientAuthorities(certificates: string[]): void;
/** [OpenSSL's name, the standard's name, version] */
export function cipher(handle: number): [string, string, string] | undefined;
export function protocol(handle: number): string | undefined;
export function alpn(handle: number): string | undefined;
export function servername(handle: number): string | undefined;
export function isResumed(handle: number): boolean | undefined;
export function session(handle: number): Uint8Array | undefined;
export function ticket(handle: number): Uint8Array | undefined;
export function finished(handle: number, peer: boolean): Uint8Array | undefined;
/** [kind, name, bits] */
export function ephemeralKey(handle: number): [string, string | undefined, number] | undefined;
/** [key's name, hash's name, number of the scheme] */
export function sharedSigalgs(handle: number): [string, string | undefined, number][] | undefined;
export function exportKeys(handle: number, size: number, label: string, context: Uint8Array | undefined): Uint8Array | undefined;
export function setMaxFragment(handle: number, size: number): boolean | undefined;
export function renegotiate(handle: number): void;
export function logKeys(handle: number): void;
export function ocspResponse(handle: number): Uint8Array | undefined;
export function wantsOcsp(handle: number): boolean | undefined;
export function setOcspResponse(handle: number, response: Uint8Array): void;
export function setVerify(handle: number, ask: boolean, insist: boolean): void;
