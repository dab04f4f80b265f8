// A node:http server for benchmarks: prints its port; answers at once, a body as large as the path says.
import http from "node:http";

const server = http.createServer((request, response) => {
  const body = Buffer.alloc(Number(request.url.slice(1)), "x");
  request.resume();
  request.on("end", () => {
    response.setHeader("Content-Length", body.length);
    response.end(body);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
