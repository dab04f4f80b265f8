// Request, Response and Headers: what they take, what they refuse and in which words, copies, bodies read twice, locked, failed, types.
import { check } from "./_scripted.mjs";

// The name of a case and what it gives.
const tr = (n, f) => { try { let v = f(); console.log(n, v); } catch (e) { console.log(n, e.name, e.message, e.cause?.message); } };
tr("names", () => [Request, Response, Headers, FormData].map((C) => [C.name, C.length, Object.keys(C.prototype), Object.getOwnPropertyNames(C.prototype).length, Object.getOwnPropertyNames(C), Object.prototype.toString.call(new C("http://x/"))]));
const R = (...a) => new Request(...a);
for (const a of [["http://x/", { method: "connect" }], ["http://x/", { body: null }], ["http://x/", { method: "POST", body: "x" }], ["http://x/#f"],
  ["HTTP://X:80/a/../b"], [new URL("http://x/q")], [{ toString: () => "http://x/" }], ["http://x/", { headers: null }],
  ["http://x/", { headers: [["a"]] }], ["http://x/", { headers: { a: "é" } }], ["http://x/", { headers: { a: "€" } }],
  ["http://x/", { headers: { a: " b " } }], ["http://x/", { headers: { a: "b\nc" } }], ["http://x/", { method: null }],
  ["http://x/", { method: "" }], ["http://x/", { signal: null }], ["http://x/", { signal: {} }], ["http://x/", { keepalive: "yes" }],
  ["http://x/", { integrity: 5 }], ["http://x/", { mode: "websocket" }], ["http://x/", { priority: "bad" }], ["http://x/", { redirect: null }],
  ["http://x/", null], ["http://x/", "str"], ["http://x/", { duplex: "half", method: "POST", body: new ReadableStream() }],
  ["http://x/", { method: "POST", body: {} }], ["http://x/", { method: "POST", body: 5 }],
  ["http://x/", { method: "POST", body: new DataView(new ArrayBuffer(2)) }],
  ["http://x/", { method: "POST", body: new Blob(["x"], { type: "a/b" }) }], ["http://x/", { dispatcher: {} }], ["http://x/", { window: null }],
  ["http://x/", { referrer: "" }], ["http://x/", { referrer: "http://y/" }], ["http://x/", { referrerPolicy: "bad" }],
  ["http://x/", { cache: "bad" }], ["//x"], ["http://"], [5], [null],
  [undefined]]) tr(JSON.stringify(a[0]) + " " + (a[1] && typeof a[1] === "object" ? Object.entries(a[1]).map(([k, v]) => `${k}:${typeof v}`) : a[1]), () => { const r = R(...a); return [r.method, r.url, r.mode, r.credentials, r.cache, r.redirect, r.referrer, r.referrerPolicy, r.integrity, r.keepalive, r.duplex, r.isReloadNavigation, r.isHistoryNavigation, r.destination, r.bodyUsed, r.body === null, [...r.headers], r.signal.aborted]; });
const base = new Request("http://x/", { method: "POST", body: "abc", headers: { a: "b" } });
tr("inherit", () => { const r = R(base); return [base.bodyUsed, r.method, [...r.headers], r.bodyUsed]; });
tr("inherit used", () => R(base));
tr("inherit used with body", () => R(base, { body: "z" }).method);
tr("inherit GET", () => R(R("http://x/", { method: "POST", body: "q" }), { method: "GET" }));
tr("inherit headers", () => [...R(R("http://x/", { headers: { a: "1" } }), { headers: { b: "2" } }).headers]);
tr("clone used", () => base.clone());
await check("clone", async () => { const a = R("http://x/", { method: "POST", body: "abc" }), b = a.clone(); return [await a.text(), await b.text(), a.bodyUsed, b.bodyUsed]; });
await check("clone locked", async () => { const a = R("http://x/", { method: "POST", body: "abc" }); a.body.getReader(); return a.clone(); });
tr("proto getter", () => Object.getOwnPropertyDescriptor(Request.prototype, "method").get.call({}));
tr("proto clone", () => Request.prototype.clone.call({}));
await check("proto text", () => Request.prototype.text.call({}));
await check("proto body", () => Object.getOwnPropertyDescriptor(Response.prototype, "body").get.call({}));
tr("called", () => { try { Request("http://x"); } catch (e) { return e.name; } });
const S = (...a) => { const r = new Response(...a); return [r.status, r.statusText, r.ok, r.type, r.url, r.redirected, r.body === null, [...r.headers]]; };
for (const a of [[], [null], [undefined], ["x"], ["x", { status: 201, statusText: "Made" }], ["x", { headers: { "content-type": "a/b" } }],
  ["x", { status: "204" }], [null, { status: 204 }], [null, { status: 101 }], [null, { status: 200.9 }], [null, { status: -1 }],
  [null, { status: 65536 + 200 }], [null, { status: NaN }], [null, { statusText: "é" }], [null, { statusText: "€" }],
  [null, { statusText: "a\x01" }], [new URLSearchParams("a=b")], [new ArrayBuffer(2)], [{}], [null, null], [null, "x"], [null, { headers: 5 }],
  [null, { headers: new Headers({ a: "b" }) }], [new ReadableStream()]]) tr("Response " + JSON.stringify(a), () => S(...a));
