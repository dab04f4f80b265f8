// node:https from end to end: agents, sessions, names, what is refused, a proxy in between.
import https from "node:https";
import http from "node:http";
import net from "node:net";
import { readFileSync } from "node:fs";

const folder = process.env.CERTIFICATES;
const read = (name) => readFileSync(`${folder}/${name}`);
const ca = read("root.pem");
const listen = (server) => new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server.address().port)));
const later = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

const answer = async (request, response) => {
  const body = (await request.toArray()).join("");
  response.setHeader("X-Protocol", request.socket.alpnProtocol || "none");
  response.end(`${request.method} ${request.url} ${body} ${request.socket.encrypted} ${request.socket.servername}`);
};
const good = https.createServer({ key: read("good.key"), cert: read("good.pem") }, answer);
const expired = https.createServer({ key: read("expired.key"), cert: read("expired.pem") }, answer);
const port = await listen(good);
const late = await listen(expired);

const ask = (options, body) => new Promise((resolve) => {
  const request = https.request({ host: "127.0.0.1", port, ca, ...options }, async (response) => {
    const { authorized, authorizationError } = response.socket;
    const reused = response.socket.isSessionReused();
    const text = (await response.toArray()).join("");
    await later();
    resolve([response.statusCode, response.headers["x-protocol"], text, authorized, authorizationError, reused, request.reusedSocket]);
  });
  request.on("error", (error) => resolve([error.code, error.message.replaceAll(port, "port").replaceAll(late, "port")]));
  request.end(body);
});
console.log(await ask({ path: "/a", agent: false }), await ask({ method: "POST", path: "/b", agent: false }, "body"));
// Node's text goes on with advice that is Node's.
console.log("unknown issuer", (await ask({ ca: undefined, agent: false }))[0]);
console.log("not asked", await ask({ ca: undefined, agent: false, rejectUnauthorized: false }));
console.log("expired", await ask({ port: late, agent: false }));
console.log("another name", await ask({ servername: "other.example", agent: false }));
console.log("checked by oneself", await ask({ agent: false, checkServerIdentity: (name, { subject }) => new Error(`${name} ${subject.CN !== undefined}`) }));
console.log("plain HTTP", await ask({ port: await listen(http.createServer((request, response) => response.end())), agent: false }).then(([code]) => /^(?:EPROTO|ERR_SSL_WRONG_VERSION_NUMBER)$/.test(code)));

const keeping = new https.Agent({ keepAlive: true });
console.log("kept", await ask({ agent: keeping, path: "/1" }), await ask({ agent: keeping, path: "/2" }), Object.keys(keeping.freeSockets).length);
console.log("other options, another socket", (await ask({ agent: keeping, path: "/3", rejectUnauthorized: false }))[6]);
keeping.destroy();
const resuming = new https.Agent({ maxVersion: "TLSv1.2" });
console.log("resumed", (await ask({ agent: resuming }))[5], (await ask({ agent: resuming }))[5], resuming._sessionCache.list.length);
const forgetting = new https.Agent({ maxCachedSessions: 0, maxVersion: "TLSv1.2" });
console.log("not resumed", (await ask({ agent: forgetting }))[5], (await ask({ agent: forgetting }))[5], forgetting._sessionCache.list.length);

// A proxy that tunnels, and one that refuses.
const proxy = http.createServer().on("connect", (request, socket, head) => {
  console.log("CONNECT", request.url === `127.0.0.1:${port}`, request.headers["proxy-authorization"], request.headers["proxy-connection"]);
  if (request.headers["proxy-authorization"] === undefined) {
    socket.end("HTTP/1.1 407 Who are you\r\n\r\n");
    return;
  }
  const through = net.connect(port, "127.0.0.1", () => {
    socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
    through.write(head);
    socket.pipe(through).pipe(socket);
  });
});
const proxyPort = await listen(proxy);
const byProxy = (user) => new https.Agent({ proxyEnv: { HTTPS_PROXY: `http://${user}127.0.0.1:${proxyPort}` } });
console.log("tunnel", await ask({ agent: byProxy("me:secret@"), path: "/through" }));
console.log("refused", (await ask({ agent: byProxy("") })).map((text) => String(text).replaceAll(proxyPort, "proxy")));

for (const server of [good, expired, proxy]) {
  server.close();
  server.closeAllConnections();
}
console.log(Object.keys(https).join());
const own = new https.Agent();
https.globalAgent = own;
console.log(https.globalAgent === own, Object.keys(https).join());
console.log("done");
process.exit();
