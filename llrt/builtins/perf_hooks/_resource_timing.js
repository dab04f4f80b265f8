// PerformanceResourceTiming, and the buffer of such entries with its limit.
// Follows https://w3c.github.io/resource-timing/ and Node 24; fetch() calls performance.markResourceTiming().
import { codes } from "../_errors.js";
import { dispatch, Event, inspectDeeper, makeEnumerable } from "../_web/event_target.js";
import { performance } from "../_web/performance.js";
import { kEntry, notify, PerformanceEntry, resources } from "../_web/performance_timeline.js";
import { setImmediate } from "../timers/index.js";

const kInspect = Symbol.for("nodejs.util.inspect.custom");
const kInner = Symbol("kInner");

let limit = 250;
let secondary = [];
let fullPending = false;

let infoOf;

export class PerformanceResourceTiming extends PerformanceEntry {
  #info; // {initiatorType, timing, cacheMode, deliveryType, responseStatus}

  constructor(key = undefined, name = undefined, info = undefined) {
    if (key !== kInner) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
    const { startTime, endTime } = info.timing;
    super(kEntry, { name, entryType: "resource", startTime, duration: endTime - startTime });
    this.#info = info;
  }

  static {
    Object.defineProperty(this, "length", { value: 0, configurable: true });
    infoOf = (value) => {
      if (typeof value !== "object" || value === null || !(#info in value)) throw new codes.ERR_INVALID_THIS("PerformanceResourceTiming");
      return value.#info;
    };
  }

  toJSON() {
    const { name, entryType, startTime, duration } = this;
    const json = { name, entryType, startTime, duration };
    for (const key of Object.keys(MEMBERS)) json[key] = this[key];
    return json;
  }

  [kInspect](depth, options) {
    return depth < 0 ? `[${this.constructor.name}]` : `${this.constructor.name} ${inspectDeeper(this.toJSON(), options)}`;
  }
}

function transferSize({ cacheMode, timing }) {
  if (cacheMode === "local") return 0;
  return cacheMode === "validated" ? 300 : timing.encodedBodySize + 300;
}

// In the order in which toJSON() gives them.
const MEMBERS = {
  initiatorType: ({ initiatorType }) => initiatorType,
  nextHopProtocol: ({ timing }) => timing.finalConnectionTimingInfo?.ALPNNegotiatedProtocol,
  workerStart: ({ timing }) => timing.finalServiceWorkerStartTime,
  redirectStart: ({ timing }) => timing.redirectStartTime,
  redirectEnd: ({ timing }) => timing.redirectEndTime,
  fetchStart: ({ timing }) => timing.postRedirectStartTime,
  domainLookupStart: ({ timing }) => timing.finalConnectionTimingInfo?.domainLookupStartTime,
  domainLookupEnd: ({ timing }) => timing.finalConnectionTimingInfo?.domainLookupEndTime,
  connectStart: ({ timing }) => timing.finalConnectionTimingInfo?.connectionStartTime,
  connectEnd: ({ timing }) => timing.finalConnectionTimingInfo?.connectionEndTime,
  secureConnectionStart: ({ timing }) => timing.finalConnectionTimingInfo?.secureConnectionStartTime,
  requestStart: ({ timing }) => timing.finalNetworkRequestStartTime,
  responseStart: ({ timing }) => timing.finalNetworkResponseStartTime,
  responseEnd: ({ timing }) => timing.endTime,
  transferSize,
  encodedBodySize: ({ timing }) => timing.encodedBodySize,
  decodedBodySize: ({ timing }) => timing.decodedBodySize,
  deliveryType: ({ deliveryType }) => deliveryType,
  responseStatus: ({ responseStatus }) => responseStatus,
};

for (const [name, read] of Object.entries(MEMBERS)) {
  const { get } = Object.getOwnPropertyDescriptor({ get [name]() { return read(infoOf(this)); } }, name);
  Object.defineProperty(PerformanceResourceTiming.prototype, name, { get, enumerable: true, configurable: true });
}
makeEnumerable(PerformanceResourceTiming.prototype, ["toJSON"]);
Object.defineProperty(PerformanceResourceTiming.prototype, Symbol.toStringTag, { value: "PerformanceResourceTiming", configurable: true });

// The program may clear the buffer or set a greater limit when it hears of it; what finds no room then is dropped.
function moveSecondary() {
  while (secondary.length > 0) {
    dispatch(performance, new Event("resourcetimingbufferfull"));
    const room = Math.max(limit - resources.length, 0);
    if (room === 0) secondary = [];
    resources.push(...secondary.splice(0, room));
  }
}

function keep(entry) {
  if (resources.length < limit && !fullPending) {
    resources.push(entry);
    return;
  }
  if (!fullPending) {
    fullPending = true;
    setImmediate(() => {
      moveSecondary();
      fullPending = false;
    });
  }
  secondary.push(entry);
}

export function markResourceTiming(
  timingInfo, requestedUrl, initiatorType, global, cacheMode, bodyInfo, responseStatus, deliveryType = "",
) {
  if (cacheMode !== "" && cacheMode !== "local") {
    throw new codes.ERR_INTERNAL_ASSERTION("cache must be an empty string or 'local'");
  }
  const info = { initiatorType, timing: timingInfo, cacheMode, deliveryType, responseStatus };
  const entry = new PerformanceResourceTiming(kInner, requestedUrl, info);
  notify(entry);
  keep(entry);
  return entry;
}

export function setResourceTimingBufferSize(size) {
  limit = size;
}
