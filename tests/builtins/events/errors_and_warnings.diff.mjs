// What is thrown, with which code and message, and what is warned about.
import EventEmitter from "node:events";

const log = (...args) => console.log(...args);
function attempt(label, f) {
  try {
    log(label, f());
  } catch (error) {
    log(label, error.name, error.code, error.message, "context" in error ? error.context : "");
  }
}
const e = new EventEmitter();
attempt("no listener", () => e.on("a"));
attempt("number", () => e.on("a", 1));
attempt("once", () => e.once("a", {}));
attempt("prepend", () => e.prependListener("a", "x"));
attempt("off", () => e.off("a", null));
attempt("error without argument", () => e.emit("error"));
attempt("error string", () => e.emit("error", "text"));
attempt("error null", () => e.emit("error", null));
attempt("error object", () => e.emit("error", { a: 1, b: { c: { d: { e: 1 } } } }));
attempt("error Error", () => e.emit("error", new RangeError("mine")));
attempt("setMaxListeners -1", () => e.setMaxListeners(-1));
attempt("setMaxListeners NaN", () => e.setMaxListeners(NaN));
attempt("setMaxListeners text", () => e.setMaxListeners("3"));
attempt("static -1", () => EventEmitter.setMaxListeners(-1));
attempt("static target", () => EventEmitter.setMaxListeners(1, {}));
attempt("default", () => (EventEmitter.defaultMaxListeners = "x"));
attempt("default -1", () => (EventEmitter.defaultMaxListeners = -1));
attempt("getEventListeners", () => EventEmitter.getEventListeners({}, "a"));
attempt("getMaxListeners", () => EventEmitter.getMaxListeners({}));
attempt("listenerCount", () => EventEmitter.listenerCount({}, "a"));
attempt("captureRejections option", () => new EventEmitter({ captureRejections: 1 }));
attempt("captureRejections", () => (EventEmitter.captureRejections = 1));
attempt("addAbortListener", () => EventEmitter.addAbortListener(1, () => {}));
attempt("addAbortListener undefined", () => EventEmitter.addAbortListener(undefined, () => {}));
attempt("on emitter", () => EventEmitter.on({}, "a"));
attempt("on hwm", () => EventEmitter.on(e, "a", { highWaterMark: 0 }));
attempt("on lwm", () => EventEmitter.on(e, "a", { lowWaterMark: 0 }));
attempt("on options", () => EventEmitter.on(e, "a", 1));
attempt("on aborted", () => EventEmitter.on(e, "a", { signal: AbortSignal.abort() }));
attempt("iterator throw", () => EventEmitter.on(e, "a").throw(1));

const monitored = new EventEmitter();
monitored.on(EventEmitter.errorMonitor, (error) => log("monitor", error));
attempt("monitored", () => monitored.emit("error", "seen"));
monitored.on("error", (error) => log("handled", error));
log(monitored.emit("error", "both"));

process.on("warning", (w) => log("warning", w.name, w.message, String(w.type), w.count, w.emitter === e || w.emitter === small));
for (let i = 0; i < 12; i++) e.on("many", () => {});
for (let i = 0; i < 12; i++) e.on(Symbol.for("sym"), () => {});
const small = new (class Small extends EventEmitter {})();
small.setMaxListeners(1);
small.on("x", () => {}).on("x", () => {}).on("x", () => {});
const unlimited = new EventEmitter().setMaxListeners(0);
for (let i = 0; i < 30; i++) unlimited.on("x", () => {});
log(e.getMaxListeners(), small.getMaxListeners(), EventEmitter.getMaxListeners(unlimited), EventEmitter.defaultMaxListeners);
EventEmitter.defaultMaxListeners = 20;
log(e.getMaxListeners(), EventEmitter.defaultMaxListeners);
