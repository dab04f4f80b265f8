// How events, targets, signals and the like look in the console.
import { inspect } from "node:util";

const fixed = (value, options) => console.log(inspect(value, options).replace(/timeStamp: [\d.]+/, "timeStamp: T"));
fixed(new Event("x", { cancelable: true }));
fixed(new CustomEvent("x", { detail: 1 }));
fixed(new (class Mine extends Event {})("m"));
fixed({ a: { b: { c: new Event("x") } } });
fixed({ a: { b: new Event("x") } });
fixed(new Event("x"), { depth: 0 });
fixed(new Event("x"), { depth: -1 });
fixed(new EventTarget());
fixed(new (class Mine extends EventTarget {})());
fixed(new EventTarget(), { depth: -1 });
fixed({ t: new EventTarget() }, { depth: 0 });
const ac = new AbortController();
fixed(ac);
fixed(ac.signal);
fixed([ac, ac.signal]);
fixed({ e: new AbortController() }, { depth: 0 });
fixed(ac, { depth: 0 });
fixed(ac, { depth: -1 });
fixed(ac.signal, { depth: -1 });
ac.abort();
fixed(ac);
console.log(DOMException, Event, EventTarget, CustomEvent, AbortSignal, AbortController);
console.log(queueMicrotask, structuredClone, queueMicrotask.length);
for (const value of [undefined, 1, {}]) {
  try {
    queueMicrotask(value);
  } catch (error) {
    console.log(error.code, error.message);
  }
}
