// What the tick queue, timers, queueMicrotask and, through _async_context.js, every other builtin tell of their resources, once
// node:async_hooks is loaded. What a callback throws leaves ids and context as they are: an uncaught error is handled in them,
// and unwind() follows.
import { asyncContextGet, asyncContextSwap } from "native:engine";
import { newAsyncId, setTracker } from "../_boot/task_queues.js";
import { emitAfter, emitBefore, emitDestroy, emitInit, hasDestroy, hasHooks, unwind } from "./_hooks.js";
import { executionAsyncId, kAsyncId, kTriggerId, pop, push } from "./_ids.js";
import { AsyncResource, kFrame } from "./_resource.js";

const { apply } = Reflect;
const noArgs = [];
const ownKeys = { id: kAsyncId, trigger: kTriggerId, frame: kFrame };
const tickKeys = { id: kAsyncId, trigger: kTriggerId, frame: Symbol("kAsyncContextFrame") };

// The resource has its id already: the keys are those its class shows.
function init(resource, type, keys) {
  const trigger = executionAsyncId();
  resource[keys.trigger] = trigger;
  resource[keys.frame] = asyncContextGet();
  emitInit(resource[keys.id], type, trigger, resource);
}

function run(resource, keys, callback, thisArg, args) {
  const id = resource[keys.id];
  const outer = asyncContextSwap(resource[keys.frame]);
  emitBefore(id, resource[keys.trigger] ?? 1, resource);
  const result = apply(callback, thisArg, args ?? noArgs);
  emitAfter(id);
  asyncContextSwap(outer);
  return result;
}

function initTick(tick) {
  if (tick.args.length === 0) tick.args = undefined;
  tick[kAsyncId] = newAsyncId();
  init(tick, "TickObject", tickKeys);
}

function runTick(tick) {
  if (tick[kAsyncId] === undefined) tick[kAsyncId] = newAsyncId(); // queued before this was loaded
  try {
    run(tick, tickKeys, tick.callback, undefined, tick.args);
  } finally {
    if (hasDestroy()) emitDestroy(tick[kAsyncId]);
  }
}

// While no hook listens nobody can have seen the resource: it is made when executionAsyncResource() asks. The engine keeps the context.
function microtask(callback) {
  if (!hasHooks()) {
    const id = newAsyncId();
    const trigger = executionAsyncId();
    const make = () => Object.assign(Object.create(AsyncResource.prototype), {
      callback, [kFrame]: asyncContextGet(), [kAsyncId]: id, [kTriggerId]: trigger,
    });
    return () => {
      push(id, trigger, make);
      callback();
      pop(id);
    };
  }
  const resource = new AsyncResource("Microtask", { requireManualDestroy: true });
  resource.callback = callback;
  return () => {
    try {
      run(resource, ownKeys, callback, undefined, undefined);
    } finally {
      resource.emitDestroy();
    }
  };
}

function bind(callback, type, once) {
  const resource = {};
  initResource(resource, type);
  return function (...args) {
    const result = runResource(resource, callback, this, args);
    if (once) emitDestroy(resource[kAsyncId]);
    return result;
  };
}

function initResource(resource, type) {
  resource[kAsyncId] = newAsyncId();
  init(resource, type, ownKeys);
}

function runResource(resource, callback, thisArg, args) {
  // One made before this was loaded
  if (resource[kAsyncId] === undefined) return apply(callback, thisArg, args);
  return run(resource, ownKeys, callback, thisArg, args);
}

// The report of an unhandled rejection, in the promise's place.
function runPromise(promise, frame, report) {
  const id = promise[kAsyncId];
  const outer = asyncContextSwap(frame);
  if (id !== undefined) push(id, promise[kTriggerId], promise);
  report();
  if (id !== undefined) pop(id);
  asyncContextSwap(outer);
}

setTracker({
  init,
  run,
  initTick,
  runTick,
  microtask,
  bind,
  initResource,
  runResource,
  runPromise,
  unwind,
  destroy: emitDestroy,
  destroyResource: (resource) => emitDestroy(resource[kAsyncId]),
  current: asyncContextGet,
});
