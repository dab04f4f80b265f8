// Conversions of Web IDL with the messages of Node's fetch classes (undici's): `where` is "Headers.append" and the like.
// Spec: https://webidl.spec.whatwg.org/#js-type-mapping
import { loadBuiltin } from "native:engine";
import { makeUncloneable } from "./clone_hooks.js";

export const refuse = (where, what) => new TypeError(`${where}: ${what}`);

export const illegalInvocation = () => Object.assign(new TypeError("Illegal invocation"), { code: "ERR_INVALID_THIS" });

export function requireArguments(given, needed, where) {
  if (given >= needed) return;
  throw refuse(where, `${needed} argument${needed === 1 ? "" : "s"} required, but${given > 0 ? " only" : ""} ${given} found.`);
}

// How a value is named in such a message.
export function shown(value) {
  if (typeof value === "symbol") return `Symbol(${value.description})`;
  if (typeof value === "string") return `"${value}"`;
  if (typeof value === "bigint") return `${value}n`;
  return typeof value === "object" && value !== null ? loadBuiltin("node:internal/util/inspect").inspect(value) : `${value}`;
}

export function byteString(value, where, name) {
  if (typeof value === "symbol") throw refuse(where, `${name} is a symbol, which cannot be converted to a ByteString.`);
  const text = `${value}`;
  if (WIDE.test(text)) {
    const index = text.search(WIDE);
    throw new TypeError(
      "Cannot convert argument to a ByteString because the character at " +
        `index ${index} has a value of ${text.charCodeAt(index)} which is greater than 255.`,
    );
  }
  return text;
}
// eslint-disable-next-line no-control-regex
const WIDE = /[^\0-\xff]/;

export function domString(value, where, name) {
  if (typeof value === "symbol") throw refuse(where, `${name} is a symbol, which cannot be converted to a DOMString.`);
  return `${value}`;
}

// A symbol gives the engine's own message, as in Node.
export const usvString = (value) => `${value}`.toWellFormed();

// keys(), values(), entries(), forEach() and @@iterator of a class of name-value pairs. `pairsOf(object)`: the pairs as they are
// at each step; it throws for a foreign `this`.
export function definePairs(Class, pairsOf) {
  const { name } = Class;
  const methods = iterationOf(name, pairsOf);
  methods.forEach = function forEach(callbackFn, self = undefined) {
    pairsOf(this);
    requireArguments(arguments.length, 1, `${name}.forEach`);
    if (typeof callbackFn !== "function") {
      throw new TypeError(`Failed to execute 'forEach' on '${name}': parameter 1 is not of type 'Function'.`);
    }
    for (const [key, value] of methods.entries.call(this)) Reflect.apply(callbackFn, self, [value, key, this]);
  };
  for (const key of ["keys", "values", "entries", "forEach"]) {
    Object.defineProperty(Class.prototype, key, { value: methods[key], writable: true, enumerable: true, configurable: true });
  }
  Object.defineProperty(Class.prototype, Symbol.iterator, { value: methods.entries, writable: true, configurable: true });
}

function iterationOf(name, pairsOf) {
  const IteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
  const states = new WeakMap();
  const prototype = Object.create(IteratorPrototype, {
    next: {
      value: function next() {
        const state = states.get(this);
        if (state === undefined) {
          throw new TypeError(`'next' called on an object that does not implement interface ${name} Iterator.`);
        }
        const pairs = pairsOf(state.target);
        if (state.index >= pairs.length) return { value: undefined, done: true };
        return { value: state.pick(pairs[state.index++]), done: false };
      },
      writable: true,
      enumerable: true,
      configurable: true,
    },
    [Symbol.toStringTag]: { value: `${name} Iterator`, configurable: true },
  });
  const start = (target, pick) => {
    pairsOf(target);
    const iterator = Object.create(prototype);
    states.set(iterator, { target, pick, index: 0 });
    return iterator;
  };
  return {
    keys() {
      return start(this, ([key]) => key);
    },
    values() {
      return start(this, ([, value]) => value);
    },
    entries() {
      return start(this, ([key, value]) => [key, value]);
    },
  };
}

// None of these classes can be cloned.
export function finishClass(Class, names) {
  for (const name of names) Object.defineProperty(Class.prototype, name, { enumerable: true });
  Object.defineProperty(Class.prototype, Symbol.toStringTag, { value: Class.name, configurable: true });
  makeUncloneable(Class.prototype);
}
