// Promises as resources: the engine's promise hook, made to the events of createHook. Loaded when a hook that wants them is enabled.
import { newAsyncId } from "../_boot/task_queues.js";
import {
  destroyWhenCollected, emitAfterPromise, emitBefore, emitInit, emitPromiseResolve, hasDestroy,
} from "./_hooks.js";
import { executionAsyncId, idOf, kAsyncId, kTriggerId } from "./_ids.js";

const INIT = 0;
const BEFORE = 1;
const AFTER = 2;

// The id of a promise made before the hooks were there is given when it is first seen.
function track(promise, parent) {
  if (promise[kAsyncId]) return;
  const trigger = parent ? idOf(parent) : executionAsyncId();
  promise[kAsyncId] = newAsyncId();
  promise[kTriggerId] = trigger;
}

export function onPromise(kind, promise, parent) {
  if (kind === INIT) {
    track(promise, parent);
    if (hasDestroy()) destroyWhenCollected(promise, promise[kAsyncId]);
    emitInit(promise[kAsyncId], "PROMISE", promise[kTriggerId], promise);
    return;
  }
  track(promise);
  const id = promise[kAsyncId];
  if (kind === BEFORE) emitBefore(id, promise[kTriggerId], promise);
  else if (kind === AFTER) emitAfterPromise(id);
  else emitPromiseResolve(id);
}
