// Which resource is running: the stack of execution and trigger ids, and the ids of resources.
import { isFirstTurn } from "native:engine";
import { newAsyncId } from "../_boot/task_queues.js";

export const kAsyncId = Symbol("async_id_symbol");
export const kTriggerId = Symbol("trigger_async_id_symbol");

const topResource = {};
const stack = []; // of [executionId, triggerId, resource] that were before
let executionId; // undefined: no resource, the main script or the loop itself
let triggerId = 0;
let resource;

export const executionAsyncId = () => executionId ?? (isFirstTurn() ? 1 : 0);
export const triggerAsyncId = () => triggerId;

// A function makes the resource.
export function executionAsyncResource() {
  if (typeof resource === "function") resource = resource();
  return resource ?? topResource;
}

export const isStackEmpty = () => stack.length === 0;

export function push(id, trigger, object) {
  stack.push(executionId, triggerId, resource);
  executionId = id;
  triggerId = trigger;
  resource = object;
}

export function pop(id) {
  if (stack.length === 0) return;
  if (executionId !== id) corrupted(id);
  resource = stack.pop();
  triggerId = stack.pop();
  executionId = stack.pop();
}

function corrupted(id) {
  const error = new Error(`async hook stack has become corrupted (actual: ${executionId}, expected: ${id})`);
  stack.length = 0;
  executionId = resource = undefined;
  triggerId = 0;
  throw error;
}

// The id of an object that may have none yet.
export function idOf(object) {
  if (!Object.hasOwn(object, kAsyncId)) object[kAsyncId] = newAsyncId();
  return object[kAsyncId];
}

export const current = () => executionId;
