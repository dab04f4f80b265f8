// What builtins need to keep the async context (AsyncLocalStorage) over callbacks that are not promise reactions, timers or
// ticks: those keep it by themselves. Costs nothing until a program loads node:async_hooks.
import { asyncContextGet, asyncContextSwap } from "native:engine";
import { tracker } from "./_boot/task_queues.js";

const { apply } = Reflect;

// The context now; undefined in a program that has none.
export const capture = asyncContextGet;

// Calls callback(...args) in a context from capture().
export function runIn(frame, callback, ...args) {
  const outer = asyncContextSwap(frame);
  try {
    return apply(callback, undefined, args);
  } finally {
    asyncContextSwap(outer);
  }
}

// For a callback of an operation that starts now: it will run in the context of now, and createHook is told of a resource of
// this type (one of async_hooks.asyncWrapProviders). The callback may be called more than once; `once` ends the resource
// at its first call.
export function bindCallback(callback, type, once = true) {
  return tracker === undefined ? callback : tracker.bind(callback, type, once);
}

// For an object of a room that calls back again and again (a socket, a watcher): `resource` gets an id and the context of now.
export function initResource(resource, type) {
  if (tracker !== undefined) tracker.initResource(resource, type);
}

// Calls a method or callback of such an object in its context.
export function runInResource(resource, callback, thisArg, ...args) {
  return tracker === undefined ? apply(callback, thisArg, args) : tracker.runResource(resource, callback, thisArg, args);
}

export function destroyResource(resource) {
  if (tracker !== undefined) tracker.destroyResource(resource);
}
