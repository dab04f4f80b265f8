// Contexts of node:vm: objects whose realm (an engine context of its own) sees their properties as its global variables.
import { isRealm, makeRealm } from "native:engine";
import { codes } from "../_errors.js";
import { kValidateObjectAllowArray, validateBoolean, validateObject, validateOneOf, validateString } from "../_validators.js";

export const noOptions = Object.freeze({ __proto__: null });
export const NO_CONTEXTIFY = Symbol("vm_context_no_contextify");
let lastIndex = 0;

// What v8.setFlagsFromString("--expose-gc") gives to contexts made after it.
export const exposed = { gc: undefined };

export function isContext(object) {
  validateObject(object, "object", kValidateObjectAllowArray);
  return isRealm(object);
}

export function checkContext(object) {
  if (!isContext(object)) throw new codes.ERR_INVALID_ARG_TYPE("contextifiedObject", "vm.Context", object);
}

export function createContext(contextObject = {}, options = noOptions) {
  const ordinary = contextObject === NO_CONTEXTIFY;
  if (!ordinary && isContext(contextObject)) return contextObject;
  validateObject(options, "options");
  const { name = `VM Context ${++lastIndex}`, origin, codeGeneration, microtaskMode, importModuleDynamically } = options;
  validateString(name, "options.name");
  if (origin !== undefined) validateString(origin, "options.origin");
  if (codeGeneration !== undefined) validateObject(codeGeneration, "options.codeGeneration");
  const { strings = true, wasm = true } = codeGeneration ?? noOptions;
  validateBoolean(strings, "options.codeGeneration.strings");
  validateBoolean(wasm, "options.codeGeneration.wasm");
  validateOneOf(microtaskMode, "options.microtaskMode", ["afterEvaluate", undefined]);
  if (importModuleDynamically !== undefined && typeof importModuleDynamically !== "symbol") {
    if (typeof importModuleDynamically !== "function") {
      throw new codes.ERR_INVALID_ARG_TYPE("options.importModuleDynamically", "function", importModuleDynamically);
    }
  }
  const global = makeRealm(ordinary ? undefined : contextObject, strings, microtaskMode !== undefined, exposed.gc);
  return ordinary ? global : contextObject;
}

// The options of runInNewContext that are createContext's.
export function contextOptions(options) {
  if (!options) return noOptions;
  const { contextName: name, contextOrigin: origin, contextCodeGeneration, microtaskMode } = options;
  const result = { name, origin, codeGeneration: undefined, microtaskMode };
  if (name !== undefined) validateString(name, "options.contextName");
  if (origin !== undefined) validateString(origin, "options.contextOrigin");
  if (contextCodeGeneration !== undefined) {
    validateObject(contextCodeGeneration, "options.contextCodeGeneration");
    const { strings, wasm } = contextCodeGeneration;
    if (strings !== undefined) validateBoolean(strings, "options.contextCodeGeneration.strings");
    if (wasm !== undefined) validateBoolean(wasm, "options.contextCodeGeneration.wasm");
    result.codeGeneration = { strings, wasm };
  }
  if (microtaskMode !== undefined) validateString(microtaskMode, "options.microtaskMode");
  return result;
}
