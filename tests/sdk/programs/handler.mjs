// NodeHttpHandler: what programs are told of requests that go well and of those that do not. usage: PORT
import { HttpRequest } from "@smithy/core/protocols";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { Readable } from "node:stream";

const port = Number(process.argv[2]);
const said = (error) => [error.name, error.code, error.message.replace(/\d{4,5}/g, "PORT"), error.cause?.message];
const request = (path, more) => new HttpRequest({ protocol: "http:", hostname: "127.0.0.1", port, method: "GET", path, headers: {}, ...more });
const tell = async (name, options, path, more, handleOptions) => {
  const handler = new NodeHttpHandler(options);
  try {
    const { response } = await handler.handle(request(path, more), handleOptions);
    const chunks = [];
    for await (const chunk of response.body) chunks.push(chunk);
    const headers = Object.entries(response.headers).filter(([key]) => key !== "date");
    console.log(name, response.statusCode, response.reason, JSON.stringify(headers), Buffer.concat(chunks).toString());
  } catch (error) {
    console.log(name, "fails", JSON.stringify(said(error)));
  }
  handler.destroy();
};

await tell("plain", {}, "/plain");
await tell("query", {}, "/echo", { query: { a: "ü &", b: ["1", "2"], c: null }, fragment: "f" });
await tell("credentials", {}, "/echo", { username: "u", password: "p" });
for (const body of ["text ü", Buffer.from("buffer"), Uint8Array.of(65, 66).subarray(1), new Uint8Array(0), "", undefined]) {
  await tell(`body ${typeof body}`, {}, "/echo", { method: "POST", body, headers: { "x-a": "1" } });
}
await tell("given length", {}, "/echo", { method: "PUT", body: "12345", headers: { "content-length": "5" } });
await tell("stream", {}, "/echo", { method: "PUT", body: Readable.from([Buffer.from("one "), Buffer.from("two")]) });
await tell("stream with length", {}, "/echo", { method: "PUT", body: Readable.from([Buffer.from("three")]), headers: { "content-length": "5" } });
await tell("large stream", {}, "/size", { method: "PUT", body: Readable.from((function* () { for (let i = 0; i < 64; i++) yield Buffer.alloc(65536, i); })()) });
await tell("continue", {}, "/echo", { method: "PUT", body: "waited", headers: { expect: "100-continue", "content-length": "6" } });
await tell("twice", {}, "/headers");
await tell("head", {}, "/plain", { method: "HEAD" });
await tell("no content", {}, "/204");
await tell("chunked", {}, "/chunked");
await tell("hang up", {}, "/hangup");
await tell("cut", {}, "/cut");
await tell("nonsense", {}, "/nonsense");
await tell("refused", {}, "/", { port: 1 });
await tell("bad name", {}, "/", { headers: { "a b": "x" } });
await tell("bad value", {}, "/", { headers: { a: "x\r\ny: z" } });
await tell("no value", {}, "/", { headers: { a: undefined } });
await tell("bad path", {}, "/a b");
await tell("request time-out", { requestTimeout: 150, throwOnRequestTimeout: true }, "/never");
await tell("own request time-out", { throwOnRequestTimeout: true }, "/never", {}, { requestTimeout: 150 });
await tell("options as function", async () => ({ requestTimeout: 150, throwOnRequestTimeout: true }), "/never");
const warnings = [];
const logger = { warn: (text) => warnings.push(text) };
await tell("warned of", { requestTimeout: 50, logger }, "/slow");
console.log(warnings.join());
const stopped = new AbortController();
stopped.abort();
await tell("aborted before", {}, "/plain", {}, { abortSignal: stopped.signal });
const later = new AbortController();
setTimeout(() => later.abort(new Error("because")), 100);
await tell("aborted later", {}, "/never", {}, { abortSignal: later.signal });

const few = new NodeHttpHandler({ httpAgent: { maxSockets: 2 } });
const answers = await Promise.all(Array.from({ length: 7 }, async () => {
  const { response } = await few.handle(request("/count"));
  return Number(Buffer.concat(await response.body.toArray()).toString());
}));
console.log("at most at once", Math.max(...answers));
few.destroy();

const handler = NodeHttpHandler.create({ requestTimeout: 70007, connectionTimeout: 80008, socketTimeout: 90009 });
console.log(NodeHttpHandler.create(handler) === handler, JSON.stringify(handler.metadata), JSON.stringify(handler.httpHandlerConfigs()));
await handler.handle(request("/plain")).then(({ response }) => response.body.resume());
const { requestTimeout, connectionTimeout, socketTimeout } = handler.httpHandlerConfigs();
console.log(requestTimeout, connectionTimeout, socketTimeout);
handler.updateHttpClientConfig("requestTimeout", 110011);
await handler.handle(request("/plain")).then(({ response }) => response.body.resume());
console.log(handler.httpHandlerConfigs().requestTimeout);
handler.destroy();

const reader = new NodeHttpHandler({});
const { response } = await reader.handle(request("/large"));
console.log(response.body.statusCode, response.body.headers["content-length"], response.body instanceof Readable);
await new Promise((resolve) => setTimeout(resolve, 100));
let size = 0;
for await (const chunk of response.body) size += chunk.length;
console.log(size, response.body.complete);
const { response: left } = await reader.handle(request("/large"));
left.body.destroy();
await new Promise((resolve) => left.body.once("close", resolve));
console.log("destroyed", left.body.destroyed);
reader.destroy();
