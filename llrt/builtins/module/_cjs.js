// CommonJS as Node 24 runs it: the Module class, its cache, require(). Compiles and runs; all reading of files is Python's
// (native:module). Not here: from request to file (_cjs_resolve.js), import of CommonJS (_cjs_import.js), ES modules (Python's
// loader), the door node:module (index.js).
// Spec: https://nodejs.org/api/modules.html
import { compileFunction, loadBuiltin } from "native:engine";
import * as native from "native:module";
import { setMainModule, state as processState } from "../process/_state.js";
import { installResolution } from "./_cjs_resolve.js";

const PARAMETERS = ["exports", "require", "module", "__filename", "__dirname"];
const { defineProperty } = Object;
const apply = Reflect.apply;

// What few programs need, loaded when one does.
export const rare = () => loadBuiltin("node:internal/module/rare");

// What users do not see of a module: its parent, and the exports at the end of its evaluation, which is what import gives whatever
// is put into the cache later.
export const hidden = new WeakMap();
// What `import` of an ambiguous file compiled to learn whether it is CommonJS: path -> [text, function], until it runs.
export const compiled = new Map();
// request seen from a folder -> filename, as Node's relativeResolveCache.
const resolved = new Map();

// URLs of modules that are no files, or have more than a path: those createRequire() was given, those of hooks.
export const urls = new WeakMap();
// What registerHooks() puts between a request and its file; null while there are no hooks.
export let hooks = null;

export function setHooks(value) {
  hooks = value;
}

export let mainModule;

export function Module(id = "", parent) {
  this.id = id;
  this.path = dirname(id);
  define(this, "exports", {});
  hidden.set(this, { parent, ended: false, exports: undefined });
  this.filename = null;
  this.loaded = false;
  this.children = [];
  if (parent && parent.children) {
    parent.children.push(this);
  }
}

// Not by assignment: a setter on Object.prototype must not see it. One descriptor for all: every module needs two.
const plain = { __proto__: null, value: undefined, writable: true, enumerable: true, configurable: true };

function define(object, name, value) {
  plain.value = value;
  defineProperty(object, name, plain);
  plain.value = undefined;
}

export function dirname(path) {
  const cut = path.lastIndexOf("/");
  return cut > 0 ? path.slice(0, cut) : cut === 0 ? "/" : ".";
}

// The name `function require` matters: it is what users see in stacks.
export function makeRequire(module) {
  const require = function require(path) {
    return module.require(path);
  };
  require.resolve = function resolve(request, options) {
    validateRequest(request, "request");
    return hooks === null
      ? Module._resolveFilename(request, module, false, options)
      : hooks.requireResolve(request, module, options);
  };
  require.resolve.paths = function paths(request) {
    validateRequest(request, "request");
    return Module._resolveLookupPaths(request, module);
  };
  define(require, "main", mainModule);
  require.extensions = Module._extensions;
  require.cache = Module._cache;
  return require;
}

function validateRequest(request, name) {
  if (typeof request !== "string") {
    throw new (errors().ERR_INVALID_ARG_TYPE)(name, "string", request);
  }
}

function errors() {
  return loadBuiltin("node:internal/errors").codes;
}

Module.prototype.require = function require(id) {
  if (typeof id !== "string") {
    throw new (errors().ERR_INVALID_ARG_TYPE)("id", "string", id);
  }
  if (id === "") {
    throw new (errors().ERR_INVALID_ARG_VALUE)("id", id, "must be a non-empty string");
  }
  if (processState.traceRequire !== undefined) return processState.traceRequire(Module._load, this, id);
  return Module._load(id, this, false);
};

Module.prototype.load = function load(filename) {
  this.filename = filename;
  this.paths ??= Module._nodeModulePaths(dirname(filename));
  const extension = findExtension(filename);
  Module._extensions[extension](this, filename);
  this.loaded = true;
  const record = hidden.get(this);
  if (record !== undefined) {
    record.ended = true;
    record.exports = this.exports;
  }
};

// The longest registered extension of a name: "a.test.js" asks for ".test.js", then ".js".
function findExtension(filename) {
  const name = filename.slice(filename.lastIndexOf("/") + 1);
  for (let dot = name.indexOf(".", 1); dot > 0; dot = name.indexOf(".", dot + 1)) {
    const extension = name.slice(dot);
    if (Module._extensions[extension]) {
      return extension;
    }
  }
  return ".js";
}

// `format`: "commonjs", "module", or nothing: told by the syntax.
Module.prototype._compile = function _compile(content, filename, format) {
  if (format === "module") {
    return rare().requireESM(this, filename, content);
  }
  const known = compiled.get(filename);
  compiled.delete(filename);
  if (wrapperPatched) {
    return rare().runPatched(this, content, filename);
  }
  let fn;
  try {
    fn = known !== undefined && known[0] === content ? known[1] : compileWrapper(content, filename);
  } catch (error) {
    return rare().compileFailed(this, content, filename, format, error);
  }
  return apply(fn, this.exports, [this.exports, makeRequire(this), this, filename, dirname(filename)]);
};

defineProperty(Module.prototype, "parent", {
  get() {
    rare().deprecateParent();
    return hidden.get(this)?.parent;
  },
  set(value) {
    rare().deprecateParent();
    const record = hidden.get(this);
    if (record === undefined) hidden.set(this, { parent: value, ended: false, exports: undefined });
    else record.parent = value;
  },
});
// Without the deprecation of `module.parent`; a parent may also be any object that a user gave.
export function parentOf(module) {
  const record = hidden.get(module);
  return record === undefined ? module.parent : record.parent;
}

defineProperty(Module.prototype, "isPreloading", { get: () => preloading });

