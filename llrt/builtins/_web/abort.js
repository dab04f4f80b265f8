// AbortController and AbortSignal.
// Follows https://dom.spec.whatwg.org/#interface-abortcontroller
// Who keeps whom alive: a source knows its dependents weakly and the other way round; a dependent or timeout signal that
// somebody listens to is kept until it aborts.
import { loadBuiltin } from "native:engine";
import { codes } from "../_errors.js";
import {
  defineEventHandler,
  dispatch,
  EventTarget,
  initEventTarget,
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
const kCreate = Symbol("kDontThrowSymbol");

const listenedTo = new Set();

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
    initEventTarget(this, 0);
    this[kAborted] = aborted;
    this[kReason] = reason;
    this[kComposite] = composite;
  }

  get aborted() {
    checkSignal(this);
    return this[kAborted];
  }

  get reason() {
    checkSignal(this);
    return this[kReason];
  }

  throwIfAborted() {
    checkSignal(this);
    if (this[kAborted]) throw this[kReason];
  }

  [kInspect](depth, options) {
    return customForm(this, { aborted: this.aborted }, depth, options);
  }

  [kNewListener](size, type, listener, once, capture, passive, weak) {
    super[kNewListener](size, type, listener, once, capture, passive, weak);
    const needsOthers = this[kTimeout] || (this[kComposite] && this[kSources]?.size);
    if (needsOthers && type === "abort" && !this[kAborted] && !weak && size === 1) listenedTo.add(this);
  }

  [kRemoveListener](size, type) {
    if (type === "abort" && size === 0) listenedTo.delete(this);
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
    const aborted = sources.find((signal) => signal[kAborted]);
    if (aborted) {
      abort(result, aborted[kReason]);
      return result;
    }
    result[kSources] = new Set();
    const weakResult = new WeakRef(result);
    for (const signal of sources) follow(result, weakResult, signal);
    return result;
  }
}

makeEnumerable(AbortSignal.prototype, ["aborted"]);
defineEventHandler(AbortSignal.prototype, "abort");
Object.defineProperty(AbortSignal.prototype, Symbol.toStringTag, { value: "AbortSignal", configurable: true });

// A dependent signal follows the sources of the dependent signals it is made of, never those themselves.
function follow(result, weakResult, signal) {
  if (!signal[kComposite]) {
    linkTo(result, weakResult, signal);
    return;
  }
  for (const weakSource of signal[kSources] ?? []) {
    const source = weakSource.deref();
    if (source === undefined) continue;
    linkTo(result, weakResult, source);
  }
}

const weakRefs = new WeakMap(); // one WeakRef a source, so that sets of them have no duplicates

function linkTo(result, weakResult, source) {
  let weakSource = weakRefs.get(source);
  if (weakSource === undefined) weakRefs.set(source, (weakSource = new WeakRef(source)));
  if (result[kSources].has(weakSource)) return;
  result[kSources].add(weakSource);
  source[kDependents] ??= new Set();
  source[kDependents].add(weakResult);
  collectedDependents.register(result, { dependents: source[kDependents], weakResult });
}

const collectedDependents = new FinalizationRegistry(({ dependents, weakResult }) => dependents.delete(weakResult));

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
    listenedTo.delete(signal);
    abort(signal, domException("The operation was aborted due to timeout", "TimeoutError"));
  }, delay);
  timer.unref();
  collectedTimeouts ??= new FinalizationRegistry(clearTimeout);
  collectedTimeouts.register(weakSignal.deref(), timer);
}

function abort(signal, reason) {
  if (signal[kAborted]) return;
  signal[kAborted] = true;
  signal[kReason] = reason;
  const dependents = [];
  for (const weakDependent of signal[kDependents] ?? []) {
    const dependent = weakDependent.deref();
    if (dependent === undefined || dependent[kAborted]) continue;
    dependent[kAborted] = true;
    dependent[kReason] = reason;
    dependents.push(dependent);
  }
  announce(signal);
  for (const dependent of dependents) announce(dependent);
}

function announce(signal) {
  dispatch(signal, trustedEvent("abort"));
  listenedTo.delete(signal);
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
