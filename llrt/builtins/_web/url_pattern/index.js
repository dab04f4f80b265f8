// URLPattern, the class; how patterns are made and matched: patterns.js. Spec: https://urlpattern.spec.whatwg.org/#urlpattern-class,
// with the errors and forms of Node.
import { loadBuiltin } from "native:engine";
import { makeUncloneable } from "../clone_hooks.js";

const COMPONENTS = ["protocol", "username", "password", "hostname", "port", "pathname", "search", "hash"];
const work = () => loadBuiltin("node:internal/web/url_pattern/patterns");

// Errors that Node makes in C++: the code is not in the first line of the stack.
export const coded = (code, message) => Object.assign(new TypeError(message), { code });
export const wrongType = (message) => coded("ERR_INVALID_ARG_TYPE", message);

export const isObject = (value) => (typeof value === "object" && value !== null) || typeof value === "function";

function argumentsFrom(args) {
  let [input, base, options] = args;
  if (input === undefined || input === null) input = {};
  if (typeof input !== "string" && !isObject(input)) throw wrongType("Input must be an object or a string");
  if (args.length > 1 && base !== undefined && base !== null && typeof base !== "string") {
    if (!isObject(base)) throw wrongType("second argument must be a string or object");
    options = base;
    base = undefined;
  }
  if (options !== undefined && options !== null && !isObject(options)) throw wrongType("options must be an object");
  return { input, base: base ?? undefined, ignoreCase: ignoreCaseFrom(options) };
}

function ignoreCaseFrom(options) {
  const value = options?.ignoreCase;
  if (typeof value === "string") throw wrongType("options.ignoreCase must be a boolean");
  return !!value;
}

let componentsOf;

class Inner {
  #components;

  constructor(components) {
    this.#components = components;
  }

  static {
    componentsOf = (value) => {
      if (typeof value !== "object" || value === null || !(#components in value)) throw new TypeError("Illegal invocation");
      return value.#components;
    };
  }
}

export function URLPattern(...args) {
  if (new.target === undefined) throw coded("ERR_CONSTRUCT_CALL_REQUIRED", "Cannot call constructor without `new`");
  const given = argumentsFrom(args);
  if (isObject(given.input)) given.input = work().initFrom(given.input);
  let components;
  try {
    components = work().componentsFrom(given);
  } catch (error) {
    if (error.code !== undefined) throw error;
    throw coded("ERR_INVALID_URL_PATTERN", "Failed to construct URLPattern");
  }
  return Reflect.construct(Inner, [components], new.target);
}
Object.defineProperty(URLPattern, "length", { value: 0, configurable: true });
Object.defineProperty(URLPattern, "prototype", { writable: false });

const methods = {
  exec(...args) {
    return work().match(componentsOf(this), args, "exec");
  },
  test(...args) {
    return work().match(componentsOf(this), args, "test") !== null;
  },
};

function getter(read) {
  return { get: Object.defineProperty(function () { return read(componentsOf(this)); }, "name", { value: "" }), enumerable: true };
}

delete URLPattern.prototype.constructor;
for (const name of COMPONENTS) Object.defineProperty(URLPattern.prototype, name, getter((components) => components[name].pattern));
const anyGroups = (components) => COMPONENTS.some((name) => components[name].hasRegExpGroups);
Object.defineProperty(URLPattern.prototype, "hasRegExpGroups", getter(anyGroups));
for (const [name, value] of Object.entries(methods)) {
  Object.defineProperty(value, "length", { value: 0 });
  Object.defineProperty(URLPattern.prototype, name, { value, writable: true, enumerable: true, configurable: true });
}
Object.defineProperty(URLPattern.prototype, "constructor", { value: URLPattern, writable: true, configurable: true });
makeUncloneable(URLPattern.prototype);
