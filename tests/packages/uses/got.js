import got, { HTTPError, RequestError, TimeoutError } from "got";
import http from "node:http";
import { gzipSync } from "node:zlib";

async function main() {
  let tries = 0;
  const server = http.createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { pathname, search } = new URL(request.url, "http://a");
    if (pathname === "/gzip") response.setHeader("Content-Encoding", "gzip").end(gzipSync("hello ".repeat(50)));
    else if (pathname === "/go") response.writeHead(307, { Location: "/echo?went" }).end();
    else if (pathname === "/flaky") response.writeHead(++tries < 3 ? 503 : 200).end(`try ${tries}`);
    else if (pathname === "/missing") response.writeHead(404).end("not here");
    else if (pathname !== "/slow") response.end(JSON.stringify([request.method, search, body, request.headers["content-type"], request.headers["x-a"]]));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const client = got.extend({ prefixUrl: `http://127.0.0.1:${server.address().port}`, headers: { "x-a": "b" }, retry: { limit: 3, calculateDelay: ({ computedValue }) => (computedValue ? 1 : 0) } });
  const show = async (name, promise) => {
    try {
      const { statusCode, body, retryCount, redirectUrls } = await promise;
      console.log(name, statusCode, body, retryCount, redirectUrls.length);
    } catch (error) {
      console.log(name, error instanceof RequestError, error instanceof HTTPError, error instanceof TimeoutError, error.code, error.message.replace(/:\d+/g, ":port"));
    }
  };
  await show("get", client.get("echo", { searchParams: { a: 1 } }));
  await show("json", client.post("echo", { json: { a: [1] } }));
  await show("form", client.put("echo", { form: { a: "b c" } }));
  await show("gzip", client.get("gzip"));
  await show("redirect", client.get("go"));
  await show("retries", client.get("flaky"));
  await show("404", client.get("missing"));
  await show("404 is fine", client.get("missing", { throwHttpErrors: false }));
  await show("time-out", client.get("slow", { timeout: { request: 50 }, retry: { limit: 0 } }));
  await show("refused", got("http://127.0.0.1:1/", { retry: { limit: 0 } }));
  console.log(await client.get("echo").json());
  let text = "";
  for await (const chunk of client.stream.post("echo", { body: "streamed" })) text += chunk;
  console.log(text);
  server.closeAllConnections();
  server.close();
}

main();
