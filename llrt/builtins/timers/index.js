// node:timers, and the globals of the same names. How timers wait and run: _timeout.js and _immediate.js.
// Follows https://nodejs.org/docs/latest-v24.x/api/timers.html
import { lazyExport, loadBuiltin } from "native:engine";
import { clear as clearImmediateQueued, Immediate } from "./_immediate.js";
import { clear, Timeout } from "./_timeout.js";

function checkCallback(callback) {
  if (typeof callback !== "function") loadBuiltin("node:internal/validators").validateFunction(callback, "callback");
}

export function setTimeout(callback, after, ...args) {
  checkCallback(callback);
  return new Timeout(callback, after, args.length === 0 ? undefined : args, false, true);
}

export function setInterval(callback, repeat, ...args) {
  checkCallback(callback);
  return new Timeout(callback, repeat, args.length === 0 ? undefined : args, true, true);
}

export function setImmediate(callback, ...args) {
  checkCallback(callback);
  return new Immediate(callback, args.length === 0 ? undefined : args);
}

export function clearTimeout(timer) {
  clear(timer);
}

export function clearInterval(timer) {
  clear(timer);
}

export function clearImmediate(immediate) {
  clearImmediateQueued(immediate);
}

const promisified = (name) => ({
  get() {
    return loadBuiltin("node:timers/promises")[name];
  },
  enumerable: true,
});
const kCustomPromisify = Symbol.for("nodejs.util.promisify.custom");
Object.defineProperty(setTimeout, kCustomPromisify, promisified("setTimeout"));
Object.defineProperty(setImmediate, kCustomPromisify, promisified("setImmediate"));

const timers = { setTimeout, clearTimeout, setImmediate, clearImmediate, setInterval, clearInterval };
Object.defineProperty(timers, "promises", {
  get() {
    return loadBuiltin("node:timers/promises").default;
  },
  enumerable: true,
  configurable: true,
});

export let promises;
lazyExport("node:timers", "promises", "node:timers/promises", "default");

export default timers;
