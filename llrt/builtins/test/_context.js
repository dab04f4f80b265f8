// What a test's function is given: TestContext; a suite's: SuiteContext.  Reference: nodejs.org/api/test.html#class-testcontext
import { loadBuiltin } from "native:engine";
import { validateFunction, validateNumber, validateObject } from "../_validators.js";
import { MockTracker } from "./_mock.js";

const contexts = new WeakMap();
const kEntry = Symbol("entry");

export function contextOf(entry) {
  if (!contexts.has(entry)) contexts.set(entry, entry.kind === "suite" ? new SuiteContext(entry) : new TestContext(entry));
  return contexts.get(entry);
}

class Context {
  constructor(entry) {
    Object.defineProperty(this, kEntry, { value: entry });
  }

  get signal() { return this[kEntry].controller.signal; }
  get name() { return this[kEntry].name; }
  get fullName() { return this[kEntry].fullName; }
  get filePath() { return this[kEntry].location?.replace(/:\d+:\d+$/, "").replace(/^file:\/\//, ""); }
  get passed() { return !this[kEntry].failed; }
  get attempt() { return 0; }

  diagnostic(message) {
    this[kEntry].diagnostics.push(message);
  }
}

class SuiteContext extends Context {}

// The functions of assert, each of which counts for the plan.
function countingAssert(entry) {
  const { default: assert } = loadBuiltin("node:assert");
  const counting = (fn) => function (...args) {
    entry.assertions++;
    return Reflect.apply(fn, this, args);
  };
  const made = {};
  for (const [name, value] of Object.entries(assert)) {
    if (typeof value === "function" && !/^[A-Z]|^strict$/.test(name)) made[name] = counting(value);
  }
  return made;
}

class TestContext extends Context {
  #assert;
  #mock;

  get error() { return this[kEntry].error; }
  get assert() { return this.#assert ??= countingAssert(this[kEntry]); }
  get mock() { return this.#mock ??= new MockTracker(); }

  plan(count, options = {}) {
    this[kEntry].planned = { ...options, count };
  }

  skip(message) {
    this[kEntry].skipped = message ?? true;
  }

  todo(message) {
    this[kEntry].todo = message ?? true;
  }

  runOnly(value) {}

  // Subtests run when those before them have.
  test(name, options, fn) {
    const { defineIn } = loadBuiltin("node:internal/test/define");
    const { runEntry } = loadBuiltin("node:internal/test/run");
    const parent = this[kEntry];
    parent.assertions++;
    const previous = parent.children.at(-1)?.finished.promise;
    const entry = defineIn(parent, "test", [name, options, fn]);
    return Promise.resolve(previous).then(() => runEntry(entry));
  }

  async waitFor(condition, { interval = 50, timeout = 1000 } = {}) {
    validateFunction(condition, "condition");
    validateNumber(interval, "options.interval", 0);
    validateNumber(timeout, "options.timeout", 0);
    const { setTimeout } = loadBuiltin("node:timers/promises");
    const end = performance.now() + timeout;
    for (;;) {
      try {
        return await condition();
      } catch (cause) {
        if (performance.now() >= end) throw new Error("waitFor() timed out", { cause });
      }
      await setTimeout(interval);
    }
  }

  #hook(kind, fn, options = {}) {
    validateObject(options, "options");
    loadBuiltin("node:internal/test/run").addHook(this[kEntry], kind, fn, options);
  }

  before(fn, options) { fn.call(this, this); }
  after(fn, options) { this.#hook("after", fn, options); }
  beforeEach(fn, options) { this.#hook("beforeEach", fn, options); }
  afterEach(fn, options) { this.#hook("afterEach", fn, options); }
}
