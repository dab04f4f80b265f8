// Queuing strategies: the two classes, and what the constructors of streams read from a strategy.
// Spec: https://streams.spec.whatwg.org/#qs
import { codes } from "../../_errors.js";
import { kValidateObjectAllowObjects, validateFunction, validateObject } from "../../_validators.js";
import { finishClass, inspectAs, kInspect } from "./shapes.js";

export const one = () => 1;

export function highWaterMarkOf(value, fallback) {
  if (value === undefined) return fallback;
  const mark = +value;
  if (!(mark >= 0)) throw new codes.ERR_INVALID_ARG_VALUE.RangeError("strategy.highWaterMark", value);
  return mark;
}

export function sizeOf(size) {
  if (size === undefined) return one;
  validateFunction(size, "strategy.size");
  return size;
}

function markFrom(init) {
  validateObject(init, "init", kValidateObjectAllowObjects);
  if (init.highWaterMark === undefined) throw new codes.ERR_MISSING_OPTION("init.highWaterMark");
  return +init.highWaterMark;
}

// One function for all: it has the name `size` and is no constructor, as an arrow is none.
const byteLengthSize = Object.defineProperty((chunk) => chunk.byteLength, "name", { value: "size" });
const countSize = Object.defineProperty(() => 1, "name", { value: "size" });

export class ByteLengthQueuingStrategy {
  #mark;

  constructor(init) {
    this.#mark = markFrom(init);
  }

  static #check(value) {
    if (typeof value !== "object" || value === null || !(#mark in value)) {
      throw new codes.ERR_INVALID_THIS("ByteLengthQueuingStrategy");
    }
  }

  get highWaterMark() {
    ByteLengthQueuingStrategy.#check(this);
    return this.#mark;
  }

  get size() {
    ByteLengthQueuingStrategy.#check(this);
    return byteLengthSize;
  }

  [kInspect](depth, options) {
    return inspectAs(depth, options, "ByteLengthQueuingStrategy", () => ({ highWaterMark: this.highWaterMark }));
  }
}

export class CountQueuingStrategy {
  #mark;

  constructor(init) {
    this.#mark = markFrom(init);
  }

  static #check(value) {
    if (typeof value !== "object" || value === null || !(#mark in value)) {
      throw new codes.ERR_INVALID_THIS("CountQueuingStrategy");
    }
  }

  get highWaterMark() {
    CountQueuingStrategy.#check(this);
    return this.#mark;
  }

  get size() {
    CountQueuingStrategy.#check(this);
    return countSize;
  }

  [kInspect](depth, options) {
    return inspectAs(depth, options, "CountQueuingStrategy", () => ({ highWaterMark: this.highWaterMark }));
  }
}

finishClass(ByteLengthQueuingStrategy, ["highWaterMark", "size"]);
finishClass(CountQueuingStrategy, ["highWaterMark", "size"]);
