// NodeEventTarget: an EventTarget that can be used like an EventEmitter. What its listeners get is the value, not the event.
// Reference: https://nodejs.org/api/events.html#class-nodeeventtarget
import { loadBuiltin } from "native:engine";
import { codes } from "../_errors.js";
import { kMaxEventTargetListeners } from "../events/_symbols.js";
import {
  countOf, CustomEvent, dispatchValue, EventTarget, isEventTarget, kNodeStyle, makeEnumerable, removeAll, typesOf,
} from "./event_target.js";

// What listeners that are not of node style get when something is emitted.
export const kMakeEvent = Symbol("kCreateEvent");

const events = () => loadBuiltin("node:events");

function check(value) {
  if (!isEventTarget(value) || !(value instanceof NodeEventTarget)) throw new codes.ERR_INVALID_THIS("NodeEventTarget");
}

export class NodeEventTarget extends EventTarget {
  static defaultMaxListeners = 10;

  setMaxListeners(n) {
    check(this);
    events().setMaxListeners(n, this);
  }

  getMaxListeners() {
    check(this);
    return this[kMaxEventTargetListeners];
  }

  eventNames() {
    check(this);
    return typesOf(this);
  }

  listenerCount(type) {
    check(this);
    return countOf(this, `${type}`);
  }

  off(type, listener, options) {
    check(this);
    this.removeEventListener(type, listener, options);
    return this;
  }

  removeListener(type, listener, options) {
    check(this);
    this.removeEventListener(type, listener, options);
    return this;
  }

  on(type, listener) {
    check(this);
    this.addEventListener(type, listener, { [kNodeStyle]: true });
    return this;
  }

  addListener(type, listener) {
    check(this);
    this.addEventListener(type, listener, { [kNodeStyle]: true });
    return this;
  }

  emit(type, arg) {
    check(this);
    if (typeof type !== "string") throw new codes.ERR_INVALID_ARG_TYPE("type", "string", type);
    const had = countOf(this, type) > 0;
    dispatchValue(this, type, arg, () => this[kMakeEvent](type, arg));
    return had;
  }

  [kMakeEvent](type, detail) {
    return new CustomEvent(type, { detail });
  }

  once(type, listener) {
    check(this);
    this.addEventListener(type, listener, { once: true, [kNodeStyle]: true });
    return this;
  }

  removeAllListeners(type) {
    check(this);
    removeAll(this, type === undefined ? undefined : `${type}`);
    return this;
  }
}

makeEnumerable(NodeEventTarget.prototype, [
  "setMaxListeners", "getMaxListeners", "eventNames", "listenerCount", "off", "removeListener", "on", "addListener", "emit", "once",
  "removeAllListeners",
]);
