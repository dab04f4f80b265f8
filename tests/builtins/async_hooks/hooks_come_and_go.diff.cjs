// enable() and disable() at odd moments, destroy, errors that are caught in resources, trackPromises.
const { AsyncResource, createHook, executionAsyncId, executionAsyncResource } = require("node:async_hooks");
const lines = [];
const say = (text) => lines.push(text);

// a hook enabled or disabled in a hook takes part from the next event on
const late = createHook({ init(id, type) { say(`late init ${type}`); } });
const first = createHook({
  init(id, type) {
    say(`first init ${type}`);
    if (type === "A") late.enable();
    if (type === "C") late.disable();
  },
}).enable();
for (const type of ["A", "B", "C", "D"]) new AsyncResource(type);
first.disable();
new AsyncResource("E");

// destroy: by hand once, ticks and timers when they are done
const destroyed = new Set();
const types = new Map();
const watching = createHook({
  init(id, type) { types.set(id, type); },
  destroy(id) { if (types.has(id)) destroyed.add(types.get(id)); },
}).enable();
const manual = new AsyncResource("Manual", { requireManualDestroy: true });
manual.emitDestroy();
process.nextTick(() => {});
setTimeout(() => {}, 1);
setImmediate(() => {});
clearTimeout(setTimeout(() => {}, 1000));

// promises seen by hooks enabled while they run
Promise.resolve().then(() => {
  const inner = createHook({ before() { say("before"); }, after() { say("after"); } }).enable();
  return Promise.resolve().then(() => { say(`inner ${executionAsyncId() > 0}`); inner.disable(); });
});

// an error that a handler takes leaves no resource behind
process.on("uncaughtException", (error) => {
  say(`uncaught ${error} in the timer: ${executionAsyncResource() === throwing}`);
});
const throwing = setTimeout(() => {
  new AsyncResource("Outer").runInAsyncScope(() => { throw "thrown"; });
}, 2);
setTimeout(() => {
  say(`afterwards ${executionAsyncId() > 0}`);
  // in a later turn: what was destroyed is told of between the two
  setTimeout(leaveOut, 20);
}, 3);

// promises left out on demand
function leaveOut() {
  watching.disable();
  const events = [];
  const without = createHook({ init(id, type) { events.push(type); }, trackPromises: false }).enable();
  Promise.resolve().then(() => say(`untracked ${executionAsyncId()} ${events}`));
  new AsyncResource("Seen");
  without.disable();
}
process.on("exit", () => {
  // when the collector finds the others is its own business
  for (const type of ["PROMISE", "Outer"]) destroyed.delete(type);
  say([...destroyed].sort().join());
  console.log(lines.join("\n"));
});
