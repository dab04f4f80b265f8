// module.registerHooks(): the chains, and the loading of CommonJS while hooks are registered. Loaded by the first call.
// Not here: what the default steps do (Python's loader, _cjs.js). Spec: https://nodejs.org/api/module.html#customization-hooks
import { className } from "native:engine";
import * as native from "native:module";
import { codes } from "../_errors.js";
import { validateFunction } from "../_validators.js";
import { fromCache, loadFile, Module, requireBuiltin, setHooks, urls } from "./_cjs.js";
import { connect, view } from "./_hooks_import.js";

const resolvers = [];
const loaders = [];
const kId = Symbol("kModuleHooksIdKey");
let made = 0;

class ModuleHooks {
  constructor(resolve, load) {
    this.resolve = resolve;
    this.load = load;
    this[kId] = Symbol(`module-hook-${made++}`);
  }

  deregister() {
    remove(resolvers, this);
    remove(loaders, this);
    update();
  }
}

function remove(list, hooks) {
  const at = list.indexOf(hooks);
  if (at >= 0) list.splice(at, 1);
}

export function registerHooks(hooks) {
  const { resolve, load } = hooks;
  if (resolve !== undefined && resolve !== null) validateFunction(resolve, "hooks.resolve");
  if (load !== undefined && load !== null) validateFunction(load, "hooks.load");
  const made = new ModuleHooks(resolve, load);
  if (resolve) resolvers.push(made);
  if (load) loaders.push(made);
  update();
  return made;
}

// Without hooks neither loader takes a detour.
function update() {
  setHooks(resolvers.length + loaders.length > 0 ? { load, requireResolve, source } : null);
  native.setHooks(resolvers.length > 0, loaders.length > 0);
}

// The hook registered last runs first; the default step is at the end. `context` is one object for the whole chain: what a
// hook passes on is merged into it.
function run(list, kind, last, check, subject, context) {
  let deepest = list.length + 1;
  const step = (at) => {
    const next = at > 0 ? step(at - 1) : undefined;
    return (subject, given) => {
      deepest = at;
      if (given && given !== context) Object.assign(context, given);
      const result = at === 0 ? last(subject, context) : Reflect.apply(list[at - 1][kind], undefined, [subject, context, next]);
      if (at > 0 && deepest === at && !result.shortCircuit) {
        throw new codes.ERR_INVALID_RETURN_PROPERTY_VALUE("true", kind, "shortCircuit", result.shortCircuit);
      }
      return check(result);
    };
  };
  return step(list.length)(subject, context);
}

const wrong = (expected, hook, name, value) => new codes.ERR_INVALID_RETURN_PROPERTY_VALUE(expected, hook, name, value);

function checkResolved(result) {
  const { url, format, importAttributes } = result;
  if (typeof url !== "string") throw wrong("a URL string", "resolve", "url", url);
  if (format && typeof format !== "string") throw wrong("a string", "resolve", "format", format);
  if (importAttributes && typeof importAttributes !== "object") throw wrong("an object", "resolve", "importAttributes", importAttributes);
  return { __proto__: null, url, format, importAttributes };
}

const BUFFERS = ["ArrayBuffer", "SharedArrayBuffer"];
const isBytes = (value) => ArrayBuffer.isView(value) || BUFFERS.includes(className(value));

// Builtins have no source, and import leaves that of CommonJS to require().
function checkLoaded(result) {
  const { source, format } = result;
  if (format && typeof format !== "string") throw wrong("a string", "load", "format", format);
  const mayLack = format === "builtin" || format === "commonjs";
  if (typeof source !== "string" && !isBytes(source) && !(mayLack && (source === null || source === undefined))) {
    throw wrong("a string, an ArrayBuffer, or a TypedArray", "load", "source", source);
  }
  return result;
}

export function resolveWith(last, specifier, parentURL, importAttributes, conditions) {
  return run(resolvers, "resolve", last, checkResolved, specifier, { parentURL, importAttributes, conditions });
}

