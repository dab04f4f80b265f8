// Channels, stores and traced operations: what is published, in which order, and what is thrown.
import dc, { Channel } from "node:diagnostics_channel";
import { inspect } from "node:util";

Error.stackTraceLimit = 0;
const attempt = (name, fn) => {
  try {
    console.log(name, inspect(fn()));
  } catch (error) {
    console.log(name, error.name, error.code, error.message);
  }
};
const uncaught = [];
process.on("uncaughtException", (error) => uncaught.push(error.message));

const one = dc.channel("one");
console.log(one instanceof Channel, dc.channel("one") === one, one.name, one.hasSubscribers, dc.hasSubscribers("one"), dc.hasSubscribers("none"), Object.getPrototypeOf(one) === Channel.prototype);
for (const name of [undefined, null, 5, {}, Symbol.for("s")]) attempt(`channel ${inspect(name)}`, () => dc.channel(name).name);
attempt("subscriber", () => one.subscribe("x"));
const log = (tag) => (message, name) => console.log(tag, inspect(message), name);
const first = log("first");
one.subscribe(first);
dc.subscribe("one", log("second"));
one.subscribe(function third() {
  one.unsubscribe(third);
  one.subscribe(log("added meanwhile"));
});
one.subscribe(() => { throw new Error("from a subscriber"); });
one.publish({ a: 1 });
one.publish("again");
console.log(one.hasSubscribers, dc.hasSubscribers("one"), one.unsubscribe(first), one.unsubscribe(first), dc.unsubscribe("one", first), dc.unsubscribe("none", first), Object.keys(one).slice(0, 3));

const store = (name) => ({ run(context, fn) { console.log(name, "enters", context); const result = fn(); console.log(name, "leaves"); return result; } });
const stored = dc.channel("stored");
const [a, b] = [store("a"), store("b")];
console.log(stored.runStores(1, function (...args) { return [this, ...args]; }, "self", 2, 3).slice(1));
stored.bindStore(a);
stored.bindStore(b, (data) => ({ data }));
stored.bindStore(store("c"), () => { throw new Error("from a transform"); });
stored.subscribe(log("published"));
console.log(stored.runStores({ x: 1 }, (value) => value + 1, null, 41), stored.unbindStore(a), stored.unbindStore(a), stored.unbindStore({}));

for (const given of [undefined, 5, { start: 1 }, null]) attempt(`tracingChannel ${inspect(given)}`, () => dc.tracingChannel(given));
const tracing = dc.tracingChannel("op");
const handlers = Object.fromEntries(["start", "end", "asyncStart", "asyncEnd", "error"].map((name) => [name, (message) => console.log(name, inspect(message))]));
attempt("untraced", () => tracing.traceSync((x) => x, {}, null, 7));
console.log(tracing.hasSubscribers, Object.keys(tracing), tracing.start.name, tracing.error === dc.channel("tracing:op:error"));
tracing.subscribe(handlers);
console.log(tracing.hasSubscribers, dc.tracingChannel({ ...Object.fromEntries(Object.keys(handlers).map((key) => [key, tracing[key]])) }).hasSubscribers);
attempt("sync", () => tracing.traceSync((x) => x + 1, { id: 1 }, null, 7));
attempt("sync throws", () => tracing.traceSync(() => { throw "bad"; }, undefined));
await tracing.tracePromise(async (x) => x, { id: 2 }, null, "value").then((value) => console.log("resolved", value));
await tracing.tracePromise(() => Promise.reject("no"), { id: 3 }).catch((error) => console.log("rejected", error.message));
await tracing.tracePromise(() => 5, { id: 4 }).then((value) => console.log("no promise", value));
attempt("promise throws", () => tracing.tracePromise(() => { throw new Error("early"); }, { id: 5 }));
tracing.traceCallback((x, done) => done(null, x), 1, { id: 6 }, null, "x", (error, value) => console.log("called back", error, value));
tracing.traceCallback((done) => done(new Error("cb")), undefined, { id: 7 }, null, (error) => console.log("called back", error.message));
attempt("no callback", () => tracing.traceCallback(() => {}, 0, { id: 8 }, null, 5));
attempt("callback throws", () => tracing.traceCallback((done) => { throw new Error("before"); }, 0, { id: 9 }, null, () => {}));
console.log(tracing.unsubscribe(handlers), tracing.unsubscribe(handlers), tracing.hasSubscribers);
setImmediate(() => console.log(uncaught));
