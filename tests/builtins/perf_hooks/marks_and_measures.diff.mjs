// performance: the clock, marks, measures, entries.
import perfHooks, { performance as imported, PerformanceEntry } from "node:perf_hooks";

const log = (...args) => console.log(...args);
const p = performance;
function attempt(label, f) {
  try {
    log(label, f());
  } catch (error) {
    log(label, error.name, error.code, error.message);
  }
}
log(p === imported, perfHooks.performance === p, p instanceof EventTarget, String(p), PerformanceEntry === globalThis.PerformanceEntry);
const first = p.now();
const second = p.now();
log(first > 0, second >= first, first < 60000, Math.abs(p.timeOrigin + p.now() - Date.now()) < 1000, p.timeOrigin === p.timeOrigin);
log(Object.keys(Performance.prototype).filter((key) => key !== "onresourcetimingbufferfull").join());
p.mark("a", { startTime: 7 });
log(p.mark("b", { detail: { x: [1] }, startTime: 5 }));
log(p.measure("m", "a", "b"), p.measure("m3", { start: 1, end: 3, detail: 4 }), p.measure("m4", { start: 1, duration: 3 }));
log(p.measure("m5", { end: 4, duration: 3 }), p.measure("m6", { start: "a", end: 9 }), p.measure("m7", undefined, "a"));
const now = p.measure("m8");
log(now.startTime, now.duration > 0, p.measure("m9", "a").startTime);
attempt("mark()", () => p.mark());
attempt("options", () => p.mark("x", 1));
attempt("negative", () => p.mark("x", { startTime: -1 }));
attempt("text time", () => p.mark("x", { startTime: "a" }));
attempt("node's name", () => p.mark("nodeStart"));
attempt("measure()", () => p.measure());
attempt("no mark", () => p.measure("a", "zz"));
attempt("all three", () => p.measure("a", { start: 1, end: 2, duration: 3 }));
attempt("options and end", () => p.measure("a", { start: 1 }, "b"));
attempt("negative start", () => p.measure("q", { start: -1 }));
log(p.getEntries().map((e) => e.name), p.getEntriesByName("a").length, p.getEntriesByType("mark").map((e) => e.name));
log(p.getEntriesByName("a", "measure"), p.getEntriesByType("nothing"));
attempt("by name", () => p.getEntriesByName());
attempt("by type", () => p.getEntriesByType());
p.clearMarks("a");
log(p.getEntriesByType("mark").map((e) => e.name));
p.clearMarks();
p.clearMeasures("m");
log(p.getEntries().map((e) => e.name));
p.clearMeasures();
log(p.getEntries());
attempt("new Performance", () => new Performance());
attempt("new PerformanceEntry", () => new PerformanceEntry());
attempt("new PerformanceMeasure", () => new PerformanceMeasure());
attempt("new PerformanceMark", () => new PerformanceMark());
attempt("mark to JSON", () => new PerformanceMark("q", { detail: 1, startTime: 2 }).toJSON());
attempt("wrong this", () => Performance.prototype.now.call({}));
log(Object.keys(p.toJSON()), Object.keys(p.eventLoopUtilization()), p.nodeTiming.name, p.nodeTiming.entryType);
