// vm.compileFunction.
import { compileRealmFunction, compileScript, loadBuiltin, runScript } from "native:engine";
import { codes } from "../_errors.js";
import {
  kValidateObjectAllowNullable, validateArray, validateBoolean, validateBuffer, validateInt32, validateObject, validateString, validateStringArray,
} from "../_validators.js";
import { isContext } from "./_context.js";
import { importCallback } from "./_import.js";

export function compileFunction(code, params, options = {}) {
  validateString(code, "code");
  validateObject(options, "options");
  if (params !== undefined) validateStringArray(params, "params");
  const {
    filename = "", columnOffset = 0, lineOffset = 0, cachedData, produceCachedData = false, parsingContext,
    contextExtensions = [], importModuleDynamically,
  } = options;
  validateString(filename, "options.filename");
  validateInt32(columnOffset, "options.columnOffset");
  validateInt32(lineOffset, "options.lineOffset");
  if (cachedData !== undefined) validateBuffer(cachedData, "options.cachedData");
  validateBoolean(produceCachedData, "options.produceCachedData");
  if (parsingContext !== undefined) {
    if (typeof parsingContext !== "object" || parsingContext === null || !isContext(parsingContext)) {
      throw new codes.ERR_INVALID_ARG_TYPE("options.parsingContext", "Context", parsingContext);
    }
  }
  validateArray(contextExtensions, "options.contextExtensions");
  for (const [i, extension] of contextExtensions.entries()) {
    validateObject(extension, `options.contextExtensions[${i}]`, kValidateObjectAllowNullable);
  }
  let self;
  const callback = importCallback(importModuleDynamically, filename, () => self);
  try {
    self = compileRealmFunction(code, filename, lineOffset + 1, columnOffset, parsingContext, params ?? [], callback);
  } catch (error) {
    loadBuiltin("node:internal/vm/decorate").decorate(error, { source: code, filename, lineOffset, columnOffset }, true);
    throw error;
  }
  if (contextExtensions.length > 0) {
    self = extended(code, params ?? [], filename, lineOffset, columnOffset, parsingContext, contextExtensions, callback);
  }
  Object.defineProperty(self, "name", { value: "", configurable: true });
  return describeCache(self, cachedData, produceCachedData, code, filename);
}

// The code is known to be one function's body by now.
function extended(code, params, filename, lineOffset, columnOffset, context, extensions, callback) {
  const names = extensions.map((_, i) => `$extension${i}$`);
  const source = `(function (${names}) { ${names.map((name) => `with (${name} ?? {}) `).join("")}` +
    `return function (${params.join(", ")}) {\n${code}\n} })`;
  const script = compileScript(source, filename, lineOffset, columnOffset, callback, context);
  return runScript(script, context, 0, false)(...extensions);
}

function describeCache(fn, cachedData, produce, code, filename) {
  if (cachedData === undefined && !produce) return fn;
  const cache = loadBuiltin("node:internal/vm/cached_data");
  // What there is to keep of a function is that its source compiled.
  const data = cache.seal(new Uint8Array(1), code, filename);
  if (cachedData !== undefined) fn.cachedDataRejected = cache.open(cachedData, code, filename) === undefined;
  if (produce) {
    fn.cachedDataProduced = true;
    fn.cachedData = data;
  }
  return fn;
}
