// TLS, changed on its way: records of a handshake and of what follows, in both directions, between a client and a server of ours.
import * as net from "node:net";
import * as tls from "node:tls";
import { once } from "node:events";
import { readFileSync } from "node:fs";

import { mutate, pieces } from "./_mutate.mjs";

const read = (name) => readFileSync(new URL(`../corpus/${name}`, import.meta.url));
const cert = read("certificate.pem");
const key = read("ec_sec1.pem");
const server = tls.createServer({ key, cert, ca: cert, requestCert: true, rejectUnauthorized: false, ALPNProtocols: ["a", "b"] }, (socket) => {
  socket.on("error", () => {});
  socket.pipe(socket);
}).on("tlsClientError", () => {}).listen(0, "127.0.0.1");

// What changes the bytes: of one round, the `at`th piece of one direction.
let change;
const sockets = new Set();
const between = net.createServer((near) => {
  const far = net.connect(server.address().port, "127.0.0.1");
  const { random, direction, at } = change;
  const join = (from, to, isChanged) => {
    let count = 0;
    sockets.add(from);
    from.on("error", () => {}).on("close", () => { sockets.delete(from); to.destroy(); });
    from.on("data", (data) => {
      const parts = isChanged && count++ === at ? pieces(random, mutate(random, data)) : [data];
      for (const part of parts) if (!to.destroyed) to.write(part);
    });
    from.on("end", () => to.end());
  };
  join(near, far, direction === 0);
  join(far, near, direction === 1);
}).listen(0, "127.0.0.1");
await Promise.all([once(server, "listening"), once(between, "listening")]);

export default (random) => new Promise((resolve, reject) => {
  change = { random, direction: random.below(2), at: random.below(4) };
  const version = random.pick(["TLSv1.2", "TLSv1.3"]);
  const socket = tls.connect({
    port: between.address().port, host: "127.0.0.1", minVersion: version, maxVersion: version, rejectUnauthorized: false, key, cert,
    servername: random.pick(["localhost", "other"]), ALPNProtocols: random.pick([[], ["b"], ["a", "b"]]),
  });
  let told = "";
  // Changed lengths leave both sides waiting for more.
  const late = setTimeout(() => socket.destroy(new Error("no answer")), 300);
  socket.on("error", reject);
  socket.on("secureConnect", () => {
    socket.getPeerCertificate(true);
    socket.write("text");
  });
  socket.on("data", (data) => {
    told += data;
    if (told === "text") socket.end();
  });
  socket.on("close", () => {
    clearTimeout(late);
    if (told === "text") resolve(true);
    else reject(new Error("closed"));
  });
});

export function end() {
  for (const socket of sockets) socket.destroy();
  between.close();
  server.close();
}
