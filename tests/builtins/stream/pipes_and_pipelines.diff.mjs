// pipe(), pipeline(), finished(), compose(), Duplex.from(), operators.
import stream, { Duplex, PassThrough, Readable, Transform, Writable, addAbortSignal, compose, duplexPair, finished, pipeline } from "node:stream";
import * as promises from "node:stream/promises";
import * as consumers from "node:stream/consumers";

const turns = async (n) => { for (let i = 0; i < n; i++) await new Promise(setImmediate); };
const shout = () => new Transform({ transform(chunk, encoding, callback) { callback(null, String(chunk).toUpperCase()); } });
const text = (error) => (error ? `${error.name} ${error.code ?? ""} ${error.message}` : String(error));
const attempt = async (title, run) => {
  try {
    console.log(title, await run());
  } catch (error) {
    console.log(title, "failed:", text(error), error.cause === undefined ? "" : text(error.cause));
  }
};

await attempt("pipe", async () => {
  const log = [];
  const from = Readable.from(["a", "b"]);
  const to = shout();
  to.on("pipe", () => log.push("pipe")).on("unpipe", () => log.push("unpipe")).on("finish", () => log.push("finish"));
  from.pipe(to);
  log.push(await consumers.text(to));
  return log.join();
});
await attempt("two targets", async () => {
  const from = new PassThrough();
  const [one, two] = [new PassThrough({ highWaterMark: 1 }), new PassThrough()];
  from.pipe(one);
  from.pipe(two);
  from.write("x");
  from.end("yz");
  return Promise.all([consumers.text(one), consumers.text(two)]);
});
await attempt("unpipe", async () => {
  const from = new PassThrough();
  const to = new PassThrough();
  from.pipe(to);
  from.write("a");
  await turns(2);
  from.unpipe(to);
  from.write("b");
  await turns(2);
  return [String(to.read()), from.isPaused(), from.readableLength];
});
await attempt("error of the target", async () => {
  const from = new PassThrough();
  const to = new Writable({ write(c, e, cb) { cb(new Error("full")); } });
  to.on("error", () => {});
  from.pipe(to);
  from.write("a");
  await turns(4);
  return [from.destroyed, from.listenerCount("data"), to.destroyed];
});
for (const [title, steps] of Object.entries({
  "transforms": () => [Readable.from(["a", "b"]), shout(), new PassThrough()],
  "generators": () => [async function* () { yield "a"; yield "b"; }, async function* (source) { for await (const c of source) yield c + c; }, shout()],
  "value of the last": () => [["a", "b"], async (source) => { let all = ""; for await (const c of source) all += c; return all; }],
  "error of a transform": () => [Readable.from(["a"]), async function* (source) { for await (const c of source) throw new Error(`bad ${c}`); }, new PassThrough()],
  "error of the source": () => [new Readable({ read() { this.destroy(new Error("source")); } }), new PassThrough()],
  "error of the end": () => [Readable.from(["a"]), new Writable({ write(c, e, cb) { cb(new Error("end")); } })],
  "premature close": () => [new Readable({ read() { this.destroy(); } }), new PassThrough()],
  "a number": () => [[1], 5],
  "not a stream": () => ["text", {}],
  "source returns nothing": () => [() => {}, new PassThrough()],
  "transform returns nothing": () => [["a"], () => {}, new PassThrough()],
  "last returns a number": () => [["a"], () => 5],
  "too few": () => [new PassThrough()],
})) {
  await attempt(`pipeline: ${title}`, () => {
    const list = steps();
    const last = list.at(-1);
    if (last?.readable && last.resume) last.resume();
    return promises.pipeline(...list);
  });
}
await attempt("aborted pipeline", () => {
  const controller = new AbortController();
  setImmediate(() => controller.abort(new Error("stop")));
  return promises.pipeline(new Readable({ read() {} }), new PassThrough(), { signal: controller.signal });
});
await attempt("end: false", async () => {
  const to = new PassThrough();
  await promises.pipeline(Readable.from(["a"]), to, { end: false });
  to.end("b");
  return consumers.text(to);
});
await attempt("pipeline with a callback", () => new Promise((resolve) => {
  const made = pipeline(Readable.from(["x"]), shout(), (error) => resolve([error, made instanceof Transform]));
  made.resume();
}));
try { pipeline(new PassThrough(), new PassThrough()); } catch (error) { console.log(text(error)); }
try { pipeline(() => {}); } catch (error) { console.log(text(error)); }

