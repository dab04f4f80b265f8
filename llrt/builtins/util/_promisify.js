// util.promisify and util.callbackify: between the callback style and promises.
import { className, loadBuiltin } from "native:engine";
import { codes } from "../_errors.js";
import { validateFunction } from "../_validators.js";

const { apply } = Reflect;
const { defineProperties, defineProperty, getOwnPropertyDescriptors, getPrototypeOf, setPrototypeOf } = Object;

export const customPromisify = Symbol.for("nodejs.util.promisify.custom");
// Names of a callback's results where there is more than one (fs.read, child_process.exec):
// builtins set it on the function, and the promise is for an object of them.
export const customPromisifyArgs = Symbol("customPromisifyArgs");

function markCustom(fn) {
  return defineProperty(fn, customPromisify, { value: fn, enumerable: false, writable: false, configurable: true });
}

export function promisify(original) {
  validateFunction(original, "original");
  if (original[customPromisify]) {
    const fn = original[customPromisify];
    validateFunction(fn, "util.promisify.custom");
    return markCustom(fn);
  }
  const names = original[customPromisifyArgs];
  function fn(...args) {
    return new Promise((resolve, reject) => {
      const returned = apply(original, this, [...args, (error, ...values) => {
        if (error) reject(error);
        else if (names !== undefined && values.length > 1) resolve(Object.fromEntries(names.map((name, index) => [name, values[index]])));
        else resolve(values[0]);
      }]);
      if (className(returned) === "Promise") {
        loadBuiltin("node:internal/process/warning").emitProcessWarning(
          "Calling promisify on a function that returns a Promise is likely a mistake.", "DeprecationWarning", "DEP0174");
      }
    });
  }
  setPrototypeOf(fn, getPrototypeOf(original));
  markCustom(fn);
  return defineProperties(fn, getOwnPropertyDescriptors(original));
}
promisify.custom = customPromisify;

function onRejected(reason, callback) {
  // A callback's first argument tells success by being falsy: a falsy reason needs a wrapper.
  if (!reason) {
    reason = new codes.ERR_FALSY_VALUE_REJECTION(reason);
    Error.captureStackTrace(reason, onRejected);
  }
  return callback(reason);
}

export function callbackify(original) {
  validateFunction(original, "original");
  const { nextTick } = loadBuiltin("node:internal/boot/task_queues");
  function callbackified(...args) {
    const last = args.pop();
    validateFunction(last, "last argument");
    const callback = last.bind(this);
    // In a tick, so that what the callback throws is not a rejection.
    apply(original, this, args).then(
      (result) => nextTick(callback, null, result),
      (reason) => nextTick(onRejected, reason, callback));
  }
  const descriptors = getOwnPropertyDescriptors(original);
  if (typeof descriptors.length.value === "number") descriptors.length.value++;
  if (typeof descriptors.name.value === "string") descriptors.name.value += "Callbackified";
  for (const key of Reflect.ownKeys(descriptors)) setPrototypeOf(descriptors[key], null);
  return defineProperties(callbackified, descriptors);
}
