// Errors that 'uncaughtException' handles stop nothing else: the rest of ticks, microtasks, timers and immediates runs.
const log = (...args) => console.log(...args);
process.on("uncaughtException", (error, origin) => log("uncaught", error.message, origin));
setTimeout(() => {
  process.nextTick(() => log("tick of a throwing timer"));
  throw new Error("timer");
}, 1);
setTimeout(() => log("second timer"), 1);
// Both must be due in the same turn, however slow the machine is.
for (const end = Date.now() + 5; Date.now() < end; );
setTimeout(() => {
  setImmediate(() => {
    process.nextTick(() => log("tick of a throwing immediate"));
    throw new Error("immediate");
  });
  setImmediate(() => log("second immediate"));
}, 60);
setTimeout(() => {
  process.nextTick(() => {
    throw new Error("tick");
  });
  process.nextTick(() => log("second tick"));
  Promise.resolve().then(() => log("micro after throwing tick"));
}, 120);
setTimeout(() => {
  queueMicrotask(() => {
    throw new Error("microtask");
  });
  queueMicrotask(() => log("second microtask"));
}, 180);
setTimeout(() => {
  Promise.reject(new Error("rejection"));
  process.nextTick(() => log("tick before the rejection is looked at"));
}, 240);
setTimeout(() => {
  const late = Promise.reject(new Error("handled in time"));
  process.nextTick(() => late.catch((error) => log("caught", error.message)));
}, 300);
throw new Error("main");
