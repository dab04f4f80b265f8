// process.env: an object over the environment itself; nothing is kept here. Values become strings, undefined too, as in Node.
// Follows https://nodejs.org/docs/latest-v24.x/api/process.html#processenv
import { loadBuiltin } from "native:engine";
import { deleteEnv, envKeys, getEnv, readEnv, setEnv } from "native:process";

const kInspect = Symbol.for("nodejs.util.inspect.custom");

function refuseDefinition(descriptor) {
  const { codes } = loadBuiltin("node:internal/errors");
  throw new codes.ERR_INVALID_OBJECT_DEFINE_PROPERTY(
    "get" in descriptor || "set" in descriptor
      ? "'process.env' does not accept an accessor(getter/setter) descriptor"
      : "'process.env' only accepts a configurable, writable, and enumerable data descriptor",
  );
}

const handler = {
  get: readEnv,
  set(target, key, value) {
    if (typeof key === "symbol" || typeof value === "symbol") {
      throw new TypeError("Cannot convert a Symbol value to a string");
    }
    setEnv(key, String(value));
    return true;
  },
  has(target, key) {
    return (typeof key === "string" && getEnv(key) !== undefined) || Reflect.has(target, key);
  },
  deleteProperty(target, key) {
    if (typeof key === "string") deleteEnv(key);
    return true;
  },
  ownKeys() {
    return envKeys();
  },
  getOwnPropertyDescriptor(target, key) {
    const value = typeof key === "string" ? getEnv(key) : undefined;
    return value === undefined ? undefined : { value, writable: true, enumerable: true, configurable: true };
  },
  defineProperty(target, key, descriptor) {
    const { configurable, enumerable, writable } = descriptor;
    if (!("value" in descriptor) || !configurable || !enumerable || !writable) refuseDefinition(descriptor);
    return handler.set(target, key, descriptor.value);
  },
  preventExtensions() {
    throw new TypeError("Cannot prevent extensions");
  },
};

// util.inspect looks through a proxy at its target, which is empty; it is shown a copy instead.
const prototype = Object.create(Object.prototype, {
  [kInspect]: {
    value() {
      const copy = {};
      for (const key of envKeys()) copy[key] = getEnv(key);
      return copy;
    },
  },
});

export const env = new Proxy(Object.create(prototype), handler);
