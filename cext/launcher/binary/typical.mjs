// What programs commonly use of the language and of the APIs beside it, once each: what of the engine this does not call is
// compiled for size (cext/cold_code.py). Not a test: it fails only by an exception.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import stream from "node:stream";
import util from "node:util";
import zlib from "node:zlib";
import nodeCrypto from "node:crypto";
import { EventEmitter } from "node:events";
class A {
  #x = 1;
  static n = 0;
  constructor(v) { this.v = v; A.n++; }
  get x() { return this.#x; }
  set x(v) { this.#x = v; }
  m(...a) { return a.reduce((s, i) => s + i, this.v); }
}
class B extends A {
  constructor(v) { super(v); }
  m(...a) { return super.m(...a) * 2; }
  toString() { return `B(${this.v})`; }
}
const b = new B(3);
b.x = 5;
function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
let out = [fib(12), b.m(1, 2, 3), `${b}`, b.x];
const arr = Array.from({ length: 50 }, (_, i) => i * 7 % 31);
out.push(arr.map((x) => x * 2).filter((x) => x % 3).slice(1, 20).concat([1, 2]).sort((x, y) => x - y).join(","));
arr.push(1);
arr.pop();
arr.shift();
arr.unshift(2);
arr.splice(1, 2, 9, 9);
arr.reverse();
arr.indexOf(9);
arr.includes(4);
arr.find((x) => x > 3);
arr.findIndex((x) => x > 3);
arr.some((x) => x > 3);
arr.every((x) => x > 3);
arr.flat();
arr.flatMap((x) => [x]);
arr.fill(0, 1, 2);
arr.forEach((x) => x);
arr.lastIndexOf(1);
[...arr.entries()];
[...arr.keys()];
arr.at(-1);
arr.sort();
const m = new Map(), s = new Set(), w = new WeakMap(), ws = new WeakSet();
for (let i = 0; i < 40; i++) { m.set("k" + i, i); m.set(i, i); s.add(i % 5); }
for (const [k, v] of m) { if (v > 30) m.delete(k); }
w.set(b, 1);
w.get(b);
w.has(b);
ws.add(b);
m.has("k1");
m.size;
s.has(2);
s.forEach((x) => x);
m.forEach((v, k) => k);
[...m.values()];
[...s];
const o = { a: 1, "b-c": [1, 2.5, null, true, "x\n\u00e9\u{1f600}"], get g() { return 1; }, ["z" + 1]: { n: { q: 1 } }, d: new Date(0) };
const { a, ...rest } = o;
const [p, , q = 5, ...r] = arr;
const merged = { ...o, ...rest, p, q, r };
out.push(
  JSON.stringify(merged, null, 2).length, JSON.stringify(JSON.parse(JSON.stringify(merged), (k, v) => v)),
  o?.z1?.n?.q ?? 3,
);
delete merged.p;
Object.keys(o);
Object.entries(o);
Object.values(o);
Object.assign({}, o);
Object.freeze({ a: 1 });
Object.fromEntries([["a", 1]]);
Object.getPrototypeOf(b);
Object.create(null);
"a" in o;
o.hasOwnProperty("a");
Object.hasOwn(o, "a");
Object.defineProperty({}, "x", { value: 1, enumerable: true });
Object.getOwnPropertyNames(o);
Object.getOwnPropertyDescriptor(o, "g");
for (const k in o) k;
structuredClone({ a: [1, new Map([[1, 2]])] });
const str = "The quick brown fox, jumps over the lazy dog; 12345 é ☃ 😀";
out.push(
  str.split(/\s+/).length, str.replace(/(\w+) (\w+)/g, "$2 $1"), str.replaceAll("o", (c) => c.toUpperCase()),
  str.match(/\d+/)[0], [...str.matchAll(/o(.)/g)].length, str.indexOf("fox"), str.slice(4, 9), str.substring(2, 3),
  str.toUpperCase().toLowerCase().trim(), str.padStart(70, "-").padEnd(80), str.charCodeAt(3), str.codePointAt(5),
  str.startsWith("The"), str.endsWith("x"), str.includes("fox"), str.repeat(2).length, [...str].length,
  str.split(",").map((x) => x.trim()).join("|"), str.lastIndexOf("o"), str.concat("x"), str.at(-1),
  str.localeCompare("The"), str.normalize("NFC"), /^(?<y>\d{4})-(?<mo>\d\d)$/.exec("2024-05").groups.y,
  /a.c/i.test("xABC"), str.search(/fox/), encodeURIComponent(str), decodeURIComponent("%20"),
);
function* gen() { let i = 0; while (i < 5) yield i++; return 9; } function* g2() { yield* gen(); }
out.push(
  [...g2()], Math.max(1, 2, ...arr), Math.floor(2.7), Math.round(2.5), Math.pow(2, 10), Math.sqrt(2), Math.abs(-3),
  Math.min(3, 1), Math.trunc(3.3), Math.random() < 1, Math.hypot(3, 4), Math.log(2), Math.sin(1), 7 % 3, -7 >> 1,
  -7 >>> 28, 5 & 3, 5 | 3, 5 ^ 3, ~5, 2 ** 8, 1 / 3, 0.1 + 0.2, (1234.5678).toFixed(2), (255).toString(16),
  parseInt("42px"), parseFloat("3.14"), Number("12"), Number.isInteger(3), isNaN(NaN), (1e21).toString(),
  123456789 * 1000, String(1.5), +"7", typeof o, 10n ** 20n + 3n, BigInt(5) * 3n, Number(5n), 5n > 3, "b" > "a",
  null == undefined, [] instanceof Array,
);
const u8 = new Uint8Array(64), f64 = new Float64Array(8), i32 = new Int32Array(u8.buffer, 0, 4), dv = new DataView(u8.buffer);
for (let i = 0; i < 64; i++) u8[i] = i;
f64[1] = 1.5;
i32[1] += 3;
dv.setUint32(4, 7);
dv.getFloat64(8);
u8.subarray(1, 5);
u8.slice(1, 3);
u8.set([1, 2], 3);
u8.fill(0);
u8.indexOf(1);
f64.map((x) => x * 2);
Array.from(u8);
new TextDecoder().decode(new TextEncoder().encode(str));
Buffer.from(str).toString("base64");
Buffer.concat([Buffer.from("a"), Buffer.alloc(3)]).toString("hex");
btoa(atob("YWJj"));
try { null.x; } catch (e) { out.push(e.message, e.stack.length > 0, e instanceof TypeError); } finally { out.push(1); }
try { throw new Error("x", { cause: b }); } catch ({ message }) { out.push(message); }
label: for (let i = 0; i < 5; i++) {
  for (let j = 0; ; j++) {
    if (j > 2) continue label;
    if (i > 3) break label;
  }
}
do { out.length; } while (false);
switch (out.length) { case 1: break; default: out.push("d"); } var i = 0;
while (i++ < 3) ;
const sleep = (t, v) => new Promise((y) => setTimeout(y, t, v));
async function f() {
  try { await Promise.reject(new Error("r")); } catch {}
  for await (const x of (async function* () { yield 1; yield sleep(1, 2); })()) out.push(x);
  return await Promise.all([1, sleep(1, 2), f2()]);
}
async function f2() {
  const settled = await Promise.allSettled([1, Promise.reject(1)]);
  return settled.length + await Promise.race([sleep(1, 2), 3]) + await Promise.any([1]);
}
out.push(await f());
queueMicrotask(() => 1);
process.nextTick(() => 1);
setImmediate(() => 1);
await new Promise((y) => setImmediate(y));
const d = new Date(2024, 1, 29, 12);
out.push(
  d.toISOString(), d.getTime(), d.getDay(), d.getFullYear(), Date.now() > 0, new Date("2024-05-06T07:08:09Z").toJSON(),
  Date.parse("2024-01-01"), d.getHours(), d.toString(),
);
d.setDate(3);
const px = new Proxy({}, { get: (t, k) => k, has: () => true, set: () => true });
px.a;
px.b = 1;
Reflect.get(o, "a");
Reflect.ownKeys(o);
Symbol("x").toString();
const it = { [Symbol.iterator]() { let n = 0; return { next: () => ({ done: n > 2, value: n++ }), return: () => ({}) }; } };
for (const x of it) { if (x > 1) break; } fn.call(null, 1);
fn.apply(null, [1]);
fn.bind(null, 1)();
function fn() { return arguments.length + this; } new Function("a", "return a");
const tag = (s, ...v) => s.raw.join() + v;
out.push(tag`a${1}b`, (0, eval)("1+1"));
let un;
un ??= 3;
un ||= 4;
un &&= 5;
void 0;
({}).toString();
[1, [2]].toString();
new Intl.NumberFormat("en").format(12345.6);
(1234.5).toLocaleString();
d.toLocaleDateString("en-US");
new URL("https://a.b/c?d=e#f").searchParams.get("d");
console.log(out, m, s, o, [u8, f64], b, fn, Symbol("q"), new Error("e"));
console.error("%s %d %j %o", "a", 1, {}, []);
crypto.randomUUID();
new AbortController().abort();
new Headers({ a: "b" }).get("a");
const ev = new EventTarget();
ev.addEventListener("x", () => 1);
ev.dispatchEvent(new Event("x"));

const events = new EventEmitter();
events.on("a", () => 1);
events.once("a", () => 2);
events.emit("a", 1);
fs.readdirSync(path.join("/", "."));
fs.existsSync("/nothing");
await fs.promises.stat("/");
util.format("%s", util.inspect({ a: { b: [1] } }));
zlib.gunzipSync(zlib.gzipSync(Buffer.alloc(1000)));
nodeCrypto.createHash("sha256").update("a").digest("hex");
nodeCrypto.createHmac("sha256", "k").update("a").digest("base64");
const upper = new stream.Transform({ transform(chunk, _, done) { done(null, String(chunk).toUpperCase()); } });
await stream.promises.pipeline(stream.Readable.from(["a", "b"]), upper, new stream.Writable({ write(chunk, _, done) { done(); } }));
const server = http.createServer((request, response) => {
  let body = "";
  request.on("data", (chunk) => (body += chunk));
  request.on("end", () => response.setHeader("x", "y").end(JSON.stringify({ body })));
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const url = `http://127.0.0.1:${server.address().port}/`;
for (let i = 0; i < 3; i++) await (await fetch(url, { method: "POST", body: "x" })).json();
await new Promise((ended) => http.get(url, (response) => response.resume().on("end", ended)));
server.close();
server.closeAllConnections();
