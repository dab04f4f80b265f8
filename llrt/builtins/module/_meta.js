// import.meta, filled at first touch, in Node's order of properties. Spec: https://nodejs.org/api/esm.html#importmeta
import { loadBuiltin } from "native:engine";
import { filePath, hooksOn, metaResolveParent, resolveImport } from "native:module";

export function initialize(meta, url, isMain) {
  const filename = url.startsWith("file:") ? filePath(url) : undefined;
  if (filename !== undefined) {
    meta.dirname = filename.slice(0, filename.lastIndexOf("/")) || "/";
    meta.filename = filename;
  }
  meta.main = isMain;
  meta.resolve = function resolve(specifier, parent = undefined) {
    // Node has the second argument behind --experimental-import-meta-resolve.
    const from = parent === undefined || !metaResolveParent() ? url : parentURL(parent);
    return hooksOn() ? loadBuiltin("node:internal/module/hooks").resolveMeta(`${specifier}`, from) : resolveImport(`${specifier}`, from);
  };
  meta.url = url;
}

function parentURL(parent) {
  if (typeof parent === "string" || parent instanceof URL) return `${parent}`;
  throw new (loadBuiltin("node:internal/errors").codes.ERR_INVALID_ARG_TYPE)("parentURL", ["string", "URL"], parent);
}
