// Streams made and used at random (the same random numbers under Node): every call, event and final state, in order.
import { PassThrough, Readable, Transform, Writable, compose, finished, pipeline } from "node:stream";

const SCENARIOS = 70;
let seed = 4711;
const random = (n) => {
  seed = (seed * 1103515245 + 12345) & 0x7fffffff;
  return (seed >> 8) % n;
};
const oneIn = (n) => random(n) === 0;
const pick = (choices) => choices[random(choices.length)];
const turns = async (n) => { for (let i = 0; i < n; i++) await new Promise(setImmediate); };
const text = (error) => (error === undefined ? "" : error === null ? "null" : error.code ?? error.message);

process.on("uncaughtException", (error) => console.log("uncaught", text(error)));
process.on("unhandledRejection", (error) => console.log("unhandled", text(error)));

function options() {
  const chosen = {};
  if (oneIn(3)) chosen.objectMode = true;
  if (oneIn(3)) chosen.highWaterMark = random(5);
  if (oneIn(6)) chosen.autoDestroy = false;
  if (oneIn(6)) chosen.emitClose = false;
  if (oneIn(5)) chosen.encoding = pick(["utf8", "hex", "base64"]);
  if (oneIn(5)) chosen.decodeStrings = false;
  if (oneIn(6)) chosen.allowHalfOpen = false;
  if (oneIn(8)) chosen.readableObjectMode = true;
  if (oneIn(8)) chosen.writableHighWaterMark = random(4);
  return chosen;
}

const soon = (run) => pick([run, () => process.nextTick(run), () => setImmediate(run), () => Promise.resolve().then(run)])();

function readable(log) {
  let left = random(6);
  const isDirect = oneIn(4);
  return new Readable({
    ...options(),
    ...(oneIn(8) && { construct: (callback) => soon(() => callback(oneIn(6) ? new Error("construct") : null)) }),
    read(n) {
      log.push(`r.read(${n})`);
      const give = () => {
        if (left-- > 0) log.push(`r.push=${this.push(pick([Buffer.from("bytes"), "text", "x"]))}`);
        else if (oneIn(10)) this.destroy(new Error("source"));
        else this.push(null);
      };
      if (isDirect) give();
      else soon(give);
    },
    destroy(error, callback) {
      log.push(`r.destroy(${text(error)})`);
      soon(() => callback(error));
    },
  });
}

function writable(log) {
  const fails = oneIn(10);
  return new Writable({
    ...options(),
    write(chunk, encoding, callback) {
      log.push(`w.write(${typeof chunk} ${chunk} ${encoding})`);
      soon(() => callback(fails && oneIn(3) ? new Error("write") : null));
    },
    ...(oneIn(3) && { writev(chunks, callback) { log.push(`w.writev(${chunks.length} ${chunks.allBuffers})`); soon(callback); } }),
    ...(oneIn(3) && { final(callback) { log.push("w.final"); soon(() => callback(oneIn(8) ? new Error("final") : null)); } }),
  });
}

function transform(log) {
  return new Transform({
    ...options(),
    transform(chunk, encoding, callback) {
      log.push("t.transform");
      const times = random(3);
      soon(() => {
        for (let i = 1; i < times; i++) this.push(chunk);
        callback(oneIn(12) ? new Error("transform") : null, times > 0 ? chunk : undefined);
      });
    },
    ...(oneIn(3) && { flush(callback) { soon(() => callback(null, oneIn(2) ? "tail" : undefined)); } }),
  });
}

function listen(stream, name, log) {
  const reading = pick([[], ["data"], ["readable"], ["data", "readable"]]);
  for (const type of [...reading, "end", "close", "error", "pause", "resume", "drain", "finish", "prefinish", "pipe", "unpipe"]) {
    if (type === "error" && oneIn(12)) continue;
    stream.on(type, (value) => log.push(`${name}:${type}${type === "data" ? `=${value}` : type === "error" ? `=${text(value)}` : ""}`));
  }
}

