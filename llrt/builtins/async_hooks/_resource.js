// AsyncResource: an object whose callbacks run in the async context it was made in.
import { asyncContextGet, asyncContextSwap, loadBuiltin } from "native:engine";
import { newAsyncId } from "../_boot/task_queues.js";
import { codes } from "../_errors.js";
import { validateFunction, validateString } from "../_validators.js";
import { destroyWhenCollected, emitAfter, emitBefore, emitDestroy, emitInit, hasDestroy, hasInit } from "./_hooks.js";
import { executionAsyncId, isStackEmpty, kAsyncId, kTriggerId } from "./_ids.js";

const { apply } = Reflect;
export const kFrame = Symbol("context_frame");
const kDestroyed = Symbol("destroyed");
const BOUND_RESOURCE = "The asyncResource property on bound functions is deprecated";

export class AsyncResource {
  constructor(type, options = {}) {
    validateString(type, "type");
    let trigger = options;
    let requireManualDestroy = false;
    if (typeof options !== "number") {
      trigger = options.triggerAsyncId === undefined ? executionAsyncId() : options.triggerAsyncId;
      requireManualDestroy = !!options.requireManualDestroy;
    }
    if (!Number.isSafeInteger(trigger) || trigger < -1) throw new codes.ERR_INVALID_ASYNC_ID("triggerAsyncId", trigger);

    this[kFrame] = asyncContextGet();
    const id = newAsyncId();
    this[kAsyncId] = id;
    this[kTriggerId] = trigger;
    if (hasInit()) {
      if (type.length === 0) throw new codes.ERR_ASYNC_TYPE(type);
      emitInit(id, type, trigger, this);
    }
    if (!requireManualDestroy && hasDestroy()) {
      this[kDestroyed] = { destroyed: false };
      destroyWhenCollected(this, id, this[kDestroyed]);
    }
  }

  runInAsyncScope(fn, thisArg, ...args) {
    const id = this[kAsyncId];
    emitBefore(id, this[kTriggerId], this);
    const outer = asyncContextSwap(this[kFrame]);
    try {
      return apply(fn, thisArg, args);
    } finally {
      asyncContextSwap(outer);
      if (!isStackEmpty()) emitAfter(id);
    }
  }

  emitDestroy() {
    if (this[kDestroyed] !== undefined) this[kDestroyed].destroyed = true;
    emitDestroy(this[kAsyncId]);
    return this;
  }

  asyncId() {
    return this[kAsyncId];
  }

  triggerAsyncId() {
    return this[kTriggerId];
  }

  bind(fn, thisArg) {
    validateFunction(fn, "fn");
    let bound;
    if (thisArg === undefined) {
      const resource = this;
      bound = function (...args) {
        return apply(resource.runInAsyncScope, resource, [fn, this, ...args]);
      };
    } else {
      bound = this.runInAsyncScope.bind(this, fn, thisArg);
    }
    return describeBound(bound, fn.length, this);
  }

  static bind(fn, type, thisArg) {
    return new AsyncResource(type || fn.name || "bound-anonymous-fn").bind(fn, thisArg);
  }
}

function describeBound(bound, length, resource) {
  let self = resource;
  const { deprecate } = loadBuiltin("node:internal/util/debuglog");
  const get = deprecate(function () { return self; }, BOUND_RESOURCE, "DEP0172");
  const set = deprecate(function (value) { self = value; }, BOUND_RESOURCE, "DEP0172");
  Object.defineProperties(bound, {
    length: { configurable: true, enumerable: false, value: length, writable: false },
    asyncResource: { configurable: true, enumerable: true, get, set },
  });
  return bound;
}
