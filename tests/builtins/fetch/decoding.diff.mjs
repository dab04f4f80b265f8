// Content codings: every one, several upon each other, unknown, cut, broken, in one piece and in many.
import zlib from "node:zlib";
import { check, server } from "./_scripted.mjs";

// Bytes that are Node's too at this level: where they are cut is printed.
const [gzip, deflate, deflateRaw] = [zlib.gzipSync, zlib.deflateSync, zlib.deflateRawSync].map((code) => (data) => code(data, { level: 9 }));
const coders = {
  gzip, "x-gzip": gzip, deflate, raw: deflateRaw, br: zlib.brotliCompressSync, zstd: zlib.zstdCompressSync,
};
const text = "hello ".repeat(500);
const cases = {};
for (const [kind, code] of Object.entries(coders)) {
  const coding = kind === "raw" ? "deflate" : kind, data = code(text);
  cases[kind] = [coding, data];
  cases[`${kind} in capitals`] = [coding.toUpperCase(), data];
  cases[`${kind}, no bytes`] = [coding, Buffer.alloc(0)];
  cases[`${kind} of nothing`] = [coding, code("")];
  for (const size of [1, 5, data.length - 9, data.length - 1]) cases[`${kind} cut at ${size}`] = [coding, data.subarray(0, size)];
  cases[`${kind}, something behind it`] = [coding, Buffer.concat([data, Buffer.from("garbage")])];
  cases[`${kind} twice, one behind the other`] = [coding, Buffer.concat([data, data])];
  cases[`${kind} broken`] = [coding, Buffer.concat([data.subarray(0, 12), Buffer.from([255, 255, 255]), data.subarray(15)])];
  cases[`${kind}, which it is not`] = [coding, Buffer.from("this is plain text")];
}
for (let data = gzip(text), times = 1; times <= 7; data = gzip(data), times++) cases[`gzip of gzip, ${times}`] = [Array(times).fill("gzip").join(", "), data];
cases["br of gzip"] = ["gzip, br", zlib.brotliCompressSync(gzip(text))];
for (const coding of ["gzip, unknown", "unknown, gzip", "gzip, identity", "identity, gzip", ",gzip,", "gzip;q=1"]) cases[coding] = [coding, gzip(text)];
for (const coding of ["identity", "", "compress", "aws-chunked"]) cases[`plain, "${coding}"`] = [coding, Buffer.from(text)];

const list = Object.values(cases);
const { base } = await server("FIRST", ({ method, url }, socket) => {
  const [, way, number] = url.pathname.split("/"), [coding, data] = list[number];
  const head = `HTTP/1.1 206 Part\r\ncontent-encoding: ${coding}\r\n`;
  if (way === "whole") {
    socket.write(`${head}content-length: ${data.length}\r\n\r\n`);
    if (method !== "HEAD") socket.write(data);
    return;
  }
  socket.write(`${head}transfer-encoding: chunked\r\n\r\n`);
  for (let at = 0; at < data.length; at += 7) {
    const piece = data.subarray(at, at + 7);
    socket.write(Buffer.concat([Buffer.from(`${piece.length}\r\n`), piece, Buffer.from("\r\n")]));
  }
  socket.write("0\r\n\r\n");
});
const shown = (body) => (body === text ? "the text" : `${Buffer.from(body).toString("hex").slice(0, 20)} ${body.length}`);

for (const [number, name] of Object.keys(cases).entries()) {
  for (const way of ["whole", "chunked"]) {
    await check(`${name}, ${way}`, async () => {
      const response = await fetch(`${base}/${way}/${number}`);
      const body = await response.text().then(shown, ({ name: kind, message, cause }) => [kind, message, cause?.code, cause?.message]);
      return [response.status, response.headers.get("content-encoding"), body];
    });
  }
}
await check("HEAD", async () => (await fetch(`${base}/whole/0`, { method: "HEAD" })).headers.get("content-encoding"));
process.exit();
