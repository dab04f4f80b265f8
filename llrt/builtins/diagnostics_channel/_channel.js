// Channel: named messages to subscribers, and stores that are entered while a function runs.
import { loadBuiltin } from "native:engine";
import { codes } from "../_errors.js";
import { validateFunction } from "../_validators.js";
import { nextTick } from "../_boot/task_queues.js";
import { state } from "../process/_state.js";

const { ERR_INVALID_ARG_TYPE } = codes;

// A subscriber that throws stops neither the others nor the publisher: it is an uncaught exception of its own.
const throwLater = (error) => nextTick(() => { throw error; });

const same = (data) => data;
function inStore(store, transform, data, next) {
  return () => {
    let context;
    try {
      context = transform(data);
    } catch (error) {
      throwLater(error);
      return next();
    }
    return store.run(context, next);
  };
}

// All channels by name. Those that somebody listens to are kept; the others live while the program holds them.
const channels = new Map();
const active = new Set();
const forgotten = new FinalizationRegistry((name) => {
  if (channels.get(name)?.deref() === undefined) channels.delete(name);
});

const publishConsole = (method, args) => channel(`console.${method}`).publish(args);

function traceRequire(load, parent, id) {
  const { tracingChannel } = loadBuiltin("node:diagnostics_channel");
  return tracingChannel("module.require").traceSync(load, { __proto__: null, parentFilename: parent?.filename, id }, undefined, id, parent, false);
}

function keep(channel) {
  if (state.traceRequire === undefined && String(channel.name).startsWith("tracing:module.require:")) state.traceRequire = traceRequire;
  if (state.publishConsole === undefined && String(channel.name).startsWith("console.")) state.publishConsole = publishConsole;
  if (channel.hasSubscribers) active.add(channel);
  else {
    active.delete(channel);
    channel._subscribers = undefined;
    channel._stores = undefined;
  }
}

export class Channel {
  constructor(name) {
    this._subscribers = undefined;
    this._stores = undefined;
    this.name = name;
    channels.set(name, new WeakRef(this));
    forgotten.register(this, name);
  }

  // The lists are replaced, not changed: a publication that is under way goes on with those it began with.
  subscribe(subscription) {
    validateFunction(subscription, "subscription");
    this._subscribers = [...this._subscribers ?? [], subscription];
    keep(this);
  }

  unsubscribe(subscription) {
    const place = this._subscribers?.indexOf(subscription) ?? -1;
    if (place === -1) return false;
    this._subscribers = this._subscribers.toSpliced(place, 1);
    keep(this);
    return true;
  }

  bindStore(store, transform) {
    this._stores ??= new Map();
    this._stores.set(store, transform);
    keep(this);
  }

  unbindStore(store) {
    if (!this._stores?.delete(store)) return false;
    keep(this);
    return true;
  }

  get hasSubscribers() {
    return this._subscribers?.length > 0 || this._stores?.size > 0;
  }

  publish(data) {
    const subscribers = this._subscribers;
    if (subscribers === undefined) return;
    for (let i = 0; i < subscribers.length; i++) {
      try {
        const onMessage = subscribers[i];
        onMessage(data, this.name);
      } catch (error) {
        throwLater(error);
      }
    }
  }

  runStores(data, fn, thisArg, ...args) {
    if (!this.hasSubscribers) return Reflect.apply(fn, thisArg, args);
    let run = () => {
      this.publish(data);
      return Reflect.apply(fn, thisArg, args);
    };
    for (const [store, transform = same] of this._stores ?? []) run = inStore(store, transform, data, run);
    return run();
  }
}
Object.defineProperties(Channel.prototype.publish, { length: { value: 0, configurable: true } });
Object.defineProperties(Channel.prototype.unsubscribe, { length: { value: 0, configurable: true } });
Object.defineProperties(Channel.prototype.unbindStore, { length: { value: 0, configurable: true } });

export function channel(name) {
  const known = channels.get(name)?.deref();
  if (known !== undefined) return known;
  if (typeof name !== "string" && typeof name !== "symbol") throw new ERR_INVALID_ARG_TYPE("channel", ["string", "symbol"], name);
  return new Channel(name);
}

export function subscribe(name, subscription) {
  return channel(name).subscribe(subscription);
}

export function unsubscribe(name, subscription) {
  return channel(name).unsubscribe(subscription);
}

export function hasSubscribers(name) {
  return channels.get(name)?.deref()?.hasSubscribers ?? false;
}
