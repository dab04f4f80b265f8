import { attempt, caseOf, settle } from "./_log.mjs";

const boom = new Error("boom");
const defer = () => Promise.withResolvers();

for (const [name, sink] of Object.entries({
  "plain": { write() {}, close() {} },
  "write throws": { write() { throw boom; } },
  "write rejects": { write: () => Promise.reject(boom) },
  "close rejects": { close: () => Promise.reject(boom) },
  "start rejects": { start: () => Promise.reject(boom) },
  "the controller errors": { write(chunk, controller) { controller.error(boom); } },
  "nothing": {},
})) {
  const { watch, log, print } = caseOf(name);
  const stream = new WritableStream(sink);
  const writer = stream.getWriter();
  log(writer.desiredSize);
  watch("ready", writer.ready);
  watch("closed", writer.closed);
  watch("write", writer.write("a"));
  log(writer.desiredSize);
  watch("write", writer.write("b"));
  watch("ready", writer.ready);
  watch("close", writer.close());
  await settle();
  log(writer.desiredSize);
  watch("close again", writer.close());
  watch("write after", writer.write("c"));
  watch("abort after", writer.abort("x"));
  await settle();
  writer.releaseLock();
  attempt(log, "desiredSize", () => writer.desiredSize);
  watch("write released", writer.write());
  watch("abort released", writer.abort());
  watch("close released", writer.close());
  watch("closed released", writer.closed);
  watch("ready released", writer.ready);
  watch("stream close", stream.close());
  watch("stream abort", stream.abort());
  await settle();
  print();
}

for (const [name, sink] of Object.entries({
  "abort": { abort() {} },
  "abort throws": { abort() { throw boom; } },
  "no abort": {},
  "abort while starting": { start: () => new Promise(() => {}) },
})) {
  const { watch, log, print, note } = caseOf(name);
  const stream = new WritableStream({ write: note("write"), ...sink }, { highWaterMark: 3 });
  const writer = stream.getWriter();
  watch("write", writer.write(1));
  watch("write", writer.write(2));
  watch("closed", writer.closed);
  watch("abort", writer.abort("reason"));
  log(writer.desiredSize);
  watch("ready", writer.ready);
  watch("abort twice", writer.abort("other"));
  watch("write", writer.write(3));
  await settle();
  print();
}

{
  const { watch, log, print } = caseOf("the signal of the controller");
  let signal;
  const gate = defer();
  const stream = new WritableStream({
    start(controller) {
      ({ signal } = controller);
      signal.onabort = () => log("onabort", signal.reason);
    },
    write: () => gate.promise,
    close: () => log("close"),
    abort: (reason) => log("abort", reason),
  });
  const writer = stream.getWriter();
  await settle();
  watch("write", writer.write("a"));
  watch("close", writer.close());
  watch("abort", writer.abort("now"));
  await settle();
  log("gate");
  gate.resolve();
  await settle();
  print();
}

{
  const { watch, log, print } = caseOf("a pending write is waited for when a stream is released");
  const gate = defer();
  const stream = new WritableStream({ write: () => gate.promise });
  const writer = stream.getWriter();
  await settle();
  watch("write", writer.write("a"));
  const { ready, closed } = writer;
  watch("ready", ready);
  watch("closed", closed);
  writer.releaseLock();
  log(ready === writer.ready, closed === writer.closed);
  const next = stream.getWriter();
  watch("next ready", next.ready);
  await settle();
  gate.resolve();
  await settle();
  print();
}

const sources = {
  "two chunks": { start(c) { c.enqueue("a"); c.enqueue("b"); c.close(); } },
  "pulled": { n: 0, pull(c) { if (this.n++ < 2) c.enqueue(this.n); else c.close(); } },
  "bytes": { type: "bytes", start(c) { c.enqueue(new Uint8Array([1])); c.enqueue(new Uint8Array([2])); c.close(); } },
  "error at once": { start(c) { c.error(boom); } },
  "error after a chunk": { n: 0, pull(c) { if (this.n++ < 1) c.enqueue("a"); else c.error(boom); } },
  "closed": { start(c) { c.close(); } },
};
const sinks = {
  "good": {},
  "write rejects": { write: () => Promise.reject(new Error("write")) },
  "close rejects": { close: () => Promise.reject(new Error("close")) },
  "abort rejects": { abort: () => Promise.reject(new Error("abort")) },
};
for (const [from, source] of Object.entries(sources)) {
  for (const [to, sink] of Object.entries(sinks)) {
    if (from === "error after a chunk" && to === "write rejects") continue; // Node gives the second error
    for (const options of [undefined, { preventClose: true, preventAbort: true, preventCancel: true }]) {
      const { watch, log, print } = caseOf(`pipe ${from} to ${to}${options ? " prevented" : ""}`);
      const readable = new ReadableStream({ ...source, cancel: (reason) => log("cancel", reason) });
      const noted = {};
      for (const key of ["write", "close", "abort"]) {
        noted[key] = (arg) => {
          log(key, key === "close" ? "" : arg);
          return sink[key]?.(arg);
        };
      }
      const writable = new WritableStream({ ...noted, start: sink.start });
      let outcome;
      readable.pipeTo(writable, options).then(() => (outcome = "done"), (error) => (outcome = error));
      log(readable.locked, writable.locked);
      await settle(60);
      log(outcome, readable.locked, writable.locked);
      print();
    }
  }
}

for (const when of ["before", "meanwhile"]) {
  for (const options of [{}, { preventAbort: true }, { preventCancel: true }, { preventAbort: true, preventCancel: true }]) {
    const { watch, log, print } = caseOf(`pipe aborted ${when} ${JSON.stringify(options)}`);
    const controller = new AbortController();
    if (when === "before") controller.abort("stop");
    const readable = new ReadableStream({ pull(c) { c.enqueue("a"); return new Promise(() => {}); }, cancel: (reason) => log("cancel", reason) });
    const writable = new WritableStream({ write: (chunk) => log(chunk), abort: (reason) => log("abort", reason) });
    watch("pipe", readable.pipeTo(writable, { ...options, signal: controller.signal }));
    await settle();
    controller.abort("stop");
    await settle();
    log(readable.locked, writable.locked);
    print();
  }
}

{
  const { watch, log, print } = caseOf("wrong arguments");
  const readable = new ReadableStream();
  watch("none", readable.pipeTo());
  watch("readable", readable.pipeTo(readable));
  watch("options", readable.pipeTo(new WritableStream(), 5));
  watch("signal", readable.pipeTo(new WritableStream(), { signal: {} }));
  attempt(log, "through", () => readable.pipeThrough({}));
  attempt(log, "through", () => readable.pipeThrough({ readable: new ReadableStream() }));
  attempt(log, "through", () => readable.pipeThrough(new TransformStream(), { signal: 5 }));
  const locked = new WritableStream();
  locked.getWriter();
  watch("locked", readable.pipeTo(locked));
  const reading = [];
  const options = new Proxy({}, { get(_, key) { reading.push(String(key)); return undefined; } });
  readable.pipeTo(new WritableStream(), options).catch(() => {});
  log(reading);
  await settle();
  print();
}

{
  const { watch, print, log } = caseOf("closing backward");
  const writable = new WritableStream();
  writable.close();
  watch("pipe", new ReadableStream({ cancel: (reason) => log("cancel", reason) }).pipeTo(writable));
  await settle();
  print();
}
