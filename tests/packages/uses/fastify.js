import fastify from "fastify";
import http from "node:http";

async function main() {
  const app = fastify();
  app.addHook("onRequest", async (request, reply) => { reply.header("X-Seen", request.method); });
  app.get("/", async () => ({ hello: "world" }));
  app.get("/users/:id", {
    schema: { params: { type: "object", properties: { id: { type: "integer" } } }, response: { 200: { type: "object", properties: { id: { type: "integer" }, name: { type: "string" } } } } },
  }, async (request) => ({ id: request.params.id, name: "n", secret: "hidden" }));
  app.post("/echo", { schema: { body: { type: "object", required: ["a"], properties: { a: { type: "number" } } } } }, async (request, reply) => reply.code(201).send(request.body));
  app.get("/fail", async () => { throw Object.assign(new Error("no"), { statusCode: 409 }); });
  app.get("/stream", (request, reply) => reply.type("text/plain").send(ReadableStream.from([Buffer.from("one "), Buffer.from("two")])));
  app.register(async (scope) => {
    scope.decorateRequest("who", "");
    scope.addHook("preHandler", async (request) => { request.who = request.headers["x-who"] ?? "nobody"; });
    scope.get("/who", async (request) => request.who);
  }, { prefix: "/scope" });

  await app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = app.server.address();
  const ask = (method, path, body, headers) => new Promise((resolve, reject) => {
    const request = http.request({ host: "127.0.0.1", port, method, path, agent: false, headers: { host: "test.local", ...headers } }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk) => { text += chunk; });
      response.on("end", () => {
        const { date, ...others } = response.headers;
        resolve([response.statusCode, others, text]);
      });
    });
    request.on("error", reject);
    request.end(body);
  });
  const json = { "content-type": "application/json" };
  for (const [method, path, body, headers] of [
    ["GET", "/"], ["HEAD", "/"], ["GET", "/users/7"], ["GET", "/users/x"], ["POST", "/echo", '{"a":"5"}', json], ["POST", "/echo", "{}", json], ["POST", "/echo", "{", json], ["POST", "/echo", "x", { "content-type": "text/odd" }],
    ["GET", "/fail"], ["GET", "/stream"], ["GET", "/scope/who", undefined, { "x-who": "me" }], ["GET", "/who"], ["DELETE", "/"],
  ]) console.log(method, path, await ask(method, path, body, headers));
  const injected = await app.inject({ method: "GET", url: "/scope/who" });
  console.log("inject", injected.statusCode, injected.body);
  await app.close();
  console.log("closed");
}

main();
