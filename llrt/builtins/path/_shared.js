// What both kinds of path have in common. Not here: separators and roots. Spec: https://nodejs.org/api/path.html
import { loadBuiltin } from "native:engine";
import { state } from "../process/_state.js";
import { validateObject, validateString } from "../_validators.js";

let system;

// process.cwd(), also a replaced one; nobody can have replaced it before the process object was made.
export function cwd() {
  if (state.process !== undefined) return state.process.cwd();
  system ??= loadBuiltin("node:internal/path/system");
  return system.cwd();
}

// The names that are left when "." and ".." are taken out; ".." stays at the front where there is nothing to go up from.
export function reduce(names, relative) {
  const kept = [];
  let depth = 0;
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    if (name === "" || name === ".") continue;
    if (name !== "..") {
      kept.push(name);
      depth++;
    } else if (depth > 0) {
      kept.pop();
      depth--;
    } else if (relative) {
      kept.push(name);
    }
  }
  return kept;
}

// Where the extension of a file name starts, or its length when it has none: ".x" and ".." have none.
export function extensionStart(base) {
  const dot = base.lastIndexOf(".");
  return dot <= 0 || base === ".." ? base.length : dot;
}

// Takes `suffix` off a base name. `tail` is the path from the base name on, separators behind it included: what Node
// gives when the name is shorter than the suffix and the suffix ends with it.
export function withoutSuffix(base, suffix, tail) {
  if (base.length < suffix.length) return suffix.endsWith(base) ? tail : base;
  return base !== suffix && base.endsWith(suffix) ? base.slice(0, base.length - suffix.length) : base;
}

export function formatWith(separator, pathObject) {
  validateObject(pathObject, "pathObject");
  const dir = pathObject.dir || pathObject.root;
  let { base } = pathObject;
  if (!base) {
    const { ext } = pathObject;
    base = `${pathObject.name || ""}${ext ? `${ext[0] === "." ? "" : "."}${ext}` : ""}`;
  }
  if (!dir) return base;
  return dir === pathObject.root ? `${dir}${base}` : `${dir}${separator}${base}`;
}

// The members of a path object in Node's order; `format` has the name that binding gives it there. `addKinds(object)` adds
// its `win32` and `posix`.
export function assemble(functions, sep, delimiter, addKinds) {
  const { resolve, normalize, isAbsolute, join, relative, toNamespacedPath, dirname, basename, extname, parse, matchesGlob } = functions;
  const format = (pathObject) => formatWith(sep, pathObject);
  Object.defineProperty(format, "name", { value: "bound _format", configurable: true });
  const object = {
    resolve, normalize, isAbsolute, join, relative, toNamespacedPath, dirname, basename, extname, format, parse, matchesGlob,
    sep, delimiter,
  };
  addKinds(object);
  object._makeLong = toNamespacedPath;
  return object;
}

export function matchGlob(path, pattern, windows) {
  validateString(path, "path");
  validateString(pattern, "pattern");
  return loadBuiltin("node:internal/fs/glob_match").matches(path, pattern, windows);
}
