// node:module: the door. The Module class itself is _cjs.js. https://nodejs.org/api/module.html
import { defineLazy, lazyExport, loadBuiltin, loadedBuiltin, publicBuiltins, setBuiltinExport } from "native:engine";
import { codes, notSupported } from "../_errors.js";
import * as native from "native:module";
import { dirname, makeRequire, Module, patchWrapper, runMain as runMainFile, urls, useCompileCache } from "./_cjs.js";

// Made when somebody looks: it asks for each builtin whether its name can do without a scheme.
export let builtinModules;
lazyExport("node:module", "builtinModules", "node:internal/module/builtin_names", "builtinModules");

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
  const url = typeof filename === "string" ? filename : filename.href;
  if (url.startsWith("file:")) urls.set(module, url);
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

export function findPackageJSON(specifier, base = undefined) {
  if (arguments.length === 0) {
    throw new codes.ERR_MISSING_ARGS("specifier");
  }
  const from = base === undefined ? undefined : `${base}`;
  return native.findPackageJSON(`${specifier}`, from);
}

// Exports of builtins that were changed through require(): named imports follow. One that is lazy still is unchanged.
export function syncBuiltinESMExports() {
  for (const name of publicBuiltins()) {
    const namespace = loadedBuiltin(name);
    const object = namespace?.default;
    if ((typeof object === "object" && object !== null) || typeof object === "function") syncExports(name, namespace, object);
  }
}

function syncExports(name, namespace, object) {
  for (const key of Object.keys(namespace)) {
    if (key === "default") continue;
    const descriptor = Object.getOwnPropertyDescriptor(object, key);
    const value = descriptor === undefined || "value" in descriptor ? descriptor?.value : object[key];
    if (descriptor === undefined || value !== namespace[key]) setBuiltinExport(name, key, value);
  }
}

// Hooks on a thread of their own. registerHooks() is their successor in Node, too.
export function register(specifier, parentURL = undefined, options) {
  throw notSupported("module.register()", "hooks on a thread of their own do not exist here, use module.registerHooks()");
}

Object.defineProperty(register, Symbol.for("llrt.notSupported"), { value: "module.register()" });

export function registerHooks(hooks) {
  return loadBuiltin("node:internal/module/hooks").registerHooks(hooks);
}

const sourceMaps = () => loadBuiltin("node:internal/module/source_maps");

export function findSourceMap(sourceURL) {
  return sourceMaps().findSourceMap(sourceURL);
}

export function stripTypeScriptTypes(code, options = undefined) {
  throw notSupported("module.stripTypeScriptTypes()", "TypeScript is not supported");
}

export function getSourceMapsSupport() {
  return sourceMaps().getSourceMapsSupport();
}

export function setSourceMapsSupport(enabled, options) {
  sourceMaps().setSourceMapsSupport(enabled, options);
}

export const constants = Object.freeze({
  __proto__: null,
  compileCacheStatus: Object.freeze({ __proto__: null, FAILED: 0, ENABLED: 1, ALREADY_ENABLED: 2, DISABLED: 3 }),
});

export function enableCompileCache(options) {
  let directory = options;
  if (options !== null && typeof options === "object") directory = options.directory;
  if (directory !== undefined && typeof directory !== "string") {
    const error = new TypeError("cacheDir should be a string");
    error.code = "ERR_INVALID_ARG_TYPE";
    throw error;
  }
  const { 0: status, 1: message, 2: folder } = native.enableCompileCache(directory);
  if (status === constants.compileCacheStatus.ENABLED) useCompileCache();
  const result = { status };
  if (message !== undefined) result.message = message;
  if (folder !== undefined) result.directory = folder;
  return result;
}

export function getCompileCacheDir() {
  return native.compileCacheFolder();
}

// Everything is written when it is compiled.
export function flushCompileCache() {}

export function runMain(main = process.argv[1]) {
  runMainFile(native.absolute(main));
}

const wrapper = ["(function (exports, require, module, __filename, __dirname) { ", "\n});"];

// A change of one of the two texts counts like another array.
const watchedWrapper = new Proxy(wrapper, {
  set(target, name, value) {
    patchWrapper();
    return Reflect.set(target, name, value);
  },
  defineProperty(target, name, descriptor) {
    patchWrapper();
    return Reflect.defineProperty(target, name, descriptor);
  },
});

let currentWrapper = watchedWrapper;
let currentWrap = function wrap(script) {
  return currentWrapper[0] + script + currentWrapper[1];
};

// Replacing either makes Module.prototype._compile run the wrapped text.
Object.defineProperty(Module, "wrapper", {
  get: () => currentWrapper,
  set(value) {
    currentWrapper = value;
    patchWrapper();
  },
});
Object.defineProperty(Module, "wrap", {
  get: () => currentWrap,
  set(value) {
    currentWrap = value;
    patchWrapper();
  },
});

// What the resolver asks the system: 0 for a file, 1 for a folder, negative for nothing. The resolver is not in JavaScript.
Object.defineProperty(Module, "_stat", {
  get: () => stat,
  set() {
    throw notSupported("replacing Module._stat", "files are looked up outside of JavaScript");
  },
  configurable: true,
});

function stat(filename) {
  return native.stat(filename);
}

Object.defineProperty(Module, "_readPackage", { get: () => readPackage, configurable: true });

function readPackage(requestPath) {
  const found = native.readPackage(requestPath);
  return found === undefined ? { __proto__: null, type: "none", exists: false, pjsonPath: `${requestPath.replace(/\/$/, "")}/package.json` } : found;
}

export const { _cache, _extensions, _findPath, _initPaths, _load, _nodeModulePaths, _pathCache, _preloadModules } = Module;
export const { _resolveFilename, _resolveLookupPaths } = Module;
// NODE_PATH is asked for when somebody looks.
export let globalPaths;
lazyExport("node:module", "globalPaths", "node:internal/module/global_paths", "globalPaths");
export let SourceMap;
lazyExport("node:module", "SourceMap", "node:internal/module/source_map", "SourceMap");
defineLazy(Module, "SourceMap", "node:internal/module/source_map", "SourceMap", true);
export const _debug = function _debug() {};

defineLazy(Module, "builtinModules", "node:internal/module/builtin_names", "builtinModules", true);
const members = { isBuiltin, createRequire, findPackageJSON, syncBuiltinESMExports, register, registerHooks };
const rest = { findSourceMap, stripTypeScriptTypes, getSourceMapsSupport, setSourceMapsSupport, constants };
Object.assign(Module, members, rest, { enableCompileCache, getCompileCacheDir, flushCompileCache, runMain, _debug, Module });

export { Module };
export default Module;
