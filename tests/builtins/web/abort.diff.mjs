// AbortController and AbortSignal.
import { setTimeout as pause } from "node:timers/promises";

const log = (...args) => console.log(...args);
function attempt(label, f) {
  try {
    log(label, f());
  } catch (error) {
    log(label, error.name, error.code, error.message);
  }
}
const names = (object) => Reflect.ownKeys(object).filter((key) => typeof key === "string").join();
log(names(AbortController.prototype), names(AbortSignal.prototype), names(AbortSignal));
log(Object.keys(AbortController.prototype), Object.keys(AbortSignal.prototype));
const ac = new AbortController();
const { signal } = ac;
log(signal === ac.signal, signal.aborted, signal.reason, signal.onabort, String(signal), String(ac));
signal.onabort = function (event) {
  log("onabort", this === signal, event.type, event.target === signal, event.isTrusted);
};
signal.addEventListener("abort", () => log("listener"));
signal.addEventListener("abort", () => log("once"), { once: true });
ac.abort();
ac.abort("second");
log(signal.aborted, signal.reason.name, signal.reason.code, signal.reason.message, signal.reason instanceof DOMException);
attempt("throwIfAborted", () => signal.throwIfAborted());
attempt("throwIfAborted not", () => new AbortController().signal.throwIfAborted());
attempt("new AbortSignal", () => new AbortSignal());
attempt("aborted", () => AbortSignal.prototype.aborted);
attempt("reason", () => AbortSignal.prototype.reason);
attempt("timeout()", () => AbortSignal.timeout());
attempt("timeout('a')", () => AbortSignal.timeout("a"));
attempt("timeout(-1)", () => AbortSignal.timeout(-1));
attempt("timeout(2**53)", () => AbortSignal.timeout(2 ** 53));
for (const value of [undefined, null, "x", 1, {}, [{}], [null], [1, 2], [ac]]) attempt("any", () => AbortSignal.any(value));
log(AbortSignal.abort(5).reason, AbortSignal.abort(null).reason, AbortSignal.abort().reason.name, AbortSignal.abort(undefined).reason.name);
attempt("abort reason thrown", () => {
  try {
    AbortSignal.abort("text").throwIfAborted();
  } catch (reason) {
    return reason;
  }
});

const a = new AbortController();
const b = new AbortController();
const any = AbortSignal.any([a.signal, b.signal, a.signal]);
const nested = AbortSignal.any(new Set([any]));
nested.onabort = () => log("nested", a.signal.aborted, any.aborted);
any.onabort = () => log("any", any.reason);
b.signal.onabort = () => log("b", any.aborted, nested.aborted);
b.abort("from b");
a.abort("from a");
log(any.reason, nested.reason, AbortSignal.any([]).aborted, AbortSignal.any([a.signal, b.signal]).reason);

const quick = AbortSignal.timeout(1);
quick.onabort = () => log("timeout", quick.reason.name, quick.reason.code, quick.reason.message);
await pause(10);
const both = AbortSignal.any([AbortSignal.timeout(1), new AbortController().signal]);
both.addEventListener("abort", () => log("any of timeout", both.reason.name));
await pause(10);
AbortSignal.timeout(100000);

const handlers = new AbortController().signal;
handlers.onabort = 5;
log(handlers.onabort);
handlers.onabort = null;
log(handlers.onabort);
process.on("uncaughtException", (error) => log("uncaught", error));
const throwing = new AbortController();
throwing.signal.addEventListener("abort", () => { throw "in listener"; });
throwing.abort();
log("abort() returned");
for (let i = 0; i < 20; i++) handlers.addEventListener("abort", () => {});

// Signals that only listeners know of
const target = new EventTarget();
const heard = () => log("heard");
target.addEventListener("x", heard, { signal: AbortSignal.timeout(1) });
const source = new AbortController();
target.addEventListener("y", heard, { signal: AbortSignal.any([source.signal]) });
target.dispatchEvent(new Event("x"));
target.dispatchEvent(new Event("y"));
await pause(10);
source.abort();
target.dispatchEvent(new Event("x"));
target.dispatchEvent(new Event("y"));
