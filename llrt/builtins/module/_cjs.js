// CommonJS as Node 24 runs it: the Module class, its cache, require(). Compiles and runs; the resolver and all reading of
// files are Python's (native:module). Not here: ES modules (Python's loader), the door node:module (index.js).
// Spec: https://nodejs.org/api/modules.html
import { compileFunction, loadBuiltin } from "native:engine";
import * as native from "native:module";
import { setMainModule, state as processState } from "../process/_state.js";

const PARAMETERS = ["exports", "require", "module", "__filename", "__dirname"];
const { defineProperty, hasOwn } = Object;
const apply = Reflect.apply;

// What few programs need, loaded when one does.
const rare = () => loadBuiltin("node:internal/module/rare");

// What users do not see of a module: its parent, and the exports at the end of its evaluation, which is what import gives whatever
// is put into the cache later.
const hidden = new WeakMap();
// What `import` of an ambiguous file compiled to learn whether it is CommonJS: path -> [text, function], until it runs.
const compiled = new Map();
// request seen from a folder -> filename, as Node's relativeResolveCache.
const resolved = new Map();

// URLs of modules that are no files, or have more than a path: those createRequire() was given, those of hooks.
export const urls = new WeakMap();
// What registerHooks() puts between a request and its file; null while there are no hooks.
let hooks = null;

export function setHooks(value) {
  hooks = value;
}

export let mainModule;

export function Module(id = "", parent) {
  this.id = id;
  this.path = dirname(id);
  // Not by assignment: a setter on Object.prototype must not see it.
  defineProperty(this, "exports", { __proto__: null, value: {}, writable: true, enumerable: true, configurable: true });
  hidden.set(this, { parent, ended: false, exports: undefined });
  this.filename = null;
  this.loaded = false;
  this.children = [];
  if (parent && parent.children) {
    parent.children.push(this);
  }
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
  defineProperty(require, "main", { __proto__: null, value: mainModule, writable: true, enumerable: true, configurable: true });
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

// NODE_PATH is asked for when a bare name is first looked up.
let globalPaths;
defineProperty(Module, "globalPaths", {
  get() {
    return (globalPaths ??= native.globalPaths());
  },
  set(value) {
    globalPaths = value;
  },
  enumerable: true,
  configurable: true,
});

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

function forget(filename, module, parent, key) {
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
  return "default" in namespace ? namespace.default : namespace;
}

// Whether LLRT_PLATFORM asks for packages in their form for browsers.
let browser;

Module._resolveFilename = function _resolveFilename(request, parent, isMain, options) {
  if (typeof request !== "string") rare().checkPath(request, "path");
  if (browser ??= native.isBrowser()) {
    request = native.browserName(request, parent?.filename ?? undefined) ?? request;
  }
  const from = parent?.filename ?? undefined;
  if (from?.[0] === "/" && options === undefined && isRelative(request) && Module._resolveLookupPaths === resolveLookupPaths) {
    const near = native.resolveNear(request, from, extensionList());
    if (near !== undefined) return near;
  }
  if (isBuiltinName(request)) {
    return request;
  }
  const paths = options !== null && typeof options === "object" && options.paths !== undefined
    ? rare().lookupIn(options.paths, request)
    : Module._resolveLookupPaths(request, parent);
  const extensions = extensionList();
  const conditions = options?.conditions;
  const found = native.resolveFilename(request, from, paths ?? undefined, extensions, isMain === true, conditions);
  if (found === undefined) {
    throw rare().notFound(request, parent);
  }
  return found;
};

const resolveLookupPaths = Module._resolveLookupPaths = function _resolveLookupPaths(request, parent) {
  if (isBuiltinName(request)) {
    return null;
  }
  if (isRelative(request)) {
    return [parent?.filename ? dirname(parent.filename) : "."];
  }
  // No spreading here and in what require() needs: a program may have deleted the iterator of arrays.
  return (parent?.paths ?? []).concat(Module.globalPaths);
};

// No name of a builtin begins like a path.
function isBuiltinName(request) {
  return request[0] !== "." && request[0] !== "/" && native.builtinName(request) !== undefined;
}

// "." and "..", alone or before a slash.
function isRelative(request) {
  if (request[0] !== ".") return false;
  const next = request[1] === "." ? request[2] : request[1];
  return next === "/" || next === undefined;
}

// For Python: undefined for the three that are always there.
function extensionList() {
  const names = Object.keys(Module._extensions);
  const plain = names.length === 3 && names[0] === ".js" && names[1] === ".json" && names[2] === ".node";
  return plain ? undefined : names.join("\0");
}

Module._nodeModulePaths = function _nodeModulePaths(from) {
  if (typeof from !== "string") rare().checkPath(from, "paths[0]");
  if (from[0] !== "/") return pathsAbove(native.absolute(from));
  let known = pathsOf.get(from);
  if (known === undefined) {
    if (pathsOf.size === MOST_FOLDERS) pathsOf.clear();
    pathsOf.set(from, known = pathsAbove(native.absolute(from)));
  }
  return known.concat();
};

// Folder -> the node_modules folders from there up: all files of a folder have the same.
const pathsOf = new Map();
const MOST_FOLDERS = 1000;

function pathsAbove(from) {
  const paths = [];
  for (let folder = from; ; folder = dirname(folder)) {
    if (!folder.endsWith("/node_modules")) {
      paths.push(folder === "/" ? "/node_modules" : `${folder}/node_modules`);
    }
    if (folder === "/") {
      return paths;
    }
  }
}

Module._findPath = function _findPath(request, paths, isMain = false) {
  return native.findPath(request, paths ?? [], extensionList()) ?? false;
};

Module._initPaths = function _initPaths() {
  globalPaths = native.globalPaths();
};

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

// import of a CommonJS file: the values of its named exports, then module.exports twice (default, "module.exports").
export function importFile(path, names) {
  return exportedBy(loadImported(path), names);
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

// Resolved already: hooks that see requests have seen this one.
function loadImported(path) {
  if (hooks === null) {
    const exports = Module._load(path, undefined, false);
    const module = Module._cache[path];
    const record = module?.exports === exports ? hidden.get(module) : undefined;
    return record?.ended ? record.exports : exports;
  }
  const cached = Module._cache[path];
  return cached === undefined ? loadFile(path, undefined, false, undefined) : fromCache(cached, undefined);
}

function exportedBy(exports, names) {
  const named = exports !== null && (typeof exports === "object" || typeof exports === "function");
  return names.map((name, at) => (at >= names.length - 2 ? exports : named ? member(exports, name) : undefined));
}

// The same for a text that hooks gave: what the extension says about the file does not matter.
export function importSource(path, source, names) {
  if (Module._cache[path] === undefined) {
    const module = new Module(path, undefined);
    module.filename = path;
    module.paths = Module._nodeModulePaths(dirname(path));
    Module._cache[path] = module;
    let failed = true;
    try {
      module._compile(source, path, "commonjs");
      failed = false;
    } finally {
      if (failed) {
        forget(path, module, undefined, undefined);
      }
    }
    module.loaded = true;
  }
  return exportedBy(Module._cache[path].exports, names);
}

function member(exports, name) {
  try {
    return hasOwn(exports, name) ? exports[name] : undefined;
  } catch {
    // A getter that throws is no reason to fail the import.
    return undefined;
  }
}

export function parses(path, source) {
  try {
    compiled.set(path, [source, compileWrapper(source, path)]);
    return true;
  } catch (error) {
    if (native.parsesAsModule(path, source)) {
      rare().warnTypeless(path);
      return false;
    }
    throw error;
  }
}
