// What a Readable emits, and when, for many ways to fill and read it.
import { Readable } from "node:stream";

const events = ["data", "readable", "end", "close", "error", "pause", "resume"];
const turns = async (n) => { for (let i = 0; i < n; i++) await new Promise(setImmediate); };

async function watch(title, make, use, listened = events) {
  const log = [];
  const stream = make(log);
  for (const type of listened) {
    stream.on(type, (value) => log.push(value === undefined ? type : `${type}:${value instanceof Error ? value.code ?? value.message : value}`));
  }
  try {
    const value = await use?.(stream, log);
    if (value !== undefined) log.push(`= ${value}`);
  } catch (error) {
    log.push(`threw ${error.code ?? error.message}`);
  }
  await turns(8);
  const { readable, readableFlowing, readableLength, readableEnded, readableAborted, readableDidRead, destroyed, closed } = stream;
  log.push(readable, readableFlowing, readableLength, readableEnded, readableAborted, readableDidRead, destroyed, closed);
  console.log(title, log.join(" | "));
}

const counting = (n, options) => (log) => {
  let i = 0;
  return new Readable({ ...options, read(size) { log.push(`read(${size})`); this.push(i++ < n ? `${i}${"x".repeat(2)}` : null); } });
};
const noReadable = events.filter((type) => type !== "readable");
const quiet = ["end", "close", "error"];

await watch("flowing", counting(3), undefined, noReadable);
await watch("flowing, small mark", counting(3, { highWaterMark: 4 }), undefined, noReadable);
await watch("mark 0", counting(3, { highWaterMark: 0 }), undefined, noReadable);
await watch("objects", counting(3, { objectMode: true, highWaterMark: 2 }), undefined, noReadable);
await watch("readable and data", counting(2), undefined, events);
await watch("reads by hand", counting(3, { highWaterMark: 4 }), (s, log) => {
  s.on("readable", () => { for (let c; (c = s.read(2)) !== null;) log.push(`got ${c}`); });
}, ["end", "close"]);
await watch("read all", counting(3, { highWaterMark: 4 }), (s, log) => {
  s.on("readable", () => { for (let c; (c = s.read()) !== null;) log.push(`got ${c}`); });
}, ["end", "close"]);
await watch("read(0), parseInt", counting(2), (s, log) => {
  log.push(s.read(0), s.read("1"), s.read(-1), s.read(NaN), s.read("x"));
}, quiet);
await watch("larger than the mark", counting(2, { highWaterMark: 2 }), (s, log) => {
  log.push(s.read(5), s.readableHighWaterMark);
}, quiet);
await watch("far too large", counting(1), (s) => s.read(2 ** 31), quiet);
await watch("encoding", () => new Readable({ encoding: "hex", read() {} }), (s) => { s.push("ab"); s.push(Buffer.from("c")); s.push(null); }, noReadable);
await watch("split characters", () => new Readable({ read() {} }), (s) => {
  s.setEncoding("utf8");
  const euro = Buffer.from("€");
  s.push(euro.subarray(0, 1));
  s.push(euro.subarray(1));
  s.push(euro.subarray(0, 2));
  s.push(null);
}, noReadable);
await watch("setEncoding later", () => new Readable({ read() {} }), (s) => { s.push("ab"); s.push("cd"); s.setEncoding("base64"); s.push(null); }, quiet);
await watch("views", () => new Readable({ read() {} }), (s) => {
  s.push(new Uint8Array([65, 66]));
  s.push(new DataView(new Uint8Array([67, 68]).buffer));
  s.push(new Uint16Array([0x4545]));
  s.push(null);
}, noReadable);
for (const bad of [1, true, {}, [], Symbol.iterator, () => {}, 1n]) {
  await watch(`push of ${typeof bad}`, () => new Readable({ read() {} }), (s) => s.push(bad), quiet);
}
await watch("nothing pushed", () => new Readable({ read() {} }), (s) => [s.push(""), s.push(undefined), s.push(Buffer.alloc(0))].join(), quiet);
await watch("undefined as an object", () => new Readable({ objectMode: true, read() {} }), (s) => { s.push(undefined); s.push(""); s.push(null); }, noReadable);
await watch("push after the end", () => new Readable({ read() {} }), (s) => { s.push(null); return s.push("x"); }, quiet);
await watch("unshift", () => new Readable({ read() {} }), (s, log) => { s.push("b"); s.unshift("a"); log.push(s.read(), s.unshift("z"), s.unshift("y"), s.readableLength); s.push(null); }, quiet);
await watch("unshift after the end event", counting(0), async (s) => { s.resume(); await turns(3); s.unshift("x"); }, quiet);
await watch("no _read", () => new Readable(), (s) => s.resume(), quiet);
await watch("_read throws", () => new Readable({ read() { throw new Error("mine"); } }), (s) => s.resume(), quiet);
await watch("pause in data", counting(3), (s, log) => { s.once("data", () => { s.pause(); log.push(s.isPaused()); setImmediate(() => s.resume()); }); }, noReadable);
await watch("paused before", counting(2), (s, log) => { s.pause(); s.on("data", (d) => log.push(`data:${d}`)); log.push(s.isPaused()); }, quiet);
await watch("listener removed", counting(2), async (s) => {
  const on = () => {};
  s.on("readable", on);
  s.on("data", () => {});
  await turns(2);
  s.off("readable", on);
}, quiet);
await watch("destroy in data", counting(3), (s) => { s.once("data", () => s.destroy()); }, noReadable);
await watch("destroy with an error", counting(3), (s) => { s.destroy(new Error("boom")); }, noReadable);
await watch("no autoDestroy", counting(1, { autoDestroy: false }), (s) => { s.resume(); }, quiet);
await watch("no close event", counting(1, { emitClose: false }), (s) => { s.resume(); }, quiet);
await watch("async", () => new Readable({ read() { this.n = (this.n ?? 0) + 1; setImmediate(() => this.push(this.n < 4 ? `${this.n}` : null)); } }), undefined, noReadable);

for (const options of [{ highWaterMark: -1 }, { highWaterMark: 1.5 }, { highWaterMark: "x" }, { defaultEncoding: "nope" }, { encoding: "nope" }, { signal: {} }, { signal: 1 }]) {
  try {
    new Readable(options);
    console.log("fine", JSON.stringify(options));
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
for (const source of [["a", "b"], "whole", Buffer.from("bytes"), new Set([1, 2]), (async function* () { yield 1; yield Promise.resolve(2); })(), [Promise.resolve(3)]]) {
  console.log(await Readable.from(source).toArray(), Readable.from(source === "whole" ? [] : []).readableObjectMode);
}
for (const source of [1, null, undefined, {}]) {
  try {
    Readable.from(source);
  } catch (error) {
    console.log(error.code, error.message);
  }
}
for (const values of [[1, null, 2], [1, Promise.reject(new Error("late"))]]) {
  values.at(-1)?.catch?.(() => {});
  await Readable.from(values).toArray().catch((error) => console.log(error.code ?? error.message));
}
{
  const seen = [];
  const source = (function* () { try { yield 1; yield 2; } finally { seen.push("closed"); } })();
  for await (const value of Readable.from(source)) { seen.push(value); break; }
  console.log(seen.join());
  const kept = Readable.from([1, 2, 3]);
  for await (const value of kept.iterator({ destroyOnReturn: false })) { console.log(value); break; }
  console.log(kept.destroyed, await kept.toArray());
}
