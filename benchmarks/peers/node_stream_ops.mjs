// What programs do with streams, nanoseconds of processor time a chunk (load: microseconds, of a fresh process). Prints one JSON object.
const now = () => process.cpuUsage().user + process.cpuUsage().system;
now();
const started = now();
const { Duplex, PassThrough, Readable, Transform, Writable, pipeline } = await import("node:stream");
const load = now() - started;
const { promisify } = await import("node:util");
const { createInterface } = await import("node:readline");
const through = promisify(pipeline);

const COUNT = 20_000;
const chunk = Buffer.alloc(1024);

function source(options) {
  let left = COUNT;
  return new Readable({ ...options, read() { this.push(left-- > 0 ? chunk : null); } });
}
const sink = (options) => new Writable({ ...options, write(data, encoding, callback) { callback(); } });
const slowSink = () => new Writable({ write(data, encoding, callback) { process.nextTick(callback); } });

const cases = {
  "write, sync sink": () => new Promise((resolve) => {
    const to = sink().on("finish", resolve);
    for (let i = 0; i < COUNT; i++) to.write(chunk);
    to.end();
  }),
  "pipe": () => new Promise((resolve) => source().pipe(sink()).on("finish", resolve)),
  "pipe, asynchronous sink": () => new Promise((resolve) => source().pipe(slowSink()).on("finish", resolve)),
  "pipeline of three": () => through(source(), new Transform({ transform(data, encoding, callback) { callback(null, data); } }), sink()),
  "data events": () => new Promise((resolve) => source().on("data", () => {}).on("end", resolve)),
  "for await": async () => { for await (const data of source()) data.length; },
  "objects": () => through(source({ objectMode: true }), new PassThrough({ objectMode: true }), sink({ objectMode: true })),
  "map and toArray": () => Readable.from(Array(COUNT / 4).fill(1)).map((n) => n + 1).toArray(),
  "lines of readline": async () => {
    const input = Readable.from([Buffer.from("a line of text, not too long\n".repeat(COUNT / 10))].concat(Array(9).fill(Buffer.from("a line of text, not too long\n".repeat(COUNT / 10)))));
    let lines = 0;
    createInterface({ input }).on("line", () => lines++);
    await new Promise((resolve) => input.on("close", resolve));
  },
};
const counts = { "map and toArray": COUNT / 4 };

const result = { load };
for (const [name, run] of Object.entries(cases)) {
  await run();
  let best = Infinity;
  for (let i = 0; i < 3; i++) {
    const start = now();
    await run();
    best = Math.min(best, now() - start);
  }
  result[name] = (best * 1000) / (counts[name] ?? COUNT);
}
result["make a Duplex"] = (() => {
  const start = now();
  for (let i = 0; i < 5000; i++) new Duplex();
  return ((now() - start) * 1000) / 5000;
})();
console.log(JSON.stringify(result));
