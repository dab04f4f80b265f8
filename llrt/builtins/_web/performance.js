// The global `performance`: the clock, and the way to the timeline (performance_timeline.js, loaded at the first mark).
// Follows https://w3c.github.io/hr-time/ and https://nodejs.org/docs/latest-v24.x/api/perf_hooks.html#perf_hooksperformance
import { loadBuiltin } from "native:engine";
import { now as clock, timeOrigin } from "native:perf_hooks";
import { codes } from "../_errors.js";
import { defineEventHandler, EventTarget, inspectDeeper, makeEnumerable } from "./event_target.js";

const kInspect = Symbol.for("nodejs.util.inspect.custom");
const kPerformance = Symbol("performance");
const kCreate = Symbol("kCreate");

let loaded;
const timeline = () => (loaded ??= loadBuiltin("node:internal/web/performance_timeline"));

function check(value) {
  if (value?.[kPerformance] === undefined) throw new codes.ERR_INVALID_THIS("Performance");
}

export class Performance extends EventTarget {
  constructor(key = undefined) {
    if (key !== kCreate) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
    super();
    this[kPerformance] = true;
  }

  clearMarks(name = undefined) {
    check(this);
    timeline().clear("mark", name);
  }

  clearMeasures(name = undefined) {
    check(this);
    timeline().clear("measure", name);
  }

  clearResourceTimings(name = undefined) {
    check(this);
    timeline().clear("resource", name);
  }

  getEntries() {
    check(this);
    return timeline().entries();
  }

  getEntriesByName(name, type = undefined) {
    check(this);
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS("name");
    return timeline().entries(`${name}`, type === undefined ? undefined : `${type}`);
  }

  getEntriesByType(type) {
    check(this);
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS("type");
    return timeline().entries(undefined, `${type}`);
  }

  mark(name, options = undefined) {
    check(this);
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS("name");
    return timeline().mark(name, options);
  }

  measure(name, startOrOptions = {}, endMark = undefined) {
    check(this);
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS("name");
    return timeline().measure(name, startOrOptions, endMark);
  }

  now() {
    check(this);
    return clock();
  }

  setResourceTimingBufferSize(maxSize) {
    check(this);
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS("maxSize");
    loadBuiltin("node:internal/perf_hooks/resource_timing").setResourceTimingBufferSize(+maxSize >>> 0);
  }

  get timeOrigin() {
    check(this);
    return timeOrigin();
  }

  toJSON() {
    check(this);
    return {
      nodeTiming: this.nodeTiming,
      timeOrigin: this.timeOrigin,
      eventLoopUtilization: this.eventLoopUtilization(),
    };
  }

  [kInspect](depth, options) {
    if (depth < 0) return this;
    const { nodeTiming, timeOrigin: origin } = this;
    return `Performance ${inspectDeeper({ nodeTiming, timeOrigin: origin }, options)}`;
  }
}

const { prototype } = Performance;
makeEnumerable(prototype, [
  "clearMarks", "clearMeasures", "clearResourceTimings", "getEntries", "getEntriesByName", "getEntriesByType",
  "mark", "measure", "now", "setResourceTimingBufferSize", "timeOrigin", "toJSON",
]);

// What is behind them is loaded when they are first called.
export function eventLoopUtilization(util1, util2) {
  return timeline().eventLoopUtilization(util1, util2);
}

export function timerify(fn, options = undefined) {
  return loadBuiltin("node:internal/perf_hooks/timerify").timerify(fn, options);
}
Object.defineProperty(timerify, "length", { value: 1 });

function markResourceTiming(timingInfo, requestedUrl, initiatorType, global, cacheMode, bodyInfo, responseStatus, deliveryType = "") {
  const room = loadBuiltin("node:internal/perf_hooks/resource_timing");
  return room.markResourceTiming(timingInfo, requestedUrl, initiatorType, global, cacheMode, bodyInfo, responseStatus, deliveryType);
}

for (const [name, value] of Object.entries({ eventLoopUtilization, markResourceTiming, timerify })) {
  Object.defineProperty(prototype, name, { value, writable: true, configurable: true });
}
Object.defineProperties(prototype, {
  nodeTiming: { get: () => timeline().nodeTiming, configurable: true },
  [Symbol.toStringTag]: { value: "Performance", configurable: true },
});
defineEventHandler(prototype, "resourcetimingbufferfull");

export const performance = new Performance(kCreate);
