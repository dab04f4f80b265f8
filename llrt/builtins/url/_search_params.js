// URLSearchParams: a list of names and values, live when it belongs to a URL. Not here: how the list is made and
// serialised (_form.js) and inspected (_inspect.js).  https://url.spec.whatwg.org/#interface-urlsearchparams
import { loadBuiltin } from "native:engine";
import { codes } from "../_errors.js";
import { kClone } from "../_web/clone_hooks.js";
import { STALE } from "./_context.js";
import { listOfPairs, listOfRecord, parseQuery, serialize } from "./_form.js";

const kInspect = Symbol.for("nodejs.util.inspect.custom");
const { apply, defineProperty, ownKeys } = Reflect;

const invalidThis = () => new codes.ERR_INVALID_THIS("URLSearchParams");

// For _url.js: makes `params` write through to a URL's context, and gives it the list of a new query.
export let link, reset;

// The list of a URLSearchParams, for its iterator: a URL that gets a new query replaces it.
let listAt;

export class URLSearchParams {
  #list;
  #context;

  static {
    link = (params, context) => { params.#context = context; };
    reset = (params, query) => { params.#list = parseQuery(query); };
    listAt = (params) => params.#list;
  }

  constructor(init = undefined) {
    if (typeof init === "string") {
      this.#list = parseQuery(init);
    } else if (init === undefined) {
      this.#list = [];
    } else if (init !== null && (typeof init === "object" || typeof init === "function")) {
      this.#list = this.#listOf(init);
    } else {
      this.#list = parseQuery(`${init}`);
    }
  }

  #listOf(init) {
    const method = init[Symbol.iterator];
    if (method === this[Symbol.iterator] && #list in init) return init.#list.slice();
    if (method === undefined || method === null) return listOfRecord(init);
    if (typeof method !== "function") throw new codes.ERR_ARG_NOT_ITERABLE("Query pairs");
    return listOfPairs(init);
  }

  // The list, for a method called on `self`.
  static #of(self) {
    if (typeof self !== "object" || self === null || !(#list in self)) throw invalidThis();
    return self.#list;
  }

  static #changed(self) {
    const context = self.#context;
    if (context !== undefined) context[STALE] = true;
  }

  [kClone]() {
    return #list in this ? false : undefined;
  }

  get size() {
    return URLSearchParams.#of(this).length / 2;
  }

  append(name, value) {
    const list = URLSearchParams.#of(this);
    if (arguments.length < 2) throw new codes.ERR_MISSING_ARGS("name", "value");
    name = `${name}`.toWellFormed();
    value = `${value}`.toWellFormed();
    list.push(name, value);
    URLSearchParams.#changed(this);
  }

  delete(name, value = undefined) {
    const list = URLSearchParams.#of(this);
    if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS("name");
    name = `${name}`.toWellFormed();
    if (value !== undefined) value = `${value}`.toWellFormed();
    let kept = 0;
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === name && (value === undefined || list[i + 1] === value)) continue;
      list[kept++] = list[i];
      list[kept++] = list[i + 1];
    }
    list.length = kept;
    URLSearchParams.#changed(this);
  }

