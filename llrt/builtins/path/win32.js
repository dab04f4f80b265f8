// node:path/win32: one of the two kinds of path, as a module.
import { win32 as self } from "./index.js";

export default self;
export const {
  resolve, normalize, isAbsolute, join, relative, toNamespacedPath, dirname, basename, extname, format, parse, matchesGlob,
  sep, delimiter, _makeLong, posix, win32,
} = self;
