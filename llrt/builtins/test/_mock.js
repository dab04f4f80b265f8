// Mocks: functions that remember their calls and can be told what to do.  Reference: nodejs.org/api/test.html#class-mocktracker
import { codes } from "../_errors.js";
import { missing } from "../_missing.js";
import { validateFunction, validateInteger, validateObject } from "../_validators.js";

const { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } = codes;

class MockFunctionContext {
  #calls = [];
  #implementation;
  #once = new Map();
  #restore;

  constructor(implementation, restore, times = Infinity) {
    this.#implementation = implementation;
    this.#restore = restore;
    this.times = times;
    Object.defineProperty(this, "times", { enumerable: false });
  }

  get calls() {
    return this.#calls.slice();
  }

  callCount() {
    return this.#calls.length;
  }

  mockImplementation(implementation) {
    validateFunction(implementation, "implementation");
    this.#implementation = implementation;
  }

  mockImplementationOnce(implementation, onCall = this.#calls.length) {
    validateFunction(implementation, "implementation");
    validateInteger(onCall, "onCall", this.#calls.length);
    this.#once.set(onCall, implementation);
  }

  resetCalls() {
    this.#calls = [];
  }

  restore() {
    this.#restore?.(this);
  }

  // What the next call does; after `times` calls the original comes back.
  next() {
    const count = this.#calls.length;
    const once = this.#once.get(count);
    this.#once.delete(count);
    if (count + 1 >= this.times) this.restore();
    return once ?? this.#implementation;
  }

  record(call) {
    this.#calls.push(call);
  }
}

function mockOf(original, implementation, restore, times) {
  const context = new MockFunctionContext(implementation, restore, times);
  const run = (fn, self, args, target) => {
    const call = { arguments: args, error: undefined, result: undefined, stack: new Error(), target, this: self };
    try {
      if (target === undefined) call.result = Reflect.apply(fn, self, args);
      else {
        call.result = Reflect.construct(fn, args, target);
        call.this = call.result;
      }
      return call.result;
    } catch (error) {
      call.error = error;
      throw error;
    } finally {
      context.record(call);
    }
  };
  const proxy = new Proxy(original, {
    __proto__: null,
    apply: (_, self, args) => run(context.next(), self, args),
    construct: (_, args, target) => run(context.next(), undefined, args, target === proxy ? original : target),
    get: (target, name, receiver) => (name === "mock" ? context : Reflect.get(target, name, receiver)),
  });
  return [proxy, context];
}

function findDescriptor(object, name) {
  for (let owner = object; owner !== null; owner = Object.getPrototypeOf(owner)) {
    const descriptor = Object.getOwnPropertyDescriptor(owner, name);
    if (descriptor !== undefined) return descriptor;
  }
  return undefined;
}

export class MockTracker {
  #mocks = [];

  get timers() {
    return timers;
  }

  fn(original = function () {}, implementation = original, options = {}) {
    if (original !== null && typeof original === "object") [options, original] = [original, function () {}];
    if (implementation !== null && typeof implementation === "object") [options, implementation] = [implementation, original];
    validateFunction(original, "original");
    validateFunction(implementation, "implementation");
    validateObject(options, "options");
    let current = implementation;
    const [proxy, context] = mockOf(original, (...args) => current(...args), () => { current = original; }, options.times);
    context.mockImplementation(function (...args) { return new.target ? Reflect.construct(current, args, new.target) : Reflect.apply(current, this, args); });
    this.#mocks.push(context);
    return proxy;
  }

  method(objectOrFunction, methodName, implementation = undefined, options = {}) {
    if (implementation !== null && typeof implementation === "object") [options, implementation] = [implementation, undefined];
    if (objectOrFunction === null || (typeof objectOrFunction !== "object" && typeof objectOrFunction !== "function")) {
      throw new ERR_INVALID_ARG_TYPE("object", ["Object", "Function"], objectOrFunction);
    }
    validateObject(options, "options");
    const { getter = false, setter = false, times } = options;
    if (getter && setter) throw new ERR_INVALID_ARG_VALUE("options.setter", setter, "cannot be used with 'options.getter'");
    const kind = getter ? "get" : setter ? "set" : "value";
    const descriptor = findDescriptor(objectOrFunction, methodName);
    const original = descriptor?.[kind];
    if (typeof original !== "function") throw new ERR_INVALID_ARG_VALUE("methodName", original, "must be a method");
    const own = Object.getOwnPropertyDescriptor(objectOrFunction, methodName);
    const restore = () => {
      if (own === undefined) delete objectOrFunction[methodName];
      else Object.defineProperty(objectOrFunction, methodName, own);
    };
    const [proxy, context] = mockOf(original, implementation ?? original, restore, times);
    Object.defineProperty(objectOrFunction, methodName, { ...descriptor, configurable: true, [kind]: proxy });
    this.#mocks.push(context);
    return proxy;
  }

  getter(object, methodName, implementation, options = {}) {
    if (implementation !== null && typeof implementation === "object") [options, implementation] = [implementation, undefined];
    return this.method(object, methodName, implementation, { ...options, getter: true });
  }

  setter(object, methodName, implementation, options = {}) {
    if (implementation !== null && typeof implementation === "object") [options, implementation] = [implementation, undefined];
    return this.method(object, methodName, implementation, { ...options, setter: true });
  }

  reset() {
    this.restoreAll();
    this.#mocks = [];
  }

  restoreAll() {
    for (const context of this.#mocks) context.restore();
  }
}
Object.defineProperties(MockTracker.prototype.fn, { length: { value: 0, configurable: true } });
for (const name of ["method", "getter", "setter"]) Object.defineProperty(MockTracker.prototype[name], "length", { value: 2, configurable: true });
const { property } = missing("test.mock").functions("property/3");
Object.defineProperty(MockTracker.prototype, "property", { value: property, writable: true, configurable: true });

const timers = missing("test.mock.timers").functions("enable/0 setTime/1 tick/0 reset/0 runAll/0");

export const mock = new MockTracker();
