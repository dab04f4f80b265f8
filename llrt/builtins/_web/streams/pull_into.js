// A view that waits to be filled, for a reader that brought it or for a buffer that was made for a reader without one.
// Spec: https://streams.spec.whatwg.org/#pull-into-descriptor
import { bytesIn, transfer } from "./views.js";

export const BYOB = 0;
export const DEFAULT = 1;
export const NONE = 2; // its reader is gone

export class PullInto {
  buffer;
  bufferLength;
  offset;
  length;
  minimum;
  Type;
  elementSize;
  kind;
  filled = 0;

  constructor(buffer, offset, length, minimum, Type, elementSize, kind) {
    this.buffer = buffer;
    this.bufferLength = bytesIn(buffer);
    this.offset = offset;
    this.length = length;
    this.minimum = minimum;
    this.Type = Type;
    this.elementSize = elementSize;
    this.kind = kind;
  }

  view() {
    return new this.Type(transfer(this.buffer), this.offset, this.filled / this.elementSize);
  }
}
