// unhandledRejection, rejectionHandled, and rejections as uncaught exceptions.
const log = (...args) => console.log(...args);
const pause = () => new Promise((resolve) => setTimeout(resolve, 15));

process.on("uncaughtException", (error, origin) => log("uncaught", error.name, error.code, error.message, origin));
process.on("uncaughtExceptionMonitor", (error, origin) => log("monitor", error.name, origin));
for (const reason of [new Error("mine"), { a: 1 }, undefined, null, 1, "text", Symbol("s"), new (class Foo {})(), () => {}, [1]]) Promise.reject(reason);
await pause();
process.on("unhandledRejection", (reason, promise) => log("unhandled", reason, promise instanceof Promise));
process.on("rejectionHandled", (promise) => log("handled later", promise instanceof Promise));
const late = Promise.reject(1);
await pause();
late.catch(() => log("caught"));
await pause();
const soon = Promise.reject(2);
Promise.resolve().then(() => soon.catch(() => log("in time")));
process.nextTick(() => {
  const inTick = Promise.reject(3);
  process.nextTick(() => inTick.catch(() => log("in the next tick: in time")));
});
await pause();
(async () => {
  throw 4;
})();
await pause();
setTimeout(async () => {
  throw 5;
}, 1);
await pause();
// Where a pause ends before the second immediate on a slow machine, it is waited for.
const second = new Promise((resolve) =>
  setImmediate(() => {
    const p = Promise.reject(6);
    setImmediate(() => {
      p.catch(() => {});
      resolve();
    });
  }),
);
new Promise(() => {
  throw 7;
});
Promise.all([Promise.reject(8), Promise.reject(9)]);
await second;
await pause();
process.removeAllListeners("rejectionHandled");
process.on("warning", (w) => log(w.name, w.message));
const warned = Promise.reject(10);
await pause();
warned.catch(() => {});
