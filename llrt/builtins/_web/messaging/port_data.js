// One end of a channel: what waits to be received, and when it is delivered. It outlives the MessagePort it belongs to when that
// is transferred. Both ends are in one Environment: a message is cloned when it is posted.
import { callSoon, refLoop, unrefLoop } from "native:web";
import { runNextTicks } from "../../_boot/task_queues.js";
import { setImmediate } from "../../timers/index.js";
import { Queue } from "../streams/queue.js";

const CLOSE = Symbol("close");
const AT_LEAST = 1000; // messages in one round, so that a flood of them does not stop the rest of the program

export class PortData {
  queue = new Queue();
  peer = undefined;
  owner = undefined; // {receive(message), closed()}; undefined while in transfer
  receiving = false;
  refed = false;
  closing = false;
  immediate = undefined;
  scheduled = false;

  // The peer gets it; nothing happens where there is none any more.
  post(message) {
    const { peer } = this;
    if (peer === undefined) return;
    peer.queue.push(message);
    peer.wake();
  }

  #ready() {
    return this.owner !== undefined && !this.closing && this.queue.length > 0 && (this.receiving || this.queue.peek() === CLOSE);
  }

  wake() {
    if (this.scheduled || !this.#ready()) return;
    this.scheduled = true;
    if (this.refed) {
      callSoon(() => this.#deliver());
    } else {
      this.immediate = setImmediate(() => this.#deliver());
      this.immediate.unref();
    }
  }

  #deliver() {
    this.scheduled = false;
    this.immediate = undefined;
    let left = Math.max(this.queue.length, AT_LEAST);
    try {
      while (left-- > 0 && this.#ready()) {
        const message = this.queue.shift();
        if (message === CLOSE) {
          this.close();
          return;
        }
        this.owner.receive(message);
        if (this.closing) left = this.#deliverRest(left);
        else if (this.#ready()) runNextTicks();
      }
    } finally {
      this.wake();
    }
  }

  // The port was closed by a listener: what was there before is still delivered in this round.
  #deliverRest(left) {
    while (left-- > 0 && this.receiving && this.queue.length > 0 && this.queue.peek() !== CLOSE) {
      runNextTicks();
      this.owner.receive(this.queue.shift());
    }
    return 0;
  }

  // The first message, whether it is listened to or not; undefined where there is none.
  take() {
    if (this.queue.length === 0) return undefined;
    const message = this.queue.shift();
    if (message !== CLOSE) return message;
    this.close();
    return undefined;
  }

  start() {
    this.receiving = true;
    this.wake();
  }

  stop() {
    this.receiving = false;
  }

  ref() {
    if (this.refed) return;
    this.refed = true;
    refLoop();
    this.immediate?.ref();
  }

  unref() {
    if (!this.refed) return;
    this.refed = false;
    unrefLoop();
    this.immediate?.unref();
  }

  // Leaves its MessagePort, for another one.
  detach() {
    this.unref();
    this.receiving = false;
    this.owner = undefined;
  }

  close() {
    const { owner, peer } = this;
    this.detach();
    this.queue = new Queue();
    this.peer = undefined;
    if (peer !== undefined) {
      peer.peer = undefined;
      peer.queue.push(CLOSE);
      peer.wake();
    }
    owner?.closed();
  }
}

export function entangled() {
  const first = new PortData();
  const second = new PortData();
  first.peer = second;
  second.peer = first;
  return [first, second];
}
