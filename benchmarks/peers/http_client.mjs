// Requests of node:http to the server at $PORT: microseconds each, of small ones over kept connections, and MB/s of large bodies.
import http from "node:http";

const port = process.env.PORT;
const agent = new http.Agent({ keepAlive: true, maxSockets: 16 });

function ask(path, body) {
  return new Promise((resolve, reject) => {
    const request = http.request({ host: "127.0.0.1", port, path, agent, method: body ? "POST" : "GET" }, (response) => {
      let size = 0;
      response.on("data", (chunk) => { size += chunk.length; });
      response.on("end", () => resolve(size));
    });
    request.on("error", reject);
    request.end(body);
  });
}

async function each(count, run) {
  const start = performance.now();
  await run(count);
  return (performance.now() - start) * 1000 / count;
}
const oneByOne = (path, body) => async (count) => { for (let i = 0; i < count; i++) await ask(path, body); };
const together = (path) => async (count) => {
  let left = count;
  await Promise.all(Array.from({ length: 16 }, async () => { while (left-- > 0) await ask(path); }));
};
const COUNT = 3000;
await each(COUNT, together("/100"));
const figures = {
  "GET 100 bytes, one by one": await each(COUNT, oneByOne("/100")),
  "GET 100 bytes, 16 at a time": await each(COUNT, together("/100")),
  "POST 1 KB, one by one": await each(COUNT, oneByOne("/100", Buffer.alloc(1024, "x"))),
  "GET 1 MB": await each(200, oneByOne("/1000000")),
};
console.log(JSON.stringify(figures));
agent.destroy();
