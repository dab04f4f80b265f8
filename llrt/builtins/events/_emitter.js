// The EventEmitter class itself: listeners and emit(). Not here: the static helpers (index.js), the promise and iterator
// forms (_async.js).
// Follows https://nodejs.org/docs/latest-v24.x/api/events.html#class-eventemitter
import { eventMethods, loadBuiltin } from "native:engine";
import { nextTick } from "../_boot/task_queues.js";
import { kErrorMonitor, kRejection, limits } from "./_symbols.js";

const { apply, ownKeys } = Reflect;
const kCapture = Symbol("kCapture");
const kShapeMode = Symbol("shapeMode");
// On a list of listeners: how many emit() calls are walking it. While there are any it is not changed but replaced.
const kEmitting = Symbol("events.emitting");

const validators = () => loadBuiltin("node:internal/validators");
const errorPaths = () => loadBuiltin("node:internal/events/errors");

export function EventEmitter(options) {
  EventEmitter.init.call(this, options);
}

const proto = EventEmitter.prototype;
proto._events = undefined;
proto._eventsCount = 0;
proto._maxListeners = undefined;
Object.defineProperty(proto, kCapture, { value: false, writable: true });

// A subclass that filled _events before calling the constructor keeps them (and their keys: shape mode).
EventEmitter.init = function (options) {
  const events = this._events;
  if (events === undefined || events === Object.getPrototypeOf(this)._events) {
    this._events = { __proto__: null };
    this._eventsCount = 0;
    this[kShapeMode] = false;
  } else {
    this[kShapeMode] = true;
  }
  this._maxListeners ||= undefined;
  if (options?.captureRejections) {
    validators().validateBoolean(options.captureRejections, "options.captureRejections");
    this[kCapture] = true;
  } else {
    this[kCapture] = proto[kCapture];
  }
};

export function getDefaultMaxListeners() {
  return limits.defaultMaxListeners;
}

export function setDefaultMaxListeners(value) {
  validators().validateNumber(value, "defaultMaxListeners", 0);
  limits.defaultMaxListeners = value;
}

export function getCaptureRejections() {
  return proto[kCapture];
}

export function setCaptureRejections(value) {
  validators().validateBoolean(value, "EventEmitter.captureRejections");
  proto[kCapture] = value;
}

export function maxListenersOf(emitter) {
  const own = emitter._maxListeners;
  return own === undefined ? limits.defaultMaxListeners : own;
}

function checkListener(listener) {
  if (typeof listener !== "function") validators().validateFunction(listener, "listener");
}

proto.setMaxListeners = function setMaxListeners(n) {
  validators().validateNumber(n, "setMaxListeners", 0);
  this._maxListeners = n;
  return this;
};

proto.getMaxListeners = function getMaxListeners() {
  return maxListenersOf(this);
};

// The engine's own (cext/quickjs/natives_events.c) do what is usual themselves and call those below for the rest, which do the
// same in every case.
const native = {};
[native.emit, native.addListener, native.removeListener] = eventMethods([
  kCapture, kEmitting, kShapeMode, limits, emit, addListener, removeListener, addUntold, captureRejection, warnCrowded,
]);
proto.emit = native.emit;
proto.addListener = native.addListener;
proto.on = native.addListener;

function emit(type, ...args) {
  const events = this._events;
  if (type === "error" && emitErrorUnhandled(this, events, args)) return false;
  if (events === undefined) return false;
  const handler = events[type];
  if (handler === undefined) return false;
  if (typeof handler === "function") {
    const result = apply(handler, this, args);
    if (result !== undefined && result !== null && this[kCapture]) captureRejection(this, result, type, args);
    return true;
  }
  handler[kEmitting]++;
  try {
    for (let i = 0; i < handler.length; i++) {
      const result = apply(handler[i], this, args);
      if (result !== undefined && result !== null && this[kCapture]) captureRejection(this, result, type, args);
    }
  } finally {
    handler[kEmitting]--;
  }
  return true;
}

// `wrapped` on a list: some of its functions stand for others, their `listener` (those of once()).
function newList(listeners, like) {
  listeners[kEmitting] = 0;
  if (like?.warned) listeners.warned = true;
  if (like?.wrapped) listeners.wrapped = true;
  return listeners;
}

// The last place where the listener is, itself or wrapped. The engine's search is ten times as fast as a loop.
function positionOf(list, listener) {
  const position = list.lastIndexOf(listener);
  if (list.wrapped !== true || listener.listener !== undefined) return position;
  for (let i = list.length - 1; i > position; i--) if (list[i].listener === listener) return i;
  return position;
}

// The list to change: itself, or its replacement when an emit() is under way.
function changeable(events, type, list) {
  return list[kEmitting] > 0 ? (events[type] = newList(list.slice(), list)) : list;
}

// Tells the error monitors; with no "error" listener, throws.
function emitErrorUnhandled(emitter, events, args) {
  if (events !== undefined) {
    if (events[kErrorMonitor] !== undefined) emitter.emit(kErrorMonitor, ...args);
    if (events.error !== undefined) return false;
  }
  errorPaths().throwUnhandled(emitter, args, proto.emit);
  return true;
}

function captureRejection(emitter, promise, type, args) {
  try {
    const { then } = promise;
    if (typeof then !== "function") return;
    apply(then, promise, [
      undefined,
      (error) => nextTick(emitRejection, emitter, error, type, args),
    ]);
  } catch (error) {
    emitter.emit("error", error);
  }
}

function emitRejection(emitter, error, type, args) {
  const handler = emitter[kRejection];
  if (typeof handler === "function") {
    apply(handler, emitter, [error, type, ...args]);
    return;
  }
  // An async "error" listener that rejects must not be told of its own rejection.
  const previous = emitter[kCapture];
  try {
    emitter[kCapture] = false;
    emitter.emit("error", error);
  } finally {
    emitter[kCapture] = previous;
  }
}

