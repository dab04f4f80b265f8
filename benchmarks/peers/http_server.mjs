// The server of the benchmarks: /bytes/N gives N bytes, /sink takes a body and says its length, anything else is a short answer.
// Arguments: nothing for http, or paths of a certificate and a key. Prints its port; runs under Node in both columns.
import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";

const chunk = Buffer.alloc(1 << 18, "a");

function give(response, left) {
  while (left > 0) {
    const piece = left < chunk.length ? chunk.subarray(0, left) : chunk;
    left -= piece.length;
    if (!response.write(piece)) return response.once("drain", () => give(response, left));
  }
  response.end();
}

function answer(request, response) {
  const bytes = /^\/bytes\/(\d+)$/.exec(request.url);
  if (bytes) {
    response.writeHead(200, { "content-length": bytes[1] });
    give(response, Number(bytes[1]));
  } else {
    let length = 0;
    request.on("data", (data) => (length += data.length));
    request.on("end", () => response.end(`${length}`));
  }
}

const [cert, key] = process.argv.slice(2);
const server = cert ? https.createServer({ cert: readFileSync(cert), key: readFileSync(key) }, answer) : http.createServer(answer);
server.keepAliveTimeout = 60000;
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
