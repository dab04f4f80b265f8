// PerformanceObserver and the list its callback gets. Entries come by notify() of _web/performance_timeline.js.
// Follows https://w3c.github.io/performance-timeline/ and Node 24.
import { loadBuiltin } from "native:engine";
import { codes } from "../_errors.js";
import { validateFunction, validateObject } from "../_validators.js";
import { inspectDeeper, makeEnumerable } from "../_web/event_target.js";
import { entries, observers } from "../_web/performance_timeline.js";
import { setImmediate } from "../timers/index.js";

const kInspect = Symbol.for("nodejs.util.inspect.custom");
const kInner = Symbol("kInner");
const { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS, ERR_MISSING_ARGS } = codes;

const SUPPORTED = Object.freeze(["dns", "function", "gc", "http", "http2", "mark", "measure", "net", "resource"]);
const SINGLE = "single";
const MULTIPLE = "multiple";

const pending = new Set();
let scheduled = false;

function schedule(observer) {
  pending.add(observer);
  if (scheduled) return;
  scheduled = true;
  setImmediate(() => {
    scheduled = false;
    const due = [...pending];
    pending.clear();
    for (const one of due) dispatch(one);
  });
}

let dispatch;

export class PerformanceObserverEntryList {
  #entries;

  constructor(key = undefined, list = undefined) {
    if (key !== kInner) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this.#entries = list.sort((first, second) => first.startTime - second.startTime);
  }

  static {
    Object.defineProperty(this, "length", { value: 0, configurable: true });
  }

  static #of(value) {
    if (typeof value !== "object" || value === null || !(#entries in value)) throw new ERR_INVALID_THIS("PerformanceObserverEntryList");
    return value.#entries;
  }

  getEntries() {
    return PerformanceObserverEntryList.#of(this).slice();
  }

  getEntriesByType(type) {
    const list = PerformanceObserverEntryList.#of(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS("type");
    const text = `${type}`;
    return list.filter((entry) => entry.entryType === text);
  }

  getEntriesByName(name, type = undefined) {
    const list = PerformanceObserverEntryList.#of(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS("name");
    const text = `${name}`;
    return list.filter((entry) => entry.name === text && (type == null || entry.entryType === type));
  }

  [kInspect](depth, options) {
    return depth < 0 ? this : `PerformanceObserverEntryList ${inspectDeeper(PerformanceObserverEntryList.#of(this), options)}`;
  }
}

function refuse(message) {
  const { DOMException } = loadBuiltin("node:internal/web/dom_exception");
  return new DOMException(message, "InvalidModificationError");
}

function checkKind(kind, { entryTypes, type }) {
  if (kind === SINGLE && entryTypes !== undefined) throw refuse("PerformanceObserver can not change to multiple observations");
  if (kind === MULTIPLE && type !== undefined) throw refuse("PerformanceObserver can not change to single observation");
}

export class PerformanceObserver {
  #callback;
  #buffer = [];
  #types = new Set();
  #kind;

  constructor(callback) {
    validateFunction(callback, "callback");
    this.#callback = callback;
  }

  static {
    dispatch = (observer) => {
      observer.#callback(new PerformanceObserverEntryList(kInner, observer.takeRecords()), observer);
    };
  }

  observe(options = {}) {
    validateObject(options, "options");
    const { entryTypes, type, buffered } = options;
    if (entryTypes === undefined && type === undefined) throw new ERR_MISSING_ARGS("options.entryTypes", "options.type");
    if (entryTypes != null && type != null) {
      throw new ERR_INVALID_ARG_VALUE("options.entryTypes", entryTypes, "options.entryTypes can not set with options.type together");
    }
    checkKind(this.#kind, { entryTypes, type });
    this.#kind ??= type !== undefined ? SINGLE : MULTIPLE;
    if (this.#kind === MULTIPLE) {
      if (!Array.isArray(entryTypes)) throw new ERR_INVALID_ARG_TYPE("options.entryTypes", "string[]", entryTypes);
      this.#types = new Set(entryTypes.filter((one) => SUPPORTED.includes(one)));
    } else {
      if (!SUPPORTED.includes(type)) return;
      this.#observeOne(type, buffered);
    }
    if (this.#types.size > 0) observers.add(this);
    else this.disconnect();
  }

  #observeOne(type, buffered) {
    this.#types.add(type);
    if (!buffered) return;
    this.#buffer.push(...entries(undefined, type));
    schedule(this);
  }

  disconnect() {
    observers.delete(this);
    pending.delete(this);
    this.#buffer = [];
    this.#types = new Set();
    this.#kind = undefined;
  }

  takeRecords() {
    const list = this.#buffer;
    this.#buffer = [];
    return list;
  }

  // What the timeline calls with each new entry.
  static offer(observer, entry) {
    if (!observer.#types.has(entry.entryType)) return;
    observer.#buffer.push(entry);
    schedule(observer);
  }

  static get supportedEntryTypes() {
    return SUPPORTED;
  }

  [kInspect](depth, options) {
    if (depth < 0) return this;
    const connected = observers.has(this);
    const content = { connected, pending: pending.has(this), entryTypes: [...this.#types], buffer: this.#buffer };
    return `PerformanceObserver ${inspectDeeper(content, options)}`;
  }
}

observers.offer = PerformanceObserver.offer;
delete PerformanceObserver.offer;

function finish(Class, names) {
  makeEnumerable(Class.prototype, names);
  Object.defineProperty(Class.prototype, Symbol.toStringTag, { value: Class.name, configurable: true });
}

finish(PerformanceObserver, ["observe", "disconnect", "takeRecords"]);
finish(PerformanceObserverEntryList, ["getEntries", "getEntriesByType", "getEntriesByName"]);
