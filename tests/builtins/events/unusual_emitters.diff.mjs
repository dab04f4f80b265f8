// Node and llrt print the same: emitters whose listeners come and go at odd moments, and objects that are hardly emitters.
import { EventEmitter } from "node:events";

const attempt = (what, action) => {
  try {
    console.log(what, action());
  } catch (error) {
    console.log(what, error.name, error.code ?? (error instanceof TypeError ? "TypeError" : error.message));
  }
};
const told = [];
const make = (name) => Object.assign((...args) => { told.push([name, ...args]); }, { label: name });
const report = (what, emitter) => {
  console.log(what, told.splice(0), emitter.eventNames(), emitter._eventsCount, emitter.eventNames().map((event) => emitter.listenerCount(event)));
};
const [a, b, c, d] = ["a", "b", "c", "d"].map(make);

// Lists of every length, from every place, also while they are walked.
for (let length = 1; length <= 4; length++) {
  for (let gone = 0; gone < length; gone++) {
    const emitter = new EventEmitter();
    const listeners = [a, b, c, d].slice(0, length);
    for (const listener of listeners) emitter.on("x", listener);
    emitter.removeListener("x", listeners[gone]);
    emitter.emit("x", length, gone);
    report("removed", emitter);
    const walked = new EventEmitter();
    walked.on("x", () => walked.removeListener("x", listeners[gone]));
    for (const listener of listeners) walked.once("x", listener);
    walked.on("x", () => walked.on("x", d));
    walked.emit("x", "first");
    walked.emit("x", "second");
    report("walked", walked);
  }
}
const twice = new EventEmitter().on("x", a).on("x", b).once("x", a).on("x", c).once("x", a);
for (const listener of [a, a, a, a, c, b]) {
  twice.off("x", listener);
  twice.emit("x");
  report("the last one first", twice);
}

// Who listens for listeners.
const watched = new EventEmitter();
watched.on("newListener", function (event, listener) {
  told.push(["new", String(event), listener.label, this.listenerCount(event)]);
  if (event === "replace") this._events = { __proto__: null, replace: b };
  if (event === "first") this.prependListener("first2", listener);
  if (event === "throw") throw new Error("not this one");
});
watched.on("x", a).once("x", b).on(Symbol.for("s"), c).on("first", d);
watched.emit("x");
report("watched", watched);
attempt("refused", () => watched.on("throw", a));
watched.on("replace", a);
report("replaced", watched);
const leaving = new EventEmitter().on("removeListener", (event, listener) => told.push(["gone", event, listener.label]));
leaving.on("x", a).once("x", b).on("x", c).emit("x");
leaving.removeListener("x", a).removeListener("x", c).removeListener("x", c).removeAllListeners("removeListener");
report("leaving", leaving);

// Limits.
process.on("warning", (warning) => console.log("warning", warning.name, warning.count, String(warning.type)));
for (const most of [0, 1, 2, Infinity, 1.5]) {
  const limited = new EventEmitter().setMaxListeners(most);
  for (const listener of [a, b, c]) limited.on(`at most ${most}`, listener);
}
EventEmitter.defaultMaxListeners = 2;
new EventEmitter().on("default", a).on("default", b).on("default", c).on("default", d);
EventEmitter.defaultMaxListeners = 10;

// Hardly emitters.
const { emit, on, off, removeListener } = EventEmitter.prototype;
for (const odd of [{}, { _events: {} }, { _events: { x: a } }, { _events: { x: [a, b] }, _eventsCount: 1 }, { _events: null }, { _events: 5 },
  Object.freeze({ _events: {}, _eventsCount: 0 }), { _events: Object.freeze({ x: a }), _eventsCount: 1 }, { _events: { __proto__: { x: a } } },
  { get _events() { return { x: a }; } }, new Proxy(new EventEmitter(), {}), { _events: { x: "no function" } }, { _events: {}, _eventsCount: "1" }]) {
  attempt("emit", () => emit.call(odd, "x", 1));
  attempt("on", () => on.call(odd, "x", b) === odd);
  attempt("on", () => on.call(odd, "x", c) === odd);
  attempt("emit", () => emit.call(odd, "x", 2));
  attempt("off", () => off.call(odd, "x", b) === odd);
  attempt("off", () => removeListener.call(odd, "x", d) === odd);
  attempt("toString", () => emit.call(odd, "toString"));
  console.log(told.splice(0), odd._eventsCount);
}
for (const nothing of [undefined, null, 5, "text"]) attempt("nothing", () => emit.call(nothing, "x"));
for (const name of [5, -0, 1.5, null, undefined, true, { toString: () => "x" }, Symbol("s"), "__proto__", "constructor", "0", ""]) {
  const emitter = new EventEmitter();
  attempt("name", () => [emitter.on(name, a) === emitter, emitter.emit(name, 1), emitter.listenerCount(name), emitter.off(name, a)._eventsCount]);
  told.length = 0;
}
for (const listener of [undefined, null, 5, {}, "text"]) for (const method of ["on", "once", "off", "prependListener"]) attempt(method, () => new EventEmitter()[method]("x", listener));
attempt("no arguments", () => [new EventEmitter().emit(), new EventEmitter().on("undefined", a).emit(undefined, 1)]);
class Counting extends EventEmitter {
  emit(...args) {
    told.push(["emit", args.length]);
    return super.emit(...args);
  }
  on(...args) {
    told.push(["on", args.length]);
    return super.on(...args);
  }
}
const counting = new Counting().on("newListener", a).on("x", b).once("y", c).addListener("z", d);
counting.emit("y");
report("overridden", counting);

// What listeners give, throw, and are called with.
const capturing = new EventEmitter({ captureRejections: true }).on("error", (error) => console.log("captured", error.message));
capturing.on("x", async () => { throw new Error("one"); });
capturing.emit("x");
capturing.on("x", () => ({ get then() { throw new Error("two"); } }));
capturing.emit("x");
capturing[Symbol.for("nodejs.rejection")] = (error, event, ...args) => console.log("own", error.message, event, args);
capturing.emit("x", 1, 2);
const throwing = new EventEmitter().on("x", a).on("x", () => { throw new Error("in the middle"); }).on("x", b);
attempt("throws", () => throwing.emit("x"));
throwing.removeListener("x", a).on("x", c);
attempt("throws again", () => throwing.emit("x"));
report("thrown", throwing);
new EventEmitter().on("x", function (...args) { console.log(this instanceof EventEmitter, args); }).emit("x", 1, undefined, null, ...Array(20).keys());
