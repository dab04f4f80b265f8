// One test or suite of the tree: its options, its children, how it is run and what became of it.
import { codes } from "../_errors.js";
import { validateAbortSignal, validateNumber, validateOneOf, validateUint32 } from "../_validators.js";

const { ERR_TEST_FAILURE } = codes;
const nothing = () => {};

export const failure = (error, failureType) => new ERR_TEST_FAILURE(error, failureType);

function checkOptions({ concurrency, timeout, signal, plan }) {
  if (concurrency != null && typeof concurrency !== "boolean") validateUint32(concurrency, "options.concurrency", true);
  if (timeout != null && timeout !== Infinity) validateNumber(timeout, "options.timeout", 0, 2 ** 31 - 1);
  if (signal !== undefined) validateAbortSignal(signal, "options.signal");
  if (plan !== undefined && typeof plan !== "object") validateUint32(plan, "options.plan");
}

export class Entry {
  children = [];
  hooks = { before: [], after: [], beforeEach: [], afterEach: [] };
  error = null;
  duration = 0;
  diagnostics = [];
  assertions = 0;
  done = false;
  ready = undefined;

  constructor(kind, parent, name, options, fn, location) {
    validateOneOf(kind, "kind", ["root", "test", "suite"]);
    checkOptions(options);
    this.kind = kind;
    this.parent = parent;
    this.name = name;
    this.fn = fn ?? nothing;
    this.location = location;
    this.skipped = options.skip !== undefined && options.skip !== false ? options.skip : false;
    this.todo = options.todo !== undefined && options.todo !== false ? options.todo : false;
    this.only = Boolean(options.only);
    this.expectFailure = options.expectFailure ?? false;
    this.timeout = options.timeout ?? parent?.timeout ?? Infinity;
    this.planned = options.plan;
    this.controller = new AbortController();
    this.signals = [options.signal, parent?.controller.signal].filter((signal) => signal !== undefined);
    this.finished = Promise.withResolvers();
  }

  get fullName() {
    return this.parent === null || this.parent.kind === "root" ? this.name : `${this.parent.fullName} > ${this.name}`;
  }

  get depth() {
    return this.parent === null ? -1 : this.parent.depth + 1;
  }

  get failed() {
    return this.error !== null;
  }

  fail(error) {
    this.error ??= error;
  }

  // Hooks of this kind from the root down; afterEach runs the other way round.
  inherited(kind) {
    const chain = [];
    for (let entry = this.parent; entry !== null; entry = entry.parent) chain.push(...entry.hooks[kind].toReversed());
    return kind === "afterEach" ? chain : chain.reverse();
  }
}
