import { attempt, caseOf, settle, short } from "./_log.mjs";

const boom = new Error("boom");
const bytes = (...values) => new Uint8Array(values);

function open(source) {
  let controller;
  const stream = new ReadableStream({ type: "bytes", start(c) { controller = c; }, ...source });
  return { stream, controller };
}

{
  const { log, watch, print } = caseOf("views of all kinds are filled");
  const { stream, controller } = open();
  for (let i = 0; i < 7; i++) controller.enqueue(bytes(i, i + 1, i + 2, i + 3));
  log(controller.desiredSize);
  const reader = stream.getReader({ mode: "byob" });
  for (const view of [new Uint8Array(3), new Uint16Array(2), new Int32Array(1), new DataView(new ArrayBuffer(2)), new Float64Array(1),
    new BigInt64Array(1), new Uint8ClampedArray(2)]) {
    watch("read", reader.read(view));
    await settle();
    if (!(view instanceof DataView)) log(view.byteLength);
  }
  print();
}

{
  const { log, watch, print } = caseOf("a source answers BYOB requests");
  const { stream } = open({
    pull(controller) {
      const { byobRequest } = controller;
      log("pull", byobRequest?.view.byteLength, byobRequest?.view.byteOffset);
      if (byobRequest === null) {
        controller.enqueue(bytes(9));
        return;
      }
      byobRequest.view[0] = 1;
      byobRequest.respond(1);
      attempt(log, "twice", () => byobRequest.respond(1));
      log(byobRequest.view);
    },
  });
  const reader = stream.getReader({ mode: "byob" });
  watch("read", reader.read(new Uint8Array(new ArrayBuffer(8), 2, 4)));
  await settle();
  watch("min", reader.read(new Uint16Array(2), { min: 2 }));
  await settle();
  reader.releaseLock();
  watch("default", stream.getReader().read());
  await settle();
  print();
}

{
  const { log, watch, print } = caseOf("allocated buffers");
  const { stream } = open({
    autoAllocateChunkSize: 4,
    pull(controller) {
      log(controller.byobRequest.view.byteLength);
      controller.byobRequest.view.set([1, 2]);
      controller.byobRequest.respond(2);
    },
  });
  watch("read", stream.getReader().read());
  await settle();
  print();
}

{
  const { log, watch, print } = caseOf("respondWithNewView");
  const { stream, controller } = open();
  const reader = stream.getReader({ mode: "byob" });
  watch("read", reader.read(new Uint8Array(4)));
  const request = controller.byobRequest;
  attempt(log, "nothing", () => request.respondWithNewView());
  attempt(log, "empty", () => request.respondWithNewView(new Uint8Array(0)));
  attempt(log, "other length", () => request.respondWithNewView(new Uint8Array(3)));
  attempt(log, "offset", () => request.respondWithNewView(new Uint8Array(new ArrayBuffer(4), 1)));
  attempt(log, "too many", () => request.respond(5));
  attempt(log, "zero", () => request.respond(0));
  attempt(log, "good", () => request.respondWithNewView(new Uint8Array(request.view.buffer, 0, 3)));
  await settle();
  print();
}

{
  const { log, watch, print } = caseOf("closing");
  const { stream, controller } = open();
  const reader = stream.getReader({ mode: "byob" });
  watch("read", reader.read(new Uint8Array(4)));
  watch("closed", reader.closed);
  controller.close();
  await settle();
  log(controller.byobRequest !== null);
  attempt(log, "enqueue", () => controller.enqueue(bytes(1)));
  attempt(log, "close", () => controller.close());
  attempt(log, "respond", () => controller.byobRequest.respond(1));
  attempt(log, "respond", () => controller.byobRequest.respond(0));
  await settle();
  watch("read", reader.read(new Uint16Array(4)));
  await settle();
  print();
}

