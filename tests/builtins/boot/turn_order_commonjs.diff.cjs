// Timers, immediates, ticks, microtasks in CommonJS: the order Node prints.
const log = (...args) => console.log(...args);
log("main");
setTimeout(() => {
  log("timeout 0");
  process.nextTick(() => log("timeout tick"));
  Promise.resolve().then(() => log("timeout micro"));
  setImmediate(() => log("immediate from timeout"));
}, 0);
setTimeout(() => log("timeout 0 b"), 0);
setTimeout(() => log("timeout 200"), 200);
process.nextTick(() => {
  log("tick 1");
  Promise.resolve().then(() => log("tick 1 micro"));
  process.nextTick(() => log("tick nested"));
});
process.nextTick(log, "tick 2", "with", "arguments");
Promise.resolve().then(() => {
  log("micro 1");
  process.nextTick(() => log("micro tick"));
}).then(() => log("micro 2"));
queueMicrotask(() => log("queueMicrotask"));
(async () => {
  log("async start");
  await null;
  log("async 2");
  await new Promise((resolve) => process.nextTick(resolve));
  log("async after tick");
  await new Promise((resolve) => setTimeout(resolve, 100));
  log("async after timeout");
  setImmediate(() => {
    log("immediate 1");
    setImmediate(() => log("immediate nested"));
    process.nextTick(() => log("immediate tick"));
    Promise.resolve().then(() => log("immediate micro"));
  });
  setImmediate(() => log("immediate 2"));
})();
let revived = 0;
process.on("beforeExit", (code) => {
  log("beforeExit", code, revived);
  if (revived++ < 2) setTimeout(() => log("revived", revived), 1);
});
process.on("exit", (code) => {
  log("exit", code, process.exitCode);
  process.nextTick(() => log("never"));
  setTimeout(() => log("never"), 0);
  Promise.resolve().then(() => log("micro at exit"));
});
