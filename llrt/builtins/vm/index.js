// node:vm: scripts, contexts, functions from text. Not a security boundary, in Node or here.
// Follows https://nodejs.org/docs/latest-v24.x/api/vm.html
import { loadBuiltin } from "native:engine";
import { checkContext, contextOptions, createContext, isContext, NO_CONTEXTIFY } from "./_context.js";
import { compileFunction } from "./_function.js";
import { MAIN_LOADER } from "./_import.js";
import { kParsingContext, Script } from "./_script.js";

function createScript(code, options) {
  return new Script(code, options);
}

function runInContext(code, contextifiedObject, options) {
  checkContext(contextifiedObject);
  const given = typeof options === "string" ? { filename: options } : options;
  return createScript(code, { ...given, [kParsingContext]: contextifiedObject }).runInContext(contextifiedObject, given);
}

function runInNewContext(code, contextObject, options) {
  const given = typeof options === "string" ? { filename: options } : options;
  const context = createContext(contextObject, contextOptions(given));
  return createScript(code, { ...given, [kParsingContext]: context }).runInNewContext(context, given);
}

function runInThisContext(code, options) {
  const given = typeof options === "string" ? { filename: options } : options;
  return createScript(code, given).runInThisContext(given);
}

function measureMemory(options = {}) {
  return loadBuiltin("node:internal/vm/memory").measureMemory(options);
}

const constants = Object.freeze({
  __proto__: null,
  USE_MAIN_CONTEXT_DEFAULT_LOADER: MAIN_LOADER,
  DONT_CONTEXTIFY: NO_CONTEXTIFY,
});

export {
  compileFunction, constants, createContext, createScript, isContext, measureMemory, runInContext, runInNewContext,
  runInThisContext, Script,
};
export default {
  Script, createContext, createScript, runInContext, runInNewContext, runInThisContext, isContext, compileFunction,
  measureMemory, constants,
};
