// Attributes like onabort. Follows https://html.spec.whatwg.org/#event-handler-attributes and, where it differs, Node 24.
import { codes } from "../_errors.js";
import { kEvents, kHandlers, kNewListener, kRemoveListener } from "./event_target.js";

const { apply } = Reflect;

function handlersOf(target) {
  if (typeof target !== "object" || target === null || !Object.hasOwn(target, kHandlers)) {
    throw new codes.ERR_INVALID_THIS("EventTarget");
  }
  return target[kHandlers];
}

function addHandler(target, handlers, name, type, value) {
  function eventHandler(...args) {
    const { handler } = eventHandler;
    return typeof handler === "function" ? apply(handler, this, args) : undefined;
  }
  eventHandler.handler = value;
  handlers.set(name, eventHandler);
  target.addEventListener(type, eventHandler);
}

// Whatever is no function keeps its place among the listeners and does not count.
function changeHandler(target, wrapper, type, value) {
  const list = target[kEvents].get(type);
  if (list !== undefined && typeof wrapper.handler === "function") {
    list.size--;
    target[kRemoveListener](list.size, type);
  }
  wrapper.handler = value;
  if (list !== undefined && typeof value === "function") {
    list.size++;
    target[kNewListener](list.size, type);
  }
}

// Defines the attribute on<name> on a prototype: its value is called like a listener added when it was first set.
export function defineEventHandler(prototype, name, type = name) {
  const attribute = `on${name}`;
  const accessors = {
    get() {
      return handlersOf(this)?.get(name)?.handler ?? null;
    },
    set(value) {
      const handlers = handlersOf(this) ?? (this[kHandlers] = new Map());
      const wrapper = handlers.get(name);
      if (wrapper === undefined) addHandler(this, handlers, name, type, value);
      else changeHandler(this, wrapper, type, value);
    },
  };
  Object.defineProperty(accessors.get, "name", { value: `get ${attribute}` });
  Object.defineProperty(accessors.set, "name", { value: `set ${attribute}` });
  Object.defineProperty(prototype, attribute, { ...accessors, configurable: true, enumerable: true });
}
