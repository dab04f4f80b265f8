import { attempt, caseOf, settle } from "./_log.mjs";

const boom = new Error("boom");

async function run(name, transformer, strategies = [], act = undefined) {
  const { log, watch, print } = caseOf(name);
  const noted = {};
  for (const [key, fn] of Object.entries(transformer)) {
    noted[key] = typeof fn !== "function" ? fn : function (...args) {
      log(key, args.length, key === "start" ? "" : args[0] instanceof TransformStreamDefaultController ? "" : args[0]);
      return fn.apply(this, args);
    };
  }
  let stream;
  try {
    stream = new TransformStream(noted, ...strategies);
  } catch (error) {
    log(error);
    print();
    return;
  }
  const writer = stream.writable.getWriter();
  const reader = stream.readable.getReader();
  if (act !== undefined) {
    await settle();
    await act({ log, watch, writer, reader, stream });
  } else {
    log(writer.desiredSize);
    watch("write", writer.write("a"));
    watch("write", writer.write("b"));
    log(writer.desiredSize);
    watch("read", reader.read());
    await settle();
    watch("close", writer.close());
    watch("read", reader.read());
    watch("read", reader.read());
    watch("closed", reader.closed);
    watch("writer closed", writer.closed);
  }
  await settle(60);
  print();
}

await run("identity", {});
await run("doubling", { transform(chunk, c) { c.enqueue(chunk); c.enqueue(chunk); }, flush(c) { c.enqueue("end"); } });
await run("asynchronous", { async transform(chunk, c) { await null; c.enqueue(chunk); }, async flush(c) { await null; c.enqueue("end"); } });
await run("start throws", { start() { throw boom; } });
await run("start rejects", { start: () => Promise.reject(boom) });
await run("start enqueues", { start(c) { c.enqueue("s"); } });
await run("transform throws", { transform() { throw boom; } });
await run("transform rejects", { transform: () => Promise.reject(boom) });
await run("flush throws", { flush() { throw boom; } });
await run("terminates", { transform(chunk, c) { c.enqueue(chunk); c.terminate(); try { c.enqueue(1); } catch (error) { console.log(error.message, error.code); } } });
await run("errors", { transform(chunk, c) { c.error(boom); } });
await run("swallows", { transform() {} });
await run("high water marks", {}, [{ highWaterMark: 3 }, { highWaterMark: 2 }]);
await run("a size that throws", {}, [{}, { size() { throw boom; }, highWaterMark: 1 }]);
await run("cancel of the readable side", { cancel() {} }, [], async ({ watch, writer, reader }) => {
  watch("cancel", reader.cancel("reason"));
  await settle();
  watch("closed", writer.closed);
  watch("write", writer.write(1));
});
await run("cancel rejects", { cancel: () => Promise.reject(boom) }, [], async ({ watch, writer, reader }) => {
  watch("cancel", reader.cancel("reason"));
  watch("closed", writer.closed);
});
await run("abort of the writable side", { cancel() {} }, [], async ({ watch, writer, reader }) => {
  watch("abort", writer.abort("reason"));
  watch("read", reader.read());
  watch("closed", reader.closed);
});
await run("both at once", { cancel() {} }, [], async ({ watch, writer, reader }) => {
  watch("cancel", reader.cancel("first"));
  watch("abort", writer.abort("second"));
});
await run("the controller from outside", { start(c) { this.c = c; globalThis.controller = c; } }, [], async ({ log, watch, reader, writer }) => {
  const { controller } = globalThis;
  log(controller.desiredSize);
  controller.enqueue("a");
  log(controller.desiredSize);
  watch("read", reader.read());
  controller.terminate();
  attempt(log, "enqueue", () => controller.enqueue("b"));
  log(controller.desiredSize);
  watch("write", writer.write("x"));
  watch("closed", writer.closed);
});

{
  const { log, watch, print } = caseOf("text");
  for (const [label, options, ...chunks] of [
    ["utf-8", {}, [0xe2, 0x82], [0xac]], ["utf-8", { fatal: true }, [0xff]], ["utf-16le", {}, [0x3d], [0xd8, 0x00, 0xde]],
    ["utf-8", {}, [0xef, 0xbb, 0xbf, 65]], ["utf-8", { ignoreBOM: true }, [0xef, 0xbb, 0xbf, 65]], ["utf-8", {}, [0xe2]],
    ["utf-8", { fatal: true }, [0xe2]], ["windows-1252", {}, [0x80]],
  ]) {
    const stream = new TextDecoderStream(label, options);
    log(stream.encoding, stream.fatal, stream.ignoreBOM);
    const source = ReadableStream.from(chunks.map((chunk) => new Uint8Array(chunk)));
    watch("text", Array.fromAsync(source.pipeThrough(stream)));
    await settle(60);
  }
  for (const chunks of [["a", "\ud83d", "\ude00"], ["\ud83d"], ["\ud83d", "x"], ["\ude00"], [1, null, {}], [""]]) {
    watch("bytes", Array.fromAsync(ReadableStream.from(chunks).pipeThrough(new TextEncoderStream()), String));
    await settle(60);
  }
  for (const chunk of [undefined, "text", 5, new SharedArrayBuffer(1)]) {
    watch("wrong", Array.fromAsync(ReadableStream.from([chunk]).pipeThrough(new TextDecoderStream())).catch((error) => error.code));
    await settle(60);
  }
  attempt(log, "label", () => new TextDecoderStream("nonsense"));
  print();
}
