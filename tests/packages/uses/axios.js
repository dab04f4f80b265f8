import axios, { AxiosError } from "axios";
import http from "node:http";
import { gzipSync } from "node:zlib";

async function main() {
  const server = http.createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (chunk) => { body += chunk; });
    request.on("end", () => {
      const { pathname, search } = new URL(request.url, "http://a");
      if (pathname === "/gzip") {
        response.setHeader("Content-Encoding", "gzip");
        response.setHeader("Content-Type", "application/json");
        response.end(gzipSync(JSON.stringify({ packed: "x".repeat(1000) })));
      } else if (pathname === "/go") response.writeHead(302, { Location: "/echo?went=1" }).end();
      else if (pathname === "/fail") response.writeHead(500, { "Content-Type": "text/plain" }).end("broken");
      else if (pathname === "/cut") response.socket.destroy();
      else if (pathname !== "/slow") response.setHeader("X-Method", request.method).end(JSON.stringify({ search, body, type: request.headers["content-type"]?.replace(/-+axios.*|boundary=.*/, ""), auth: request.headers.authorization, mine: request.headers["x-mine"] }));
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const client = axios.create({ baseURL: `http://127.0.0.1:${server.address().port}`, headers: { "X-Mine": "yes" }, proxy: false });
  const show = async (name, promise) => {
    try {
      const { status, statusText, data, headers } = await promise;
      console.log(name, status, statusText, data, headers["x-method"]);
    } catch (error) {
      console.log(name, error instanceof AxiosError, error.code, error.message.replace(/:\d+/g, ":port"), error.response?.status, error.response?.data);
    }
  };
  await show("get", client.get("/echo", { params: { a: 1, b: ["x y", "z"], c: null } }));
  await show("post", client.post("/echo", { a: [1, { b: 2 }] }, { auth: { username: "me", password: "s" } }));
  await show("form", client.post("/echo", new URLSearchParams({ a: "b c" })));
  await show("put", client.put("/echo", Buffer.from("bytes")));
  await show("delete", client.delete("/echo"));
  await show("gzip", client.get("/gzip"));
  await show("redirect", client.get("/go"));
  await show("no redirect", client.get("/go", { maxRedirects: 0 }));
  await show("500", client.get("/fail"));
  await show("500 is fine", client.get("/fail", { validateStatus: null }));
  await show("cut", client.get("/cut"));
  await show("time-out", client.get("/slow", { timeout: 50 }));
  const controller = new AbortController();
  const aborted = show("aborted", client.get("/slow", { signal: controller.signal }));
  controller.abort();
  await aborted;
  await show("too large", client.get("/gzip", { maxContentLength: 100 }));
  await show("refused", client.get("http://127.0.0.1:1/"));
  const { data } = await client.get("/echo", { responseType: "stream" });
  let text = "";
  for await (const chunk of data) text += chunk;
  console.log("stream", JSON.parse(text).search === "");
  client.interceptors.request.use((config) => ({ ...config, params: { added: true } }));
  await show("interceptor", client.get("/echo"));
  server.closeAllConnections();
  server.close();
}

main();