const onReader = [
  (r, note) => note(`read=${r.read()}`),
  (r, note) => note(`read(1)=${r.read(1)}`),
  (r, note) => { note("pause"); r.pause(); },
  (r, note) => { note("resume"); r.resume(); },
  (r, note) => note(`unshift=${r.unshift("u")}`),
  (r, note) => { note("on data"); r.on("data", (chunk) => note(`got ${chunk}`)); },
  (r, note) => {
    const drain = () => { for (let chunk; (chunk = r.read(pick([undefined, 2]))) !== null;) note(`took ${chunk}`); };
    r.on("readable", drain);
    if (oneIn(3)) setImmediate(() => r.off("readable", drain));
  },
  (r, note, { w }) => { note("unpipe"); r.unpipe(pick([w, undefined])); },
];
const onWriter = [
  (w, note) => note(`write=${w.write(pick(["x", "yy"]), pick([undefined, "utf8", "latin1"]), pick([undefined, (error) => note(`written ${text(error)}`)]))}`),
  (w, note) => { note("cork"); w.cork(); setImmediate(() => w.uncork()); },
  (w, note) => { note("end"); w.end(pick(["z", undefined]), (error) => note(`ended ${text(error)}`)); },
  (w, note) => note(`write bytes=${w.write(Buffer.from("bb"))}`),
];

function use(streams, log) {
  const [name, stream] = pick(Object.entries(streams));
  const note = (what) => log.push(`${name}!${what}`);
  const choices = [(s) => finished(s, (error) => note(`finished ${text(error)}`)), ...(stream.read ? onReader : []), ...(stream.write ? onWriter : [])];
  if (oneIn(4)) choices.push((s) => { note("destroy"); s.destroy(pick([undefined, new Error("use")])); });
  try {
    pick(choices)(stream, note, streams);
  } catch (error) {
    note(`threw ${text(error)}`);
  }
}

async function iterate(stream, log) {
  try {
    for await (const chunk of stream) {
      log.push(`next ${chunk}`);
      if (oneIn(6)) break;
    }
    log.push("iterated");
  } catch (error) {
    log.push(`iteration failed ${text(error)}`);
  }
}

function connect({ r, t, w }, log) {
  const done = (error) => log.push(`pipeline ${text(error)}`);
  if (!r || !(t || w)) return;
  if (t && w) pick([() => r.pipe(t).pipe(w), () => pipeline(r, t, w, done)])();
  else if (w) pick([() => r.pipe(w), () => r.pipe(w, { end: false }), () => pipeline(r, w, done)])();
  else {
    pick([
      () => r.pipe(t),
      () => { iterate(r.pipe(t), log); },
      () => pipeline(r, async function* (source) { yield* source; }, t, done),
      () => r.pipe(compose(t, new PassThrough()).on("error", done).on("data", (chunk) => log.push(`composed ${chunk}`))),
    ])();
  }
}

for (let n = 0; n < SCENARIOS; n++) {
  const log = [];
  const streams = {};
  const kinds = pick(["r", "w", "t", "rw", "rtw", "rt"]);
  try {
    if (kinds.includes("r")) streams.r = readable(log);
    if (kinds.includes("t")) streams.t = transform(log);
    if (kinds.includes("w")) streams.w = writable(log);
    for (const name of Object.keys(streams)) listen(streams[name], name, log);
    connect(streams, log);
  } catch (error) {
    log.push(`setup ${text(error)}`);
  }
  for (let i = random(6); i > 0; i--) {
    use(streams, log);
    await turns(random(3));
  }
  await turns(10);
  for (const [name, s] of Object.entries(streams)) {
    log.push([name, s.readable, s.readableFlowing, s.readableLength, s.readableEnded, s.readableAborted, s.writable, s.writableLength,
      s.writableEnded, s.writableFinished, s.destroyed, s.closed, text(s.errored)].join());
  }
  console.log(n, kinds, log.join(" "));
}
process.exit(0);
