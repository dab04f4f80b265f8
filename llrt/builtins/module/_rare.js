// The parts of CommonJS that few programs need: require() of ES modules, errors and warnings, patched wrappers, --check.
// Loaded by _cjs.js when one of them is needed.
import { evalScript, loadBuiltin, proxyDetails } from "native:engine";
import * as native from "native:module";
import { compileNow, compileWrapper, dirname, mainModule, makeRequire, Module, parentOf, trackRequired } from "./_cjs.js";
import { parses } from "./_cjs_import.js";

const { apply } = Reflect;

// Somebody replaced Module.wrap or Module.wrapper: then the wrapped text is what runs, as in Node.
export function runPatched(module, text, filename) {
  const fn = evalScript(Module.wrap(text), filename, 1);
  return apply(fn, module.exports, [module.exports, makeRequire(module), module, filename, dirname(filename)]);
}

// From the compile cache, or into it.
export function compileCached(content, filename) {
  const known = native.cachedFunction(content, filename);
  if (known !== undefined) return known;
  const fn = compileNow(content, filename);
  native.cacheFunction(content, filename);
  return fn;
}

// Addons cannot be loaded; a file that is none is told as the system's loader tells it.
export function addonError(filename) {
  const flaw = native.addonFlaw(filename);
  const error = new Error(flaw === undefined ? `Native addons are not supported: ${filename}` : `${filename}: ${flaw}`);
  error.code = "ERR_DLOPEN_FAILED";
  return error;
}

// A text that is no CommonJS: an ES module where nothing said what it is.
export function compileFailed(module, content, filename, format, error) {
  if (!native.parsesAsModule(filename, content)) {
    throw error;
  }
  if (format === "commonjs") {
    warnModuleSyntax(filename);
    throw error;
  }
  warnTypeless(filename);
  return requireESM(module, filename, content);
}

// The prototype of exports while their module runs: a name that is not there yet is a sign of a cycle.
const missing = new Proxy({}, {
  get(target, name) {
    if (name in target || name === "__esModule") return target[name];
    warnCycle(name);
    return undefined;
  },
  getOwnPropertyDescriptor(target, name) {
    if (Object.hasOwn(target, name) || name === "__esModule") return Object.getOwnPropertyDescriptor(target, name);
    warnCycle(name);
    return undefined;
  },
});

function warnCycle(name) {
  emitWarning(`Accessing non-existent property '${String(name)}' of module exports inside circular dependency`);
}

export function warningExports(exports) {
  if (exports && proxyDetails(exports) === undefined && Object.getPrototypeOf(exports) === Object.prototype && !exports.__esModule) {
    Object.setPrototypeOf(exports, missing);
  }
  return exports;
}

export function plainExports(exports) {
  const type = typeof exports;
  if ((type === "object" || type === "function") && exports !== null && proxyDetails(exports) === undefined
      && Object.getPrototypeOf(exports) === missing) {
    Object.setPrototypeOf(exports, Object.prototype);
  }
}

// A file that is CommonJS by its name or package, written as an ES module.
export function warnModuleSyntax(filename) {
  const hint = 'Make sure to set "type": "module" in the nearest package.json file or use the .mjs extension.';
  // At once: the error that follows may end the process.
  loadBuiltin("node:internal/process/warning").emitWarningSync(`Failed to load the ES module: ${filename}. ${hint}`);
}

const warnedPackages = new Set();

// A package that leaves its type to detection pays for it at every start: Node says so once, outside of node_modules.
export function warnTypeless(path) {
  const { 0: url, 1: packagePath } = native.typelessPackage(path);
  if (packagePath === undefined || warnedPackages.has(packagePath)) {
    return;
  }
  warnedPackages.add(packagePath);
  const message =
    `Module type of ${url} is not specified and it doesn't parse as CommonJS.\n` +
    "Reparsing as ES module because module syntax was detected. This incurs a performance overhead.\n" +
    `To eliminate this warning, add "type": "module" to ${packagePath}.`;
  emitWarning(message, { code: "MODULE_TYPELESS_PACKAGE_JSON" });
}

