// Node and llrt print the same: fields that are set, refused, changed and sent, and the head that is made of them.
import http from "node:http";

const attempt = (what, action) => {
  try {
    console.log(what, action());
  } catch (error) {
    console.log(what, error.name, error.code, error.message);
  }
};
const make = (options) => {
  const request = http.request({ host: "127.0.0.1", port: 9, agent: false, createConnection: () => undefined, ...options });
  request.on("error", () => {});
  return request;
};
const head = (request) => {
  request._implicitHeader();
  return request._header.split("\r\n");
};

for (const value of ["plain", "", " spaced ", "tab\there", "latin é", "wide \u0100", "line\nend", "zero\0", 5, 0, true, null, undefined, ["a", "b"], [1, "\n"], [], { toString: () => "object" }, { toString: () => "bad\n" }]) {
  attempt(`value ${JSON.stringify(value)}`, () => head(make().setHeader("X-Value", value)));
  attempt(`lenient ${JSON.stringify(value)}`, () => head(make({ insecureHTTPParser: true }).setHeader("X-Value", value)));
}
for (const name of ["Plain", "", "a b", "a:", "é", "\u0100", 5, undefined, null, { toString: () => "x" }, "__proto__", "constructor", "toString"]) {
  attempt(`name ${String(name)}`, () => head(make().setHeader(name, "x")));
  attempt(`both ${String(name)}`, () => head(make().setHeader(name, "\n")));
}
for (const headers of [
  { "Content-Length": "3", Connection: "close" }, { connection: "keep-alive", "CONTENT-LENGTH": 4 }, { "Transfer-Encoding": "chunked", Trailer: "x" },
  { Cookie: ["a=1", "b=2"], "Set-Cookie": ["c", "d"], Accept: ["e", "f"] }, { "Content-Disposition": "attachment; filename=\"é\"", "Content-Length": 3 },
  { "Content-Disposition": "before é" }, { Date: "now", Expect: "other", "Keep-Alive": "timeout=5" }, [["A", "b"], ["C", ["d", "e"]]], ["A", "b", "C", "d"],
]) {
  for (const method of ["GET", "POST"]) attempt(JSON.stringify([method, headers]), () => {
    const request = make({ method, headers });
    return request._header === null ? head(request) : request._header.split("\r\n");
  });
}
const changed = make({ method: "POST", headers: { "X-A": "1", "x-b": "2" } });
changed.setHeader("X-a", "3");
changed.removeHeader("X-B");
changed.appendHeader("x-c", "4").appendHeader("X-C", "5");
console.log(head(changed), changed.getHeaders(), changed.getRawHeaderNames());
attempt("sent", () => changed.setHeader("X-D", "6"));
attempt("sent and bad", () => changed.setHeader("a b", "\n"));
process.exit(0);
