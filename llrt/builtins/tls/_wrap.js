// The handle of a TLSSocket: TLS put on the handle of a net.Socket, or on a stream that JavaScript has. It has the number of the
// handle below and takes its place. TLS begins when start() is called, a client writes or a server reads: what is asked for
// before is kept until then.
import * as native from "native:tls";
import { Buffer } from "../buffer/_buffer.js";
import { Handle } from "../net/_handle.js";

const noop = () => {};
const SECURED = 9, HELLO = 10, CERTIFICATE = 11, SESSION = 12, KEYS = 13, FAILED = 14, INHERITED = 15, OUT = 16, OUT_END = 17, AGAIN = 18;

export class TLSWrap extends Handle {
  #number;
  #context;
  #started = false;
  #wanted = { ask: false, insist: false };

  constructor(below, context, isServer) {
    const number = below === undefined ? native.openOverJS() : Handle.numberOf(below);
    super(false, number, below);
    this.#number = number;
    this.#context = context;
    this.isServer = isServer;
    this._parent = below;
    this._parentWrap = null;
    this.sni_context = undefined;
    this.duplex = undefined;
    // What the socket is told.
    this.onhandshakestart = this.onhandshakedone = this.onerror = this.onclienthello = this.oncertcb = this.onnewsession = this.onkeylog = this.onocspresponse = noop;
  }

  // -- before it starts

