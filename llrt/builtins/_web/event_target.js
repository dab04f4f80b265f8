// EventTarget: listeners, their options, and dispatch. Events themselves: event.js (exported from here too: this is the module
// behind the globals).
// Follows https://dom.spec.whatwg.org/#interface-eventtarget and, where it differs, Node 24 (no tree, errors of listeners are
// thrown in a next tick, listeners added during a dispatch still hear it).
import { loadBuiltin } from "native:engine";
import { codes } from "../_errors.js";
import { nextTick } from "../_boot/task_queues.js";
import {
  isEventTarget,
  kIsEventTarget,
  kListeners,
  kMaxEventTargetListeners,
  kMaxEventTargetListenersWarned,
  kResistStopPropagation,
  kWeakHandler,
  limits,
} from "../events/_symbols.js";
import {
  beginDispatch,
  CustomEvent,
  endDispatch,
  Event,
  inspectDeeper,
  isBeingDispatched,
  isEvent,
  isStopped,
  makeEnumerable,
  setPassive,
  trustedEvent,
} from "./event.js";

const { apply } = Reflect;
const kInspect = Symbol.for("nodejs.util.inspect.custom");
export const kEvents = Symbol("kEvents");
export const kHandlers = Symbol("kHandlers");
// Hooks that subclasses of ours override; both get how many listeners of the type there are now, and the type.
export const kNewListener = Symbol("kNewListener");
export const kRemoveListener = Symbol("kRemoveListener");
export const kNodeStyle = Symbol("kIsNodeStyleListener");

// A weak listener lives as long as what it was added for.
let weakListeners;
let collectedListeners;

class Listener {
  constructor(callback, capture, once, passive, resist, owner, list, nodeStyle) {
    this.callback = owner ? new WeakRef(callback) : callback;
    this.nodeStyle = nodeStyle; // gets the value, not the event
    this.weak = owner !== undefined;
    this.capture = capture;
    this.once = once;
    this.passive = passive;
    this.resist = resist;
    this.removed = false;
    this.next = undefined;
    list.append(this);
    if (owner) keepWithOwner(this, callback, owner, list);
  }

  get function() {
    return this.weak ? this.callback.deref() : this.callback;
  }
}

function keepWithOwner(listener, callback, owner, list) {
  weakListeners ??= new WeakMap();
  collectedListeners ??= new FinalizationRegistry(({ listener, list }) => list.remove(listener));
  const kept = weakListeners.get(owner);
  if (kept) kept.push(callback);
  else weakListeners.set(owner, [callback]);
  collectedListeners.register(callback, { listener, list }, listener);
}

// The listeners of one type in order of their adding; it is itself the node before the first. Linked one way only: without
// cycles, a target that nobody holds is freed at once.
class ListenerList {
  size = 0;
  next = undefined;
  last = undefined;

  append(listener) {
    (this.last ?? this).next = listener;
    this.last = listener;
    this.size++;
  }

  find(callback, capture) {
    let listener = this.next;
    while (listener && !(listener.capture === capture && listener.function === callback)) listener = listener.next;
    return listener;
  }

  // The removed one keeps its `next`, for a dispatch that stands on it.
  remove(listener) {
    if (listener.removed) return;
    listener.removed = true;
    this.size--;
    let before = this;
    while (before.next !== listener) before = before.next;
    before.next = listener.next;
    if (this.last === listener) this.last = before === this ? undefined : before;
  }
}

function checkThis(value) {
  if (!isEventTarget(value)) throw new codes.ERR_INVALID_THIS("EventTarget");
}

// Whether it can be added at all; null and undefined have no effect.
function isListener(value) {
  if (typeof value === "function" || typeof value?.handleEvent === "function") return true;
  if (value === null || value === undefined) return false;
  if (typeof value === "object") return true; // handleEvent is looked up at each call
  throw new codes.ERR_INVALID_ARG_TYPE("listener", "EventListener", value);
}

