// Node and llrt print the same: bodies of every kind that a request ends with, what the server reads, and when 'finish' and callbacks come.
import http from "node:http";
import { createHash } from "node:crypto";

const digest = (bytes) => createHash("sha1").update(bytes).digest("hex").slice(0, 8);
const server = http.createServer((request, response) => {
  const parts = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", () => {
    const body = Buffer.concat(parts);
    const { "content-length": length, "transfer-encoding": encoding } = request.headers;
    response.end(`${request.method} ${request.url} ${length} ${encoding} ${body.length} ${digest(body)}`);
  });
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const { port } = server.address();

const bodies = {
  nothing: [], "an empty text": [""], text: ["text é"], "latin1": ["text é", "latin1"], "no bytes": [Buffer.alloc(0)], bytes: [Buffer.from([0, 1, 254, 255])],
  view: [new Uint8Array([1, 2, 3])], "16384 bytes": [Buffer.alloc(16384, "a")], "16385 bytes": [Buffer.alloc(16385, "b")], "a megabyte": [Buffer.alloc(1 << 20, "c")],
};
function send(agent, what, method, before, after) {
  return new Promise((resolve) => {
    const order = [];
    const request = http.request({ host: "127.0.0.1", port, agent, method, path: `/${encodeURIComponent(what)}`, headers: { "X-Wide": "é" } }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => console.log(what, method, request.reusedSocket, order.join(" "), Buffer.concat(parts).toString()));
    });
    for (const event of ["socket", "prefinish", "finish", "response", "close"]) request.on(event, () => order.push(event));
    request.on("close", resolve);
    for (const part of before) order.push(request.write(...part, () => order.push("written")));
    request.end(...after, () => order.push("ended"));
    order.push(request.writableEnded, request.writableFinished, request.writableLength, "|");
    process.nextTick(() => order.push("tick"));
    setImmediate(() => order.push(""));
  });
}
for (const keepAlive of [false, true]) {
  const agent = new http.Agent({ keepAlive });
  for (const [what, body] of Object.entries(bodies)) await send(agent, what, "POST", [], body);
  for (const what of ["nothing", "an empty text", "no bytes"]) await send(agent, what, "GET", [], bodies[what]);
  await send(agent, "several", "POST", [[Buffer.from("one")], ["two"]], [Buffer.from("three")]);
  await send(agent, "then nothing", "POST", [[Buffer.from("one")]], []);
  // More requests than sockets: the second waits for the first one's.
  const one = new http.Agent({ keepAlive, maxSockets: 1 });
  await Promise.all(["first", "second", "third"].map((what) => send(one, what, "PUT", [], [Buffer.from(what)])));
  one.destroy();
  agent.destroy();
}
const refused = http.request({ host: "127.0.0.1", port, method: "POST" });
refused.on("error", (error) => console.log("error", error.code));
refused.on("close", () => {
  console.log("closed", refused.writableFinished, refused.destroyed);
  server.close();
});
refused.end(Buffer.from("body"), () => console.log("never"));
refused.destroy();
