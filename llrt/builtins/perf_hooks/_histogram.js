// Histogram, RecordableHistogram, createHistogram(), monitorEventLoopDelay().
// Reference: https://nodejs.org/api/perf_hooks.html#class-histogram
import { now } from "native:perf_hooks";
import { codes } from "../_errors.js";
import { validateBoolean, validateInteger, validateNumber, validateObject } from "../_validators.js";
import { kClone } from "../_web/clone_hooks.js";
import { inspectDeeper } from "../_web/event_target.js";
import { clearInterval, setInterval } from "../timers/index.js";
import { Hdr } from "./_hdr.js";

const kInspect = Symbol.for("nodejs.util.inspect.custom");
const kInner = Symbol("kInner");
const { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS, ERR_OUT_OF_RANGE } = codes;

let hdrOf;

function checkPercentile(percentile) {
  validateNumber(percentile, "percentile");
  if (!(percentile > 0 && percentile <= 100)) throw new ERR_OUT_OF_RANGE("percentile", "> 0 && <= 100", percentile);
}

const exact = (value) => (value === 2 ** 63 ? 2n ** 63n - 1n : BigInt(value));

export class Histogram {
  #hdr;
  #percentiles = new Map();

  constructor(key = undefined, hdr = undefined) {
    if (key !== kInner) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this.#hdr = hdr;
  }

  static {
    Object.defineProperty(this, "length", { value: 0, configurable: true });
    hdrOf = (value) => (typeof value === "object" && value !== null && #hdr in value ? value.#hdr : undefined);
  }

  static #of(value) {
    const hdr = hdrOf(value);
    if (hdr === undefined) throw new ERR_INVALID_THIS("Histogram");
    return hdr;
  }

  get count() {
    return Histogram.#of(this).total;
  }

