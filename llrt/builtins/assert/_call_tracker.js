// assert.CallTracker (deprecated in Node): functions that count their calls.
// Reference: nodejs.org/api/assert.html#class-assertcalltracker
import { codes } from "../_errors.js";
import { validateUint32 } from "../_validators.js";
import { state } from "../process/_state.js";
import { AssertionError } from "./_error.js";

const { ERR_INVALID_ARG_VALUE, ERR_UNAVAILABLE_DURING_EXIT } = codes;
const nothing = Object.defineProperty(() => {}, "name", { __proto__: null, value: "" });

function describe({ name, expected, calls, stack }) {
  return {
    message: `Expected the ${name} function to be executed ${expected} time(s) but was executed ${calls.length} time(s).`,
    actual: calls.length,
    expected,
    operator: name,
    stack,
  };
}

export class CallTracker {
  #checks = new Set();
  #byFunction = new WeakMap();

  #checkOf(tracked) {
    const check = this.#byFunction.get(tracked);
    if (check === undefined) throw new ERR_INVALID_ARG_VALUE("tracked", tracked, "is not a tracked function");
    return check;
  }

  reset(tracked) {
    if (tracked === undefined) for (const check of this.#checks) check.calls = [];
    else this.#checkOf(tracked).calls = [];
  }

  getCalls(tracked) {
    return Object.freeze(this.#checkOf(tracked).calls.slice());
  }

  calls(fn, expected = 1) {
    if (state.process?._exiting) throw new ERR_UNAVAILABLE_DURING_EXIT();
    if (typeof fn === "number") [fn, expected] = [nothing, fn];
    else if (fn === undefined) fn = nothing;
    validateUint32(expected, "expected", true);
    const check = { expected, calls: [], name: fn.name || "calls", stack: new Error() };
    const tracked = new Proxy(fn, {
      __proto__: null,
      apply(target, thisArg, args) {
        check.calls.push(Object.freeze({ thisArg, arguments: Object.freeze(args.slice()) }));
        return Reflect.apply(target, thisArg, args);
      },
    });
    this.#checks.add(check);
    this.#byFunction.set(tracked, check);
    return tracked;
  }

  report() {
    return [...this.#checks].filter(({ calls, expected }) => calls.length !== expected).map(describe);
  }

  verify() {
    const details = this.report();
    if (details.length === 0) return;
    const message = details.length === 1 ? details[0].message : "Functions were not called the expected number of times";
    throw new AssertionError({ message, details });
  }
}
