// Functions and classes of Node that are not here: they exist, so that libraries load, and throw ERR_NOT_SUPPORTED when they are
// called. Made in this one place and marked, so that docs/compatibility.md can tell them from what works.
//
//     const { functions, klass } = missing("dgram");
//     functions("createSocket/2 _createSocketHandle:deprecated/5")      name, name of the function where it differs, length
//     klass("Socket/2", EventEmitter, "bind/2 address/0 _queue@")       methods and, with @, accessors of the prototype
import { notSupported } from "./_errors.js";

const { create, defineProperty, setPrototypeOf } = Object;

// On every function made here; the value says what is missing.
export const kMissing = Symbol.for("llrt.notSupported");

function describe(fn, name, length, what) {
  defineProperty(fn, "name", { value: name, configurable: true });
  defineProperty(fn, "length", { value: length, configurable: true });
  defineProperty(fn, kMissing, { value: what });
  return fn;
}

const thrower = (name, length, what) => describe(function () { throw notSupported(what); }, name, length, what);
// For what gives a promise in Node: nobody expects it to throw.
const rejecter = (name, length, what) => describe(function () { return Promise.reject(notSupported(what)); }, name, length, what);

// "name:functionName/length@" -> its parts
function read(text) {
  const [, name, functionName = name, length, accessor] = /^([^:/@]+)(?::([^/@]*))?(?:\/(\d+))?(@?)$/.exec(text);
  return { name, functionName, length: Number(length ?? 0), accessor: accessor !== "" };
}

const words = (text) => text.split(/\s+/).filter((word) => word !== "");

function defineMembers(target, members, what, enumerable) {
  for (const word of words(members)) {
    const { name, functionName, length, accessor } = read(word);
    const path = `${what}.${name}`;
    defineProperty(target, name, accessor
      ? { get: thrower(`get ${name}`, 0, path), set: undefined, enumerable, configurable: true }
      : { value: thrower(functionName, length, `${path}()`), writable: true, enumerable, configurable: true });
  }
}

export function missing(room) {
  return {
    functions(list, make = thrower) {
      const made = {};
      for (const word of words(list)) {
        const { name, functionName, length } = read(word);
        made[name] = make(functionName, length, `${room}.${name}()`);
      }
      return made;
    },
    promises(list) {
      return this.functions(list, rejecter);
    },
    klass(head, Base = undefined, members = "", statics = "") {
      const { name, functionName, length } = read(head);
      const what = `${room}.${name}`;
      const Class = describe(function () { throw notSupported(what); }, functionName, length, what);
      Class.prototype = create(Base === undefined ? Object.prototype : Base.prototype);
      defineProperty(Class, "prototype", { writable: false });
      defineProperty(Class.prototype, "constructor", { value: Class, writable: true, configurable: true });
      if (Base !== undefined) setPrototypeOf(Class, Base);
      defineMembers(Class.prototype, members, `${what}.prototype`, false);
      defineMembers(Class, statics, what, true);
      return Class;
    },
  };
}

// Marks a function that a room writes itself because it throws in a way of its own.
export const markMissing = (fn, what) => defineProperty(fn, kMissing, { value: what });
