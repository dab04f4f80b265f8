// FileHandle.readableWebStream(): the file as a WHATWG byte stream.
import { loadBuiltin } from "native:engine";
import { ReadableStream } from "../stream/web.js";
import { kRef, kUnref } from "./_file_handle.js";

export function webStreamOf(handle, type, autoClose) {
  if (type !== "bytes") {
    loadBuiltin("node:internal/process/warning").emitWarning(
      'A non-"bytes" options.type has no effect. A byte-oriented steam is always created.', "ExperimentalWarning");
  }
  const done = async () => {
    handle[kUnref]();
    if (autoClose) await handle.close();
  };
  let controller;
  let over = false;
  const stream = new ReadableStream({
    type: "bytes",
    autoAllocateChunkSize: 16384,
    start(given) { controller = given; },
    async pull() {
      const { view } = controller.byobRequest;
      const { bytesRead } = await handle.read(view, view.byteOffset, view.byteLength);
      if (over) return;
      if (bytesRead === 0) {
        over = true;
        controller.close();
        await done();
      }
      controller.byobRequest?.respond(bytesRead);
    },
    async cancel() {
      over = true;
      await done();
    },
  });
  handle[kRef]();
  handle.once("close", () => {
    if (over) return;
    over = true;
    try {
      controller.close();
      controller.byobRequest?.respond(0);
    } catch {
      // It is closed already.
    }
    handle[kUnref]();
  });
  return stream;
}
