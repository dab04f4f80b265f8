import { attempt, caseOf, settle } from "./_log.mjs";

const boom = new Error("boom");

for (const [name, source] of Object.entries({
  "start throws later": { start: () => Promise.reject(boom) },
  "pull throws": { pull() { throw boom; } },
  "pull rejects": { pull: () => Promise.reject(boom) },
  "pull errors the controller": { pull(c) { c.error(boom); } },
  "bytes: pull rejects": { type: "bytes", pull: () => Promise.reject(boom) },
})) {
  const { watch, log, print } = caseOf(name);
  const stream = new ReadableStream(source);
  const reader = stream.getReader();
  watch("read", reader.read());
  watch("closed", reader.closed);
  await settle();
  watch("read again", reader.read());
  watch("cancel", reader.cancel("why"));
  await settle();
  attempt(log, "release", () => reader.releaseLock());
  watch("closed after", reader.closed);
  watch("read after", reader.read());
  watch("cancel after", reader.cancel());
  watch("stream cancel", stream.cancel());
  await settle();
  print();
}

{
  const { watch, log, print, note } = caseOf("controller after its end");
  let controller;
  const stream = new ReadableStream({ start(c) { controller = c; }, cancel: note("cancel") });
  log(controller.desiredSize);
  controller.enqueue(1);
  controller.enqueue(2);
  log(controller.desiredSize);
  controller.close();
  attempt(log, "close", () => controller.close());
  attempt(log, "enqueue", () => controller.enqueue(3));
  const reader = stream.getReader();
  watch("1", reader.read());
  watch("2", reader.read());
  watch("3", reader.read());
  await settle();
  log(controller.desiredSize);
  attempt(log, "close", () => controller.close());
  attempt(log, "error", () => controller.error(1));
  watch("cancel", reader.cancel("late"));
  await settle();
  print();
}

{
  const { watch, log, print } = caseOf("an erroring controller drops its queue");
  let controller;
  const stream = new ReadableStream({ start(c) { controller = c; } });
  controller.enqueue(1);
  controller.error(boom);
  log(controller.desiredSize);
  attempt(log, "enqueue", () => controller.enqueue(1));
  attempt(log, "close", () => controller.close());
  controller.error("again");
  watch("read", stream.getReader().read());
  await settle();
  print();
}

for (const [name, cancel] of Object.entries({
  "cancel returns": (reason) => reason,
  "cancel throws": () => { throw boom; },
  "cancel rejects": () => Promise.reject(boom),
  "no cancel": undefined,
})) {
  const { watch, print, note } = caseOf(name);
  const stream = new ReadableStream({ pull: note("pull"), cancel });
  await settle();
  watch("cancelled", stream.cancel("reason"));
  const reader = stream.getReader();
  watch("closed", reader.closed);
  watch("read", reader.read());
  await settle();
  print();
}

{
  const { watch, log, print } = caseOf("release with reads pending");
  let controller;
  const stream = new ReadableStream({ start(c) { controller = c; } });
  const reader = stream.getReader();
  watch("one", reader.read());
  watch("two", reader.read());
  const { closed } = reader;
  watch("closed", closed);
  reader.releaseLock();
  log(closed === reader.closed, stream.locked);
  reader.releaseLock();
  await settle();
  controller.enqueue("kept");
  watch("next reader", stream.getReader().read());
  await settle();
  print();
}

{
  const { log, print } = caseOf("locks");
  const stream = new ReadableStream();
  const reader = stream.getReader();
  attempt(log, "reader", () => stream.getReader());
  attempt(log, "byob", () => stream.getReader({ mode: "byob" }));
  attempt(log, "tee", () => stream.tee());
  attempt(log, "values", () => stream.values());
  attempt(log, "pipeThrough", () => stream.pipeThrough(new TransformStream()));
  attempt(log, "new", () => new ReadableStreamDefaultReader(stream));
  reader.releaseLock();
  attempt(log, "byob", () => stream.getReader({ mode: "byob" }));
  attempt(log, "mode", () => stream.getReader({ mode: "x" }));
  attempt(log, "mode", () => stream.getReader({ mode: null }));
  attempt(log, "options", () => stream.getReader("x"));
  attempt(log, "null", () => typeof stream.getReader(null));
  print();
}