function addListenerTo(target, type, listener, prepend) {
  checkListener(listener);
  const events = target._events;
  if (events === undefined) {
    target._events = { __proto__: null };
    target._eventsCount = 0;
  } else if (events.newListener !== undefined) {
    target.emit("newListener", type, listener.listener ?? listener);
  }
  return addUntold(target, type, listener, prepend);
}

// After listeners of 'newListener', which may have replaced what is there.
function addUntold(target, type, listener, prepend = false) {
  const events = target._events;
  const existing = events[type];
  if (existing === undefined) {
    events[type] = listener;
    ++target._eventsCount;
    return target;
  }
  let list;
  if (typeof existing === "function") {
    list = events[type] = newList(prepend ? [listener, existing] : [existing, listener], undefined);
    if (existing.listener !== undefined) list.wrapped = true;
  } else {
    list = changeable(events, type, existing);
    if (prepend) list.unshift(listener);
    else list.push(listener);
  }
  if (listener.listener !== undefined) list.wrapped = true;
  const limit = maxListenersOf(target);
  if (limit > 0 && list.length > limit) warnCrowded(target, type, list, limit);
  return target;
}

function warnCrowded(target, type, list, limit) {
  if (list.warned) return;
  list.warned = true;
  errorPaths().warnMaxListeners(target, type, list.length, limit);
}

function addListener(type, listener) {
  return addListenerTo(this, type, listener, false);
}

proto.prependListener = function prependListener(type, listener) {
  return addListenerTo(this, type, listener, true);
};

function onceWrapper(...args) {
  if (this.fired) return undefined;
  this.target.removeListener(this.type, this.wrapFn);
  this.fired = true;
  this.wrapFn = undefined; // it holds this state: without the cycle both are freed at once
  return args.length === 0 ? this.listener.call(this.target) : apply(this.listener, this.target, args);
}

function wrapOnce(target, type, listener) {
  const state = { fired: false, wrapFn: undefined, target, type, listener };
  const wrapped = onceWrapper.bind(state);
  wrapped.listener = listener;
  state.wrapFn = wrapped;
  return wrapped;
}

proto.once = function once(type, listener) {
  checkListener(listener);
  this.on(type, wrapOnce(this, type, listener));
  return this;
};

proto.prependOnceListener = function prependOnceListener(type, listener) {
  checkListener(listener);
  this.prependListener(type, wrapOnce(this, type, listener));
  return this;
};

// Forgets an event name. Keys of pre-filled _events stay, so that the object keeps its shape.
function dropEvent(emitter, events, type) {
  --emitter._eventsCount;
  if (emitter[kShapeMode]) events[type] = undefined;
  else if (emitter._eventsCount === 0) emitter._events = { __proto__: null };
  else delete events[type];
}

function removeListener(type, listener) {
  checkListener(listener);
  const events = this._events;
  if (events === undefined) return this;
  const list = events[type];
  if (list === undefined) return this;
  if (list === listener || list.listener === listener) {
    dropEvent(this, events, type);
    if (events.removeListener !== undefined) this.emit("removeListener", type, list.listener || listener);
    return this;
  }
  if (typeof list === "function") return this;
  const position = positionOf(list, listener);
  if (position < 0) return this;
  if (list.length === 2) events[type] = list[1 - position];
  else if (position === 0) changeable(events, type, list).shift();
  else changeable(events, type, list).splice(position, 1);
  if (events.removeListener !== undefined) this.emit("removeListener", type, listener);
  return this;
}

proto.removeListener = native.removeListener;
proto.off = proto.removeListener;

proto.removeAllListeners = function removeAllListeners(type) {
  const events = this._events;
  if (events === undefined) return this;
  if (events.removeListener === undefined) {
    if (arguments.length === 0) clearEvents(this);
    else if (events[type] !== undefined) dropEvent(this, events, type);
    return this;
  }
  // Somebody listens for removals: each one is announced.
  if (arguments.length === 0) {
    for (const key of ownKeys(events)) {
      if (key !== "removeListener") this.removeAllListeners(key);
    }
    this.removeAllListeners("removeListener");
    clearEvents(this);
    return this;
  }
  const listeners = events[type];
  if (typeof listeners === "function") {
    this.removeListener(type, listeners);
  } else if (listeners !== undefined) {
    for (let i = listeners.length - 1; i >= 0; i--) this.removeListener(type, listeners[i]);
  }
  return this;
};

function clearEvents(emitter) {
  emitter._events = { __proto__: null };
  emitter._eventsCount = 0;
  emitter[kShapeMode] = false;
}

function listenersOf(emitter, type, unwrap) {
  const found = emitter._events?.[type];
  if (found === undefined) return [];
  if (typeof found === "function") return [unwrap ? found.listener || found : found];
  return unwrap ? found.map((listener) => listener.listener || listener) : found.slice();
}

proto.listeners = function listeners(type) {
  return listenersOf(this, type, true);
};

proto.rawListeners = function rawListeners(type) {
  return listenersOf(this, type, false);
};

proto.listenerCount = function listenerCount(type, listener) {
  const found = this._events?.[type];
  if (found === undefined) return 0;
  if (listener === undefined || listener === null) return typeof found === "function" ? 1 : found.length;
  const matches = (candidate) => candidate === listener || candidate.listener === listener;
  if (typeof found === "function") return matches(found) ? 1 : 0;
  return found.filter(matches).length;
};

proto.eventNames = function eventNames() {
  return this._eventsCount > 0 ? ownKeys(this._events) : [];
};
