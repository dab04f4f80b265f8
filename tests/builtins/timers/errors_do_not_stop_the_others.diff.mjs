// A callback that throws: 'uncaughtException', and everything else still runs, in order.
const log = (...args) => console.log(...args);
process.on("uncaughtException", (error, origin) => log("uncaught", error, origin));

setTimeout(() => {
  process.nextTick(() => log("tick of the throwing timer"));
  throw "timer 1";
}, 1);
setTimeout(() => log("timer 2"), 1);
setTimeout(() => {
  throw "timer 3";
}, 1);
setTimeout(() => log("timer 4"), 2);
setImmediate(() => {
  throw "immediate 1";
});
setImmediate(() => log("immediate 2"));
let runs = 0;
const interval = setInterval(() => {
  if (++runs === 3) clearInterval(interval);
  throw `interval ${runs}`;
}, 3);
setTimeout(() => {
  queueMicrotask(() => {
    throw "microtask";
  });
  queueMicrotask(() => log("next microtask"));
  process.nextTick(() => {
    throw "tick";
  });
  process.nextTick(() => log("next tick"));
}, 20);
process.on("exit", (code) => log("exit", code));
