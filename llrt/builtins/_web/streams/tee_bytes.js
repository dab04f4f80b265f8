// tee() of a byte stream: each branch may be read into a view of its reader.
// Spec: https://streams.spec.whatwg.org/#abstract-opdef-readablebytestreamtee
import { enqueueMicrotask } from "native:engine";
import { markHandled, then } from "./promises.js";
import { newByteReadable, publicReadable } from "./readable.js";
import { acquire, cancelStream, read, readerClosed, readInto, release } from "./readable_state.js";
import { Cancelling } from "./tee.js";
import { byteLengthOf, cloneBytes } from "./views.js";

class Tee {
  stream;
  cancelling;
  reader;
  reading = false;
  again = [false, false];
  branches = [undefined, undefined];

  constructor(stream) {
    this.stream = stream;
    this.cancelling = new Cancelling(stream);
    this.reader = acquire(stream, false);
    for (const which of [0, 1]) {
      this.branches[which] = newByteReadable(() => this.#pull(which), (reason) => this.cancelling.cancel(which, reason));
    }
    this.#watch(this.reader);
  }

  #cancelled(which) {
    return which === 0 ? this.cancelling.first : this.cancelling.second;
  }

  #watch(reader) {
    const failed = (reason) => {
      if (reader !== this.reader) return;
      for (const branch of this.branches) branch.controller.error(reason);
      if (!this.cancelling.both) this.cancelling.record.resolve(undefined);
    };
    markHandled(then(readerClosed(reader), undefined, failed));
  }

  #useReader(byob) {
    if (this.reader.byob === byob) return;
    release(this.reader);
    this.reader = acquire(this.stream, byob);
    this.#watch(this.reader);
  }

  #pull(which) {
    if (this.reading) {
      this.again[which] = true;
      return;
    }
    this.reading = true;
    const { controller } = this.branches[which];
    const { byobRequest } = controller.face();
    if (byobRequest === null) this.#pullAny();
    else this.#pullInto(byobRequest.view, which);
  }

  #pullAgain() {
    this.reading = false;
    if (this.again[0]) this.#pull(0);
    else if (this.again[1]) this.#pull(1);
  }

  // A copy for the second branch; a failure of copying fails both and cancels the stream.
  #copy(chunk) {
    try {
      return cloneBytes(chunk);
    } catch (reason) {
      for (const branch of this.branches) branch.controller.error(reason);
      this.cancelling.record.resolve(cancelStream(this.stream, reason));
      return undefined;
    }
  }

  #pullAny() {
    this.#useReader(false);
    read(this.reader, {
      chunk: (chunk) => enqueueMicrotask(() => {
        this.again = [false, false];
        const both = !this.#cancelled(0) && !this.#cancelled(1);
        const second = both ? this.#copy(chunk) : chunk;
        if (second === undefined) return;
        if (!this.#cancelled(0)) this.branches[0].controller.enqueue(chunk);
        if (!this.#cancelled(1)) this.branches[1].controller.enqueue(second);
        this.#pullAgain();
      }),
      close: () => {
        this.reading = false;
        for (const which of [0, 1]) if (!this.#cancelled(which)) this.branches[which].controller.close();
        for (const which of [0, 1]) this.#answerPending(which);
        if (!this.#cancelled(0) || !this.#cancelled(1)) this.cancelling.record.resolve(undefined);
      },
      error: () => {
        this.reading = false;
      },
    });
  }

  #answerPending(which) {
    const { controller } = this.branches[which];
    if (controller.pending.length > 0) controller.respond(0);
  }

  #pullInto(view, which) {
    this.#useReader(true);
    const other = 1 - which;
    const target = this.branches[which].controller;
    readInto(this.reader, view, 1, {
      chunk: (chunk) => enqueueMicrotask(() => {
        this.again = [false, false];
        if (!this.#cancelled(other)) {
          const copy = this.#copy(chunk);
          if (copy === undefined) return;
          if (!this.#cancelled(which)) target.respondWithView(chunk);
          this.branches[other].controller.enqueue(copy);
        } else if (!this.#cancelled(which)) {
          target.respondWithView(chunk);
        }
        this.#pullAgain();
      }),
      close: (chunk) => this.#closedInto(chunk, which),
      error: () => {
        this.reading = false;
      },
    });
  }

  #closedInto(chunk, which) {
    this.reading = false;
    const other = 1 - which;
    const target = this.branches[which].controller;
    const otherTarget = this.branches[other].controller;
    if (!this.#cancelled(which)) target.close();
    if (!this.#cancelled(other)) otherTarget.close();
    if (chunk !== undefined && byteLengthOf(chunk) === 0) {
      if (!this.#cancelled(which)) target.respondWithView(chunk);
      if (!this.#cancelled(other) && otherTarget.pending.length > 0) otherTarget.respond(0);
    }
    if (!this.#cancelled(which) || !this.#cancelled(other)) this.cancelling.record.resolve(undefined);
  }
}

export function teeBytes(stream) {
  return new Tee(stream).branches.map(publicReadable);
}
