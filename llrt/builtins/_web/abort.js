// AbortController and AbortSignal.
// Follows https://dom.spec.whatwg.org/#interface-abortcontroller
// Who keeps whom alive: a dependent signal (of any()) holds its sources, and they hold it while somebody listens to it; one
// nobody listens to looks at its sources when it is asked. A timeout signal that matters to a listener is kept until it aborts.
import { loadBuiltin } from "native:engine";
import { codes } from "../_errors.js";
import { kListeners, kMaxEventTargetListeners } from "../events/_symbols.js";
import { kTransfer } from "./clone_hooks.js";
import {
  defineEventHandler,
  dispatch,
  EventTarget,
  inspectDeeper,
  kNewListener,
  kRemoveListener,
  makeEnumerable,
  trustedEvent,
} from "./event_target.js";

const kInspect = Symbol.for("nodejs.util.inspect.custom");
const kAborted = Symbol("kAborted");
const kReason = Symbol("kReason");
const kComposite = Symbol("kComposite");
const kTimeout = Symbol("kTimeout");
const kSources = Symbol("kSourceSignals");
const kDependents = Symbol("kDependantSignals");
const kOrder = Symbol("kOrder");
const kCreate = Symbol("kDontThrowSymbol");

const keptTimeouts = new Set();
let lastOrder = 0; // counts aborts: the first source to abort gives a dependent signal its reason

function domException(message, name) {
  const { DOMException } = loadBuiltin("node:internal/web/dom_exception");
  return new DOMException(message, name);
}

const defaultReason = () => domException("This operation was aborted", "AbortError");

function customForm(self, content, depth, options) {
  return depth < 0 ? self : `${self.constructor.name} ${inspectDeeper(content, options)}`;
}

function checkSignal(value) {
  if (typeof value?.[kAborted] !== "boolean") throw new codes.ERR_INVALID_THIS("AbortSignal");
}

export class AbortSignal extends EventTarget {
  constructor(key = undefined, aborted = false, reason = undefined, composite = false) {
    if (key !== kCreate) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
    super();
    this[kMaxEventTargetListeners] = 0; // no limit: signals are passed around a lot
    this[kAborted] = aborted;
    this[kReason] = reason;
    this[kComposite] = composite;
  }

  get aborted() {
    checkSignal(this);
    return isAborted(this);
  }

  get reason() {
    checkSignal(this);
    isAborted(this);
    return this[kReason];
  }

  throwIfAborted() {
    checkSignal(this);
    if (isAborted(this)) throw this[kReason];
  }

  [kInspect](depth, options) {
    return customForm(this, { aborted: this.aborted }, depth, options);
  }

  [kNewListener](size, type) {
    super[kNewListener](size, type);
    if (type !== "abort" || size > 1 || isAborted(this)) return;
    if (this[kTimeout]) keptTimeouts.add(this);
    for (const source of this[kSources] ?? []) {
      source[kDependents] ??= new Set();
      source[kDependents].add(this);
      if (source[kTimeout]) keptTimeouts.add(source);
    }
  }

  [kRemoveListener](size, type) {
    if (type !== "abort" || size > 0) return;
    if (!this[kDependents]?.size) keptTimeouts.delete(this);
    for (const source of this[kSources] ?? []) {
      source[kDependents]?.delete(this);
      if (!source[kDependents]?.size && source[kListeners]("abort").length === 0) keptTimeouts.delete(source);
    }
  }

  static abort(reason = defaultReason()) {
    return new AbortSignal(kCreate, true, reason);
  }

  static timeout(delay) {
    loadBuiltin("node:internal/validators").validateUint32(delay, "delay", false);
    const signal = new AbortSignal(kCreate);
    signal[kTimeout] = true;
    abortAfter(new WeakRef(signal), delay);
    return signal;
  }