for (const a of [[{ a: 1 }], [undefined], [Symbol()], [() => {}], ["s", { status: 201 }], [null],
  [{ a: 1 }, { headers: { "content-type": "x/y" } }], [1n], [{}, { status: 204 }], [{}, { status: 100 }],
  []]) await check("json " + String(a.length), async () => { const r = Response.json(...a); return [r.status, [...r.headers], await r.text()]; });
for (const a of [["http://x/"], ["http://x/", 301], ["http://x/", 300], ["/rel"], ["http://x/é"], ["http://u:p@x/"],
  []]) tr("redirect " + a, () => { const r = Response.redirect(...a); return [r.status, [...r.headers], r.type, r.body]; });
tr("error", () => { const r = Response.error(); return [r.type, r.status, r.ok, r.body, [...r.headers], r.url]; });
tr("error headers", () => Response.error().headers.append("a", "b"));
tr("clone used", () => { const r = new Response("x"); r.text(); return r.clone(); });
await check("clone stream", async () => { const r = new Response(new ReadableStream({ start(c) { c.enqueue(new Uint8Array([97])); c.close(); } })); const c = r.clone(); return [await r.text(), await c.text(), r.bodyUsed]; });
for (const m of ["text", "json", "arrayBuffer", "blob", "bytes", "formData"]) {
  await check("twice " + m, async () => { const r = new Response("{}", { headers: { "content-type": "application/x-www-form-urlencoded" } }); await r[m](); return r[m](); });
  await check("locked " + m, async () => { const r = new Response("{}"); r.body.getReader(); return r[m](); });
  await check("empty " + m, async () => new Response()[m]().then((x) => x?.byteLength ?? x?.size ?? x));
  await check("errored " + m, async () => new Response(new ReadableStream({ start(c) { c.error(new RangeError("boo")); } }))[m]());
  await check("string chunk " + m, async () => new Response(new ReadableStream({ start(c) { c.enqueue("s"); c.close(); } }))[m]()); }
await check("bom", async () => [await new Response(new Uint8Array([0xef, 0xbb, 0xbf, 0x31])).text(), await new Response(new Uint8Array([0xef, 0xbb, 0xbf, 0x31])).json(), await new Response(new Uint8Array([0xff])).text()]);
await check("blob type", async () => [(await new Response("x").blob()).type, (await new Response(null, { headers: { "content-type": "A/B; c=D" } }).blob()).type, (await new Response("x", { headers: { "content-type": "bad" } }).blob()).type, (await new Response("x", { headers: [["content-type", "a/b"], ["content-type", "c/d; e=f"]] }).blob()).type]);
await check("json error", () => new Response("{bad").json());
tr("inspect", () => [new Response("x", { headers: { a: "b" } }), new Request("http://x/", { headers: { a: "b" } }), new Headers({ a: "b", c: "d" }), new FormData()]);
tr("headers", () => { const h = new Headers([["b", "2"], ["a", "1"], ["B", "3"], ["set-cookie", "x"],
  ["Set-Cookie", "y"]]); h.append("a", " 9 "); return [[...h], h.get("B"), h.getSetCookie(), h.has("A"), [...h.keys()], h.get("set-cookie"), [...h.values()]]; });
for (const f of [(h) => h.append("a"), (h) => h.append("", "b"), (h) => h.append("a b", "c"), (h) => h.append("a", "b\r\nc"), (h) => h.get("é"), (h) => h.set("a", "\0"), (h) => h.has(), (h) => h.delete("q r"), (h) => h.append(Symbol(), "x"), () => new Headers(5), () => new Headers("ab"), () => new Headers([["a", "b", "c"]]), () => new Headers([5]), () => new Headers(null), (h) => h.forEach(), (h) => h.forEach((v, k, o) => console.log(v, k, o === h)), (h) => { for (const [k] of h) { h.delete("q"); h.append("r" + k, "1"); if ([...h].length > 6) break; } return [...h]; }]) tr("H " + f, () => f(new Headers({ q: "1", z: "2" })));
