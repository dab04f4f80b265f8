// Random operations on streams of every kind, one after the other: the outcome of each is Node's, and so are the calls of the
// source, sink or transformer. Sources and sinks do not fail here by themselves: which of two failures comes first is open.
import { short } from "./_log.mjs";

const CASES = 150;
const STEPS = 14;

let seed = 0;
function random(n) {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
  return (seed >>> 8) % n;
}
const pick = (list) => list[random(list.length)];

async function settle() {
  for (let i = 0; i < 25; i++) await null;
  await new Promise(setImmediate);
}

function show(value) {
  if (ArrayBuffer.isView(value) && !value.buffer.detached) {
    return `${value.constructor.name}(${[...new Uint8Array(value.buffer, value.byteOffset, value.byteLength)]})`;
  }
  if (typeof value === "object" && value !== null && "done" in value) return `{${show(value.value)} ${value.done}}`;
  return short(value);
}

class Case {
  calls = [];
  outcomes = [];
  readers = [];
  writers = [];
  operations = [];
  next = 0;

  constructor(id) {
    seed = (7919 + id * 104729) >>> 0;
    this.kind = pick(["default", "bytes", "writable", "transform", "pipe", "tee", "tee of bytes"]);
    this.mark = pick([0, 1, 2, undefined]);
    this.isBytes = this.kind.includes("bytes");
    this.error = new Error(`of case ${id}`);
    this.build();
  }

  note(name) {
    return () => {
      this.calls.push(name);
      return pick([undefined, undefined, Promise.resolve()]);
    };
  }

  get strategy() {
    return this.mark === undefined ? undefined : { highWaterMark: this.mark };
  }

  readable() {
    const autoAllocateChunkSize = this.isBytes && random(3) === 0 ? 4 : undefined;
    return new ReadableStream({
      type: this.isBytes ? "bytes" : undefined,
      autoAllocateChunkSize,
      start: (controller) => { this.source = controller; },
      pull: this.note("pull"),
      cancel: this.note("cancel"),
    }, this.strategy);
  }

  writable() {
    return new WritableStream({
      start: (controller) => { this.sink = controller; },
      write: this.note("write"),
      close: this.note("close"),
      abort: this.note("abort"),
    }, this.strategy);
  }

  transform() {
    return new TransformStream({
      start: (controller) => { this.transformer = controller; },
      transform: (chunk, controller) => controller.enqueue(chunk),
      flush: this.note("flush"),
      cancel: this.note("cancel"),
    }, this.strategy, pick([undefined, { highWaterMark: 1 }]));
  }

  build() {
    const { kind } = this;
    if (kind === "transform") {
      const { readable, writable } = this.transform();
      this.streams = [readable];
      this.target = writable;
    } else {
      this.streams = kind === "writable" ? [] : [this.readable()];
      this.target = kind === "writable" || kind === "pipe" ? this.writable() : undefined;
    }
    if (kind.startsWith("tee")) this.streams = this.streams[0].tee();
    if (kind === "pipe") this.perform("pipe", () => this.streams[0].pipeTo(this.target, { preventClose: !random(3), preventCancel: !random(3) }));
    this.addOperations();
  }

  add(name, operation) {
    this.operations.push([name, operation]);
  }

  chunk() {
    return this.isBytes ? new Uint8Array([this.next++, this.next++]) : this.next++;
  }

  addOperations() {
    const { source, sink, transformer } = this;
    if (source) {
      for (let i = 0; i < 2; i++) this.add("enqueue", () => source.enqueue(this.chunk()));
      this.add("close", () => source.close());
      this.add("desiredSize", () => source.desiredSize);
      if (random(2)) this.add("error", () => source.error(this.error));
      if (this.isBytes) this.add("respond", () => this.respond(source.byobRequest));
    }
    if (sink) this.add("error of the sink", () => sink.error(this.error));
    if (transformer) {
      this.add("enqueue", () => transformer.enqueue(this.chunk()));
      this.add("desiredSize", () => transformer.desiredSize);
      this.add("error of the transformer", () => (random(3) ? undefined : transformer.error(this.error)));
    }
    if (this.kind === "pipe") return;
    if (this.streams.length > 0) this.addReading();
    if (this.target) this.addWriting();
  }

  respond(request) {
    if (request === null) return "no request";
    request.view[0] = 77;
    const { buffer, byteOffset, byteLength } = request.view;
    return random(2) ? request.respond(1 + random(3)) : request.respondWithNewView(new Uint8Array(buffer, byteOffset, Math.min(byteLength, 2)));
  }

  addReading() {
    const withReader = (name, use) => this.add(name, () => (this.readers.length > 0 ? use(pick(this.readers)) : "no reader"));
    this.add("getReader", () => {
      this.readers.push(pick(this.streams).getReader(this.isBytes && random(2) ? { mode: "byob" } : undefined));
    });
    for (let i = 0; i < 3; i++) withReader("read", (reader) => this.read(reader));
    withReader("releaseLock", (reader) => reader.releaseLock());
    withReader("closed", (reader) => reader.closed);
    withReader("cancel", (reader) => reader.cancel("why"));
    this.add("cancel of the stream", () => pick(this.streams).cancel("why"));
    this.add("locked", () => pick(this.streams).locked);
  }

  read(reader) {
    if (reader instanceof ReadableStreamDefaultReader) return reader.read();
    const view = new (pick([Uint8Array, Uint16Array, DataView]))(new ArrayBuffer(4));
    return reader.read(view, random(3) ? undefined : { min: pick([1, 2]) });
  }

  addWriting() {
    const { target } = this;
    const withWriter = (name, use) => this.add(name, () => (this.writers.length > 0 ? use(pick(this.writers)) : "no writer"));
    this.add("getWriter", () => {
      this.writers.push(target.getWriter());
    });
    for (let i = 0; i < 2; i++) withWriter("write", (writer) => writer.write(this.next++));
    withWriter("close", (writer) => writer.close());
    withWriter("abort", (writer) => writer.abort("why"));
    withWriter("releaseLock", (writer) => writer.releaseLock());
    withWriter("ready", (writer) => writer.ready);
    withWriter("closed", (writer) => writer.closed);
    withWriter("desiredSize", (writer) => writer.desiredSize);
    this.add("close of the stream", () => target.close());
    this.add("locked", () => target.locked);
  }

  perform(name, operation) {
    const index = this.outcomes.length;
    const set = (what, value) => { this.outcomes[index] = `${name} ${what} ${show(value)}`; };
    this.outcomes.push(`${name} pending`);
    try {
      const result = operation();
      if (result instanceof Promise) result.then((value) => set("fulfils", value), (error) => set("rejects", error));
      else set("gives", result);
    } catch (error) {
      set("throws", error);
    }
  }

  async run() {
    await settle();
    for (let i = 0; i < STEPS; i++) {
      this.perform(...pick(this.operations));
      await settle();
    }
  }
}

process.on("unhandledRejection", () => {}); // promises of streams that nobody looks at
for (let id = 0; id < CASES; id++) {
  const one = new Case(id);
  await one.run();
  console.log(`${id} ${one.kind} ${one.mark}: ${one.outcomes.join("; ")}. Calls: ${one.calls}`);
}
