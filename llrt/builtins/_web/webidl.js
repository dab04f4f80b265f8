// Conversions of Web IDL with the messages of Node's fetch classes (undici's): `where` is "Headers.append" and the like.
// Spec: https://webidl.spec.whatwg.org/#js-type-mapping
import { loadBuiltin } from "native:engine";
import { makeUncloneable } from "./clone_hooks.js";

export const refuse = (where, what) => new TypeError(`${where}: ${what}`);

// Of members of a dictionary, which has no name in Node's messages.
export const notAccepted = (value, accepted) => refuse(undefined, `${value} is not an accepted type. Expected one of ${accepted.join(", ")}.`);
export const notDictionary = (value) => refuse(undefined, `Expected ${typeof value === "string" ? value : shown(value)} to be one of: Null, Undefined, Object.`);

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

// A symbol gives the engine's own message, as in Node.
export const usvString = (value) => `${value}`.toWellFormed();

// keys(), values(), entries(), forEach() and @@iterator of a class of name-value pairs. `pairsOf(object)`: the pairs as they are
// at each step; it throws for a foreign `this`.
export function definePairs(Class, pairsOf) {
  const { name } = Class;
  const PairIterator = iteratorClass(name, pairsOf);
  const methods = {
    keys() {
      pairsOf(this);
      return new PairIterator(this, ([key]) => key);
    },
    values() {
      pairsOf(this);
      return new PairIterator(this, ([, value]) => value);
    },
    entries() {
      pairsOf(this);
      return new PairIterator(this, ([key, value]) => [key, value]);
    },
    forEach(callbackFn, self = undefined) {
      pairsOf(this);
      requireArguments(arguments.length, 1, `${name}.forEach`);
      if (typeof callbackFn !== "function") {
        throw new TypeError(`Failed to execute 'forEach' on '${name}': parameter 1 is not of type 'Function'.`);
      }
      for (let i = 0, pairs; i < (pairs = pairsOf(this)).length; i++) {
        Reflect.apply(callbackFn, self, [pairs[i][1], pairs[i][0], this]);
      }
    },
  };
  for (const key of ["keys", "values", "entries", "forEach"]) {
    Object.defineProperty(Class.prototype, key, { value: methods[key], writable: true, enumerable: true, configurable: true });
  }
  Object.defineProperty(Class.prototype, Symbol.iterator, { value: methods.entries, writable: true, configurable: true });
}

function iteratorClass(name, pairsOf) {
  class PairIterator {
    #target;
    #pick;
    #index = 0;

    constructor(target, pick) {
      this.#target = target;
      this.#pick = pick;
    }

    next() {
      if (typeof this !== "object" || this === null || !(#index in this)) {
        throw new TypeError(`'next' called on an object that does not implement interface ${name} Iterator.`);
      }
      const pairs = pairsOf(this.#target);
      if (this.#index >= pairs.length) return { value: undefined, done: true };
      return { value: this.#pick(pairs[this.#index++]), done: false };
    }
  }
  const { prototype } = PairIterator;
  delete prototype.constructor;
  Object.defineProperty(prototype, "next", { enumerable: true });
  Object.defineProperty(prototype, Symbol.toStringTag, { value: `${name} Iterator`, configurable: true });
  Object.setPrototypeOf(prototype, Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())));
  return PairIterator;
}

// None of these classes can be cloned.
export function finishClass(Class, names) {
  for (const name of names) Object.defineProperty(Class.prototype, name, { enumerable: true });
  Object.defineProperty(Class.prototype, Symbol.toStringTag, { value: Class.name, configurable: true });
  makeUncloneable(Class.prototype);
}
