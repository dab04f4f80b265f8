// What all constructors of Intl share: their shape as V8 has it, private state, checks of receivers.
import { localeList, supportedLocales } from "./negotiation.js";

const { defineProperty, defineProperties, getOwnPropertyDescriptors } = Object;

// Gives a constructor its name, prototype members, supportedLocalesOf. `members`: methods and getters in V8's order.
export function defineService(constructor, name, members, { length = 0, statics = true } = {}) {
  const descriptors = getOwnPropertyDescriptors(members);
  for (const key of Reflect.ownKeys(descriptors)) descriptors[key].enumerable = false;
  defineProperties(constructor.prototype, descriptors);
  defineProperty(constructor.prototype, Symbol.toStringTag, { value: `Intl.${name}`, configurable: true });
  defineProperty(constructor, "name", { value: name, configurable: true });
  defineProperty(constructor, "length", { value: length, configurable: true });
  defineProperty(constructor, "prototype", { writable: false });
  if (statics) {
    const { supportedLocalesOf } = {
      supportedLocalesOf(locales, options = undefined) {
        return supportedLocales(localeList(locales), options);
      },
    };
    defineProperty(constructor, "supportedLocalesOf", { value: supportedLocalesOf, writable: true, configurable: true });
  }
  return constructor;
}

function describe(value) {
  if (typeof value === "string") return value;
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return String(value);
  const constructor = value.constructor;
  return `#<${typeof constructor === "function" && constructor.name ? constructor.name : "Object"}>`;
}

export const incompatible = (method, receiver) =>
  new TypeError(`Method ${method} called on incompatible receiver ${describe(receiver)}`);

// The private state of an instance.
export function stateOf(states, receiver, method) {
  const state = (typeof receiver === "object" || typeof receiver === "function") && receiver !== null ? states.get(receiver) : undefined;
  if (state === undefined) throw incompatible(method, receiver);
  return state;
}

export function requireNew(target, name) {
  if (target === undefined) throw new TypeError(`Constructor Intl.${name} requires 'new'`);
}

// A new instance for a call of a constructor, of `new.target` or of itself.
export function instanceFor(target, constructor) {
  const prototype = (target ?? constructor).prototype;
  return Object.create(typeof prototype === "object" && prototype !== null ? prototype : constructor.prototype);
}