for (const [title, run] of Object.entries({
  "end": (s) => { s.resume(); s.end(); },
  "destroy": (s) => s.destroy(),
  "error": (s) => s.destroy(new Error("oh")),
  "already destroyed": (s) => s.destroy(),
})) {
  await attempt(`finished: ${title}`, async () => {
    const s = new PassThrough();
    if (title.startsWith("already")) { run(s); await turns(2); }
    const promise = promises.finished(s, { cleanup: true });
    if (!title.startsWith("already")) run(s);
    await promise;
    return s.listenerCount("end");
  });
}
await attempt("finished: readable only", () => { const s = new PassThrough(); s.end(); return promises.finished(s, { readable: false }); });
await attempt("finished: aborted", () => promises.finished(new PassThrough(), { signal: AbortSignal.abort("why") }));
for (const bad of [1, null, {}, "x"]) { try { finished(bad, () => {}); } catch (error) { console.log(text(error)); } }
try { finished(new PassThrough(), {}, 1); } catch (error) { console.log(text(error)); }

await attempt("compose", async () => {
  const made = compose(async function* (source) { for await (const c of source) yield `<${c}>`; }, shout());
  made.end("a");
  return consumers.text(made);
});
await attempt("compose nothing", () => compose());
await attempt("compose unreadable", () => compose(new Writable(), new PassThrough()));
await attempt("Readable.compose", () => Readable.from(["a", "b"]).compose(async function* (source) { for await (const c of source) yield c.toUpperCase(); }).toArray());
for (const [title, source] of Object.entries({
  iterable: ["a", "b"], promise: Promise.resolve("p"), blob: new Blob(["blob"]), pair: { readable: Readable.from(["r"]), writable: new PassThrough() },
  "function": async function* (source) { for await (const c of source) yield c; },
})) {
  await attempt(`Duplex.from ${title}`, async () => {
    const d = Duplex.from(source);
    if (d.writable) d.end("in");
    const all = await d.toArray();
    return [all.map(String).join(), d.readableObjectMode, d.writable];
  });
}
await attempt("Duplex.from nothing", () => Duplex.from(5));
await attempt("duplexPair", async () => {
  const [a, b] = duplexPair();
  a.end("to b");
  b.end("to a");
  return Promise.all([consumers.text(a), consumers.text(b)]);
});
await attempt("addAbortSignal", async () => {
  const c = new AbortController();
  const s = addAbortSignal(c.signal, new PassThrough());
  const over = promises.finished(s);
  c.abort("reason");
  return over;
});
for (const args of [[{}, new PassThrough()], [new AbortController().signal, {}], [1, 1]]) { try { addAbortSignal(...args); } catch (error) { console.log(text(error)); } }

const numbers = () => Readable.from([1, 2, 3, 4, 5]);
await attempt("map", () => numbers().map(async (n) => n * 2, { concurrency: 2 }).toArray());
await attempt("filter", () => numbers().filter((n) => n % 2).toArray());
await attempt("flatMap", () => numbers().flatMap((n) => [n, n]).take(4).toArray());
await attempt("drop take", () => numbers().drop(1).take(2).toArray());
await attempt("some every find", async () => [await numbers().some((n) => n > 4), await numbers().every((n) => n > 4), await numbers().find((n) => n > 2)]);
await attempt("reduce", async () => [await numbers().reduce((a, b) => a + b), await numbers().reduce((a, b) => a + b, 10)]);
await attempt("reduce of nothing", () => Readable.from([]).reduce(() => {}));
await attempt("forEach", async () => { const seen = []; await numbers().forEach((n) => seen.push(n)); return seen; });
await attempt("error in map", () => numbers().map(() => { throw new Error("m"); }).toArray());
for (const bad of [() => numbers().map(1), () => numbers().filter(), () => numbers().map(() => {}, 1), () => numbers().map(() => {}, { concurrency: 0 }),
  () => numbers().map(() => {}, { highWaterMark: -1 }), () => numbers().take(-1), () => numbers().drop(1, 1), () => numbers().take(1, { signal: 1 }), () => new (numbers().map)(() => {})]) {
  await attempt("refused", bad);
}
for (const name of ["forEach", "some", "every", "find", "reduce"]) await attempt(name, () => numbers()[name](1));
await attempt("aborted map", () => numbers().map((n) => n, { signal: AbortSignal.abort() }).toArray());
await attempt("aborted toArray", () => numbers().toArray({ signal: AbortSignal.abort() }));
await attempt("consumers", async () => [await consumers.json(Readable.from(['{"a":', "1}"])), (await consumers.buffer(Readable.from(["é"]))).toString("hex"),
  new Uint8Array(await consumers.arrayBuffer(Readable.from(["ab"]))).join(), (await consumers.bytes(Readable.from(["c"]))).join(), (await consumers.blob(Readable.from(["d"]))).size]);
console.log(stream.getDefaultHighWaterMark(false), stream.getDefaultHighWaterMark(true));
for (const bad of [-1, 1.5, "x", NaN]) { try { stream.setDefaultHighWaterMark(false, bad); } catch (error) { console.log(text(error)); } }
for (const check of [stream.isReadable, stream.isWritable, stream.isErrored, stream.isDisturbed, stream.isDestroyed]) {
  console.log(check.name, [new PassThrough(), new Readable(), new Writable(), new Duplex({ readable: false }), {}, null, new ReadableStream()].map((s) => check(s)).join());
}
