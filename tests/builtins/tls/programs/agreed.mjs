// What both sides agree on, and what each is told: versions, ciphers, ALPN, SNI, certificates of clients, sessions, keys.
import { once } from "node:events";
import fs from "node:fs";
import net from "node:net";
import { Duplex, duplexPair } from "node:stream";
import tls from "node:tls";

const at = process.env.CERTIFICATES;
const read = (name) => fs.readFileSync(`${at}/${name}`);
const ca = read("root.pem");
const good = { key: read("good.key"), cert: read("good.pem") };
const log = (...args) => console.log(...args);

async function meet(label, serverOptions, clientOptions, use = () => {}, prepare = () => {}) {
  const server = tls.createServer({ ...good, ...serverOptions });
  server.on("tlsClientError", (error) => log(label, "server refused", error.code));
  prepare(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const told = new Promise((resolve) => { server.on("secureConnection", resolve); server.on("tlsClientError", () => resolve()); });
  const socket = tls.connect({ port: server.address().port, host: "127.0.0.1", servername: "localhost", ca, ...clientOptions });
  socket.on("error", (error) => log(label, "client refused", error.code.replace("SSL/TLS_ALERT", "SSLV3_ALERT")));
  const [accepted] = await Promise.all([told, once(socket, "secureConnect").catch(() => {})]);
  if (accepted) {
    accepted.on("error", (error) => log(label, "server error", error.code));
    await use(socket, accepted, server);
  }
  accepted?.destroy();
  socket.destroy();
  server.close();
  await once(server, "close");
}
const echo = async (socket, accepted, text) => {
  accepted.once("data", (data) => accepted.write(data));
  socket.write(text);
  return String((await once(socket, "data"))[0]);
};

for (const [low, high] of [["TLSv1.2", "TLSv1.2"], ["TLSv1.3", "TLSv1.3"]]) {
  await meet(`${low}`, { minVersion: low, maxVersion: high }, {}, async (socket, accepted) => {
    log(socket.getProtocol(), accepted.getProtocol(), socket.authorized, accepted.authorized, socket.encrypted, accepted.encrypted, socket.secureConnecting, accepted.secureConnecting);
    log(socket.getCipher().version, socket.getCipher().standardName === accepted.getCipher().standardName, socket.servername, accepted.servername, socket.alpnProtocol, accepted.alpnProtocol);
    log(await echo(socket, accepted, "a word"), socket.bytesRead, socket.bytesWritten, socket.remoteAddress, socket.address().family);
    log(socket.getFinished().equals(accepted.getPeerFinished()), accepted.getFinished().equals(socket.getPeerFinished()), socket.exportKeyingMaterial(16, "label", Buffer.from("c")).equals(accepted.exportKeyingMaterial(16, "label", Buffer.from("c"))));
    const certificate = socket.getPeerCertificate(true);
    log(certificate.subject, certificate.issuer, certificate.subjectaltname, certificate.ca, certificate.bits, certificate.asn1Curve, certificate.nistCurve, certificate.ext_key_usage, Object.keys(certificate), certificate.pubkey.length, certificate.raw.length > 100,
      certificate.issuerCertificate.subject, certificate.issuerCertificate.issuerCertificate === certificate.issuerCertificate, accepted.getPeerCertificate(), accepted.getCertificate().fingerprint256 === certificate.fingerprint256);
    log(socket.setMaxSendFragment(1024), socket.setMaxSendFragment(5), socket.isSessionReused(), accepted.getEphemeralKeyInfo(), socket.getCertificate());
    log(socket instanceof net.Socket, socket instanceof Duplex, accepted.constructor.name, accepted.server instanceof tls.Server);
  });
}
await meet("no version", { maxVersion: "TLSv1.2" }, { minVersion: "TLSv1.3" });
await meet("no cipher", { ciphers: "ECDHE-ECDSA-AES128-GCM-SHA256", maxVersion: "TLSv1.2" }, { ciphers: "ECDHE-ECDSA-AES256-GCM-SHA384" });
await meet("ALPN", { ALPNProtocols: ["h2", "b"] }, { ALPNProtocols: ["b", "h2"] }, (socket, accepted) => log(socket.alpnProtocol, accepted.alpnProtocol));
await meet("ALPN of one side", {}, { ALPNProtocols: ["b"] }, (socket, accepted) => log(socket.alpnProtocol, accepted.alpnProtocol));
await meet("no ALPN in common", { ALPNProtocols: ["a"] }, { ALPNProtocols: ["b"] });
await meet("ALPN by callback", { ALPNCallback: ({ servername, protocols }) => { log("choose", servername, protocols); return protocols[1]; } }, { ALPNProtocols: ["a", "b"] }, (socket, accepted) => log(socket.alpnProtocol, accepted.alpnProtocol));
await meet("SNI by addContext", {}, { servername: "x.other.example", checkServerIdentity() {} }, (socket) => log(socket.getPeerCertificate().subject.CN),
  (server) => server.addContext("*.other.example", { key: read("other.key"), cert: read("other.pem") }));
await meet("SNI by callback", { SNICallback: (name, done) => setTimeout(() => { log("asked for", name); done(null, tls.createSecureContext({ key: read("other.key"), cert: read("other.pem") })); }, 5) }, { servername: "any.example", checkServerIdentity() {} },
  (socket, accepted) => log(socket.getPeerCertificate().subject.CN, accepted.servername));
const client = { key: read("client.key"), cert: read("client.pem") };
await meet("a client's certificate", { requestCert: true, ca }, client, (socket, accepted) => log(accepted.authorized, accepted.getPeerCertificate().subject, socket.getCertificate().subject));
await meet("a client without one", { requestCert: true, ca, rejectUnauthorized: false }, {}, (socket, accepted) => log(accepted.authorized, accepted.authorizationError, accepted.getPeerCertificate()));
await meet("a stranger", { requestCert: true, ca, rejectUnauthorized: false }, { key: read("stranger/good.key"), cert: read("stranger/good.pem") }, (socket, accepted) => log(accepted.authorized, accepted.authorizationError));

{ // sessions are taken up, but not for another host
  for (const version of ["TLSv1.2", "TLSv1.3"]) {
    const server = tls.createServer({ ...good, minVersion: version, maxVersion: version }, (socket) => { socket.on("error", () => {}); socket.end(socket.isSessionReused() ? "again" : "new"); }).listen(0, "127.0.0.1");
    await once(server, "listening");
    let session;
    const ask = async (options) => {
      const socket = tls.connect({ port: server.address().port, host: "127.0.0.1", ca, servername: "localhost", ...options });
      socket.on("session", (data) => { session = data; });
      const [data] = await once(socket, "data");
      log(version, String(data), socket.isSessionReused(), socket.authorized);
      await once(socket, "close");
    };
    await ask({});
    await ask({ session });
    await ask({ session, servername: "", checkServerIdentity() {} });
    await ask({ session: Buffer.from("junk") });
    server.close();
  }
}
{ // over any Duplex, and over a socket that is connected
  const [one, other] = duplexPair();
  const server = new tls.TLSSocket(other, { isServer: true, secureContext: tls.createSecureContext(good) });
  const socket = tls.connect({ socket: one, ca, servername: "localhost" });
  await once(socket, "secureConnect");
  log("over a Duplex", await echo(socket, server, "x".repeat(100_000)).then((text) => text.length > 0), socket.authorized);
  socket.destroy();
  const plain = net.createServer((raw) => {
    raw.once("data", (data) => {
      log("in clear", String(data));
      raw.write("go on");
      const upgraded = new tls.TLSSocket(raw, { isServer: true, secureContext: tls.createSecureContext(good) });
      upgraded.on("data", (bytes) => upgraded.end(`secret ${bytes}`));
    });
  }).listen(0, "127.0.0.1");
  await once(plain, "listening");
  const raw = net.connect(plain.address().port, "127.0.0.1");
  raw.write("start");
  log(String((await once(raw, "data"))[0]));
  const upgraded = tls.connect({ socket: raw, ca, servername: "localhost" }, () => upgraded.write("word"));
  log(String((await once(upgraded, "data"))[0]));
  upgraded.end();
  await once(upgraded, "close");
  log(raw.destroyed);
  plain.close();
}
{ // who speaks no TLS does no harm
  const server = tls.createServer({ ...good, handshakeTimeout: 50 }, () => log("never"));
  server.on("tlsClientError", (error, socket) => {
    // OpenSSL 3.5, which Node has, names this one otherwise.
    log("tlsClientError", error.code.replace("DATA_LENGTH", "PACKET_LENGTH"), socket instanceof tls.TLSSocket);
    socket.destroy();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  for (const bytes of ["GET / HTTP/1.1\r\n\r\n", "\x16\x03\x01\xff\xff" + "x".repeat(40), undefined]) {
    const raw = net.connect(port, "127.0.0.1");
    raw.on("error", () => {}).resume();
    if (bytes) raw.write(Buffer.from(bytes, "latin1"));
    await once(raw, "close");
  }
  server.close();
  await once(server, "close");
  const clear = net.createServer((raw) => raw.on("error", () => {}).end("hello, this is no TLS at all")).listen(0);
  await once(clear, "listening");
  const [error] = await once(tls.connect(clear.address().port, "127.0.0.1"), "error");
  log(error.code, error.library);
  const silent = net.createServer((raw) => raw.end()).listen(0);
  await once(silent, "listening");
  const [cut] = await once(tls.connect(silent.address().port, "127.0.0.1"), "error");
  log(cut.code, cut.message, cut.host, Object.keys(cut));
  clear.close();
  silent.close();
}
{ // 10 MB through it
  await meet("much", {}, {}, async (socket, accepted) => {
    let taken = 0;
    accepted.on("data", (data) => { taken += data.length; }).on("end", () => accepted.end(String(taken)));
    for (let i = 0; i < 100; i++) if (!socket.write(Buffer.alloc(100_000, i))) await once(socket, "drain");
    socket.end();
    log(String((await once(socket, "data"))[0]));
    await once(socket, "close");
  });
}
console.log("done");
