// A queue of values with sizes (https://streams.spec.whatwg.org/#queue-with-sizes), and one without. Arrays with a moving head:
// shift() would copy. `length` is a field and no accessor: it is asked for several times a chunk.
import { codes } from "../../_errors.js";

const LONG = 64;

export class Queue {
  items = [];
  head = 0;
  length = 0;

  push(value) {
    const { items } = this;
    items[items.length] = value;
    this.length++;
  }

  peek() {
    return this.items[this.head];
  }

  shift() {
    const { items, head } = this;
    const value = items[head];
    if (--this.length === 0) {
      items.length = 0;
      this.head = 0;
      return value;
    }
    items[head] = undefined;
    this.head = head + 1;
    if (head >= LONG && head * 2 >= items.length) {
      this.items = items.slice(this.head);
      this.head = 0;
    }
    return value;
  }

  // All that is there, which it no longer holds.
  take() {
    const rest = this.head === 0 ? this.items : this.items.slice(this.head);
    this.items = [];
    this.head = this.length = 0;
    return rest;
  }
}

// Of stretches of buffers, {buffer, offset, length}; `total` in bytes.
export class ByteQueue extends Queue {
  total = 0;

  push(stretch) {
    super.push(stretch);
    this.total += stretch.length;
  }

  shift() {
    const stretch = super.shift();
    this.total -= stretch.length;
    return stretch;
  }

  // The first `count` bytes of the oldest stretch are done with.
  drop(count) {
    const head = this.peek();
    if (head.length === count) {
      this.shift();
      return;
    }
    head.offset += count;
    head.length -= count;
    this.total -= count;
  }

  reset() {
    this.take();
    this.total = 0;
  }
}

export class SizedQueue extends Queue {
  sizes = undefined; // while all are 1
  total = 0;

  push(value, size) {
    if (size !== 1) {
      const given = size;
      size = +given;
      if (!(size >= 0 && size < Infinity)) throw new codes.ERR_INVALID_ARG_VALUE.RangeError("size", given);
      if (this.sizes === undefined) this.noteSizes();
    }
    const { items } = this;
    items[items.length] = value;
    this.length++;
    this.sizes?.push(size);
    this.total += size;
  }

  noteSizes() {
    this.sizes = new Queue();
    for (let i = 0; i < this.length; i++) this.sizes.push(1);
  }

  shift() {
    const size = this.sizes === undefined ? 1 : this.sizes.shift();
    this.total = Math.max(0, this.total - size);
    return super.shift();
  }

  reset() {
    this.take();
    this.sizes = undefined;
    this.total = 0;
  }
}
