// events.once(), events.on() and addAbortListener(), for emitters and event targets.
import EventEmitter, { addAbortListener, on, once } from "node:events";

const log = (...args) => console.log(...args);
const fail = (label) => (error) => log(label, error.name, error.code, error.message, error.cause?.name ?? error.cause);
const e = new EventEmitter();

setTimeout(() => e.emit("a", 1, 2), 1);
log(await once(e, "a"));
setTimeout(() => e.emit("error", new Error("boom")), 1);
await once(e, "b").catch(fail("once error"));
setTimeout(() => e.emit("error", "value"), 1);
log(await once(e, "error"));
log(e.eventNames());
const target = new EventTarget();
setTimeout(() => target.dispatchEvent(new Event("t")), 1);
log((await once(target, "t"))[0].type);
const ac = new AbortController();
setTimeout(() => ac.abort("why"), 1);
await once(e, "never", { signal: ac.signal }).catch(fail("once abort"));
await once(e, "never", { signal: ac.signal }).catch(fail("once aborted before"));
await once(e, "x", { signal: 1 }).catch(fail("once bad signal"));
await once(e, "x", 1).catch(fail("once bad options"));
await once({}, "x").catch(fail("once no emitter"));
log(e.eventNames());

const seen = [];
setTimeout(() => {
  e.emit("n", 1);
  e.emit("n", 2, "two");
  e.emit("n", 3);
  e.emit("end");
}, 1);
for await (const event of on(e, "n", { close: ["end"] })) seen.push(event);
log(seen, e.eventNames());

setTimeout(() => e.emit("n", 1), 1);
for await (const event of on(e, "n")) {
  log(event);
  break;
}
log(e.eventNames());

setTimeout(() => {
  e.emit("n", "before");
  e.emit("error", new Error("stop"));
}, 1);
try {
  for await (const event of on(e, "n")) log(event);
} catch (error) {
  log("thrown", error.message);
}
const ac2 = new AbortController();
setTimeout(() => ac2.abort(), 1);
try {
  for await (const event of on(e, "n", { signal: ac2.signal })) log(event);
} catch (error) {
  fail("on abort")(error);
}
const iterator = on(e, "n");
const pending = [iterator.next(), iterator.next()];
e.emit("n", "to the first");
log(await pending[0]);
iterator.throw(new Error("thrown in"));
await pending[1].catch((error) => log(error.message));
log(await iterator.next(), await iterator.return(), iterator[Symbol.asyncIterator]() === iterator);

const flow = new EventEmitter();
flow.pause = () => log("pause");
flow.resume = () => log("resume");
const limited = on(flow, "d", { highWaterMark: 2, lowWaterMark: 1 });
for (let i = 0; i < 4; i++) flow.emit("d", i);
for (let i = 0; i < 4; i++) log((await limited.next()).value);
setTimeout(() => target.dispatchEvent(new CustomEvent("t", { detail: 7 })), 1);
for await (const [event] of on(target, "t")) {
  log(event.detail);
  break;
}

const ac3 = new AbortController();
{
  using disposable = addAbortListener(ac3.signal, () => log("never called"));
  log(typeof disposable[Symbol.dispose]);
}
addAbortListener(ac3.signal, () => log("aborted"));
ac3.signal.addEventListener("abort", (event) => event.stopImmediatePropagation());
addAbortListener(ac3.signal, () => log("aborted, not stopped"));
ac3.abort();
addAbortListener(ac3.signal, () => log("late"));
log(EventEmitter.getEventListeners(target, "t").length, EventEmitter.getEventListeners(e, "n").length);