// Whether there is a compile cache; asked for at the first compilation, and set by enableCompileCache().
let cacheIsOn;

export function useCompileCache() {
  cacheIsOn = true;
}

export function compileWrapper(content, filename) {
  if ((cacheIsOn ??= native.compileCacheFolder() !== undefined) && filename.startsWith("/")) {
    return rare().compileCached(content, filename);
  }
  return compileNow(content, filename);
}

export function compileNow(content, filename) {
  const text = content.startsWith("#!") ? "//" + content : content;
  return compileFunction(text, filename, 1, PARAMETERS, filename);
}

// Module.wrap or Module.wrapper was replaced: from then on the wrapped text is what runs.
let wrapperPatched = false;
let cyclesMet = false;
let preloading = false;

export function patchWrapper() {
  wrapperPatched = true;
}

Module._cache = { __proto__: null };
Module._pathCache = { __proto__: null };
Module._extensions = { __proto__: null };

Module._extensions[".js"] = function js(module, filename) {
  const { 0: source, 1: type } = readSource(module, filename);
  if (type === "json") {
    return setJSON(module, filename, source);
  }
  return module._compile(source, filename, type === "none" ? undefined : type);
};

Module._extensions[".json"] = function json(module, filename) {
  const { 0: source } = readSource(module, filename);
  setJSON(module, filename, source);
};

// [text, "module" | "commonjs" | "none" | "json"]
function readSource(module, filename) {
  return hooks === null ? native.readSource(filename) : hooks.source(module, filename);
}

function setJSON(module, filename, source) {
  module.exports = loadBuiltin("node:internal/module/json").parse(source, filename);
}

Module._extensions[".node"] = function node(module, filename) {
  throw rare().addonError(filename);
};

Module._load = function _load(request, parent, isMain) {
  const key = parent ? `${parent.path}\0${request}` : undefined;
  if (key !== undefined) {
    const cached = Module._cache[resolved.get(key)];
    if (cached !== undefined) {
      return fromCache(cached, parent);
    }
  }
  if (hooks !== null) {
    return hooks.load(request, parent, isMain, key);
  }
  if (request.startsWith("node:")) {
    return requireBuiltin(request);
  }
  const filename = Module._resolveFilename(request, parent, isMain);
  const cached = Module._cache[filename];
  if (cached !== undefined) {
    return fromCache(cached, parent);
  }
  if (!filename.startsWith("/") && native.builtinName(filename) !== undefined) {
    return requireBuiltin(filename);
  }
  return loadFile(filename, parent, isMain, key);
};

export function fromCache(cached, parent) {
  noteChild(parent, cached);
  return cached.loaded ? cached.exports : exportsInCycle(cached);
}

// `prepare(module)` comes before anything of the file is looked at.
export function loadFile(filename, parent, isMain, key, prepare) {
  const module = new Module(filename, parent);
  prepare?.(module);
  if (isMain) {
    mainModule = module;
    setMainModule(module);
    module.id = ".";
    native.setMain(filename);
  }
  Module._cache[filename] = module;
  if (key !== undefined) {
    resolved.set(key, filename);
  }
  if (isMain) {
    // Nobody can ask for it again; and a rethrow would hide where an uncaught error was thrown.
    module.load(filename);
    return module.exports;
  }
  let failed = true;
  try {
    module.load(filename);
    failed = false;
  } finally {
    if (failed) {
      forget(filename, module, parent, key);
    } else if (cyclesMet) {
      rare().plainExports(module.exports);
    }
  }
  return module.exports;
}

export function forget(filename, module, parent, key) {
  delete Module._cache[filename];
  compiled.delete(filename);
  resolved.delete(key);
  const position = parent?.children ? parent.children.indexOf(module) : -1;
  if (position >= 0) {
    parent.children.splice(position, 1);
  }
}

function noteChild(parent, child) {
  if (parent?.children && !parent.children.includes(child)) {
    parent.children.push(child);
  }
}

// A module that is still running: what it has exported so far; reading a name that is not there warns.
function exportsInCycle(module) {
  if (requiredModules?.has(module)) {
    throw rare().requireInCycle(module);
  }
  cyclesMet = true;
  return rare().warningExports(module.exports);
}

export function requireBuiltin(request) {
  const name = native.builtinName(request);
  if (name === undefined) {
    throw new (errors().ERR_UNKNOWN_BUILTIN_MODULE)(request);
  }
  const namespace = loadBuiltin(name);
  if (name === "node:https" || name === "node:tls") native.tlsIsNear();
  return "default" in namespace ? namespace.default : namespace;
}

installResolution();

Module._preloadModules = function _preloadModules(requests) {
  if (!Array.isArray(requests)) {
    return;
  }
  const parent = new Module("internal/preload", null);
  parent.paths = Module._nodeModulePaths(native.absolute("."));
  preloading = true;
  for (const request of requests) {
    parent.require(request);
  }
  preloading = false;
};

// -- what Python's loader and the command line call

const { _load: originalLoad } = Module;

// `found`: the path has been resolved already; a preload that replaced Module._load still sees it.
export function runMain(path, found) {
  if (found && Module._load === originalLoad) {
    loadFile(path, null, true, undefined);
  } else {
    Module._load(path, null, true);
  }
}

// -r: modules loaded before the program, from the working directory.
export function preload(requests) {
  Module._preloadModules(requests);
}

// ES modules whose require() has not come to its end; made by the first one.
export let requiredModules;

export function trackRequired() {
  return (requiredModules ??= new Set());
}

// Whether a file is between the start and the end of its first evaluation.
export function isRunning(path) {
  return Module._cache[path]?.loaded === false;
}
