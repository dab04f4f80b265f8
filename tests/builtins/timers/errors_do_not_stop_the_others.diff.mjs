// A callback that throws: 'uncaughtException', and everything else still runs, in order.
const log = (...args) => console.log(...args);
const pause = () => new Promise((resolve) => setTimeout(resolve, 10));
process.on("uncaughtException", (error, origin) => log("uncaught", error, origin));
process.on("exit", (code) => log("exit", code));

setTimeout(() => {
  process.nextTick(() => log("tick of the throwing timer"));
  throw "timer 1";
}, 1);
setTimeout(() => log("timer 2"), 1);
setTimeout(() => {
  throw "timer 3";
}, 1);
setTimeout(() => log("timer 4"), 1);
const until = Date.now() + 5;
while (Date.now() < until); // all are due
await pause();

setImmediate(() => {
  process.nextTick(() => log("tick of the throwing immediate"));
  throw "immediate 1";
});
setImmediate(() => log("immediate 2"));
await pause();

let runs = 0;
await new Promise((resolve) => {
  const interval = setInterval(() => {
    if (++runs === 3) {
      clearInterval(interval);
      resolve();
    }
    throw `interval ${runs}`;
  }, 1);
});

setTimeout(() => {
  queueMicrotask(() => {
    throw "microtask";
  });
  queueMicrotask(() => log("next microtask"));
  process.nextTick(() => {
    throw "tick";
  });
  process.nextTick(() => log("next tick"));
}, 1);
await pause();
