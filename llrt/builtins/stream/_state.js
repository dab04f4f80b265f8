// What the states of both sides have in common: flag bits, the accessors that show them as the properties Node's states have,
// high water marks. One integer a stream instead of twenty properties: streams are many.
import { codes } from "../_errors.js";

export const OBJECT_MODE = 1 << 0;
export const ERROR_EMITTED = 1 << 1;
export const EMIT_CLOSE = 1 << 2;
export const AUTO_DESTROY = 1 << 3;
export const DESTROYED = 1 << 4;
export const CLOSED = 1 << 5;
export const CLOSE_EMITTED = 1 << 6;
export const ERRORED = 1 << 7;
export const CONSTRUCTED = 1 << 8;
export const SYNC = 1 << 9;
// A side that a Duplex was made without, or that somebody switched off.
export const DISABLED = 1 << 10;

// Not shown by util.inspect().
export const hiddenBits = { __proto__: null, value: 0, writable: true, enumerable: false, configurable: true };

const defaults = { bytes: 65536, objects: 16 };

export function getDefaultHighWaterMark(objectMode) {
  return objectMode ? defaults.objects : defaults.bytes;
}

export function setDefaultHighWaterMark(objectMode, value) {
  checkInteger(value);
  if (objectMode) defaults.objects = value;
  else defaults.bytes = value;
}

function checkInteger(value) {
  if (typeof value !== "number") throw new codes.ERR_INVALID_ARG_TYPE("value", "number", value);
  if (!Number.isInteger(value)) throw new codes.ERR_OUT_OF_RANGE("value", "an integer", value);
  if (value < 0 || value > Number.MAX_SAFE_INTEGER) {
    throw new codes.ERR_OUT_OF_RANGE("value", `>= 0 && <= ${Number.MAX_SAFE_INTEGER}`, value);
  }
}

// The mark that the options of a constructor ask for. `key`: the option of one side of a Duplex.
export function highWaterMarkOf(options, objectMode, key, isDuplex) {
  const asked = options?.highWaterMark ?? (isDuplex ? options?.[key] : null);
  if (asked === null || asked === undefined) return objectMode ? defaults.objects : defaults.bytes;
  if (!Number.isInteger(asked) || asked < 0) {
    throw new codes.ERR_INVALID_ARG_VALUE(isDuplex ? `options.${key}` : "options.highWaterMark", asked);
  }
  return Math.floor(asked);
}

// Shows bits as boolean properties of `prototype`: { name: bit }.
export function defineFlags(prototype, flags) {
  for (const [name, bit] of Object.entries(flags)) {
    Object.defineProperty(prototype, name, {
      __proto__: null,
      get() { return (this.bits & bit) !== 0; },
      set(on) { this.bits = on ? this.bits | bit : this.bits & ~bit; },
      enumerable: false,
      configurable: true,
    });
  }
}

// Values that are there rarely: kept under a symbol, shown under Node's name.
const kErrored = Symbol("kErroredValue");
const kEncoding = Symbol("kDefaultEncodingValue");

export const commonAccessors = {
  errored: {
    __proto__: null,
    get() { return (this.bits & ERRORED) !== 0 ? this[kErrored] : null; },
    set(error) {
      if (error) {
        this[kErrored] = error;
        this.bits |= ERRORED;
      } else {
        this.bits &= ~ERRORED;
      }
    },
    enumerable: false,
    configurable: true,
  },
  defaultEncoding: {
    __proto__: null,
    get() { return this[kEncoding] ?? "utf8"; },
    set(encoding) { this[kEncoding] = encoding === "utf8" || encoding === "utf-8" ? undefined : encoding; },
    enumerable: false,
    configurable: true,
  },
};
