// node:module: the door. The Module class itself is _cjs.js. https://nodejs.org/api/module.html
import { loadBuiltin, publicBuiltins } from "native:engine";
import { codes, notSupported } from "../_errors.js";
import * as native from "native:module";
import { dirname, makeRequire, Module, runMain as runMainFile } from "./_cjs.js";

export const builtinModules = Object.freeze(listBuiltins());

// Names usable without a scheme, then those that need it: Node's order is the alphabet, schemes last.
function listBuiltins() {
  const names = publicBuiltins().map((name) => (native.builtinName(name.slice(5)) === name ? name.slice(5) : name));
  const plain = names.filter((name) => !name.includes(":")).sort();
  return [...plain, ...names.filter((name) => name.startsWith("node:")).sort(), ...names.filter((name) => name.startsWith("llrt:")).sort()];
}

export function isBuiltin(moduleName) {
  return native.builtinName(`${moduleName}`) !== undefined;
}

export function createRequire(filename) {
  const path = pathOf(filename);
  if (path === undefined) {
    const hint = "must be a file URL object, file URL string, or absolute path string";
    throw new codes.ERR_INVALID_ARG_VALUE("filename", filename, hint);
  }
  // A folder ("/x/") is where relative requests start.
  const module = new Module(path.endsWith("/") ? `${path}noop.js` : path);
  module.filename = module.id;
  module.paths = Module._nodeModulePaths(dirname(module.id));
  return makeRequire(module);
}

function pathOf(filename) {
  if (typeof filename === "string" && filename.startsWith("/")) {
    return filename;
  }
  const url = filename !== null && typeof filename === "object" ? filename.href : filename;
  try {
    return typeof url === "string" && url.startsWith("file:") ? native.filePath(url) : undefined;
  } catch {
    return undefined;
  }
}

export function findPackageJSON(specifier, base) {
  if (arguments.length === 0) {
    throw new codes.ERR_MISSING_ARGS("specifier");
  }
  const from = base === undefined ? undefined : `${base}`;
  return native.findPackageJSON(`${specifier}`, from);
}

// Exports of builtins that were changed through require(): named imports follow.
export function syncBuiltinESMExports() {
  throw notSupported("module.syncBuiltinESMExports()", "named exports of builtins are bound when they are loaded");
}

export function register() {
  throw notSupported("module.register()", "customization hooks on another thread do not exist here");
}

export function registerHooks(hooks) {
  return loadBuiltin("node:internal/module/hooks").registerHooks(hooks);
}

export function findSourceMap() {
  throw notSupported("module.findSourceMap()", "source maps are not read yet");
}

export function stripTypeScriptTypes() {
  throw notSupported("module.stripTypeScriptTypes()", "TypeScript is not supported");
}

export class SourceMap {
  constructor() {
    throw notSupported("module.SourceMap", "source maps are not read yet");
  }
}

export function getSourceMapsSupport() {
  return Object.freeze({ __proto__: null, enabled: false, nodeModules: false, generatedCode: false });
}

export function setSourceMapsSupport() {
  throw notSupported("module.setSourceMapsSupport()", "source maps are not read yet");
}

export const constants = Object.freeze({
  __proto__: null,
  compileCacheStatus: Object.freeze({ __proto__: null, FAILED: 0, ENABLED: 1, ALREADY_ENABLED: 2, DISABLED: 3 }),
});

// There is no compile cache: bytecode comes from `llrt compile`. Node's answer for "not possible" is a status.
export function enableCompileCache() {
  return { status: constants.compileCacheStatus.DISABLED };
}

export function getCompileCacheDir() {
  return undefined;
}

export function flushCompileCache() {}

export function runMain(main) {
  runMainFile(native.absolute(main));
}

const wrapper = ["(function (exports, require, module, __filename, __dirname) { ", "\n});"];

let currentWrapper = wrapper;
let currentWrap = function wrap(script) {
  return currentWrapper[0] + script + currentWrapper[1];
};

// Replacing either makes Module.prototype._compile run the wrapped text.
Object.defineProperty(Module, "wrapper", {
  get: () => currentWrapper,
  set(value) {
    currentWrapper = value;
    Module._wrapperPatched = true;
  },
  enumerable: true,
  configurable: true,
});
Object.defineProperty(Module, "wrap", {
  get: () => currentWrap,
  set(value) {
    currentWrap = value;
    Module._wrapperPatched = true;
  },
  enumerable: true,
  configurable: true,
});

export const { _cache, _extensions, _findPath, _initPaths, _load, _nodeModulePaths, _pathCache, _preloadModules } = Module;
export const { _resolveFilename, _resolveLookupPaths } = Module;
export const _debug = function _debug() {};

const members = { builtinModules, isBuiltin, createRequire, findPackageJSON, syncBuiltinESMExports, register, registerHooks };
const rest = { findSourceMap, SourceMap, stripTypeScriptTypes, getSourceMapsSupport, setSourceMapsSupport, constants };
Object.assign(Module, members, rest, { enableCompileCache, getCompileCacheDir, flushCompileCache, runMain, _debug, Module });

export { Module };
export default Module;
