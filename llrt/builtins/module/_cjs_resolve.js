// From a request to a file, as CommonJS has it: the members of Module that users may call or replace. The resolver is Python's
// (native:module). Part of _cjs.js, which calls installResolution().
import { loadBuiltin } from "native:engine";
import * as native from "native:module";
import { dirname, Module } from "./_cjs.js";

const rare = () => loadBuiltin("node:internal/module/rare");

// Whether LLRT_PLATFORM asks for packages in their form for browsers.
let browser;
// NODE_PATH is asked for when a bare name is first looked up.
let globalPaths;
// What Module._resolveLookupPaths is, unless a user replaced it.
let resolveLookupPaths;

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

export function installResolution() {
  Object.defineProperty(Module, "globalPaths", {
    get() {
      return (globalPaths ??= native.globalPaths());
    },
    set(value) {
      globalPaths = value;
    },
    enumerable: true,
    configurable: true,
  });

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

  Module._resolveLookupPaths = resolveLookupPaths = function _resolveLookupPaths(request, parent) {
    if (isBuiltinName(request)) {
      return null;
    }
    if (isRelative(request)) {
      return [parent?.filename ? dirname(parent.filename) : "."];
    }
    // No spreading here and in what require() needs: a program may have deleted the iterator of arrays.
    return (parent?.paths ?? []).concat(Module.globalPaths);
  };

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

  Module._findPath = function _findPath(request, paths, isMain = false) {
    return native.findPath(request, paths ?? [], extensionList()) ?? false;
  };

  Module._initPaths = function _initPaths() {
    globalPaths = native.globalPaths();
  };
}
