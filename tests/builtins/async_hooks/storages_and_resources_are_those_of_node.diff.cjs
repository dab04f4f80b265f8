// AsyncLocalStorage and AsyncResource member by member: results, errors, shapes.
const hooks = require("node:async_hooks");
const { AsyncLocalStorage, AsyncResource, createHook, executionAsyncId, executionAsyncResource, triggerAsyncId } = hooks;
const { inspect } = require("node:util");
const lines = [executionAsyncId(), triggerAsyncId(), inspect(executionAsyncResource())];
const say = (...values) => lines.push(values.map((v) => (typeof v === "string" ? v : inspect(v))).join(" "));
const attempt = (f) => {
  try {
    say(f());
  } catch (error) {
    say(error.name, error.code, error.message);
  }
};

say(Object.keys(hooks), Object.isFrozen(hooks.asyncWrapProviders), hooks.asyncWrapProviders);
for (const thing of [AsyncLocalStorage, AsyncResource, createHook({}).constructor]) {
  for (const holder of [thing, thing.prototype]) {
    for (const [name, d] of Object.entries(Object.getOwnPropertyDescriptors(holder))) {
      say(name, typeof (d.value ?? d.get), d.value?.name, d.value?.length, d.writable, d.enumerable, d.configurable);
    }
  }
}
for (const f of Object.values(hooks)) say(f.name, f.length);

const a = new AsyncLocalStorage();
const b = new AsyncLocalStorage({ name: "bee", defaultValue: 7 });
a.run(1, () => b.enterWith(2));
say("entered inside run", b.getStore(), a.getStore());
a.enterWith(undefined);
say(a.getStore(), b.getStore(), a.name, b.name, new AsyncLocalStorage({ defaultValue: 5 }).getStore());
b.run(undefined, () => say("run(undefined)", b.getStore()));
b.disable();
say("disabled", b.getStore());
b.enterWith(3);
b.exit(() => say("exit", b.getStore()));
say(b.getStore());
a.enterWith(1);
a.run(1, () => a.enterWith(9));
say("run of the same store changes nothing itself", a.getStore());
a.enterWith(1);
a.exit(() => a.enterWith(8));
say(a.getStore());
say(a.run(2, (...args) => [args, a.getStore()], 3, 4));
try {
  a.run(5, () => { throw new Error("x"); });
} catch {}
say("after a throw", a.getStore());

for (const wrong of [5, null, "x", () => {}, { name: Symbol("s") }, { name: 5 }]) attempt(() => new AsyncLocalStorage(wrong).name);
for (const wrong of [5, undefined, {}]) {
  attempt(() => AsyncLocalStorage.bind(wrong));
  attempt(() => AsyncResource.bind(wrong));
  attempt(() => new AsyncResource("x").bind(wrong));
}
attempt(() => AsyncResource("x"));
attempt(() => AsyncLocalStorage.prototype.getStore.call({}));
for (const args of [[], [5], [""], ["x", -5], ["x", "y"], ["x", { triggerAsyncId: 1.5 }], ["x", { triggerAsyncId: "1" }], ["x", { triggerAsyncId: -1 }]]) {
  attempt(() => new AsyncResource(...args).triggerAsyncId());
}
for (const functions of [{ init: 1 }, { before: null }, { after: "x" }, { destroy: {} }, { promiseResolve: 3 }, { trackPromises: 5 },
  { trackPromises: false, promiseResolve() {} }, { trackPromises: false }, {}]) {
  attempt(() => createHook(functions));
}

const resource = new AsyncResource("R", 42);
say(resource.triggerAsyncId(), resource.emitDestroy() === resource, resource.asyncId() > 1);
say(resource.runInAsyncScope(function (...args) { return [this, args, executionAsyncId() === resource.asyncId(), triggerAsyncId()]; }, "this", 1, 2));
say(resource.runInAsyncScope(() => executionAsyncResource() === resource), executionAsyncResource());
const bound = resource.bind(function (x, y) { return [this, x, y]; });
say(bound.call("this", 1, 2), bound.length, bound.name, Object.getOwnPropertyDescriptor(bound, "asyncResource").enumerable);
const fixed = resource.bind((x) => x, {});
say(fixed(3), fixed.length, fixed.name);
say(AsyncLocalStorage.snapshot().length, AsyncLocalStorage.bind((x, y) => 0).length);
const hook = createHook({ init() {} });
say(hook.enable() === hook, hook.enable() === hook);
attempt(() => new AsyncResource(""));
say(hook.disable() === hook, hook.disable() === hook);

a.enterWith("shown");
say(inspect(new AsyncResource("x")).replace(/symbol\): \d+/g, "symbol): n"));
process.nextTick(() => {
  say(inspect(executionAsyncResource()).replace(/symbol\): \d+/g, "symbol): n"));
  process._tickDone = 1;
});
queueMicrotask(() => say(inspect(executionAsyncResource()).replace(/symbol\): \d+/g, "symbol): n")));
Promise.resolve().then(() => say("promise", executionAsyncId(), executionAsyncResource()));
const timer = setTimeout(() => say("timer", executionAsyncResource() === timer, executionAsyncId() === timer[Symbol.toPrimitive]()), 1);
const immediate = setImmediate(() => say("immediate", executionAsyncResource() === immediate));
process.on("exit", () => console.log(lines.join("\n")));
