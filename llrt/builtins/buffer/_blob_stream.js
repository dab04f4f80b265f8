// Blob.prototype.stream() and textStream(): the content of a Blob as a byte stream, copied or read piece by piece when it is read.
import { newByteReadable, publicReadable } from '../_web/streams/readable.js';
import { TextDecoderStream } from '../_web/streams/encoding.js';

const COPY = 1 << 20;
const READ = 1 << 16;

// Gives the stream what it asks for.
class Source {
  index = 0;
  at = 0; // within the piece
  stream = newByteReadable(() => this.pull(), () => this.end());

  constructor({ pieces, bytes }) {
    this.pieces = pieces ?? [{ bytes }];
  }

  end() {
    this.index = this.pieces.length;
  }

  // Empty memory says nothing; an empty file is looked at.
  pull() {
    while (this.pieces[this.index]?.bytes?.length === this.at) this.next();
    const piece = this.pieces[this.index];
    const { controller } = this.stream;
    if (piece === undefined) {
      controller.close();
      if (controller.pending.length > 0) controller.respond(0);
      return undefined;
    }
    return piece.bytes === undefined ? this.read(piece) : this.copy(piece.bytes);
  }

  next() {
    this.index++;
    this.at = 0;
  }

  // Into the reader's own view, where it brings one.
  copy(bytes) {
    const { controller } = this.stream;
    if (controller.pending.length === 0) {
      const piece = bytes.slice(this.at, this.at + COPY);
      this.at += piece.length;
      controller.enqueue(piece);
    } else {
      const { view } = controller.face().byobRequest;
      const piece = bytes.subarray(this.at, this.at + view.length);
      view.set(piece);
      this.at += piece.length;
      controller.respond(piece.length);
    }
  }

  async read({ file, offset, length }) {
    const count = Math.min(READ, length - this.at);
    const bytes = await file.read(offset + this.at, count);
    this.at += count;
    if (this.at === length) this.next();
    if (count > 0) this.stream.controller.enqueue(bytes);
    else return this.pull();
    return undefined;
  }
}

export const streamOf = (content) => publicReadable(new Source(content).stream);
export const textStreamOf = (content) => streamOf(content).pipeThrough(new TextDecoderStream());
