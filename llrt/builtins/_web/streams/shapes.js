// What all classes of the streams have in common: enumerable members, a tag, a form for inspect(), errors of a state.
import { loadBuiltin } from "native:engine";
import { codes } from "../../_errors.js";

const { defineProperty } = Object;

export const kInspect = Symbol.for("nodejs.util.inspect.custom");

// What node:stream looks for on web streams.
export const kIsDisturbed = Symbol.for("nodejs.stream.disturbed");
export const kIsErrored = Symbol.for("nodejs.stream.errored");
export const kIsReadable = Symbol.for("nodejs.stream.readable");
export const kIsWritable = Symbol.for("nodejs.stream.writable");
export const kIsClosedPromise = Symbol.for("nodejs.webstream.isClosedPromise");
export const kControllerErrorFunction = Symbol.for("nodejs.webstream.controllerErrorFunction");

// Given to a constructor of ours instead of a user's argument: what follows is the finished inner state.
export const kInner = Symbol("kInner");

export const invalidState = (what) => new codes.ERR_INVALID_STATE.TypeError(what);
export const invalidThis = (name) => new codes.ERR_INVALID_THIS(name);

export function finishClass(Class, names, tagged = true) {
  for (const name of names) defineProperty(Class.prototype, name, { enumerable: true });
  if (tagged) defineProperty(Class.prototype, Symbol.toStringTag, { value: Class.name, configurable: true });
}

export function inspectAs(depth, options, name, content) {
  if (depth < 0) return undefined; // what Node shows there
  const { inspect } = loadBuiltin("node:internal/util/inspect");
  return `${name} ${inspect(content(), { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
}

export const isObjectLike = (value) => (typeof value === "object" && value !== null) || typeof value === "function";
