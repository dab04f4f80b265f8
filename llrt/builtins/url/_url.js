// URL of the WHATWG standard. Parsing and setting are fast ops on ada; the object keeps the href and the offsets of its
// parts, and getters cut them out. Not here: object URLs (_object_url.js), the legacy API (_legacy.js).
// https://url.spec.whatwg.org/#url-class
import { loadBuiltin } from "native:engine";
import { canParse, origin, parse, update } from "native:url";
import { codes } from "../_errors.js";
import { kClone } from "../_web/clone_hooks.js";
import {
  HASH_START, HOST_END, HOST_START, HREF, PATHNAME_START, PORT, PROTOCOL_END, SEARCH_PARAMS, SEARCH_START, STALE, USERNAME_END,
} from "./_context.js";
import { URLSearchParams, link, reset } from "./_search_params.js";

const kInspect = Symbol.for("nodejs.util.inspect.custom");
const { defineProperty, ownKeys } = Reflect;

// Where the ops write the offsets; read before any other code can run.
const parts = new Int32Array(9);

// What `update` sets: numbered as the enum Attribute in cext/url/whatwg.cpp.
const SET_HREF = 0;
const SET_PROTOCOL = 1;
const SET_USERNAME = 2;
const SET_PASSWORD = 3;
const SET_HOST = 4;
const SET_HOSTNAME = 5;
const SET_PORT = 6;
const SET_PATHNAME = 7;
const SET_SEARCH = 8;
const SET_HASH = 9;

// False if the value was no URL, which only SET_HREF can find.
function set(context, attribute, value) {
  if (context[STALE]) flush(context);
  const href = update(context[HREF], attribute, value, parts);
  if (href === undefined) return false;
  context[HREF] = href;
  for (let i = 0; i < 8; i++) context[i + 1] = parts[i];
  return true;
}

// Brings what was done to searchParams into the href.
function flush(context) {
  context[STALE] = false;
  set(context, SET_SEARCH, context[SEARCH_PARAMS].toString());
}

function hrefOf(context) {
  if (context[STALE]) flush(context);
  return context[HREF];
}

function searchOf(context) {
  const start = context[SEARCH_START];
  if (start === -1) return "";
  const end = context[HASH_START] === -1 ? context[HREF].length : context[HASH_START];
  return end - start > 1 ? context[HREF].slice(start, end) : "";
}

// Where the host begins: behind the "@" of credentials.
function hostStart(context) {
  const start = context[HOST_START];
  return context[HREF].charCodeAt(start) === 64 ? start + 1 : start;
}

// Node makes this error of the constructor in C++: the code is not in the first line of the stack.
function invalidUrl(input, base) {
  const error = Object.assign(new TypeError("Invalid URL"), { code: "ERR_INVALID_URL", input });
  if (base !== undefined) error.base = base;
  return error;
}

export class URL {
  #context;