function warnNoEffect(target, type, listener) {
  const warning = new Error(`addEventListener called with ${listener} which has no effect.`);
  warning.name = "AddEventListenerArgumentTypeWarning";
  warning.target = target;
  warning.type = type;
  loadBuiltin("node:internal/process/warning").emitProcessWarning(warning);
}

function reportLater(error) {
  nextTick(() => {
    throw error;
  });
}

// Async, as in Node: what it throws is reported after what functions throw.
async function callHandleEvent(object, event) {
  const { handleEvent } = object;
  if (handleEvent) await apply(handleEvent, object, [event]);
}

function callListener(target, callback, event) {
  try {
    const result = typeof callback === "function" ? apply(callback, target, [event]) : callHandleEvent(callback, event);
    const then = result?.then;
    if (typeof then === "function") apply(then, result, [undefined, reportLater]);
  } catch (error) {
    reportLater(error);
  }
}

export class EventTarget {
  static [kIsEventTarget] = true;

  constructor() {
    this[kEvents] = new Map();
    this[kMaxEventTargetListeners] = limits.defaultMaxListeners;
    this[kMaxEventTargetListenersWarned] = false;
    this[kHandlers] = undefined;
  }

  addEventListener(type, listener, options = undefined) {
    checkThis(this);
    if (arguments.length < 2) throw new codes.ERR_MISSING_ARGS("type", "listener");
    let capture = false;
    let once, passive, signal, resist, owner, nodeStyle;
    if (typeof options === "boolean") {
      capture = options;
    } else if (options !== undefined && options !== null) {
      if (typeof options !== "object" && typeof options !== "function") {
        throw new codes.ERR_INVALID_ARG_TYPE("options", "object", options);
      }
      ({ once, passive, signal, [kResistStopPropagation]: resist, [kWeakHandler]: owner, [kNodeStyle]: nodeStyle } = options);
      capture = !!options.capture;
      if (signal !== undefined) checkSignal(signal);
    }
    if (!isListener(listener)) {
      warnNoEffect(this, type, listener);
      return;
    }
    const name = `${type}`;
    if (signal) {
      if (signal.aborted) return;
      const remove = () => this.removeEventListener(name, listener, options);
      signal.addEventListener("abort", remove, { once: true, [kWeakHandler]: this, [kResistStopPropagation]: true });
    }
    let list = this[kEvents].get(name);
    if (list === undefined) this[kEvents].set(name, (list = new ListenerList()));
    else if (!owner && list.find(listener, capture)) return; // a weak one is a function of its own each time
    new Listener(listener, capture, !!once, !!passive, !!resist, owner ?? undefined, list, !!nodeStyle);
    this[kNewListener](list.size, name);
  }

  removeEventListener(type, listener, options = undefined) {
    checkThis(this);
    if (arguments.length < 2) throw new codes.ERR_MISSING_ARGS("type", "listener");
    if (!isListener(listener)) return;
    const name = `${type}`;
    const capture = typeof options === "boolean" ? options : !!options?.capture;
    const list = this[kEvents].get(name);
    const found = list?.find(listener, capture);
    if (found === undefined) return;
    list.remove(found);
    if (list.size === 0) this[kEvents].delete(name);
    this[kRemoveListener](list.size, name);
  }

  dispatchEvent(event) {
    checkThis(this);
    if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS("event");
    if (!isEvent(event)) throw new codes.ERR_INVALID_ARG_TYPE("event", "Event", event);
    if (isBeingDispatched(event)) throw new codes.ERR_EVENT_RECURSION(event.type);
    dispatch(this, event);
    return !event.defaultPrevented;
  }

  [kNewListener](size, type) {
    const limit = this[kMaxEventTargetListeners];
    if (limit > 0 && size > limit && !this[kMaxEventTargetListenersWarned]) {
      this[kMaxEventTargetListenersWarned] = true;
      warnMaxListeners(this, type, size, limit);
    }
  }