  get(name) {
    const list = URLSearchParams.#of(this);
    if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS("name");
    name = `${name}`.toWellFormed();
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === name) return list[i + 1];
    }
    return null;
  }

  getAll(name) {
    const list = URLSearchParams.#of(this);
    if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS("name");
    name = `${name}`.toWellFormed();
    const values = [];
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === name) values.push(list[i + 1]);
    }
    return values;
  }

  has(name, value = undefined) {
    const list = URLSearchParams.#of(this);
    if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS("name");
    name = `${name}`.toWellFormed();
    if (value !== undefined) value = `${value}`.toWellFormed();
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === name && (value === undefined || list[i + 1] === value)) return true;
    }
    return false;
  }

  set(name, value) {
    const list = URLSearchParams.#of(this);
    if (arguments.length < 2) throw new codes.ERR_MISSING_ARGS("name", "value");
    name = `${name}`.toWellFormed();
    value = `${value}`.toWellFormed();
    let kept = 0;
    let found = false;
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === name && found) continue;
      const replace = list[i] === name;
      found ||= replace;
      list[kept++] = list[i];
      list[kept++] = replace ? value : list[i + 1];
    }
    list.length = kept;
    if (!found) list.push(name, value);
    URLSearchParams.#changed(this);
  }

  // Stable, by UTF-16 code units, which is how strings compare.
  sort() {
    const list = URLSearchParams.#of(this);
    const pairs = [];
    for (let i = 0; i < list.length; i += 2) pairs.push([list[i], list[i + 1]]);
    pairs.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
    for (let i = 0; i < pairs.length; i++) {
      list[2 * i] = pairs[i][0];
      list[2 * i + 1] = pairs[i][1];
    }
    URLSearchParams.#changed(this);
  }

  entries() {
    URLSearchParams.#of(this);
    return new URLSearchParamsIterator(this, ENTRIES);
  }

  forEach(callback, thisArg = undefined) {
    URLSearchParams.#of(this);
    if (typeof callback !== "function") throw new codes.ERR_INVALID_ARG_TYPE("callback", "function", callback);
    for (let i = 0; i < this.#list.length; i += 2) {
      apply(callback, thisArg, [this.#list[i + 1], this.#list[i], this]);
    }
  }

  keys() {
    URLSearchParams.#of(this);
    return new URLSearchParamsIterator(this, NAMES);
  }

  values() {
    URLSearchParams.#of(this);
    return new URLSearchParamsIterator(this, VALUES);
  }

  toString() {
    return serialize(URLSearchParams.#of(this));
  }

  [kInspect](depth, options) {
    const list = URLSearchParams.#of(this);
    return loadBuiltin("node:internal/url/inspect").inspectSearchParams(this, list, depth, options);
  }
}

const NAMES = 0;
const VALUES = 1;
const ENTRIES = 2;

const item = (list, i, kind) => (kind === ENTRIES ? [list[i], list[i + 1]] : list[i + kind]);

class URLSearchParamsIterator {
  #params;
  #kind;
  #index = 0;

  constructor(params, kind) {
    this.#params = params;
    this.#kind = kind;
  }

  static #check(self) {
    if (typeof self !== "object" || self === null || !(#params in self)) {
      throw new codes.ERR_INVALID_THIS("URLSearchParamsIterator");
    }
  }

  next() {
    URLSearchParamsIterator.#check(this);
    const list = listAt(this.#params);
    const index = this.#index;
    if (index >= list.length) return { value: undefined, done: true };
    this.#index = index + 2;
    return { value: item(list, index, this.#kind), done: false };
  }

  [kInspect](depth, options) {
    URLSearchParamsIterator.#check(this);
    const list = listAt(this.#params);
    const rest = [];
    for (let i = this.#index; i < list.length; i += 2) rest.push(item(list, i, this.#kind));
    return loadBuiltin("node:internal/url/inspect").inspectIterator(this[Symbol.toStringTag], rest, depth, options);
  }
}

for (const name of ownKeys(URLSearchParams.prototype)) {
  if (typeof name === "string" && name !== "constructor") defineProperty(URLSearchParams.prototype, name, { enumerable: true });
}
const tag = (prototype, value) => defineProperty(prototype, Symbol.toStringTag, { value, configurable: true });
tag(URLSearchParams.prototype, "URLSearchParams");
defineProperty(URLSearchParams.prototype, Symbol.iterator, {
  value: URLSearchParams.prototype.entries, writable: true, configurable: true,
});

const iteratorPrototype = URLSearchParamsIterator.prototype;
Object.setPrototypeOf(iteratorPrototype, Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())));
delete iteratorPrototype.constructor;
defineProperty(iteratorPrototype, "next", { enumerable: true });
tag(iteratorPrototype, "URLSearchParams Iterator");
