import fetch, { AbortError, FetchError, FormData, Headers, Request, Response } from "node-fetch";
import http from "node:http";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";

async function main() {
  const packers = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync };
  const server = http.createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const { pathname } = new URL(request.url, "http://a");
    const coding = pathname.slice(1);
    if (coding in packers) response.setHeader("Content-Encoding", coding).end(packers[coding]("hello ".repeat(100)));
    else if (pathname === "/go") response.writeHead(301, { Location: "/echo" }).end();
    else if (pathname === "/loop") response.writeHead(302, { Location: "/loop" }).end();
    else if (pathname === "/cut") {
      response.writeHead(200, { "Content-Length": "10" });
      response.write("half", () => response.socket.destroy());
    } else if (pathname !== "/slow") response.setHeader("Set-Cookie", ["a=1", "b=2"]).end(JSON.stringify([request.method, Buffer.concat(chunks).length, request.headers["content-type"]?.split(";")[0], request.headers["x-a"]]));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${server.address().port}`;
  const show = async (name, path, options, read = (response) => response.text()) => {
    try {
      const response = await fetch(base + path, options);
      console.log(name, response.status, response.ok, response.redirected, response.headers.raw()["set-cookie"], await read(response));
    } catch (error) {
      console.log(name, error instanceof FetchError || error instanceof AbortError, error.name, error.code, error.type, error.message.replace(/:\d+/g, ":port"));
    }
  };
  await show("get", "/echo", { headers: new Headers({ "X-A": "b" }) });
  await show("post", "/echo", { method: "POST", body: JSON.stringify({ a: 1 }) }, (response) => response.json());
  await show("form", "/echo", { method: "POST", body: new URLSearchParams("a=b") });
  const form = new FormData();
  form.set("a", "b");
  await show("form data", "/echo", { method: "PUT", body: form }, async (response) => (await response.json())[2]);
  for (const coding of Object.keys(packers)) await show(coding, `/${coding}`, {}, async (response) => (await response.text()).length);
  await show("redirect", "/go");
  await show("manual", "/go", { redirect: "manual" });
  await show("error", "/go", { redirect: "error" });
  await show("loop", "/loop");
  await show("cut", "/cut");
  await show("aborted", "/slow", { signal: AbortSignal.timeout(50) });
  await show("array buffer", "/echo", {}, async (response) => (await response.arrayBuffer()).byteLength);
  const cloned = await fetch(`${base}/echo`);
  console.log(await cloned.clone().text() === await cloned.text(), new Response("x", { status: 404 }).ok, new Request(base, { method: "post" }).method);
  server.closeAllConnections();
  server.close();
}

main();
