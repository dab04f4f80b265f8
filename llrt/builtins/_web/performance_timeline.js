// Marks, measures and the list of them; nodeTiming, event loop utilization. Not here: observers, timerify, histograms, resource
// timing (../perf_hooks).
// Follows https://w3c.github.io/user-timing/ and https://nodejs.org/docs/latest-v24.x/api/perf_hooks.html
import { loadBuiltin } from "native:engine";
import { idle, loopCounts, loopTimes, now } from "native:perf_hooks";
import { codes } from "../_errors.js";
import { validateNumber, validateObject } from "../_validators.js";
import { inspectDeeper, makeEnumerable } from "./event_target.js";
import { structuredClone } from "./structured_clone.js";

const kInspect = Symbol.for("nodejs.util.inspect.custom");
const kCreate = Symbol("kCreate");
const NODE_TIMING = new Set(["nodeStart", "v8Start", "environment", "loopStart", "loopExit", "bootstrapComplete"]);

let detailOf;

// The key of the constructor, for subclasses in other files.
export const kEntry = kCreate;

export class PerformanceEntry {
  #values; // {name, entryType, startTime, duration, detail}

  constructor(key = undefined, values = undefined) {
    if (key !== kCreate) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
    this.#values = values;
  }

  static {
    detailOf = (entry, Class) => {
      if (!(entry instanceof Class) || !(#values in entry)) throw new codes.ERR_INVALID_THIS(Class.name);
      return entry.#values.detail ?? null;
    };
  }

  static #of(entry) {
    if (typeof entry !== "object" || entry === null || !(#values in entry)) {
      throw new codes.ERR_INVALID_THIS("PerformanceEntry");
    }
    return entry.#values;
  }

  get name() {
    return PerformanceEntry.#of(this).name;
  }

  get entryType() {
    return PerformanceEntry.#of(this).entryType;
  }

  get startTime() {
    return PerformanceEntry.#of(this).startTime;
  }

  get duration() {
    return PerformanceEntry.#of(this).duration;
  }

  toJSON() {
    const { name, entryType, startTime, duration } = this;
    return { name, entryType, startTime, duration };
  }

  [kInspect](depth, options) {
    return depth < 0 ? `[${this.constructor.name}]` : `${this.constructor.name} ${inspectDeeper(this.toJSON(), options)}`;
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
    if (NODE_TIMING.has(text)) throw new codes.ERR_INVALID_ARG_VALUE("name", text);
    if (options !== undefined && options !== null) validateObject(options, "options");
    const startTime = options?.startTime ?? now();
    validateNumber(startTime, "startTime");
    checkTimestamp(startTime);
    marks.set(text, startTime);
    super(kCreate, { name: text, entryType: "mark", startTime, duration: 0, detail: copyOf(options?.detail) });
  }
}
Object.defineProperties(PerformanceMark.prototype, withDetail(PerformanceMark));

export class PerformanceMeasure extends PerformanceEntry {}
Object.defineProperties(PerformanceMeasure.prototype, withDetail(PerformanceMeasure));

// An entry that only observers get.
export class PerformanceNodeEntry extends PerformanceEntry {
  static make(name, entryType, startTime, duration, detail) {
    return new PerformanceNodeEntry(kCreate, { name, entryType, startTime, duration, detail });
  }

  get detail() {
    return detailOf(this, PerformanceNodeEntry);
  }
}

// PerformanceObserver's room adds itself here, with `offer(observer, entry)`.
export const observers = new Set();

export function notify(entry) {
  if (observers.size === 0) return;
  for (const observer of observers) observers.offer(observer, entry);
}

const MANY = 1e6;
const WARN = { mark: "performance.clearMarks", measure: "performance.clearMeasures" };
const buffers = { mark: [], measure: [] };
export const resources = [];
const marks = new Map(); // name -> startTime of its last mark
const warned = new Set();

function enqueue(entry) {
  notify(entry);
  const { entryType } = entry;
  const buffer = buffers[entryType];
  buffer.push(entry);
  if (buffer.length > MANY && !warned.has(entryType)) warnOfLeak(entryType, buffer.length);
  return entry;
}

function warnOfLeak(entryType, count) {
  warned.add(entryType);
  const warning = new Error(
    `Possible perf_hooks memory leak detected. ${count} ${entryType} entries added to the global performance entry buffer. ` +
      `Use ${WARN[entryType]} to clear the buffer.`,
  );
  warning.name = "MaxPerformanceEntryBufferExceededWarning";
  Object.assign(warning, { entryType, count });
  loadBuiltin("node:internal/process/warning").emitProcessWarning(warning);
}

// In order of start time; those that start together: marks, measures, resources.
export function entries(name, type) {
  const all = { ...buffers, resource: resources };
  const list = type === undefined ? Object.values(all).flat() : Object.hasOwn(all, type) ? all[type].slice() : [];
  const named = name === undefined ? list : list.filter((entry) => entry.name === name);
  return named.sort((first, second) => first.startTime - second.startTime);
}

export function clear(type, name) {
  const text = name === undefined ? undefined : `${name}`;
  if (type === "mark") {
    if (text === undefined) marks.clear();
    else marks.delete(text);
  }
  const kept = (entry) => text !== undefined && entry.name !== text;
  if (type === "resource") resources.splice(0, Infinity, ...resources.filter(kept));
  else buffers[type] = buffers[type].filter(kept);
}

export function mark(name, options) {
  return enqueue(new PerformanceMark(name, options));
}

function timeOf(mark) {
  if (typeof mark === "number") {
    checkTimestamp(mark);
    return mark;
  }
  const name = `${mark}`;
  if (NODE_TIMING.has(name)) return nodeTiming[name];
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

class PerformanceNodeTiming extends PerformanceEntry {
  toJSON() {
    const json = {};
    for (const name of [
      "name", "entryType", "startTime", "duration", "nodeStart", "v8Start", "bootstrapComplete", "environment", "loopStart",
      "loopExit", "idleTime",
    ]) json[name] = this[name];
    return json;
  }

  [kInspect](depth, options) {
    return depth < 0 ? this : `PerformanceNodeTiming ${inspectDeeper(this.toJSON(), options)}`;
  }
}

export const nodeTiming = new PerformanceNodeTiming(kCreate, { name: "node", entryType: "node", startTime: 0, duration: 0 });

function uvMetricsInfo() {
  const [loopCount, events] = loopCounts();
  return { loopCount, events, eventsWaiting: 0 };
}

// The start is over before the clock of the program begins: its moments only have an order.
for (const [name, get] of Object.entries({
  duration: now,
  nodeStart: () => 0,
  v8Start: () => 0.001,
  environment: () => 0.002,
  loopStart: () => loopTimes()[0],
  loopExit: () => loopTimes()[1],
  bootstrapComplete: () => 0.003,
  idleTime: idle,
  uvMetricsInfo,
})) Object.defineProperty(nodeTiming, name, { get: () => get(), enumerable: true, configurable: true });
for (const [name, value] of Object.entries({ name: "node", entryType: "node", startTime: 0 })) {
  Object.defineProperty(nodeTiming, name, { value, enumerable: true, configurable: true });
}

// Nothing of the program counts before the loop began.
export function eventLoopUtilization(first, second) {
  const [started] = loopTimes();
  if (started <= 0) return { idle: 0, active: 0, utilization: 0 };
  if (second) return difference(first, second);
  const idleNow = idle();
  const active = now() - started - idleNow;
  if (!first) return { idle: idleNow, active, utilization: active / (idleNow + active) };
  return difference({ idle: idleNow, active }, first);
}

function difference(later, earlier) {
  const idleTime = later.idle - earlier.idle;
  const active = later.active - earlier.active;
  return { idle: idleTime, active, utilization: active / (idleTime + active) };
}
