import express from "express";
import http from "node:http";

async function main() {
  const app = express();
  app.disable("x-powered-by");
  app.use(express.json());
  app.use(express.urlencoded({ extended: true }));
  app.get("/", (request, response) => response.send("hello"));
  app.get("/users/:id", (request, response) => response.json({ id: request.params.id, query: request.query, ip: typeof request.ip, host: request.hostname }));
  app.post("/echo", (request, response) => response.status(201).set("X-Kind", request.is("json") || "form").json(request.body));
  app.get("/go", (request, response) => response.redirect("/"));
  app.get("/cookie", (request, response) => response.cookie("a", "b; c", { httpOnly: true, path: "/x" }).sendStatus(204));
  app.get("/stream", async (request, response) => {
    response.type("txt");
    for (const part of ["one ", "two ", "three"]) response.write(part);
    response.end();
  });
  app.get("/fail", async () => { throw Object.assign(new Error("no"), { status: 418 }); });
  const router = express.Router();
  router.use((request, response, next) => { response.locals.seen = request.baseUrl; next(); });
  router.get(/^\/(\d+)$/, (request, response) => response.json([request.params[0], response.locals.seen]));
  app.use("/numbers", router);
  app.use((error, request, response, next) => response.status(error.status).json({ message: error.message, type: error.type }));

  const server = app.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address();
  const agent = new http.Agent({ keepAlive: true });

  const ask = (method, path, body, headers) => new Promise((resolve, reject) => {
    const request = http.request({ host: "127.0.0.1", port, method, path, agent, headers: { host: "test.local", ...headers } }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => {
        const { date, ...others } = response.headers;
        resolve([response.statusCode, others, Buffer.concat(chunks).toString()]);
      });
    });
    request.on("error", reject);
    request.end(body);
  });
  const json = { "content-type": "application/json" };
  for (const [method, path, body, headers] of [
    ["GET", "/"], ["HEAD", "/"], ["GET", "/users/7?a=1&b=2&b=3"], ["POST", "/echo", '{"a":[1,{"b":null}]}', json], ["POST", "/echo", "a=1&b%5Bc%5D=2", { "content-type": "application/x-www-form-urlencoded" }],
    ["POST", "/echo", "{wrong", json], ["GET", "/go"], ["GET", "/cookie"], ["GET", "/stream"], ["GET", "/fail"], ["GET", "/numbers/42"], ["GET", "/numbers/x"], ["PUT", "/nothing"], ["OPTIONS", "/echo"],
  ]) console.log(method, path, await ask(method, path, body, headers));
  const [, { etag }] = await ask("GET", "/");
  console.log("not modified", await ask("GET", "/", undefined, { "if-none-match": etag }));
  agent.destroy();
  server.close(() => console.log("closed"));
}

main();
