// CommonJS seen from an import: its named exports, and whether an ambiguous file is CommonJS at all. Called by Python's loader
// (llrt/modules/sources.py); the modules themselves are _cjs.js.
import * as native from "native:module";
import { compiled, compileWrapper, dirname, forget, fromCache, hidden, hooks, loadFile, Module, rare } from "./_cjs.js";

const { hasOwn } = Object;

// import of a CommonJS file: the values of its named exports, then module.exports twice (default, "module.exports").
export function importFile(path, names) {
  return exportedBy(loadImported(path), names);
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
