// What a Writable emits, and when its callbacks run.
import { Writable } from "node:stream";

const events = ["drain", "finish", "prefinish", "close", "error", "pipe", "unpipe"];
const turns = async (n) => { for (let i = 0; i < n; i++) await new Promise(setImmediate); };

async function watch(title, options, use) {
  const log = [];
  const stream = new Writable({
    write(chunk, encoding, callback) {
      log.push(`write ${chunk} ${encoding}`);
      callback();
    },
    ...(typeof options === "function" ? options(log) : options),
  });
  for (const type of events) {
    stream.on(type, (value) => log.push(value instanceof Error ? `${type}:${value.code ?? value.message}` : type));
  }
  const done = (name) => (error) => log.push(`${name}:${error ? error.code ?? error.message : error}`);
  try {
    await use(stream, done, log);
  } catch (error) {
    log.push(`threw ${error.code ?? error.message}`);
  }
  await turns(8);
  const { writable, writableEnded, writableFinished, writableLength, writableNeedDrain, writableCorked, writableAborted, destroyed } = stream;
  log.push(writable, writableEnded, writableFinished, writableLength, writableNeedDrain, writableCorked, writableAborted, destroyed);
  console.log(title, log.join(" | "));
}

const later = (log) => ({
  write(chunk, encoding, callback) {
    log.push(`write ${chunk} ${encoding}`);
    setImmediate(callback);
  },
});
const vector = (log) => ({
  ...later(log),
  writev(chunks, callback) {
    log.push(`writev ${chunks.map(({ chunk, encoding }) => `${chunk}/${encoding}`)} ${chunks.allBuffers}`);
    setImmediate(callback);
  },
});

await watch("sync", {}, (w, done) => { w.write("a", done("a")); w.write("b", done("b")); w.end("c", done("end")); });
await watch("async", later, (w, done, log) => { log.push(w.write("a", done("a")), w.write("b", "latin1", done("b"))); w.end(done("end")); });
await watch("the same callback", {}, (w, done) => { const same = done("same"); w.write("a", same); w.write("b", same); w.end(); });
await watch("drain", (log) => ({ ...later(log), highWaterMark: 2 }), (w, done, log) => { log.push(w.write("a"), w.write("b"), w.writableNeedDrain, w.write("c"), w.writableLength); });
await watch("drain, sync", { highWaterMark: 1 }, (w, done, log) => { log.push(w.write("abc")); });
await watch("cork", vector, (w, done, log) => { w.cork(); w.write("a", done("a")); w.write("b", done("b")); log.push(w.writableCorked, w.writableLength); w.uncork(); w.end(done("end")); });
await watch("cork twice, end", vector, (w, done) => { w.cork(); w.cork(); w.write("a"); w.write(Buffer.from("b")); w.end(done("end")); });
await watch("writev of mixed", (log) => ({ ...vector(log), decodeStrings: false }), (w) => { w.write("x"); w.write("a", "hex"); w.write(Buffer.from("b")); w.end(); });
await watch("objects", { objectMode: true }, (w, done, log) => { log.push(w.write(1), w.write({}), w.write(""), w.write(undefined)); w.end(); });
await watch("object mark", (log) => ({ ...later(log), objectMode: true, highWaterMark: 1 }), (w, done, log) => { log.push(w.write("abc")); });
for (const bad of [null, 1, {}, [], true, undefined, Symbol.iterator]) await watch(`write of ${String(bad)}`, {}, (w) => { w.write(bad); });
await watch("null as an object", { objectMode: true }, (w) => { w.write(null); });
await watch("bad encoding", {}, (w) => { w.write("a", "nope"); });
await watch("default encoding", {}, (w) => { w.setDefaultEncoding("HEX"); w.write("6162"); w.setDefaultEncoding("nope"); });
await watch("after end", {}, (w, done, log) => { w.end(); log.push(w.write("x", done("x"))); });
await watch("end twice", {}, async (w, done) => { w.end(done("one")); w.end(done("two")); await turns(3); w.end(done("three")); });
await watch("end with data twice", {}, (w, done) => { w.end("a"); w.end("b", done("b")); });
await watch("end after destroy", {}, (w, done) => { w.destroy(); w.end(done("end")); w.write("x", done("x")); });
await watch("error in the callback", { write(c, e, cb) { cb(new Error("boom")); } }, (w, done) => { w.write("a", done("a")); w.write("b", done("b")); w.end(done("end")); });
await watch("error later", { write(c, e, cb) { setImmediate(cb, new Error("boom")); } }, (w, done) => { w.write("a", done("a")); w.write("b", done("b")); w.end(done("end")); });
await watch("error, no autoDestroy", { autoDestroy: false, write(c, e, cb) { cb(new Error("boom")); } }, (w, done) => { w.write("a", done("a")); w.end(done("end")); });
await watch("throws", { write() { throw new Error("thrown"); } }, (w) => { w.write("a"); });
await watch("callback twice", { write(c, e, cb) { cb(); cb(); } }, (w) => { w.write("a"); });
await watch("final", { final(cb) { setImmediate(cb); } }, (w, done) => { w.end("a", done("end")); });
await watch("final fails", { final(cb) { cb(new Error("final")); } }, (w, done) => { w.end(done("end")); });
await watch("final throws", { final() { throw new Error("final"); } }, (w, done) => { w.end(done("end")); });
await watch("final twice", { final(cb) { cb(); cb(); } }, (w) => { w.end(); });
await watch("no _write", { write: undefined }, (w) => { w.write("a"); });
await watch("destroyed with writes waiting", later, (w, done) => { w.write("a", done("a")); w.write("b", done("b")); w.end(done("end")); w.destroy(new Error("gone")); });
await watch("destroy callback", { destroy(error, cb) { setImmediate(cb, error); } }, (w, done) => { w.destroy(new Error("x"), done("destroyed")); w.destroy(null, done("again")); });
await watch("pipe", {}, (w) => { w.pipe(process.stdout); });
await watch("views", {}, (w) => { w.write(new Uint16Array([0x4142])); w.write(new DataView(new Uint8Array([67]).buffer)); w.end(); });
await watch("construct", (log) => ({ ...vector(log), construct(cb) { log.push("construct"); setImmediate(cb); } }), (w, done) => { w.write("a", done("a")); w.write("b"); w.end(done("end")); });
await watch("construct fails", { construct(cb) { cb(new Error("construct")); } }, (w, done) => { w.write("a", done("a")); });
await watch("construct throws", { construct() { throw new Error("construct"); } }, (w, done) => { w.end("a", done("end")); });
await watch("construct twice", { construct(cb) { cb(); cb(); } }, () => {});
await watch("destroyed while constructing", { construct(cb) { setImmediate(cb); } }, (w, done) => { w.destroy(new Error("early"), done("destroyed")); });
await watch("asyncDispose", {}, async (w) => { await w[Symbol.asyncDispose](); });
await watch("aborted", (() => { const c = new AbortController(); setImmediate(() => c.abort()); return { signal: c.signal }; })(), async () => { await turns(2); });
console.log(new (class extends Writable {})() instanceof Writable, {} instanceof Writable, null instanceof Writable);
