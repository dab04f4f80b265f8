// structuredClone(): the walk over the graph, identity, and transfer. How each kind of object is copied: clone_types.js.
// Follows https://html.spec.whatwg.org/#structured-cloning with V8's messages.
import { className, isDetached, loadBuiltin, proxyDetails, transferArrayBuffer } from "native:engine";
import { kClone, kTransfer } from "./clone_hooks.js";
import { isMarkedAsUntransferable, isUncloneable } from "./clone_marks.js";
import { copiers } from "./clone_types.js";
import { plainText } from "./plain_text.js";

const { defineProperty } = Object;

function argumentError(message) {
  const error = new TypeError(`Failed to execute 'structuredClone': ${message}`);
  error.code = "ERR_INVALID_ARG_TYPE";
  return error;
}

// Memory that many Buffers share.
const isPool = (buffer) => loadBuiltin("node:internal/buffer/pool").isPool(buffer);

export function dataCloneError(message) {
  const { DOMException } = loadBuiltin("node:internal/web/dom_exception");
  return new DOMException(message, "DataCloneError");
}

// Stands for an object that exists only once everything is copied: transferring has effects, errors must come before.
class Pending {
  constructor(make) {
    this.make = make;
    this.made = false;
    this.value = undefined;
  }

  settle() {
    if (!this.made) {
      this.made = true;
      this.value = this.make();
    }
    return this.value;
  }
}

const settled = (value) => (value instanceof Pending ? value.settle() : value);

export class Cloner {
  seen = new Map();
  later = [];

  clone(value) {
    if (typeof value !== "object" || value === null) {
      if (typeof value === "symbol" || typeof value === "function") throw this.refuse(value);
      return value;
    }
    const known = this.seen.get(value);
    if (known !== undefined) return known;
    if (proxyDetails(value) !== undefined || value === globalThis) throw this.refuse(value);
    if (isUncloneable(value) && /^(Object|Error)$/.test(className(value))) {
      throw dataCloneError("Cannot clone object of unsupported type.");
    }
    const hook = value[kClone];
    if (hook !== undefined || value[kTransfer] !== undefined) {
      const form = this.#formByHook(value, hook);
      if (form !== undefined) return this.remember(value, this.whenSettled(this.clone(form.data), form.create));
    }
    const copy = copiers[className(value)];
    if (copy === undefined) throw this.refuse(value);
    return copy(value, this);
  }

  #formByHook(value, hook) {
    if (hook === undefined) {
      throw dataCloneError("Object that needs transfer was found in message but not listed in transferList");
    }
    const form = value[kClone]();
    if (form === false) throw dataCloneError("Cannot clone object of unsupported type.");
    return form;
  }

  refuse(value) {
    return dataCloneError(`${plainText(value)} could not be cloned.`);
  }

  error(message) {
    return dataCloneError(message);
  }

  // Before its content is copied, for cycles.
  remember(original, copy) {
    this.seen.set(original, copy);
    return copy;
  }

  pend(make) {
    return new Pending(make);
  }

  // make(value), at once where the value is there already.
  whenSettled(value, make) {
    return value instanceof Pending ? new Pending(() => make(value.settle())) : make(value);
  }

  store(target, key, value, enumerable = true) {
    if (value instanceof Pending) {
      this.later.push(() => this.store(target, key, value.settle(), enumerable));
      defineProperty(target, key, { value: undefined, writable: true, enumerable, configurable: true });
    } else {
      defineProperty(target, key, { value, writable: true, enumerable, configurable: true });
    }
  }

  // Calls fill(...values), after the end if one of them is not there yet.
  fill(values, fill) {
    if (values.some((value) => value instanceof Pending)) this.later.push(() => fill(values.map(settled)));
    else fill(values);
  }

  finish(root) {
    for (const step of this.later) step();
    return settled(root);
  }

  // Each transferable stands for its new self from the start; what is transferred changes hands in finish().
  transfer(objects) {
    for (const object of objects) {
      const kind = className(object);
      if (this.seen.has(object)) throw dataCloneError(`Transfer list contains duplicate ${kind === "Object" ? object.constructor?.name : kind}`);
      let pending;
      if (kind === "ArrayBuffer") {
        if (isDetached(object) || isPool(object) || isMarkedAsUntransferable(object)) throw dataCloneError("Cannot transfer object of unsupported type.");
        pending = new Pending(() => transferArrayBuffer(object));
      } else if (typeof object[kTransfer] === "function") {
        if (isMarkedAsUntransferable(object)) throw dataCloneError("Cannot transfer object of unsupported type.");
        pending = new Pending(() => {
          const { data, create } = object[kTransfer]();
          return create(data);
        });
      } else {
        throw dataCloneError("Found invalid value in transferList.");
      }
      this.remember(object, pending);
      this.later.push(() => pending.settle());
    }
  }
}

function toTransferList(options) {
  if (options === undefined || options === null) return [];
  if (typeof options !== "object" && typeof options !== "function") {
    throw argumentError("Options cannot be converted to a dictionary");
  }
  const { transfer } = options;
  if (transfer === undefined) return [];
  if (transfer === null || typeof transfer !== "object" || typeof transfer[Symbol.iterator] !== "function") {
    throw argumentError("transfer in Options cannot be converted to sequence.");
  }
  const objects = [...transfer];
  for (let i = 0; i < objects.length; i++) {
    const type = typeof objects[i];
    if ((type !== "object" && type !== "function") || objects[i] === null) {
      throw argumentError(`transfer in Options[${i}] is not an object.`);
    }
  }
  return objects;
}

export function structuredClone(value, options) {
  if (arguments.length === 0) {
    const { codes } = loadBuiltin("node:internal/errors");
    throw new codes.ERR_MISSING_ARGS("The value argument must be specified");
  }
  const objects = toTransferList(options);
  if ((typeof value !== "object" || value === null) && typeof value !== "function" && typeof value !== "symbol") {
    if (objects.length === 0) return value;
  }
  const cloner = new Cloner();
  cloner.transfer(objects);
  return cloner.finish(cloner.clone(value));
}
