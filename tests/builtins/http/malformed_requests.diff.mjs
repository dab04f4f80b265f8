// What is wrong with a request is answered as Node's server answers it.
import http from "node:http";
import { listen, send } from "./_raw.mjs";

const table = {
  "nothing but an empty line": "\r\n\r\n",
  "not HTTP": "hello\r\n\r\n",
  "no version": "GET /\r\n\r\n",
  "version 1.0": "GET / HTTP/1.0\r\n\r\n",
  "version 1.0, kept": "GET / HTTP/1.0\r\nconnection: keep-alive\r\n\r\n",
  "version 2": "GET / HTTP/2.0\r\n\r\n",
  "an unknown method": "HELLO / HTTP/1.1\r\nhost: a\r\n\r\n",
  "a method in small letters": "get / HTTP/1.1\r\nhost: a\r\n\r\n",
  "no host": "GET / HTTP/1.1\r\n\r\n",
  "no path": "GET  HTTP/1.1\r\nhost: a\r\n\r\n",
  "a blank in the path": "GET /a b HTTP/1.1\r\nhost: a\r\n\r\n",
  "a whole URL": "GET http://a/b HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n",
  "Latin-1 in the path": "GET /\xe9 HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n",
  "a field without a colon": "GET / HTTP/1.1\r\nhost\r\n\r\n",
  "length and chunks": "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
  "two lengths": "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab",
  "a coding that is not chunked": "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: gzip\r\n\r\nab",
  "chunked not last": "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked, gzip\r\n\r\nab",
  "a wrong chunk": "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
  "a large head": `GET / HTTP/1.1\r\nhost: a\r\na: ${"x".repeat(17000)}\r\n\r\n`,
  "a large path": `GET /${"x".repeat(17000)} HTTP/1.1\r\nhost: a\r\n\r\n`,
  "large extensions": `POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n1;a=${"x".repeat(17000)}\r\nx\r\n`,
  "an expectation": "POST / HTTP/1.1\r\nhost: a\r\nexpect: miracles\r\nconnection: close\r\n\r\n",
  "100-continue": "POST / HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\ncontent-length: 2\r\nconnection: close\r\n\r\nhi",
  "three at once": "GET /1 HTTP/1.1\r\nhost: a\r\n\r\nPOST /2 HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\n\r\nhiGET /3 HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n",
  "behind a close": "GET /1 HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\nGET /2 HTTP/1.1\r\nhost: a\r\n\r\n",
  "an upgrade nobody takes": "GET / HTTP/1.1\r\nhost: a\r\nconnection: upgrade, close\r\nupgrade: x\r\n\r\n",
  "CONNECT nobody takes": "CONNECT a:1 HTTP/1.1\r\nhost: a\r\n\r\n",
  "HEAD": "HEAD / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n",
  "HTTP/2's preface": "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  "trailers": "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n1\r\nx\r\n0\r\nT: 1\r\nt: 2\r\n\r\n",
};
// A server waits for more of these.
const UNFINISHED = new Set(["\r\n\r\n"]);
const run = async (server, bytes) => {
  const port = await listen(server);
  const answer = await send(port, bytes, UNFINISHED.has(bytes));
  await new Promise((resolve) => server.close(resolve));
  return answer;
};
const answer = (log) => (request, response) => {
  let body = "";
  request.on("data", (chunk) => { body += chunk; });
  request.on("end", () => {
    log.push([request.method, request.url, request.httpVersion, request.headers, body, request.trailers, request.rawTrailers]);
    response.end("fine");
  });
};
for (const [name, bytes] of Object.entries(table)) {
  for (const listens of [false, true]) {
    const log = [];
    const server = http.createServer({ keepAliveTimeout: 50, keepAliveTimeoutBuffer: 0 }, answer(log));
    if (listens) {
      server.on("clientError", (error, socket) => {
        log.push([error.code, error.message, error.reason, error.bytesParsed, error.rawPacket?.length]);
        socket.end("HTTP/1.1 400 Mine\r\n\r\n");
      });
    }
    console.log(name, listens, JSON.stringify(await run(server, bytes)), log);
  }
}
for (const options of [{ requireHostHeader: false }, { maxHeaderSize: 60 }, { insecureHTTPParser: true }, { httpValidation: "relaxed" }]) {
  for (const name of ["no host", "length and chunks", "three at once"]) {
    const log = [];
    console.log(options, name, JSON.stringify(await run(http.createServer({ keepAliveTimeout: 50, keepAliveTimeoutBuffer: 0, ...options }, answer(log)), table[name])), log);
  }
}
const limited = http.createServer((request, response) => response.end(`${request.url}`)).on("dropRequest", (request) => console.log("dropped", request.url));
limited.maxRequestsPerSocket = 2;
console.log(await run(limited, table["three at once"]));