  setVerifyMode(ask, insist) {
    Object.assign(this.#wanted, { ask, insist });
    if (this.#started) native.setVerify(this.#number, ask, insist);
  }

  setServername(name) { this.#wanted.servername = name; }
  setSession(session) { this.#wanted.session = session; }
  setALPNProtocols(protocols) { this.#wanted.alpn = protocols; }
  enableCertCb() { this.#wanted.certificate = true; }
  enableHello() { this.#wanted.hello = true; }
  requestOCSP() { this.#wanted.ocsp = true; }

  enableKeylogCallback() {
    this.#wanted.keys = true;
    if (this.#started) native.logKeys(this.#number);
  }

  get wanted() { return { ...this.#wanted }; }
  set wanted(settings) { this.#wanted = settings; }

  #open() {
    if (this.#started) return;
    this.#started = true;
    native.open(this.#number, this.#context, this.isServer, this.#wanted);
    const { duplex } = this;
    if (duplex !== undefined) pull(this, duplex);
  }

  start() {
    this.#open();
    native.start(this.#number);
  }

  readStart() {
    if (this.isServer) this.#open();
    this.duplex?.resume();
    return super.readStart();
  }

  writeBuffers(buffers, done) {
    this.#open();
    return super.writeBuffers(buffers, done);
  }

  // Bytes that somebody else has read already.
  receive(bytes) {
    this.#open();
    native.receive(this.#number, bytes);
  }

  // -- JavaScript's stream below

  feed(bytes) { native.feed(this.#number, bytes); }
  sent(size) { native.sent(this.#number, size); }
  hasShut() { native.hasShut(this.#number); }

  // -- a server's answers

  get hello() { return native.hello(this.#number); }
  answerHello(session, chooses, protocol) { native.answerHello(this.#number, session, chooses, protocol); }
  certCbDone() { native.answerCertificate(this.#number, this.sni_context?.token ?? undefined); }
  setKeyCert(context) {
    this.#context = context.token;
    if (this.#started) native.setContext(this.#number, context.token);
  }
  wantsOCSP() { return native.wantsOcsp(this.#number) === true; }
  setOCSPResponse(response) { native.setOcspResponse(this.#number, response); }

  // -- what was agreed

  verifyError() {
    const found = native.verifyError(this.#number);
    return found && Object.assign(new Error(found[1]), { code: found[0] });
  }
  peerCertificate() { return native.peerCertificate(this.#number); }
  peerNames() { return native.peerNames(this.#number); }
  ownCertificate() { return native.ownCertificate(this.#number); }
  issuers(der) { return native.issuers(this.#number, der) ?? []; }
  getALPNNegotiatedProtocol() { return native.alpn(this.#number) || false; }
  getServername() { return native.servername(this.#number) || this.#servernameAsked() || false; }
  #servernameAsked() { return this.#started || this.isServer ? undefined : this.#wanted.servername; }
  getSession() { return asBuffer(native.session(this.#number)); }
  getTLSTicket() { return asBuffer(native.ticket(this.#number)); }
  isSessionReused() { return native.isResumed(this.#number) === true; }
  getFinished() { return asBuffer(native.finished(this.#number, false)); }
  getPeerFinished() { return asBuffer(native.finished(this.#number, true)); }
  getProtocol() { return native.protocol(this.#number) ?? null; }
  getCipher() {
    const found = native.cipher(this.#number);
    return found === undefined ? {} : { name: found[0], standardName: found[1], version: found[2] };
  }
  getEphemeralKeyInfo() {
    if (this.isServer) return null;
    const found = native.ephemeralKey(this.#number);
    if (found === undefined) return {};
    const [type, name, size] = found;
    return type === "DH" ? { type, size } : { type, name, size };
  }
  getSharedSigalgs() { return (native.sharedSigalgs(this.#number) ?? []).map(sigalgName); }
  exportKeyingMaterial(size, label, context) { return asBuffer(native.exportKeys(this.#number, size, label, context)); }
  setMaxSendFragment(size) { return native.setMaxFragment(this.#number, size) === true ? 1 : 0; }
  renegotiate() { native.renegotiate(this.#number); }
  ocspResponse() { return asBuffer(native.ocspResponse(this.#number)); }

  // The socket below ends with this one.
  close(done = noop) {
    const below = this._parentWrap;
    if (this.duplex !== undefined) {
      const { duplex } = this;
      super.close(() => {
        if (duplex.destroyed) done();
        else duplex.destroy(null).once?.("close", done) ?? done();
      });
      return;
    }
    if (below && below._handle === this._parent) {
      below.once("close", done);
      below.destroy();
    } else {
      super.close(done);
    }
  }
}

const asBuffer = (bytes) => bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const SCHEMES = { 0x0807: "Ed25519", 0x0808: "Ed448" };

// As in OpenSSL's own printing of them: "RSA-PSS+SHA256".
function sigalgName([key, hash, scheme]) {
  if (SCHEMES[scheme]) return `${SCHEMES[scheme]}+UNDEF`;
  const kind = { rsaEncryption: "RSA", rsassaPss: "RSA-PSS", dsaEncryption: "DSA", "id-ecPublicKey": "ECDSA" }[key] ?? key;
  return `${kind}+${hash ?? "UNDEF"}`;
}

// What is to be sent goes to the stream, what it reads is fed.
function pull(handle, duplex) {
  duplex.on("data", (chunk) => handle.feed(typeof chunk === "string" ? Buffer.from(chunk) : chunk));
  duplex.once("end", () => handle.feed(undefined));
  duplex.resume();
}

Handle.tell(SECURED, (handle, error) => (error === undefined ? handle.onhandshakedone() : handle.onerror(made(error))));
Handle.tell(HELLO, (handle) => handle.onclienthello(handle.hello));
Handle.tell(CERTIFICATE, (handle) => handle.oncertcb({ servername: handle.getServername(), OCSPRequest: handle.wantsOCSP() }));
Handle.tell(SESSION, (handle, id, session) => handle.onnewsession(asBuffer(id), asBuffer(session)));
Handle.tell(KEYS, (handle, line) => handle.onkeylog(asBuffer(line)));
Handle.tell(FAILED, (handle, error) => handle.onerror(made(error)));
Handle.tell(INHERITED, (handle) => Handle.inherited(handle._parent));
Handle.tell(OUT, (handle, block) => {
  const bytes = asBuffer(block);
  const { length } = bytes;
  if (!handle.duplex.destroyed) handle.duplex.write(bytes, () => handle.sent(length));
});
Handle.tell(AGAIN, (handle) => handle.onhandshakestart());
Handle.tell(OUT_END, (handle) => {
  if (handle.duplex.writableFinished) handle.hasShut();
  else handle.duplex.end(() => handle.hasShut());
});

const CLASSES = { Error, TypeError, RangeError };

function made({ class: kind, message, props }) {
  return Object.assign(new (CLASSES[kind] ?? Error)(message), props);
}