for (const size of [() => { throw boom; }, () => -1, () => NaN, () => Infinity, () => "2", () => "x"]) {
  const { watch, log, print } = caseOf(`size ${size}`);
  let controller;
  const stream = new ReadableStream({ start(c) { controller = c; } }, { size, highWaterMark: 5 });
  attempt(log, "enqueue", () => controller.enqueue("a"));
  log(controller.desiredSize);
  watch("read", stream.getReader().read());
  await settle();
  log(controller.desiredSize);
  print();
}

{
  const { watch, note, print } = caseOf("tee cancels when both branches do");
  const stream = new ReadableStream({ cancel: note("cancel") });
  const [one, two] = stream.tee();
  watch("first", one.cancel(1));
  await settle();
  watch("second", two.cancel(2));
  await settle();
  print();
}

{
  const { watch, print } = caseOf("tee passes an error on");
  let controller;
  const [one, two] = new ReadableStream({ start(c) { controller = c; } }).tee();
  controller.enqueue("a");
  const first = one.getReader();
  const second = two.getReader();
  watch("first", first.read());
  watch("second", second.read());
  await settle();
  controller.error(boom);
  watch("first", first.read());
  watch("second", second.closed);
  watch("cancel", one.cancel().catch((error) => error));
  await settle();
  print();
}

{
  const { watch, print, log } = caseOf("iteration");
  const make = (cancel) => new ReadableStream({ start(c) { c.enqueue(1); c.enqueue(2); c.close(); }, cancel });
  for await (const value of make()) log("value", value);
  for await (const value of make((reason) => log("cancelled", reason))) {
    log("value", value);
    break;
  }
  const kept = make();
  for await (const value of kept.values({ preventCancel: true })) {
    log("value", value);
    break;
  }
  log(kept.locked);
  watch("rest", kept.getReader().read());
  const iterator = make((reason) => log("cancelled", reason))[Symbol.asyncIterator]();
  log(typeof iterator[Symbol.asyncIterator], iterator[Symbol.asyncIterator]() === iterator, Object.prototype.toString.call(iterator));
  watch("n1", iterator.next());
  watch("n2", iterator.next());
  watch("return", iterator.return("r"));
  watch("n3", iterator.next());
  await settle();
  const failing = new ReadableStream({ pull(c) { c.error(boom); } })[Symbol.asyncIterator]();
  watch("f1", failing.next());
  watch("f2", failing.next());
  await settle();
  print();
}

for (const [name, make] of Object.entries({
  array: () => [1, Promise.resolve(2)],
  string: () => "ab",
  set: () => new Set([1]),
  generator: () => (function* () { yield 1; throw boom; })(),
  "async generator": () => (async function* () { yield 1; yield 2; })(),
  stream: () => new ReadableStream({ start(c) { c.enqueue(7); c.close(); } }),
  "bad next": () => ({ [Symbol.iterator]: () => ({ next: () => 5 }) }),
  "bad async next": () => ({ [Symbol.asyncIterator]: () => ({ next: () => 5 }) }),
  "bad iterator": () => ({ [Symbol.iterator]: () => 5 }),
  number: () => 5,
  object: () => ({}),
  "array-like": () => ({ length: 1, 0: 1 }),
  buffer: () => new Uint8Array([1, 2]),
})) {
  const { watch, print, log } = caseOf(`from ${name}`);
  try {
    const reader = ReadableStream.from(make()).getReader();
    for (let i = 0; i < 3; i++) watch(`${i}`, reader.read());
  } catch (error) {
    log(error);
  }
  await settle();
  print();
}

for (const back of [{}, { return: () => 5 }, { return: () => ({}) }, { return: () => { throw boom; } }]) {
  const { watch, print, log } = caseOf(`cancel of from ${Object.keys(back)} ${back.return}`);
  const iterator = { next: async () => ({ value: 1, done: false }), ...back };
  const stream = ReadableStream.from({ [Symbol.asyncIterator]: () => iterator });
  watch("cancel", stream.cancel("reason"));
  await settle();
  log(stream.locked);
  print();
}
