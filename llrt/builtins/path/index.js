// node:path, the door: POSIX paths, with those of Windows under `win32`. Spec: https://nodejs.org/api/path.html
import { lazyExport } from "native:engine";
import { posix } from "./_posix.js";

export let win32;
lazyExport("node:path", "win32", "node:internal/path/win32", "win32");

export default posix;
export const {
  resolve, normalize, isAbsolute, join, relative, toNamespacedPath, dirname, basename, extname, format, parse, matchesGlob,
  sep, delimiter, _makeLong,
} = posix;
export { posix };
