// What a client refuses, and what it tells of it when it was told not to refuse.
import { once } from "node:events";
import fs from "node:fs";
import tls from "node:tls";

const at = process.env.CERTIFICATES;
const read = (name) => fs.readFileSync(`${at}/${name}`);
const ca = read("root.pem");
// The hint at an option of Node's command line is Node's.
const shown = (error) => [error.message.replace(/; if the root CA .*/, ""), error.code, error.reason, error.host, Object.keys(error)];

async function attempt(label, name, options, serverOptions) {
  const server = tls.createServer({ key: read(`${name}.key`), cert: read(`${name}.pem`), ...serverOptions }, (socket) => socket.on("error", () => {}).end());
  server.on("tlsClientError", () => {});
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = tls.connect({ port: server.address().port, host: "localhost", lookup: (h, o, done) => (o.all ? done(null, [{ address: "127.0.0.1", family: 4 }]) : done(null, "127.0.0.1", 4)), ...options });
  socket.on("secureConnect", () => { console.log(label, "secure", socket.authorized, socket.authorizationError); socket.destroy(); });
  socket.on("error", (error) => console.log(label, "error", ...shown(error), socket.authorized, socket.authorizationError));
  await once(socket, "close").catch(() => once(socket, "close"));
  server.close();
  await once(server, "close");
}

await attempt("trusted", "good", { ca });
await attempt("by address", "good", { ca, host: "127.0.0.1" });
await attempt("untrusted", "good", {});
await attempt("another root", "stranger/good", { ca });
await attempt("self-signed", "root", { });
await attempt("expired", "expired", { ca });
await attempt("wrong host", "other", { ca });
await attempt("the right name for it", "other", { ca, servername: "other.example" });
await attempt("wrong name asked for", "good", { ca, servername: "other.example" });
await attempt("not refused", "expired", { ca, rejectUnauthorized: false });
await attempt("undefined is the default", "expired", { ca, rejectUnauthorized: undefined });
await attempt("not refused, wrong host", "other", { ca, rejectUnauthorized: false });
await attempt("own check", "other", { ca, checkServerIdentity: (host, cert) => { console.log("asked", host, cert.subject, cert.issuerCertificate.subject.CN); } });
await attempt("own check fails", "good", { ca, checkServerIdentity: () => new Error("not that one") });
process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
process.removeAllListeners("warning");
await attempt("environment", "stranger/good", { ca });
console.log("done");
