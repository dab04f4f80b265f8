// Carries what an iterable gives into a writable stream, of Node or the web, at the stream's pace. For pipeline().
import { aggregateTwoErrors } from "../_errors.js";
import { eos } from "./_finished.js";
import { isTransformStream } from "./_predicates.js";

export async function pumpToNode(iterable, writable, finish, ends) {
  let error;
  let wake = null;
  const resume = (failure) => {
    if (failure) error = failure;
    const waiting = wake;
    wake = null;
    waiting?.();
  };
  const wait = () => new Promise((resolve, reject) => {
    if (error) reject(error);
    else wake = () => (error ? reject(error) : resolve());
  });
  writable.on("drain", resume);
  const forget = eos(writable, { readable: false }, resume);
  try {
    if (writable.writableNeedDrain) await wait();
    for await (const chunk of iterable) {
      if (!writable.write(chunk)) await wait();
    }
    if (ends) {
      writable.end();
      await wait();
    }
    finish();
  } catch (failure) {
    finish(error === failure ? failure : aggregateTwoErrors(error, failure));
  } finally {
    forget();
    writable.off("drain", resume);
  }
}

export async function pumpToWeb(iterable, stream, finish, ends) {
  const writer = (isTransformStream(stream) ? stream.writable : stream).getWriter();
  try {
    for await (const chunk of iterable) {
      await writer.ready;
      writer.write(chunk).catch(() => {}); // shows in `ready`
    }
    await writer.ready;
    if (ends) await writer.close();
    finish();
  } catch (error) {
    try {
      await writer.abort(error);
      finish(error);
    } catch (failure) {
      finish(failure);
    }
  }
}