  get countBigInt() {
    return BigInt(Histogram.#of(this).total);
  }

  get min() {
    return Histogram.#of(this).min;
  }

  get minBigInt() {
    return exact(Histogram.#of(this).min);
  }

  get max() {
    return Histogram.#of(this).max;
  }

  get maxBigInt() {
    return exact(Histogram.#of(this).max);
  }

  get mean() {
    return Histogram.#of(this).mean;
  }

  get exceeds() {
    return Histogram.#of(this).exceeds;
  }

  get exceedsBigInt() {
    return BigInt(Histogram.#of(this).exceeds);
  }

  get stddev() {
    return Histogram.#of(this).stddev;
  }

  percentile(percentile) {
    const hdr = Histogram.#of(this);
    checkPercentile(percentile);
    return hdr.percentile(percentile);
  }

  percentileBigInt(percentile) {
    const hdr = Histogram.#of(this);
    checkPercentile(percentile);
    return exact(hdr.percentile(percentile));
  }

  // The same Map at every look.
  #fill(convert) {
    const map = this.#percentiles;
    map.clear();
    for (const [percent, value] of this.#hdr.percentiles()) map.set(percent, convert(value));
    return map;
  }

  get percentiles() {
    Histogram.#of(this);
    return this.#fill((value) => value);
  }

  get percentilesBigInt() {
    Histogram.#of(this);
    return this.#fill(exact);
  }

  reset() {
    Histogram.#of(this).reset();
  }

  toJSON() {
    const { count, min, max, mean, exceeds, stddev, percentiles } = this;
    return { count, min, max, mean, exceeds, stddev, percentiles: Object.fromEntries(percentiles) };
  }

  [kInspect](depth, options) {
    if (depth < 0) return `[${this.constructor.name}]`;
    const { min, max, mean, exceeds, stddev, count, percentiles } = this;
    return `Histogram ${inspectDeeper({ min, max, mean, exceeds, stddev, count, percentiles }, options)}`;
  }

  // A clone counts into the same buckets.
  [kClone]() {
    const hdr = hdrOf(this);
    const Class = this instanceof RecordableHistogram ? RecordableHistogram : Histogram;
    return hdr === undefined ? undefined : { data: undefined, create: () => new Class(kInner, hdr) };
  }
}

export class RecordableHistogram extends Histogram {
  #recordable = true;
  #previous;

  constructor(key = undefined, hdr = undefined) {
    super(key, hdr);
  }

  static {
    Object.defineProperty(this, "length", { value: 0, configurable: true });
  }

  static #of(value) {
    if (typeof value !== "object" || value === null || !(#recordable in value)) throw new ERR_INVALID_THIS("RecordableHistogram");
    return hdrOf(value);
  }

  record(val) {
    const hdr = RecordableHistogram.#of(this);
    if (typeof val === "bigint") {
      if (val < 1n) throw Object.assign(new RangeError("value is out of range"), { code: "ERR_OUT_OF_RANGE" });
      hdr.record(Number(val));
      return;
    }
    validateInteger(val, "val", 1);
    hdr.record(val);
  }

  recordDelta() {
    const hdr = RecordableHistogram.#of(this);
    const time = now();
    if (this.#previous !== undefined) hdr.record(Math.max(1, Math.round((time - this.#previous) * 1e6)));
    this.#previous = time;
  }

  add(other) {
    const hdr = RecordableHistogram.#of(this);
    if (typeof other !== "object" || other === null || !(#recordable in other)) {
      throw new ERR_INVALID_ARG_TYPE("other", "RecordableHistogram", other);
    }
    hdr.add(hdrOf(other));
  }
}

export const isRecordable = (value) => hdrOf(value) !== undefined && typeof value.record === "function";


export function createHistogram(options = {}) {
  validateObject(options, "options");
  const { lowest = 1, highest = Number.MAX_SAFE_INTEGER, figures = 3 } = options;
  if (typeof lowest !== "bigint") validateInteger(lowest, "options.lowest", 1, Number.MAX_SAFE_INTEGER);
  if (typeof highest !== "bigint") validateInteger(highest, "options.highest", 2 * Number(lowest), Number.MAX_SAFE_INTEGER);
  else if (highest < 2n * BigInt(lowest)) throw new ERR_INVALID_ARG_VALUE.RangeError("options.highest", highest);
  validateInteger(figures, "options.figures", 1, 5);
  return new RecordableHistogram(kInner, new Hdr(Number(lowest), Number(highest), figures));
}
Object.defineProperty(createHistogram, "length", { value: 0 });

export class ELDHistogram extends Histogram {
  #resolution;
  #timer;

  constructor(key = undefined, resolution = undefined) {
    super(key, key === kInner ? new Hdr(1, 3_600_000_000_000, 3) : undefined);
    this.#resolution = resolution;
  }

  static #check(value) {
    if (typeof value !== "object" || value === null || !(#timer in value)) throw new ERR_INVALID_THIS("ELDHistogram");
  }

  // Measures from one call of a timer to the next: its resolution and the delay together.
  enable() {
    ELDHistogram.#check(this);
    if (this.#timer !== undefined) return false;
    const hdr = hdrOf(this);
    let previous = now();
    this.#timer = setInterval(() => {
      const time = now();
      hdr.record(Math.max(1, Math.round((time - previous) * 1e6)));
      previous = time;
    }, this.#resolution);
    this.#timer.unref();
    return true;
  }

  disable() {
    ELDHistogram.#check(this);
    if (this.#timer === undefined) return false;
    clearInterval(this.#timer);
    this.#timer = undefined;
    return true;
  }

  [Symbol.dispose]() {
    this.disable();
  }
}

export function monitorEventLoopDelay(options = {}) {
  validateObject(options, "options");
  const { samplePerIteration = false, resolution = 10 } = options;
  validateBoolean(samplePerIteration, "options.samplePerIteration");
  validateInteger(resolution, "options.resolution", 1);
  return new ELDHistogram(kInner, resolution);
}
