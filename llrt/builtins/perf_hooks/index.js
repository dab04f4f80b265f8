// node:perf_hooks: the door. Follows https://nodejs.org/docs/latest-v24.x/api/perf_hooks.html
import { eventLoopUtilization, Performance, performance, timerify } from "../_web/performance.js";
import { PerformanceEntry, PerformanceMark, PerformanceMeasure } from "../_web/performance_timeline.js";
import { createHistogram, monitorEventLoopDelay } from "./_histogram.js";
import { PerformanceObserver, PerformanceObserverEntryList } from "./_observer.js";
import { PerformanceResourceTiming } from "./_resource_timing.js";

const constants = {};
for (const [name, value] of Object.entries({
  NODE_PERFORMANCE_GC_MAJOR: 4,
  NODE_PERFORMANCE_GC_MINOR: 1,
  NODE_PERFORMANCE_GC_MINOR_MARK_SWEEP: 2,
  NODE_PERFORMANCE_GC_INCREMENTAL: 8,
  NODE_PERFORMANCE_GC_WEAKCB: 16,
  NODE_PERFORMANCE_GC_FLAGS_NO: 0,
  NODE_PERFORMANCE_GC_FLAGS_CONSTRUCT_RETAINED: 2,
  NODE_PERFORMANCE_GC_FLAGS_FORCED: 4,
  NODE_PERFORMANCE_GC_FLAGS_SYNCHRONOUS_PHANTOM_PROCESSING: 8,
  NODE_PERFORMANCE_GC_FLAGS_ALL_AVAILABLE_GARBAGE: 16,
  NODE_PERFORMANCE_GC_FLAGS_ALL_EXTERNAL_MEMORY: 32,
  NODE_PERFORMANCE_GC_FLAGS_SCHEDULE_IDLE: 64,
})) Object.defineProperty(constants, name, { value, enumerable: true });

export {
  constants, createHistogram, eventLoopUtilization, monitorEventLoopDelay, Performance, performance, PerformanceEntry, PerformanceMark,
  PerformanceMeasure, PerformanceObserver, PerformanceObserverEntryList, PerformanceResourceTiming, timerify,
};

const perfHooks = {
  Performance, PerformanceEntry, PerformanceMark, PerformanceMeasure, PerformanceObserver, PerformanceObserverEntryList,
  PerformanceResourceTiming, monitorEventLoopDelay, eventLoopUtilization, timerify, createHistogram, performance,
};
Object.defineProperty(perfHooks, "constants", { value: constants, enumerable: true });
export default perfHooks;
