// node:perf_hooks: the clock and the user timeline. Not here yet: PerformanceObserver, timerify, histograms (see README.md).
// Follows https://nodejs.org/docs/latest-v24.x/api/perf_hooks.html
import { Performance, performance } from "../_web/performance.js";
import { PerformanceEntry, PerformanceMark, PerformanceMeasure } from "../_web/performance_timeline.js";

export function eventLoopUtilization(first, second) {
  return performance.eventLoopUtilization(first, second);
}

export { Performance, performance, PerformanceEntry, PerformanceMark, PerformanceMeasure };
export default { Performance, PerformanceEntry, PerformanceMark, PerformanceMeasure, eventLoopUtilization, performance };
