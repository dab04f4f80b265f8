// Marks, measures and the list of them; nodeTiming, event loop utilization. Not here: observers, timerify and histograms.
// Follows https://w3c.github.io/user-timing/ and https://nodejs.org/docs/latest-v24.x/api/perf_hooks.html
import { loadBuiltin } from "native:engine";
import { idle, now } from "native:perf_hooks";
import { codes } from "../_errors.js";
import { validateNumber, validateObject } from "../_validators.js";
import { inspectDeeper, makeEnumerable } from "./event_target.js";
import { structuredClone } from "./structured_clone.js";

const kInspect = Symbol.for("nodejs.util.inspect.custom");
const kCreate = Symbol("kCreate");
const NODE_TIMING = ["nodeStart", "v8Start", "environment", "loopStart", "loopExit", "bootstrapComplete"];

let detailOf;

export class PerformanceEntry {
  #name;
  #entryType;
  #startTime;
  #duration;
  #detail; // of marks and measures

  constructor(key = undefined, values = undefined) {
    if (key !== kCreate) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
    this.#name = values.name;
    this.#entryType = values.entryType;
    this.#startTime = values.startTime;
    this.#duration = values.duration;
    this.#detail = values.detail ?? null;
  }

  static {
    detailOf = (entry, Class) => {
      if (!(entry instanceof Class) || !(#detail in entry)) throw new codes.ERR_INVALID_THIS(Class.name);
      return entry.#detail;
    };
  }

  static #check(entry) {
    if (typeof entry !== "object" || entry === null || !(#name in entry)) {
      throw new codes.ERR_INVALID_THIS("PerformanceEntry");
    }
  }

  get name() {
    PerformanceEntry.#check(this);
    return this.#name;
  }

  get entryType() {
    PerformanceEntry.#check(this);
    return this.#entryType;
  }

  get startTime() {
    PerformanceEntry.#check(this);
    return this.#startTime;
  }

  get duration() {
    PerformanceEntry.#check(this);
    return this.#duration;
  }

  toJSON() {
    const { name, entryType, startTime, duration } = this;
    return { name, entryType, startTime, duration };
  }

  [kInspect](depth, options) {
    return depth < 0 ? this : `${this.constructor.name} ${inspectDeeper(this.toJSON(), options)}`;
  }
}

makeEnumerable(PerformanceEntry.prototype, ["name", "entryType", "startTime", "duration", "toJSON"]);

const withDetail = (Class) => ({
  detail: {
    get() {
      return detailOf(this, Class);
    },
    enumerable: true,
    configurable: true,
  },
  toJSON: {
    value: function toJSON() {
      const { name, entryType, startTime, duration, detail } = this;
      return { name, entryType, startTime, duration, detail };
    },
    writable: true,
    configurable: true,
  },
  [Symbol.toStringTag]: { value: Class.name, configurable: true },
});

const copyOf = (detail) => (detail === undefined || detail === null ? null : structuredClone(detail));

function checkTimestamp(value) {
  if (value < 0) throw new codes.ERR_PERFORMANCE_INVALID_TIMESTAMP(value);
}

export class PerformanceMark extends PerformanceEntry {
  constructor(name, options = undefined) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS("name");
    const text = `${name}`;
    if (NODE_TIMING.includes(text)) throw new codes.ERR_INVALID_ARG_VALUE("name", text);
    if (options !== undefined && options !== null) validateObject(options, "options");
    const startTime = options?.startTime ?? now();
    validateNumber(startTime, "startTime");
    checkTimestamp(startTime);
    super(kCreate, { name: text, entryType: "mark", startTime, duration: 0, detail: copyOf(options?.detail) });
  }
}
Object.defineProperties(PerformanceMark.prototype, withDetail(PerformanceMark));

export class PerformanceMeasure extends PerformanceEntry {}
Object.defineProperties(PerformanceMeasure.prototype, withDetail(PerformanceMeasure));

// The timeline: in order of start time, those that start together in order of their making.
let timeline = [];
const marks = new Map(); // name -> startTime of its last mark

function enqueue(entry) {
  let place = timeline.length;
  while (place > 0 && timeline[place - 1].startTime > entry.startTime) place--;
  timeline.splice(place, 0, entry);
  return entry;
}

export function entries(name, type) {
  return timeline.filter(
    (entry) => (name === undefined || entry.name === name) && (type === undefined || entry.entryType === type),
  );
}

export function clear(type, name) {
  const text = name === undefined ? undefined : `${name}`;
  timeline = timeline.filter((entry) => entry.entryType !== type || (text !== undefined && entry.name !== text));
  if (type !== "mark") return;
  if (text === undefined) marks.clear();
  else marks.delete(text);
}

export function mark(name, options) {
  const made = new PerformanceMark(name, options);
  marks.set(made.name, made.startTime);
  return enqueue(made);
}

function timeOf(mark) {
  if (typeof mark === "number") {
    checkTimestamp(mark);
    return mark;
  }
  const name = `${mark}`;
  if (NODE_TIMING.includes(name)) return nodeTiming[name];
  const time = marks.get(name);
  if (time === undefined) {
    const { DOMException } = loadBuiltin("node:internal/web/dom_exception");
    throw new DOMException(`The "${name}" performance mark has not been set`, "SyntaxError");
  }
  return time;
}

function checkMeasureOptions({ start, end, duration }, endMark) {
  const fail = (message) => {
    throw new codes.ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS(message);
  };
  if (start === undefined && end === undefined) return;
  if (endMark !== undefined) fail("endMark must not be specified");
  if (start !== undefined && end !== undefined && duration !== undefined) {
    fail("Must not have options.start, options.end, and options.duration specified");
  }
}

export function measure(name, startOrOptions, endMark) {
  const text = `${name}`;
  const isOptions = typeof startOrOptions === "object" && startOrOptions !== null;
  const options = isOptions ? startOrOptions : {};
  if (isOptions) checkMeasureOptions(options, endMark);
  let end;
  if (endMark !== undefined) end = timeOf(endMark);
  else if (options.end !== undefined) end = timeOf(options.end);
  else if (options.start !== undefined && options.duration !== undefined) {
    end = timeOf(options.start) + timeOf(options.duration);
  } else end = now();
  let start = 0;
  if (options.start !== undefined) start = timeOf(options.start);
  else if (options.duration !== undefined && options.end !== undefined) start = end - timeOf(options.duration);
  else if (typeof startOrOptions === "string") start = timeOf(startOrOptions);
  const detail = copyOf(options.detail);
  return enqueue(
    new PerformanceMeasure(kCreate, { name: text, entryType: "measure", startTime: start, duration: end - start, detail }),
  );
}

// Moments of the start that are not measured are -1.
class PerformanceNodeTiming extends PerformanceEntry {
  constructor() {
    super(kCreate, { name: "node", entryType: "node", startTime: 0, duration: 0 });
  }

  get duration() { return now(); }
  get nodeStart() { return 0; }
  get v8Start() { return -1; }
  get environment() { return -1; }
  get loopStart() { return -1; }
  get loopExit() { return -1; }
  get bootstrapComplete() { return -1; }
  get idleTime() { return idle(); }

  toJSON() {
    const { name, entryType, startTime, duration, nodeStart, v8Start, bootstrapComplete, environment } = this;
    const { loopStart, loopExit, idleTime } = this;
    return {
      name, entryType, startTime, duration, nodeStart, v8Start, bootstrapComplete, environment, loopStart, loopExit, idleTime,
    };
  }
}

export const nodeTiming = new PerformanceNodeTiming();

export function eventLoopUtilization(first, second) {
  if (first && second) return difference(first, second);
  const idleNow = idle();
  const active = now() - idleNow;
  if (!first) return { idle: idleNow, active, utilization: active / (idleNow + active) };
  return difference({ idle: idleNow, active }, first);
}

function difference(later, earlier) {
  const idleTime = later.idle - earlier.idle;
  const active = later.active - earlier.active;
  return { idle: idleTime, active, utilization: active / (idleTime + active) };
}