  static any(signals) {
    const sources = toSignals(signals);
    const result = new AbortSignal(kCreate, false, undefined, true);
    const aborted = sources.find(isAborted);
    if (aborted) {
      abort(result, aborted[kReason]);
      return result;
    }
    // Never the dependent signals themselves: what they depend on.
    result[kSources] = new Set(sources.flatMap((signal) => (signal[kComposite] ? [...signal[kSources]] : [signal])));
    return result;
  }
}

// Asks the sources of a dependent signal that nobody listened to when they aborted.
function isAborted(signal) {
  if (signal[kAborted] || !signal[kComposite]) return signal[kAborted];
  let first;
  for (const source of signal[kSources] ?? []) {
    if (source[kAborted] && (first === undefined || source[kOrder] < first[kOrder])) first = source;
  }
  if (first !== undefined) markAborted(signal, first[kReason]);
  return signal[kAborted];
}

makeEnumerable(AbortSignal.prototype, ["aborted"]);
defineEventHandler(AbortSignal.prototype, "abort");
Object.defineProperty(AbortSignal.prototype, Symbol.toStringTag, { value: "AbortSignal", configurable: true });

function toSignals(signals) {
  if (signals === null || typeof signals !== "object" || typeof signals[Symbol.iterator] !== "function") {
    throw argumentError("signals cannot be converted to sequence.");
  }
  const list = [...signals];
  for (let i = 0; i < list.length; i++) {
    if (typeof list[i]?.[kAborted] !== "boolean") throw argumentError(`signals[${i}] is not of type AbortSignal.`);
  }
  return list;
}

function argumentError(message) {
  return Object.assign(new TypeError(message), { code: "ERR_INVALID_ARG_TYPE" });
}

let collectedTimeouts;

function abortAfter(weakSignal, delay) {
  const { clearTimeout, setTimeout } = loadBuiltin("node:timers");
  const timer = setTimeout(() => {
    const signal = weakSignal.deref();
    if (signal === undefined) return;
    abort(signal, domException("The operation was aborted due to timeout", "TimeoutError"));
  }, delay);
  timer.unref();
  collectedTimeouts ??= new FinalizationRegistry(clearTimeout);
  collectedTimeouts.register(weakSignal.deref(), timer);
}

function markAborted(signal, reason) {
  signal[kAborted] = true;
  signal[kReason] = reason;
  signal[kOrder] = ++lastOrder;
  keptTimeouts.delete(signal);
  for (const source of signal[kSources] ?? []) source[kDependents]?.delete(signal);
}

function abort(signal, reason) {
  if (isAborted(signal)) return;
  markAborted(signal, reason);
  const dependents = [...(signal[kDependents] ?? [])].filter((dependent) => !dependent[kAborted]);
  for (const dependent of dependents) markAborted(dependent, reason);
  dispatch(signal, trustedEvent("abort"));
  for (const dependent of dependents) dispatch(dependent, trustedEvent("abort"));
}

export class AbortController {
  #signal;

  get signal() {
    this.#signal ??= new AbortSignal(kCreate);
    return this.#signal;
  }

  abort(reason = defaultReason()) {
    abort((this.#signal ??= new AbortSignal(kCreate)), reason);
  }

  [kInspect](depth, options) {
    return customForm(this, { signal: this.signal }, depth, options);
  }
}

makeEnumerable(AbortController.prototype, ["signal", "abort"]);
Object.defineProperty(AbortController.prototype, Symbol.toStringTag, { value: "AbortController", configurable: true });

export const isAbortSignal = (value) => typeof value?.[kAborted] === "boolean";

// A signal that may be in a transfer list, again and again: what arrives follows it.
export function makeTransferable(signal) {
  const create = () => {
    const follower = new AbortSignal(kCreate, false, undefined, true);
    if (isAborted(signal)) abort(follower, signal[kReason]);
    else follower[kSources] = signal[kComposite] ? new Set(signal[kSources]) : new Set([signal]);
    return follower;
  };
  return Object.defineProperty(signal, kTransfer, { value: () => ({ data: undefined, create }), configurable: true });
}