  constructor(input, base = undefined) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS("url");
    input = `${input}`;
    if (base !== undefined) base = `${base}`;
    const href = parse(input, base, parts);
    if (href === undefined) throw invalidUrl(input.toWellFormed(), base?.toWellFormed());
    this.#context = [
      href, parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6], parts[7], false, undefined,
    ];
  }

  static parse(input, base = undefined) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS("url");
    input = `${input}`;
    if (base !== undefined) base = `${base}`;
    return canParse(input, base) ? new URL(input, base) : null;
  }

  static canParse(input, base = undefined) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS("url");
    input = `${input}`;
    return canParse(input, base === undefined ? undefined : `${base}`);
  }

  static createObjectURL(obj) {
    return loadBuiltin("node:internal/buffer/object_urls").createObjectURL(obj);
  }

  static revokeObjectURL(url) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS("url");
    loadBuiltin("node:internal/buffer/object_urls").revokeObjectURL(`${url}`);
  }

  toString() {
    return hrefOf(URL.#contextOf(this));
  }

  // For the members of Node's that call a private method before they read a field.
  static #contextOf(value) {
    if (typeof value !== "object" || value === null || !(#context in value)) {
      throw new TypeError("Receiver must be an instance of class URL");
    }
    return value.#context;
  }

  get href() {
    return hrefOf(URL.#contextOf(this));
  }

  set href(value) {
    const context = this.#context;
    value = `${value}`;
    if (!set(context, SET_HREF, value)) throw new codes.ERR_INVALID_URL(value);
    if (context[SEARCH_PARAMS] !== undefined) reset(context[SEARCH_PARAMS], searchOf(context));
  }

  get origin() {
    return origin(this.#context[HREF]);
  }

  get protocol() {
    const context = this.#context;
    return context[HREF].slice(0, context[PROTOCOL_END]);
  }

  set protocol(value) {
    set(this.#context, SET_PROTOCOL, `${value}`);
  }

  get username() {
    const context = this.#context;
    const start = context[PROTOCOL_END] + 2;
    return start < context[USERNAME_END] ? context[HREF].slice(start, context[USERNAME_END]) : "";
  }

  set username(value) {
    set(this.#context, SET_USERNAME, `${value}`);
  }

  get password() {
    const context = this.#context;
    const start = context[USERNAME_END] + 1;
    return start < context[HOST_START] ? context[HREF].slice(start, context[HOST_START]) : "";
  }

  set password(value) {
    set(this.#context, SET_PASSWORD, `${value}`);
  }

  // An empty host may be followed by "/.", which is no part of it.
  get host() {
    const context = this.#context;
    const start = hostStart(context);
    return start < context[HOST_END] ? context[HREF].slice(start, context[PATHNAME_START]) : "";
  }

  set host(value) {
    set(this.#context, SET_HOST, `${value}`);
  }

  get hostname() {
    const context = this.#context;
    return context[HREF].slice(hostStart(context), context[HOST_END]);
  }

  set hostname(value) {
    set(this.#context, SET_HOSTNAME, `${value}`);
  }

  get port() {
    const port = this.#context[PORT];
    return port === -1 ? "" : `${port}`;
  }

  set port(value) {
    set(this.#context, SET_PORT, `${value}`);
  }

  get pathname() {
    const context = this.#context;
    if (context[STALE]) flush(context);
    const end = context[SEARCH_START] === -1 ? context[HASH_START] : context[SEARCH_START];
    return context[HREF].slice(context[PATHNAME_START], end === -1 ? context[HREF].length : end);
  }

  set pathname(value) {
    set(this.#context, SET_PATHNAME, `${value}`);
  }

  get search() {
    const context = URL.#contextOf(this);
    if (context[STALE]) flush(context);
    return searchOf(context);
  }

  set search(value) {
    const context = this.#context;
    set(context, SET_SEARCH, `${value}`);
    if (context[SEARCH_PARAMS] !== undefined) reset(context[SEARCH_PARAMS], searchOf(context));
  }

  get searchParams() {
    const context = this.#context;
    if (context[SEARCH_PARAMS] === undefined) {
      const params = new URLSearchParams(searchOf(context));
      link(params, context);
      context[SEARCH_PARAMS] = params;
    }
    return context[SEARCH_PARAMS];
  }

  get hash() {
    const context = this.#context;
    if (context[STALE]) flush(context);
    const start = context[HASH_START];
    return start === -1 || context[HREF].length - start === 1 ? "" : context[HREF].slice(start);
  }

  set hash(value) {
    set(this.#context, SET_HASH, `${value}`);
  }

  toJSON() {
    return hrefOf(URL.#contextOf(this));
  }

  [kClone]() {
    return #context in this ? false : undefined;
  }

  [kInspect](depth, options) {
    const context = options?.showHidden === true && #context in this ? this.#context : undefined;
    return loadBuiltin("node:internal/url/inspect").inspectURL(this, context, depth, options);
  }
}

const enumerable = { enumerable: true };
for (const name of ownKeys(URL.prototype)) {
  if (typeof name === "string" && name !== "constructor") defineProperty(URL.prototype, name, enumerable);
}
for (const name of ["parse", "canParse", "createObjectURL", "revokeObjectURL"]) defineProperty(URL, name, enumerable);
defineProperty(URL.prototype, Symbol.toStringTag, { value: "URL", configurable: true });

export { URLSearchParams };
