// AsyncLocalStorage, as AsyncContextFrame has it in Node 24: the context is one immutable map from storages to their stores,
// kept by the engine on every promise reaction and by the tracker on everything else.
import { asyncContextGet, asyncContextSet, asyncContextSwap } from "native:engine";
import { validateObject } from "../_validators.js";
import { AsyncResource } from "./_resource.js";

const { apply } = Reflect;
const uncurry = (method) => Function.prototype.call.bind(method);
const mapGet = uncurry(Map.prototype.get);
const mapHas = uncurry(Map.prototype.has);
const mapSet = uncurry(Map.prototype.set);
const mapDelete = uncurry(Map.prototype.delete);
const mapForEach = uncurry(Map.prototype.forEach);
const noOptions = Object.freeze({ __proto__: null });

class AsyncContextFrame extends Map {
  constructor(storage, store) {
    super();
    const current = asyncContextGet();
    if (current !== undefined) mapForEach(current, (value, key) => mapSet(this, key, value));
    mapSet(this, storage, store);
  }
}

export class AsyncLocalStorage {
  #defaultValue;
  #name;

  constructor(options = noOptions) {
    validateObject(options, "options");
    this.#defaultValue = options.defaultValue;
    if (options.name !== undefined) this.#name = `${options.name}`;
  }

  get name() {
    return this.#name || "";
  }

  static bind(fn) {
    return AsyncResource.bind(fn);
  }

  static snapshot() {
    return AsyncLocalStorage.bind((callback, ...args) => callback(...args));
  }

  disable() {
    const frame = asyncContextGet();
    if (frame !== undefined) mapDelete(frame, this);
  }

  enterWith(data) {
    asyncContextSet(new AsyncContextFrame(this, data));
  }

  run(data, fn, ...args) {
    const prior = this.getStore();
    if (Object.is(prior, data)) return apply(fn, null, args);
    this.enterWith(data);
    try {
      return apply(fn, null, args);
    } finally {
      this.enterWith(prior);
    }
  }

  exit(fn, ...args) {
    return this.run(undefined, fn, ...args);
  }

  getStore() {
    const frame = asyncContextGet();
    if (frame === undefined || !mapHas(frame, this)) return this.#defaultValue;
    return mapGet(frame, this);
  }
}

// storage.run() for the runtime itself: what fn leaves in the context of other storages ends with it, too, so that one frame is enough.
export function runApart(storage, store, fn) {
  const outer = asyncContextSwap(new AsyncContextFrame(storage, store));
  try {
    fn();
  } finally {
    asyncContextSwap(outer);
  }
}
