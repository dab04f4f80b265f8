// Blob.prototype.stream() and textStream(): the bytes of a Blob as a byte stream, copied piece by piece when they are read.
import { newByteReadable, publicReadable } from '../_web/streams/readable.js';
import { TextDecoderStream } from '../_web/streams/encoding.js';

const PIECE = 1 << 20;

export function streamOf(bytes) {
  let at = 0;

  // Into the reader's own view, where it brings one.
  function pull() {
    const { controller } = inner;
    if (at === bytes.length) {
      controller.close();
      if (controller.pending.length > 0) controller.respond(0);
      return;
    }
    if (controller.pending.length === 0) {
      const piece = bytes.slice(at, at + PIECE);
      at += piece.length;
      controller.enqueue(piece);
    } else {
      const { view } = controller.face().byobRequest;
      const piece = bytes.subarray(at, at + view.length);
      view.set(piece);
      at += piece.length;
      controller.respond(piece.length);
    }
  }

  const inner = newByteReadable(pull, () => {
    at = bytes.length;
  });
  return publicReadable(inner);
}

export const textStreamOf = (bytes) => streamOf(bytes).pipeThrough(new TextDecoderStream());