function emitWarning(...args) {
  loadBuiltin("node:internal/process/process").default.emitWarning(...args);
}

export function emitDeprecation(message, code) {
  emitWarning(message, "DeprecationWarning", code);
}

let parentTold = false;

export function deprecateParent() {
  if (parentTold || !native.pendingDeprecation()) return;
  parentTold = true;
  emitDeprecation("module.parent is deprecated due to accuracy issues. Please use require.main to find program entry point instead.", "DEP0144");
}

// require() of an ES module: its graph is loaded and evaluated at once.
export function requireESM(module, filename, source) {
  if (module === mainModule) {
    return loadBuiltin("node:internal/module/run_main").runFile(filename);
  }
  if (!native.requireModule()) throw notRequirable(filename, parentOf(module)?.filename);
  const required = trackRequired();
  required.add(module);
  let namespace;
  try {
    namespace = native.requireESM(filename, source, parentOf(module)?.filename ?? undefined);
  } finally {
    required.delete(module);
  }
  if (Object.hasOwn(namespace, "module.exports")) {
    module.exports = namespace["module.exports"];
  } else if (Object.hasOwn(namespace, "default") && !Object.hasOwn(namespace, "__esModule")) {
    module.exports = native.requireFacade(filename);
  } else {
    module.exports = namespace;
  }
  return undefined;
}

const errorCodes = () => loadBuiltin("node:internal/errors").codes;

// Node's words for what path.resolve() is given.
export function checkPath(path, name) {
  if (typeof path !== "string") throw new (errorCodes().ERR_INVALID_ARG_TYPE)(name, "string", path);
}

// A second require() of an ES module while the first is still evaluating it.
export function requireInCycle(module) {
  const parent = parentOf(module)?.filename;
  const error = new Error(`Cannot require() ES Module ${module.id} in a cycle.${parent ? ` (from ${parent})` : ""}`);
  error.code = "ERR_REQUIRE_CYCLE_MODULE";
  return error;
}

// --no-experimental-require-module
function notRequirable(filename, parent) {
  const name = filename.endsWith(".mjs") ? filename : `${filename.slice(filename.lastIndexOf("/") + 1)} in ${parent}`;
  const error = new Error(`require() of ES Module ${filename}${parent ? ` from ${parent}` : ""} not supported.
Instead change the require of ${name} to a dynamic import() which is available in all CommonJS modules.`);
  error.code = "ERR_REQUIRE_ESM";
  return error;
}

export function lookupIn(folders, request) {
  if (!Array.isArray(folders)) {
    throw new (errorCodes().ERR_INVALID_ARG_VALUE)("options.paths", folders);
  }
  if (/^\.\.?(\/|$)/.test(request)) {
    if (!folders.every((folder) => typeof folder === "string")) {
      throw new (errorCodes().ERR_INVALID_ARG_TYPE)("paths", "array of strings", folders);
    }
    return folders;
  }
  const paths = [];
  for (const folder of folders) {
    for (const path of Module._resolveLookupPaths(request, { paths: Module._nodeModulePaths(folder) })) {
      if (!paths.includes(path)) {
        paths.push(path);
      }
    }
  }
  return paths;
}

export function notFound(request, parent) {
  const requireStack = [];
  for (let at = parent; at; at = parentOf(at)) {
    requireStack.push(at.filename || at.id);
  }
  let message = `Cannot find module '${request}'`;
  if (requireStack.length > 0) {
    message += `\nRequire stack:\n- ${requireStack.join("\n- ")}`;
  }
  const error = new Error(message);
  error.code = "MODULE_NOT_FOUND";
  error.requireStack = requireStack;
  return error;
}

// --check: compiles, as what it would be loaded as.
export function check(path, url) {
  const { 0: source, 1: type } = native.readSource(path);
  if (type === "module" || (type === "none" && !parses(path, source))) {
    native.checkModule(url, source);
  } else if (type === "commonjs") {
    compileWrapper(source, path);
  }
}
