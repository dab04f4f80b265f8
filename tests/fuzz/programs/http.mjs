// HTTP, changed: answers to node:http and to fetch, requests to a server of node:http; in pieces, over loopback.
import * as http from "node:http";
import * as net from "node:net";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";

import { mutate, pieces } from "./_mutate.mjs";

const lines = (...list) => Buffer.from(list.join("\r\n"));
const answers = [
  lines("HTTP/1.1 200 OK", "Content-Length: 5", "Content-Type: text/plain", "Set-Cookie: a=b", "Set-Cookie: c=d", "", "hello"),
  lines("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "Trailer: X-T", "", "5;ext=1", "hello", "a", "0123456789", "0", "X-T: v", "", ""),
  lines("HTTP/1.1 100 Continue", "", "HTTP/1.1 103 Early Hints", "Link: </a>", "", "HTTP/1.0 404 Not Found", "Connection: close", "", "text"),
  lines("HTTP/1.1 302 Found", "Location: /", "Content-Length: 0", "Keep-Alive: timeout=5, max=2", "", ""),
  lines("HTTP/1.1 200 OK", "Content-Encoding: gzip", "Content-Length: 25", "", "\x1f\x8b\b\0\0\0\0\0\0\x03\xcbH\xcd\xc9\xc9\x07\0\x86\xa6\x106\x05\0\0\0"),
  lines("HTTP/1.1 101 Switching Protocols", "Upgrade: x", "Connection: Upgrade", "", "data"),
].map((data) => Buffer.from(data.toString(), "latin1"));
const requests = [
  lines("GET /a?b=c HTTP/1.1", "Host: x", "Accept: */*", "", ""),
  lines("POST / HTTP/1.1", "Host: x", "Content-Length: 5", "", "hello", ""),
  lines("PUT / HTTP/1.1", "Host: x", "Transfer-Encoding: chunked", "Expect: 100-continue", "", "5", "hello", "0", "", "GET / HTTP/1.1", "Host: y", "", ""),
  lines("CONNECT a:1 HTTP/1.1", "Host: a:1", "", "", "more"),
  lines("GET / HTTP/1.1", "Host: x", "Upgrade: websocket", "Connection: Upgrade", "", "frames"),
];
const every = [...answers, ...requests];
const limit = 2000;
let answer = [];

const origin = net.createServer((socket) => {
  const given = answer;
  socket.on("error", () => {});
  socket.once("data", async () => {
    for (const piece of given) {
      socket.write(piece);
      if (given.length < 6) await wait(0);
    }
    socket.end();
  });
}).listen(0, "127.0.0.1");
const server = http.createServer({ requestTimeout: limit, headersTimeout: limit }, async (request, response) => {
  try {
    let size = 0;
    for await (const part of request) size += part.length;
    response.setHeader("X-Path", encodeURIComponent(request.url));
    response.end(String(size));
  } catch {
    response.destroy();
  }
}).listen(0, "127.0.0.1");
await Promise.all([once(origin, "listening"), once(server, "listening")]);

function byNodesClient() {
  return new Promise((resolve, reject) => {
    const { port } = origin.address();
    const request = http.request({ port, method: "POST", headers: { "Content-Length": 1 }, agent: false });
    request.on("error", reject);
    request.on("response", (response) => {
      response.on("error", reject).on("aborted", () => reject(new Error("aborted"))).on("end", () => resolve(true)).resume();
    });
    request.on("upgrade", (response, socket) => resolve(socket.destroy() && true));
    request.on("connect", (response, socket) => resolve(socket.destroy() && true));
    request.on("close", () => reject(new Error("closed")));
    request.end("x");
  });
}

async function byFetch() {
  const response = await fetch(`http://127.0.0.1:${origin.address().port}/`, { redirect: "manual" });
  await response.text();
  return true;
}

function toServer(parts) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(server.address().port, "127.0.0.1");
    let told = "";
    socket.on("error", reject).on("data", (data) => { told += data.toString("latin1"); });
    socket.on("close", () => resolve(/^HTTP\/1\.1 (?!4)/.test(told)));
    socket.on("connect", async () => {
      for (const part of parts) {
        socket.write(part);
        if (parts.length < 6) await wait(0);
      }
      socket.end();
    });
  });
}

export default async (random, round) => {
  const kind = round % 3;
  const source = kind === 2 ? requests : answers;
  const parts = pieces(random, mutate(random, random.pick(source), every));
  if (kind === 2) return toServer(parts);
  answer = parts;
  return kind === 0 ? byNodesClient() : byFetch();
};

export function end() {
  origin.close();
  server.close();
  server.closeAllConnections();
}
