// What a server is asked while a client shakes hands: sessions of its own, a protocol, the certificate for a name, OCSP.
// Each question is answered once; until then the handshake waits.
import { codes } from "../_errors.js";
import { Buffer } from "../buffer/_buffer.js";
import { kALPNCallback } from "./_symbols.js";

const { ERR_MULTIPLE_CALLBACK, ERR_SOCKET_CLOSED, ERR_TLS_ALPN_CALLBACK_INVALID_RESULT } = codes;

// A callback for one answer: errors, a second one and one that comes too late end the socket.
function once(socket, answer) {
  let called = false;
  return (error, value) => {
    if (called) return socket.destroy(new ERR_MULTIPLE_CALLBACK());
    called = true;
    if (error) return socket.destroy(error);
    if (socket._handle === null) return socket.destroy(new ERR_SOCKET_CLOSED());
    return answer(value);
  };
}

// A client's hello: its session may be one that the program keeps; its protocols are chosen from.
export function onclienthello(socket, hello) {
  const sessionId = Buffer.from(hello.sessionId);
  const goOn = (session) => {
    const [chooses, protocol, isValid] = chooseProtocol(socket, hello);
    if (isValid) socket._handle.answerHello(session ?? undefined, chooses, protocol);
  };
  // A ticket needs nobody to keep it.
  if (sessionId.length === 0 || hello.tlsTicket || !socket.server) {
    goOn();
    return;
  }
  const answer = once(socket, goOn);
  let asked;
  try {
    asked = socket.server.emit("resumeSession", sessionId, answer);
  } catch (error) {
    answer(error);
    return;
  }
  if (!asked) goOn();
}

// [whether it was chosen here, the protocol, whether the handshake goes on]
function chooseProtocol(socket, { servername, protocols }) {
  const choose = socket[kALPNCallback];
  if (!choose || protocols === undefined) return [false, undefined, true];
  try {
    const chosen = choose.call(socket, { servername: servername ?? false, protocols });
    if (chosen !== undefined && !protocols.includes(chosen)) throw new ERR_TLS_ALPN_CALLBACK_INVALID_RESULT(chosen, protocols);
    return [true, chosen, true];
  } catch (error) {
    socket.destroy(error);
    return [true, undefined, false];
  }
}

export function oncertcb(socket, info) {
  if (info.servername) socket.servername = info.servername;
  if (!info.servername || !socket._SNICallback) {
    askOCSP(socket, info);
    return;
  }
  const answer = once(socket, (context) => {
    if (context) socket._handle.sni_context = context.context || context;
    askOCSP(socket, info);
  });
  try {
    socket._SNICallback(info.servername, answer);
  } catch (error) {
    socket.destroy(error);
  }
}

function askOCSP(socket, info) {
  const shared = socket._handle.sni_context ?? socket.server?._sharedCreds?.context;
  if (!info.OCSPRequest || !shared || socket.server.listenerCount("OCSPRequest") === 0) {
    goOnWithCertificate(socket);
    return;
  }
  const answer = once(socket, (response) => {
    if (response) socket._handle.setOCSPResponse(response);
    goOnWithCertificate(socket);
  });
  try {
    socket.server.emit("OCSPRequest", shared.getCertificate(), shared.getIssuer(), answer);
  } catch (error) {
    socket.destroy(error);
  }
}

function goOnWithCertificate(socket) {
  const context = socket._handle.sni_context;
  if (context !== undefined && context.token === undefined) {
    socket.destroy(new TypeError("Invalid SNI context"));
    return;
  }
  socket._handle.certCbDone();
}

// 'secureConnection' waits until the program has kept the session.
export function onnewsession(socket, id, session) {
  const { server } = socket;
  if (!server) return;
  let isDone = false;
  const done = () => {
    if (isDone) return;
    isDone = true;
    if (socket._handle === null) {
      socket.destroy(new ERR_SOCKET_CLOSED());
      return;
    }
    socket._newSessionPending = false;
    if (socket._securePending) socket._finishInit();
    socket._securePending = false;
  };
  socket._newSessionPending = true;
  let heard = false;
  try {
    heard = server.emit("newSession", id, session, done);
  } catch (error) {
    server.emit("error", error);
  }
  if (!heard) done();
}
