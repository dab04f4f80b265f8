// What getStore() says in every kind of continuation: promises, thenables, generators, timers, ticks, microtasks, events, errors.
import { AsyncLocalStorage, AsyncResource, executionAsyncId } from "node:async_hooks";
import { EventEmitter, EventEmitterAsyncResource, on, once } from "node:events";
import timers from "node:timers/promises";

const als = new AsyncLocalStorage();
const log = [];
const see = (what) => log.push(`${what} ${als.getStore()}`);

setTimeout(() => {
  see("timer made before enterWith");
  als.enterWith("left by a timer");
  setTimeout(() => see("timer in it"));
}, 1);
setTimeout(() => see("next timer"), 1);
als.enterWith("main");
process.on("exit", () => see("exit"));
process.once("beforeExit", () => see("beforeExit"));
process.nextTick(() => see("tick"));
Promise.resolve().then(() => see("then"));
queueMicrotask(() => see("microtask"));
setImmediate(() => see("immediate"));
process.on("uncaughtException", (error) => see(`uncaught ${error}`));
process.on("unhandledRejection", (error) => see(`rejection ${error}`));
als.run("r", () => {
  Promise.reject("of a promise");
  queueMicrotask(() => { throw "of a microtask"; });
  process.nextTick(() => { throw "of a tick"; });
  setTimeout(() => { throw "of a timer"; }, 2);
  setImmediate(() => { throw "of an immediate"; });
});
als.run("abort", () => { AbortSignal.timeout(3).onabort = () => see("abort"); });

const target = new EventTarget();
als.run("adding", () => target.addEventListener("x", () => see("event target")));
als.run("dispatching", () => target.dispatchEvent(new Event("x")));
const emitter = als.run("owner", () => new EventEmitterAsyncResource({ name: "Emitter" }));
const plain = new EventEmitter();
for (const source of [emitter, plain]) als.run("adding", () => source.on("x", () => see("emitter")));
als.run("emitting", () => { emitter.emit("x"); plain.emit("x"); });
als.run("once", async () => {
  await Promise.all([once(plain, "later"), als.run("emitting", () => setTimeout(() => plain.emit("later"), 1))]);
  see("after once");
});
als.run("on", async () => {
  setTimeout(() => als.run("emitting", () => { plain.emit("n", 1); plain.emit("n", 2); }), 1);
  let count = 0;
  for await (const [n] of on(plain, "n")) {
    see(`on ${n}`);
    if (++count === 2) break;
  }
});

als.run("thenable", async () => {
  await { then(done) { see("thenable"); als.run("inner", () => setTimeout(done, 5)); } };
  see("after a thenable");
});
als.run("generator", async () => {
  async function* numbers() {
    see("first part");
    yield 1;
    see("second part");
    await 0;
    yield 2;
    see("last part");
  }
  const iterator = numbers();
  als.run("A", () => iterator.next().then(() => see("then of A")));
  als.run("B", () => iterator.next().then(() => see("then of B")));
  for await (const x of iterator) see(x);
  for await (const x of [Promise.resolve(1), 2]) see(`sync iterator ${x}`);
});
als.run("timers", async () => {
  await timers.setTimeout(1);
  see("timers.setTimeout");
  await timers.setImmediate();
  see("timers.setImmediate");
  let n = 0;
  for await (const _ of timers.setInterval(1)) {
    see("timers.setInterval");
    if (++n === 2) break;
  }
  let count = 0;
  const interval = setInterval(() => {
    see("interval");
    if (++count === 2) clearInterval(interval);
  }, 1);
});
als.run("settled elsewhere", () => {
  const { promise, resolve } = Promise.withResolvers();
  promise.then(() => see("reaction"));
  als.run("resolver", () => setTimeout(resolve, 1));
  Promise.allSettled([promise, 1]).then(() => see("allSettled"));
  Promise.race([promise]).finally(() => see("finally"));
  Array.fromAsync([promise]).then(() => see("fromAsync"));
});
als.run("resource", () => {
  const resource = new AsyncResource("R");
  als.run("calling", () => {
    resource.runInAsyncScope(() => { see("scope"); als.enterWith("in the scope"); });
    see("after the scope");
    resource.bind(() => see("bound"))();
    AsyncResource.bind(() => see("static bind"))();
    AsyncLocalStorage.snapshot()(() => see("snapshot"));
  });
});
const bound = als.run("bound", () => AsyncLocalStorage.bind((x) => see(`bind ${x}`)));
const snapshot = als.run("snapshot", () => AsyncLocalStorage.snapshot());
als.run("other", () => { bound(1); snapshot((x) => see(`snapshot ${x}`), 2); });

process.on("exit", () => {
  // turns of the loop are not what this is about
  log.sort();
  console.log(log.join("\n"));
  console.log(executionAsyncId());
});
