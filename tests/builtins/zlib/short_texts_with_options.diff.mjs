// Short texts are done in one op, with any options, and async ones without the thread pool: nothing of that shows.
import { AsyncLocalStorage } from "node:async_hooks";
import { promisify } from "node:util";
import zlib from "node:zlib";

const text = Buffer.from("a text that is short, a text that is short, a text that is short");
const shown = (value) => `${value?.constructor.name} ${Buffer.isBuffer(value)} ${value?.toString("latin1").slice(0, 40)}`;
const attempt = (label, f) => {
  try { console.log(label, shown(f())); } catch (e) { console.log(label, e.name, e.code, e.errno, e.message); }
};
const later = (label, f, ...args) => promisify(f)(...args).then((value) => console.log(label, shown(value)), (e) => console.log(label, e.name, e.code, e.errno, e.message));
const pairs = [["deflate", "inflate"], ["gzip", "gunzip"], ["deflateRaw", "inflateRaw"], ["gzip", "unzip"], ["brotliCompress", "brotliDecompress"], ["zstdCompress", "zstdDecompress"]];

for (const [pack, unpack] of pairs) {
  for (const input of [text, text.toString(), new Uint16Array([1, 2, 300]), new ArrayBuffer(0), Buffer.alloc(0)]) {
    for (const options of [undefined, null, {}, { level: 1, memLevel: 1 }, { windowBits: 9 }, { strategy: 4, level: 9 }, { chunkSize: 64 }]) {
      const packed = zlib[`${pack}Sync`](input, options);
      attempt(unpack, () => zlib[`${unpack}Sync`](packed, options && { maxOutputLength: 1000 }));
      await later(`${unpack} later`, zlib[unpack], await promisify(zlib[pack])(input, options ?? {}), {});
    }
  }
  const packed = zlib[`${pack}Sync`](text), bomb = zlib[`${pack}Sync`](Buffer.alloc(200000));
  const broken = [packed.subarray(0, packed.length - 5), Buffer.concat([packed, Buffer.from("behind it")]), Buffer.from("no such thing"), "", bomb];
  for (const [i, data] of broken.entries()) {
    for (const options of [{}, { maxOutputLength: 64 }, { maxOutputLength: 63 }, { rejectGarbageAfterEnd: true }, { finishFlush: pack[0] === "b" || pack[0] === "z" ? 1 : 2 }]) {
      const label = `${unpack} ${i} ${JSON.stringify(options)}`;
      attempt(label, () => zlib[`${unpack}Sync`](data, options));
      await later(`${label} later`, zlib[unpack], data, options);
    }
  }
}

// Options are read before anything begins: one of them may use zlib itself.
attempt("a getter", () => zlib.inflateSync(zlib.deflateSync(text, { get dictionary() { zlib.deflateSync("x", { level: 0, windowBits: 9 }); }, level: 9 })));
attempt("info", () => zlib.gunzipSync(zlib.gzipSync(text, { get info() { zlib.gzipSync("x", { level: 0 }); return true; }, level: 9 }).buffer));
attempt("an engine", () => zlib.gzipSync(text, { info: true }).engine);

// The callback comes later, in its context; what it throws is uncaught.
const storage = new AsyncLocalStorage(), order = [];
storage.run("context", () => zlib.gunzip(zlib.gzipSync(text), (error, bytes) => order.push(storage.getStore(), error, bytes.equals(text))));
process.nextTick(() => order.push("tick"));
Promise.resolve().then(() => order.push("microtask"));
order.push("called");
await new Promise((resolve) => setTimeout(resolve, 50));
console.log(order);

// Timers that a test has put in the place of the global ones have no part in it.
const { setImmediate } = globalThis;
globalThis.setImmediate = () => {};
console.log(await new Promise((resolve) => zlib.gunzip(zlib.gzipSync(text), (error, bytes) => resolve(bytes.equals(text)))));
globalThis.setImmediate = setImmediate;
process.once("uncaughtException", (error) => console.log("uncaught", error.message));
zlib.inflate(zlib.deflateSync(text), () => { throw new Error("of the callback"); });
