// Web locks of one program: navigator.locks, node:worker_threads' locks. Spec: https://w3c.github.io/web-locks/, with Node's
// messages and diagnostics channels (locks.request.*).
import { loadBuiltin } from "native:engine";
import { codes } from "../_errors.js";
import { validateAbortSignal, validateFunction } from "../_validators.js";

const kInner = Symbol("kInner");
const EXCLUSIVE = "exclusive";
const SHARED = "shared";

const held = new Map(); // name -> Set of requests
const queues = new Map(); // name -> requests that wait

function domException(message, name) {
  const { DOMException } = loadBuiltin("node:internal/web/dom_exception");
  return new DOMException(message, name);
}

const notSupported = (message) => domException(message, "NotSupportedError");
const coded = (code, message) => Object.assign(new TypeError(message), { code });

function publish(event, message) {
  const channel = loadBuiltin("node:diagnostics_channel").channel(`locks.request.${event}`);
  if (channel.hasSubscribers) channel.publish(message);
}

export class Lock {
  #name;
  #mode;

  constructor(key = undefined, name = undefined, mode = undefined) {
    if (key !== kInner) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
    this.#name = name;
    this.#mode = mode;
  }

  static #check(value) {
    if (typeof value !== "object" || value === null || !(#name in value)) throw new codes.ERR_INVALID_THIS("Lock");
  }

  get name() {
    Lock.#check(this);
    return this.#name;
  }

  get mode() {
    Lock.#check(this);
    return this.#mode;
  }
}

class Request {
  constructor(name, { mode, ifAvailable, steal, signal }, callback) {
    Object.assign(this, { name, mode, ifAvailable, steal, signal, callback });
    const { promise, resolve, reject } = Promise.withResolvers();
    Object.assign(this, { promise, resolve, reject });
  }

  get info() {
    return { name: this.name, mode: this.mode, clientId: `node-${loadBuiltin("node:process").default.pid}-0` };
  }

  end(settle, value, error) {
    const { name, mode, ifAvailable, steal } = this;
    publish("end", { name, mode, ifAvailable, steal, error });
    settle(value);
  }

  // Runs the callback; its lock is held until what it returns is settled.
  async run(lock) {
    try {
      const result = await this.callback(lock);
      this.end(this.resolve, result, undefined);
    } catch (error) {
      this.end(this.reject, error, error);
    }
  }

  async grant() {
    const { name, mode, signal } = this;
    if (!held.has(name)) held.set(name, new Set());
    held.get(name).add(this);
    if (signal !== undefined) {
      await null; // may be aborted until then
      if (signal.aborted) {
        this.release();
        return;
      }
      signal.removeEventListener("abort", this.onAbort);
    }
    publish("grant", { name, mode });
    await this.run(new Lock(kInner, name, mode));
    this.release();
  }

  release() {
    const { name } = this;
    const holders = held.get(name);
    if (!holders?.delete(this)) return;
    if (holders.size === 0) held.delete(name);
    processQueue(name);
  }

  // Another request took the lock.
  stolen() {
    const error = domException("The operation was aborted", "AbortError");
    this.end(this.reject, error, error);
  }

  waitForSignal() {
    this.onAbort = () => {
      const queue = queues.get(this.name);
      const place = queue?.indexOf(this) ?? -1;
      if (place >= 0) queue.splice(place, 1);
      this.reject(this.signal.reason);
      processQueue(this.name);
    };
    this.signal.addEventListener("abort", this.onAbort, { once: true });
  }
}

function isGrantable({ name, mode }) {
  const holders = held.get(name);
  if (holders === undefined) return true;
  if (mode === EXCLUSIVE) return false;
  for (const holder of holders) if (holder.mode === EXCLUSIVE) return false;
  return true;
}

function processQueue(name) {
  const queue = queues.get(name);
  while (queue !== undefined && queue.length > 0 && isGrantable(queue[0])) queue.shift().grant();
  if (queue?.length === 0) queues.delete(name);
}

function enqueue(request) {
  const { name } = request;
  if (request.steal) {
    const holders = held.get(name);
    held.delete(name);
    for (const holder of holders ?? []) holder.stolen();
    request.grant();
    return;
  }
  const free = !queues.get(name)?.length && isGrantable(request);
  if (request.ifAvailable && !free) {
    publish("miss", { name, mode: request.mode });
    request.run(null);
    return;
  }
  if (request.signal !== undefined) request.waitForSignal();
  if (free) {
    request.grant();
  } else {
    if (!queues.has(name)) queues.set(name, []);
    queues.get(name).push(request);
  }
}

function optionsFrom(options) {
  if (options === null || options === undefined || typeof options === "function") options = {};
  if (typeof options !== "object") throw coded("ERR_INVALID_ARG_TYPE", "Value cannot be converted to a dictionary");
  const mode = options.mode === undefined ? EXCLUSIVE : `${options.mode}`;
  if (mode !== SHARED && mode !== EXCLUSIVE) {
    throw coded("ERR_INVALID_ARG_VALUE", `mode '${mode}' is not a valid enum value of type LockMode.`);
  }
  const { ifAvailable = false, signal, steal = false } = options;
  if (signal !== undefined && (signal === null || (typeof signal !== "object" && typeof signal !== "function"))) {
    throw coded("ERR_INVALID_ARG_TYPE", "signal is not an object.");
  }
  return { mode, ifAvailable: !!ifAvailable, steal: !!steal, signal };
}

function checkOptions(name, { mode, ifAvailable, steal, signal }) {
  validateAbortSignal(signal, "options.signal");
  signal?.throwIfAborted();
  if (name[0] === "-") throw notSupported("Lock name may not start with hyphen");
  if (ifAvailable && steal) throw notSupported("ifAvailable and steal are mutually exclusive");
  if (mode !== EXCLUSIVE && steal) throw notSupported('mode: "shared" and steal are mutually exclusive');
  if (signal && (steal || ifAvailable)) throw notSupported("signal cannot be used with steal or ifAvailable");
}

export class LockManager {
  constructor(key = undefined) {
    if (key !== kInner) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
  }

  static {
    Object.defineProperty(this, "length", { value: 0, configurable: true });
    Object.defineProperty(Lock, "length", { value: 0, configurable: true });
  }

  async request(name, options, callback = undefined) {
    if (callback === undefined) {
      callback = options;
      options = undefined;
    }
    if (typeof name === "symbol") throw coded("ERR_INVALID_ARG_TYPE", "Value is a Symbol and cannot be converted to a string.");
    const text = `${name}`;
    validateFunction(callback, "callback");
    const converted = optionsFrom(options);
    checkOptions(text, converted);
    publish("start", { name: text, mode: converted.mode });
    const request = new Request(text, converted, callback);
    enqueue(request);
    return request.promise;
  }

  async query() {
    if (!(this instanceof LockManager)) throw new codes.ERR_INVALID_THIS("LockManager");
    const infos = (lists) => [...lists].flatMap((list) => [...list].map(({ info }) => info));
    return { held: infos(held.values()), pending: infos(queues.values()) };
  }
}

for (const [Class, names] of [[Lock, ["name", "mode"]], [LockManager, ["request", "query"]]]) {
  for (const name of names) Object.defineProperty(Class.prototype, name, { enumerable: true });
  Object.defineProperty(Class.prototype, Symbol.toStringTag, { value: Class.name, configurable: true });
}

export const locks = new LockManager(kInner);
