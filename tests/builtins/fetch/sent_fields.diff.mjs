// The fields of a request: those that fetch adds, those of the caller that it sends, leaves out or refuses; lengths that do not fit.
import { answer, check, echo, server, stream } from "./_scripted.mjs";

const { base, at } = await server("FIRST", (request, socket) => {
  const asked = request.url.searchParams;
  if (request.url.pathname !== "/to") socket.write(echo(request));
  else socket.write(answer("", "302 Elsewhere", `location: ${asked.get("url")}`, `referrer-policy: ${asked.get("policy") ?? ""}`));
});
const ask = (name, init, url = base) => check(name, async () => (await fetch(url, { duplex: "half", ...init })).text());
const bodies = { none: () => undefined, empty: () => "", text: () => "abc", stream: () => stream("a", "bc") };

for (const method of ["GET", "DELETE", "POST", "QUERY", "patch", "PATCH", "OPTIONS"]) {
  for (const [kind, make] of Object.entries(bodies)) {
    if (method === "GET" && kind !== "none") continue;
    for (const length of [undefined, "3", "5", "3abc", "-3", "1.5", "x", " 3 ", ""]) {
      const headers = length === undefined ? {} : { "Content-Length": length };
      await ask(`${method} ${kind}, length ${length}`, { method, body: make(), headers });
    }
  }
}
for (const value of ["close", "Close", "a, close", "keep-alive, x", "a b", "", ","]) await ask(`connection ${value}`, { headers: { Connection: value } });
for (const name of ["Transfer-Encoding", "Upgrade", "Keep-Alive", "Expect", "Host", "TE", "Trailer", "Date", "Via", "Origin", "Referer"]) {
  await ask(name, { headers: { [name]: "chunked" } });
}
await ask("overrides", { headers: { "Sec-Fetch-Mode": "a", Accept: "b", "Accept-Language": "c", "User-Agent": "d", "Accept-Encoding": "e" } });
await ask("many", { headers: [["X-A", "1"], ["x-a", "2"], ["Set-Cookie", "a"], ["set-cookie", "b"], ["Cookie", "a"], ["cookie", "b"]] });
for (const headers of [{}, { range: "bytes=0-1" }, { range: "bytes=0-1", "accept-encoding": "br" }, { "if-none-match": "x" }, { "if-range": "x", pragma: "p" },
  { "if-match": "x", "cache-control": "c" }]) {
  for (const cache of ["default", "no-store", "reload", "no-cache", "force-cache"]) {
    await ask(`${cache} ${JSON.stringify(headers)}`, { cache, headers });
  }
}
const some = () => new Headers([["X-A", "1"], ["set-cookie", "a"], ["set-cookie", "b"], ["authorization", "c"]]);
await ask("Headers", { headers: some() });
await ask("Headers, with a body", { method: "POST", headers: some(), body: new URLSearchParams("a=b") });
await check("Headers of a Request", async () => (await fetch(new Request(base, { headers: some() }))).text());
await check("Headers of a copy", async () => (await fetch(new Request(new Request(base, { headers: some() })).clone())).text());
await check("Headers beside a Request", async () => (await fetch(new Request(base, { headers: { "x-b": "2" } }), { headers: some() })).text());
await ask("a Map", { headers: new Map([["X-A", "1"], ["x-b", "2"]]) });
await ask("pairs of a generator", { headers: (function* () { yield ["X-A", "1"]; yield new Set(["x-b", "2"]); })() });
const elsewhere = `${at("localhost")}/x`, policies = ["", "no-referrer", "no-referrer-when-downgrade", "same-origin", "origin", "strict-origin",
  "origin-when-cross-origin", "strict-origin-when-cross-origin", "unsafe-url"];
for (const referrerPolicy of policies) {
  for (const referrer of ["about:client", "", `${base}/ref?q#h`, "http://u:p@example.com/a", "https://example.com/b", "data:,x", `http://example.com/${"x".repeat(5000)}`]) {
    for (const path of ["/x", `/to?url=${elsewhere}`, `/to?policy=unsafe-url&url=${elsewhere}`, "/to?policy=bad,%20origin,x&url=/x"]) {
      await check(`referrer ${referrerPolicy} ${referrer.slice(0, 30)} ${path}`, async () => {
        const [, , lines] = await (await fetch(base + path, { referrer, referrerPolicy })).json();
        return lines.filter((line) => line.startsWith("referer")).join().replace(/x{9,}/, "xx");
      });
    }
  }
}
process.exit();
