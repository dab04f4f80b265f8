// Node and llrt print the same: what callbacks of process.nextTick are called with, also where async_hooks comes while they wait.
function told(...args) {
  console.log(this === undefined, args.length, ...args);
}
const all = [1, "two", undefined, null, [5]];
for (let count = 0; count <= all.length; count++) process.nextTick(told, ...all.slice(0, count));
process.nextTick(() => process.nextTick(told, "made in a tick", undefined));
await new Promise((resolve) => setImmediate(resolve));

process.nextTick(told, "before");
const { AsyncLocalStorage, createHook } = await import("node:async_hooks");
const storage = new AsyncLocalStorage();
storage.run("kept", () => process.nextTick((...args) => console.log(storage.getStore(), args), 1, 2, 3));
process.nextTick(() => {
  createHook({ init() {} }).enable();
  storage.run("hooked", () => process.nextTick((...args) => console.log(storage.getStore(), args)));
  process.nextTick(told, "hooked", undefined, 3);
});
process.nextTick(told, "queued before the hook", 2);
let count = 0;
function many(n) {
  if (++count < 3000) process.nextTick(many, n + 1);
  else console.log("many", n);
}
for (let i = 0; i < 2000; i++) process.nextTick(many, i);
