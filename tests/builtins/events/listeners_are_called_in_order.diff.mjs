// Adding, removing and calling listeners, and what each method returns.
import EventEmitter, { once as onceStatic } from "node:events";

const log = (...args) => console.log(...args);
const e = new EventEmitter();
const f = (...args) => log("f", ...args);
log(e.on("a", f) === e, e.addListener === e.on, e.off === e.removeListener);
e.prependListener("a", () => log("first"));
e.once("a", () => log("once"));
e.prependOnceListener("a", () => log("once first"));
log(e.emit("a", 1, 2, 3, 4, 5), e.emit("a"), e.emit("nobody"));
log(e.listenerCount("a"), e.listenerCount("a", f), e.listenerCount("nobody"), e.eventNames());
const symbol = Symbol("s");
e.on(symbol, f);
log(e.eventNames(), e.emit(symbol, "sym"));
e.off("a", f);
log(e.listeners("a").length, e.off("a", f) === e, e.off("nobody", f) === e);
e.removeAllListeners("a");
log(e.eventNames(), e._eventsCount);
e.removeAllListeners();
log(e.eventNames(), e._eventsCount);

// The same function twice: the last one added goes first.
e.on("twice", f).on("twice", () => log("between")).on("twice", f);
e.off("twice", f);
e.emit("twice", "x");

// Changes during emit do not touch that emit.
const g = new EventEmitter();
g.on("x", () => {
  log("x1");
  g.on("x", () => log("added"));
  g.off("x", second);
});
function second() {
  log("x2");
}
g.on("x", second);
g.emit("x");
log("--");
g.emit("x");

// A removed once listener is not called; a once listener that emits again is called once.
const h = new EventEmitter();
h.once("y", () => {
  log("y");
  h.emit("y");
});
h.emit("y");
const n = () => log("never");
h.once("z", n);
h.off("z", n);
log(h.emit("z"));

// newListener and removeListener
const k = new EventEmitter();
k.on("newListener", (type, listener) => log("newListener", type, listener.name));
k.on("removeListener", (type, listener) => log("removeListener", type, listener.name));
k.on("q", function named() {});
k.once("q", function onced() {});
k.emit("q");
log(k.rawListeners("q").length);
k.removeAllListeners("q");
k.on("r", function r1() {});
k.on("r", function r2() {});
k.removeAllListeners();
log(k.eventNames());

// this is the emitter; arrow functions keep theirs
e.on("this", function () {
  log(this === e);
});
e.emit("this");

// raw listeners
e.once("raw", f);
e.on("raw", f);
const raw = e.rawListeners("raw");
log(raw[0] === f, raw[0].listener === f, raw[1] === f, e.listeners("raw").every((l) => l === f));
raw[0]();
log(e.listenerCount("raw"));
log(EventEmitter.listenerCount(e, "raw"), typeof onceStatic);

// mixed in, called without new, subclassed
const mixed = Object.assign({}, EventEmitter.prototype);
mixed.on("m", (v) => log("mixed", v));
mixed.emit("m", 1);
function Old() {
  EventEmitter.call(this);
}
Object.setPrototypeOf(Old.prototype, EventEmitter.prototype);
new Old().on("o", (v) => log("old", v)).emit("o", 2);
class Filled extends EventEmitter {
  constructor() {
    super();
    this.on("in", () => log("in constructor"));
  }
}
new Filled().emit("in");
log(EventEmitter.prototype.on.length, EventEmitter.prototype.emit.length, EventEmitter.prototype.on.name, EventEmitter.prototype.off.name);
log(Object.keys(EventEmitter.prototype).join());
log(Object.getOwnPropertyNames(EventEmitter).join());
log("__proto__", e.on("__proto__", f).emit("__proto__", 1), e.emit("toString"));
