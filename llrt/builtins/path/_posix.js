// POSIX paths: what node:path is here. Built on split and lastIndexOf: they are C, a loop over characters is not.
import { defineLazy } from "native:engine";
import { validateString } from "../_validators.js";
import { assemble, cwd, extensionStart, matchGlob, reduce, withoutSuffix } from "./_shared.js";

// One past the last character that is no slash.
function trimmedEnd(path) {
  let end = path.length;
  while (end > 0 && path[end - 1] === "/") end--;
  return end;
}

const hasDots = (path) => path.includes("/./") || path.includes("/../") || path.endsWith("/.") || path.endsWith("/..");

// The common case: no name is empty, "." or "..". One that only begins with a dot (".aws", "..data") is as any other.
const isNormal = (path) => path[0] !== "." && !path.includes("//") && !(path.includes("/.") && hasDots(path));

// As methods, which have no prototype, as Node's.
const functions = {
  normalize(path) {
    validateString(path, "path");
    if (path.length === 0) return ".";
    if (isNormal(path)) return path;
    const absolute = path[0] === "/";
    const kept = reduce(path.split("/"), !absolute).join("/");
    const slash = path[path.length - 1] === "/" ? "/" : "";
    if (kept === "") return absolute ? "/" : `.${slash}`;
    return `${absolute ? "/" : ""}${kept}${slash}`;
  },

  resolve(...args) {
    let path = "";
    for (let i = args.length - 1; i >= -1 && path[0] !== "/"; i--) {
      const part = i >= 0 ? args[i] : cwd();
      validateString(part, `paths[${i}]`);
      if (part.length !== 0) path = path === "" ? part : `${part}/${path}`;
    }
    if (path === "") return ".";
    if (path[0] !== "/") return reduce(path.split("/"), true).join("/") || ".";
    if (path.length > 1 && path[path.length - 1] !== "/" && isNormal(path)) return path;
    return `/${reduce(path.split("/"), false).join("/")}`;
  },

  isAbsolute(path) {
    validateString(path, "path");
    return path[0] === "/";
  },

  join(...args) {
    let joined = "";
    for (let i = 0; i < args.length; i++) {
      const part = args[i];
      validateString(part, "path");
      if (part.length > 0) joined = joined === "" ? part : `${joined}/${part}`;
    }
    return joined === "" ? "." : functions.normalize(joined);
  },

  relative(from, to) {
    validateString(from, "from");
    validateString(to, "to");
    if (from === to) return "";
    from = functions.resolve(from);
    to = functions.resolve(to);
    if (from === to) return "";
    const here = from === "/" ? [] : from.slice(1).split("/");
    const there = to === "/" ? [] : to.slice(1).split("/");
    let common = 0;
    while (common < here.length && here[common] === there[common]) common++;
    return [...here.slice(common).fill(".."), ...there.slice(common)].join("/");
  },

  toNamespacedPath(path) {
    return path;
  },

  dirname(path) {
    validateString(path, "path");
    if (path.length === 0) return ".";
    const end = trimmedEnd(path);
    const slash = end === 0 ? -1 : path.lastIndexOf("/", end - 1);
    if (slash === -1) return path[0] === "/" ? "/" : ".";
    if (slash === 0) return "/";
    // Node's own: of two slashes in front the second does not count.
    return slash === 1 && path[0] === "/" ? "//" : path.slice(0, slash);
  },

  basename(path, suffix) {
    if (suffix !== undefined) validateString(suffix, "suffix");
    validateString(path, "path");
    const end = trimmedEnd(path);
    const start = end === 0 ? 0 : path.lastIndexOf("/", end - 1) + 1;
    const base = path.slice(start, end);
    if (suffix === undefined || suffix.length === 0 || suffix.length > path.length) return base;
    return suffix === path ? "" : withoutSuffix(base, suffix, path.slice(start));
  },

  extname(path) {
    validateString(path, "path");
    const base = functions.basename(path);
    return base.slice(extensionStart(base));
  },

  parse(path) {
    validateString(path, "path");
    const root = path[0] === "/" ? "/" : "";
    const end = trimmedEnd(path);
    const start = end === 0 ? 0 : path.lastIndexOf("/", end - 1) + 1;
    const base = path.slice(start, end);
    // Node's own: right behind the root ".." has an extension.
    const dot = start === 1 && base === ".." ? 1 : extensionStart(base);
    return { root, dir: start > 1 ? path.slice(0, start - 1) : root, base, ext: base.slice(dot), name: base.slice(0, dot) };
  },

  matchesGlob(path, pattern) {
    return matchGlob(path, pattern, false);
  },
};

export const posix = assemble(functions, "/", ":", (self) => {
  defineLazy(self, "win32", "node:internal/path/win32", "win32", true);
  self.posix = self;
});
