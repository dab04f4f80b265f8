// flags: --max-http-header-size=20000
// How large a head may be is said on the command line, for fetch as for http.
import http from "node:http";
import { check, server } from "./_scripted.mjs";

const { base } = await server("FIRST", ({ url }, socket) =>
  socket.write(`HTTP/1.1 200 OK\r\nx: ${"a".repeat(Number(url.searchParams.get("size")))}\r\ncontent-length: 0\r\n\r\n`));
console.log(http.maxHeaderSize);
for (const size of [100, 16000, 17000, 19000, 21000, 70000]) await check(`${size}`, async () => (await fetch(`${base}/?size=${size}`)).status);
process.exit();