export function loadWith(last, url, format, importAttributes, conditions) {
  return run(loaders, "load", last, checkLoaded, url, { format, importAttributes, conditions });
}

export const { resolveImport, loadImport, resolveMeta } = connect(resolveWith, loadWith);

// -- CommonJS

// What resolve gave for a module, for load: url, format.
const origins = new WeakMap();

function parentURLOf(parent) {
  if (!parent) return undefined;
  return urls.get(parent) ?? (parent.filename ? toURL(parent.filename) : undefined);
}

function toURL(filename) {
  if (filename.startsWith("/")) return native.fileURL(filename);
  return native.builtinName(filename) ?? filename;
}

function toFilename(url) {
  if (url.startsWith("file:")) return native.filePath(url);
  // require.resolve("fs") is "fs"; what only the scheme names keeps it.
  const bare = url.slice(5);
  return url.startsWith("node:") && native.builtinName(bare) === url ? bare : url;
}

function resolveRequest(request, parent, isMain, options) {
  let known, knownURL;
  const defaults = native.conditions(true);
  const last = (specifier, context) => {
    const { conditions } = context;
    const changed = conditions !== defaults && conditions !== undefined;
    if (changed && !Array.isArray(conditions)) {
      throw new codes.ERR_INVALID_ARG_VALUE("conditions", conditions, "expected an array");
    }
    known = Module._resolveFilename(specifier, parent, isMain, changed ? { ...options, conditions } : options);
    knownURL = toURL(known);
    return { __proto__: null, url: knownURL, format: known.startsWith("node:") ? "builtin" : undefined };
  };
  const { url, format } = resolvers.length > 0 ? resolveWith(last, request, parentURLOf(parent), undefined, defaults) : last(request, {});
  return { url, format, filename: url === knownURL ? known : toFilename(url) };
}

function requireResolve(request, parent, options) {
  return resolveRequest(request, parent, false, options).filename;
}

// Module._load while hooks are registered.
function load(request, parent, isMain, key) {
  const { url, format, filename } = resolveRequest(request, parent, isMain, undefined);
  const builtin = native.builtinName(filename);
  const prefixed = builtin !== undefined && request.startsWith("node:");
  let loaded = prefixed ? loadedInstead(builtin) : undefined;
  if (prefixed && loaded === undefined) return requireBuiltin(builtin);
  const cached = Module._cache[filename];
  if (cached !== undefined) return fromCache(cached, parent);
  if (builtin !== undefined && !prefixed) {
    loaded = loadedInstead(builtin);
    if (loaded === undefined) return requireBuiltin(builtin);
  }
  return loadFile(filename, parent, isMain, key, (module) => {
    origins.set(module, { url, format, loaded });
    if (!filename.startsWith("/")) urls.set(module, url);
  });
}

// What the load hooks give for a builtin when it is something else than the builtin.
function loadedInstead(name) {
  if (loaders.length === 0) return undefined;
  const last = () => ({ source: null, format: "builtin" });
  const loaded = loadWith(last, name, "builtin", undefined, native.conditions(true));
  return loaded.format && loaded.format !== "builtin" ? loaded : undefined;
}

// [text, type] of the file of `module`; the extension handlers ask for it.
function source(module, filename) {
  const origin = origins.get(module);
  if (loaders.length === 0 || origin === undefined) return native.readSource(filename);
  const { source, format } = origin.loaded ?? loadText(origin.url, origin.format ?? hint(filename));
  const text = typeof source === "string" ? source : native.decodeSource(view(source));
  return [text, format === "module" || format === "commonjs" || format === "json" ? format : (hint(filename) ?? "none")];
}

// Node's load hooks see no format for a file whose type is told by its syntax.
function hint(filename) {
  return filename.startsWith("/") ? native.formatHint(native.fileURL(filename)) : undefined;
}

function loadText(url, format) {
  const last = (url, context) => ({ source: native.readText(toFilename(`${url}`)), format: context.format });
  return loadWith(last, url, format, undefined, native.conditions(true));
}