  [kRemoveListener]() {}

  [kListeners](type) {
    const callbacks = [];
    for (let listener = this[kEvents].get(type)?.next; listener; listener = listener.next) {
      const callback = listener.function;
      if (callback) callbacks.push(callback);
    }
    return callbacks;
  }

  [kInspect](depth, options) {
    if (!isEventTarget(this)) return this;
    const { name } = this.constructor;
    return depth < 0 ? name : `${name} ${inspectDeeper({}, options)}`;
  }
}

makeEnumerable(EventTarget.prototype, ["addEventListener", "removeEventListener", "dispatchEvent"]);
Object.defineProperty(EventTarget.prototype, Symbol.toStringTag, { value: "EventTarget", configurable: true });

function checkSignal(signal) {
  if (signal === null || typeof signal !== "object" || !("aborted" in signal)) {
    throw new codes.ERR_INVALID_ARG_TYPE("options.signal", "AbortSignal", signal);
  }
}

// Calls the listeners; the event's flags, not the result, say what they did.
export function dispatch(target, event) {
  beginDispatch(event, target);
  const { type } = event;
  const list = target[kEvents].get(type);
  for (let listener = list?.next, next; listener; listener = next) {
    next = listener.next;
    if (listener.removed || (isStopped(event) && !listener.resist)) continue;
    const callback = takeTurn(target, type, list, listener);
    if (callback === undefined) continue;
    if (listener.passive) setPassive(event, true);
    callListener(target, callback, event);
    if (listener.passive) setPassive(event, false);
  }
  endDispatch(event);
}

// What to call, undefined for one that was collected; a listener for one time is taken out.
function takeTurn(target, type, list, listener) {
  const callback = listener.function;
  if (listener.once) {
    list.remove(listener);
    if (list.size === 0) target[kEvents].delete(type);
    target[kRemoveListener](list.size, type);
  }
  return callback;
}

// Calls the listeners of node style with `value`, the others with makeEvent(), made for the first of them.
// Whether there were any.
export function dispatchValue(target, type, value, makeEvent) {
  const list = target[kEvents].get(type);
  if (list === undefined || list.next === undefined) return false;
  let event;
  for (let listener = list.next, next; listener; listener = next) {
    next = listener.next;
    if (listener.removed || (event !== undefined && isStopped(event) && !listener.resist)) continue;
    const callback = takeTurn(target, type, list, listener);
    if (callback === undefined) continue;
    if (listener.nodeStyle) {
      callListener(target, callback, value);
      continue;
    }
    if (event === undefined) beginDispatch((event = makeEvent()), target);
    if (listener.passive) setPassive(event, true);
    callListener(target, callback, event);
    if (listener.passive) setPassive(event, false);
  }
  if (event !== undefined) endDispatch(event);
  return true;
}

export const typesOf = (target) => [...target[kEvents].keys()];
export const countOf = (target, type) => target[kEvents].get(type)?.size ?? 0;

export function removeAll(target, type) {
  if (type === undefined) target[kEvents].clear();
  else target[kEvents].delete(type);
}

function warnMaxListeners(target, type, count, limit) {
  const { inspect } = loadBuiltin("node:internal/util/inspect");
  const warning = new Error(
    `Possible EventTarget memory leak detected. ${count} ${type} listeners added to ${inspect(target, { depth: -1 })}. ` +
      `MaxListeners is ${limit}. Use events.setMaxListeners() to increase limit`,
  );
  warning.name = "MaxListenersExceededWarning";
  warning.target = target;
  warning.type = type;
  warning.count = count;
  loadBuiltin("node:internal/process/warning").emitProcessWarning(warning);
}

export { defineEventHandler } from "./event_handler.js";
export { CustomEvent, Event, inspectDeeper, isEventTarget, makeEnumerable, trustedEvent };
