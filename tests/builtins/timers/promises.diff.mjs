// node:timers/promises
import timersPromises, { scheduler, setImmediate as immediate, setInterval as interval, setTimeout as timeout } from "node:timers/promises";
import { promisify } from "node:util";

const log = (...args) => console.log(...args);
const show = (promise) => promise.then(log, (e) => log(e.name, e.code, e.message, e.cause?.name ?? e.cause));
await show(timeout(1, "value"));
await show(timeout());
await show(immediate("value"));
for (const args of [["1"], [1, "v", 1], [1, "v", { signal: 1 }], [1, "v", { ref: 1 }], [1, "v", null]]) await show(timeout(...args));
await show(immediate("v", { signal: {} }));
await show(immediate("v", { ref: "x" }));
await show(timeout(1, "v", { signal: AbortSignal.abort("why") }));
await show(immediate("v", { signal: AbortSignal.abort() }));
const ac = new AbortController();
setTimeout(() => ac.abort("late"), 1);
await show(timeout(1000, "v", { signal: ac.signal }));
const ac2 = new AbortController();
const racing = immediate("v", { signal: ac2.signal });
ac2.abort();
await show(racing);
const ac3 = new AbortController();
await show(timeout(1, "done before abort", { signal: ac3.signal }));
ac3.abort();

let n = 0;
for await (const value of interval(1, "tick")) {
  log(value);
  if (++n === 3) break;
}
const ac4 = new AbortController();
try {
  for await (const value of interval(1, "x", { signal: ac4.signal })) {
    log(value);
    ac4.abort("enough");
  }
} catch (error) {
  log(error.name, error.cause);
}
await show(interval("1").next());
await show(interval(1, 2, { signal: AbortSignal.abort() }).next());
await show(scheduler.wait(1));
await show(scheduler.yield());
await show(scheduler.wait("x"));
for (const f of [() => new scheduler.constructor(), () => scheduler.wait.call({}, 1), () => scheduler.yield.call({})]) {
  try {
    await f();
  } catch (error) {
    log(error.name, error.code, error.message);
  }
}
log(timersPromises, promisify(setTimeout) === timeout, promisify(setImmediate) === immediate);
timeout(10000, null, { ref: false });
immediate(null, { ref: false });
