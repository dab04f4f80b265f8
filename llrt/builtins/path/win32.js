// node:path/win32: Windows paths as a module.
import { win32 } from "./_win32.js";

export default win32;
export const {
  resolve, normalize, isAbsolute, join, relative, toNamespacedPath, dirname, basename, extname, format, parse, matchesGlob,
  sep, delimiter, _makeLong, posix,
} = win32;
export { win32 };