{
  const { log, watch, print } = caseOf("closing inside an element");
  const { stream, controller } = open();
  const reader = stream.getReader({ mode: "byob" });
  watch("read", reader.read(new Uint16Array(2)));
  controller.enqueue(bytes(1));
  await settle();
  attempt(log, "close", () => controller.close());
  await settle();
  watch("read", reader.read(new Uint8Array(1)));
  await settle();
  print();
}

{
  const { log, watch, print } = caseOf("wrong arguments");
  const { stream, controller } = open();
  attempt(log, "enqueue", () => controller.enqueue());
  attempt(log, "enqueue", () => controller.enqueue("a"));
  attempt(log, "enqueue", () => controller.enqueue(new ArrayBuffer(2)));
  attempt(log, "enqueue", () => controller.enqueue(new Uint8Array(0)));
  attempt(log, "enqueue", () => controller.enqueue(new Uint8Array(new SharedArrayBuffer(2))));
  const gone = bytes(1, 2);
  structuredClone(gone, { transfer: [gone.buffer] });
  attempt(log, "enqueue", () => controller.enqueue(gone));
  attempt(log, "pooled", () => controller.enqueue(Buffer.from("pooled")));
  const reader = stream.getReader({ mode: "byob" });
  for (const [view, options] of [[], ["a"], [new Uint8Array(0)], [gone], [new Uint8Array(new SharedArrayBuffer(2))], [bytes(1), 5],
    [bytes(1), { min: 2 }], [bytes(1), { min: 0 }], [bytes(1), { min: "1" }], [bytes(1), { min: 1.5 }], [bytes(1), { min: NaN }],
    [new DataView(new ArrayBuffer(2)), { min: 3 }], [new Uint16Array(2), { min: 3 }], [new Uint8Array(new ArrayBuffer(0))]]) {
    watch(`read ${short(view)}`, reader.read(view, options));
  }
  await settle();
  print();
}

{
  const { log, watch, print } = caseOf("errors and cancelling");
  const { stream, controller } = open({ cancel: (reason) => log("cancel", reason) });
  const reader = stream.getReader({ mode: "byob" });
  watch("read", reader.read(new Uint8Array(2)));
  watch("cancel", reader.cancel("reason"));
  await settle();
  const failing = open();
  watch("read", failing.stream.getReader({ mode: "byob" }).read(new Uint8Array(2)));
  failing.controller.error(boom);
  log(failing.controller.desiredSize, failing.controller.byobRequest);
  await settle();
  print();
}

{
  const { log, watch, print } = caseOf("a released reader's view stays with the source");
  const { stream, controller } = open();
  const reader = stream.getReader({ mode: "byob" });
  watch("read", reader.read(new Uint8Array(2)));
  const { byobRequest } = controller;
  reader.releaseLock();
  await settle();
  byobRequest.view.set([7, 8]);
  byobRequest.respond(2);
  watch("next", stream.getReader().read());
  await settle();
  print();
}

{
  const { log, watch, print } = caseOf("tee");
  const { stream, controller } = open();
  const [one, two] = stream.tee();
  log(one, two);
  const first = one.getReader({ mode: "byob" });
  const second = two.getReader();
  watch("first", first.read(new Uint8Array(2)));
  watch("second", second.read());
  await settle();
  log(controller.byobRequest?.view.byteLength);
  controller.enqueue(bytes(1, 2, 3));
  await settle();
  watch("first", first.read(new Uint8Array(2)));
  await settle();
  controller.byobRequest?.respond(0);
  print();
}

{
  const { log, watch, print } = caseOf("tee closes and cancels");
  const { stream, controller } = open({ cancel: (reason) => log("cancel", reason) });
  controller.enqueue(bytes(1));
  controller.close();
  const [one, two] = stream.tee();
  watch("one", Array.fromAsync(one));
  await settle();
  watch("two", Array.fromAsync(two));
  await settle();
  const other = open({ cancel: (reason) => log("cancel", reason) });
  const branches = other.stream.tee();
  watch("first", branches[0].cancel("a"));
  watch("second", branches[1].cancel("b"));
  await settle();
  print();
}
