// Ticks, microtasks, timers, immediates: the order of everything.
const log = (...args) => console.log(...args);
const pause = (ms = 5) => new Promise((resolve) => setTimeout(resolve, ms));

setTimeout(() => {
  log("timer 1");
  process.nextTick(() => log("tick of timer 1"));
  Promise.resolve().then(() => log("microtask of timer 1"));
}, 1);
setTimeout(() => log("timer 2"), 1);
setTimeout(() => log("timer 0 is 1"), 0);
await pause();

setImmediate(() => {
  log("immediate 1");
  process.nextTick(() => log("tick of immediate 1"));
  Promise.resolve().then(() => log("microtask of immediate 1"));
  setImmediate(() => log("immediate of the next turn"));
});
setImmediate(() => log("immediate 2"));
await pause();

setTimeout(() => {
  setImmediate(() => log("immediate before the next timers"));
  setTimeout(() => log("timer of a timer"), 10); // of 0 it would be due at once on a slow machine, in Node too
}, 1);
await pause(30);

// Durations and places in a list
setTimeout(() => log("b 20"), 20);
setTimeout(() => log("a 10"), 10);
setTimeout(() => log("d 30"), 30);
setTimeout(() => log("c 20"), 20);
setTimeout(() => log("first"), 1);
await pause(60);

// A late loop: what is due runs by expiry, not by creation
setTimeout(() => log("5 ms"), 5);
setTimeout(() => log("2 ms"), 2);
const until = Date.now() + 10;
while (Date.now() < until);
await pause();

process.nextTick(() => log("nextTick 1"));
queueMicrotask(() => {
  log("queueMicrotask");
  process.nextTick(() => log("nextTick of a microtask"));
});
process.nextTick(() => {
  log("nextTick 2");
  queueMicrotask(() => log("microtask of a tick"));
  process.nextTick(() => log("nextTick of a tick"));
});
await pause();

await new Promise((resolve) => {
  let n = 0;
  const interval = setInterval(() => {
    log("interval", ++n);
    if (n < 3) return;
    clearInterval(interval);
    resolve();
  }, 1);
});

// Cleared while due
const doomed = setTimeout(() => log("never"), 1);
setTimeout(() => log("still runs"), 1);
clearTimeout(doomed);
const killer = setTimeout(() => clearTimeout(victim), 2);
const victim = setTimeout(() => log("never"), 2);
const im1 = setImmediate(() => clearImmediate(im2));
const im2 = setImmediate(() => log("never"));
const im3 = setImmediate(() => log("after the cleared one"));
await pause();
clearTimeout(killer);

// A tick clears the next one
const t1 = setTimeout(() => process.nextTick(() => clearTimeout(t2)), 1);
const t2 = setTimeout(() => log("never"), 1);
setTimeout(() => log("the one after"), 1);
await pause();

// Arguments and this
setTimeout(function (...args) {
  log(this.constructor.name, args);
}, 1, 1, 2, 3, 4, 5);
setImmediate(function (...args) {
  log(this.constructor.name, args);
}, "a", "b");
await pause();

// refresh, self-clearing and re-arming
const fresh = setTimeout(() => log("refreshed"), 3);
fresh.refresh();
await pause(8);
await new Promise((resolve) => {
  let again = 0;
  const rearmed = setTimeout(() => {
    log("rearmed", ++again);
    if (again < 3) rearmed.refresh();
    else resolve();
  }, 1);
});
const self = setInterval(() => {
  log("self");
  clearInterval(self);
}, 1);
await pause();
