// v8.promiseHooks: the engine's promise hook, shared with createHook of node:async_hooks.
import { enqueueMicrotask } from "native:engine";
import { setHook } from "../async_hooks/_promise_hook.js";
import { validatePlainFunction } from "../_validators.js";

const lists = { init: [], before: [], after: [], settled: [] };
const ORDER = ["init", "before", "after", "settled"]; // the engine's numbers

function onPromise(kind, promise, parent) {
  for (const hook of [...lists[ORDER[kind]]]) {
    try {
      if (kind === 0) hook(promise, parent);
      else hook(promise);
    } catch (error) {
      enqueueMicrotask(() => { throw error; }); // an uncaught exception, when the engine can take one
    }
  }
}

function update() {
  setHook("v8", ORDER.some((name) => lists[name].length > 0) ? onPromise : undefined);
}

function add(name, hook) {
  validatePlainFunction(hook, `${name}Hook`);
  lists[name].push(hook);
  update();
  return function stop() {
    const at = lists[name].indexOf(hook);
    if (at >= 0) lists[name].splice(at, 1);
    update();
  };
}

const onInit = (hook) => add("init", hook);
const onBefore = (hook) => add("before", hook);
const onAfter = (hook) => add("after", hook);
const onSettled = (hook) => add("settled", hook);

function createHook({ init, before, after, settled } = {}) {
  const stops = [];
  if (init) stops.push(onInit(init));
  if (before) stops.push(onBefore(before));
  if (after) stops.push(onAfter(after));
  if (settled) stops.push(onSettled(settled));
  return () => {
    for (const stop of stops) stop();
  };
}

export const promiseHooks = { createHook, onInit, onBefore, onAfter, onSettled };
