// createHook: which resources are made, run, resolved and destroyed, with which triggers, in which order.
const { AsyncResource, createHook, executionAsyncId, executionAsyncResource, triggerAsyncId } = require("node:async_hooks");
const lines = [];
const names = new Map(); // ids in the order they are seen
const name = (id) => (id < 2 ? id : names.get(id) ?? (names.set(id, `r${names.size}`), names.get(id)));
const hook = createHook({
  init(id, type, trigger) { lines.push(`init ${name(id)} ${type} by ${name(trigger)}`); },
  before(id) { lines.push(`before ${name(id)}`); },
  after(id) { lines.push(`after ${name(id)}`); },
  promiseResolve(id) { lines.push(`resolve ${name(id)}`); },
}).enable();
const section = (text) => lines.push(`-- ${text}`);
const here = (text) => lines.push(`${text} in ${name(executionAsyncId())} by ${name(triggerAsyncId())}`);

section("new Promise, then");
const p = new Promise((resolve) => resolve(1));
const q = p.then(() => here("then"));
section("async function");
(async () => {
  here("start");
  await 1;
  here("after a value");
  await p;
  here("after a promise");
})();
section("resolve, reject, all, finally");
Promise.resolve(1);
Promise.reject(1).catch(() => 0);
Promise.all([p, q]);
p.finally(() => 0);
section("thenable, adopted promise");
Promise.resolve({ then(done) { here("thenable"); done(); } });
new Promise((resolve) => resolve(p));
section("async generator");
(async () => {
  async function* numbers() {
    yield 1;
    await 0;
    yield 2;
  }
  for await (const x of numbers()) here(`loop ${x}`);
})();
section("others");
process.nextTick(() => here("tick"));
queueMicrotask(() => here("microtask"));
setImmediate(() => {
  here("immediate");
  setTimeout(() => {
    here("timeout");
    const interval = setInterval(() => {
      here("interval");
      clearInterval(interval);
    }, 1);
  }, 1);
});
const resource = new AsyncResource("Mine");
resource.runInAsyncScope(() => {
  here("scope");
  Promise.resolve().then(() => lines.push(executionAsyncResource() instanceof Promise));
});
section("end of the main script");
process.on("exit", () => {
  hook.disable();
  console.log(lines.join("\n"));
});
