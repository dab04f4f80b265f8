// node:path/posix: one of the two kinds of path, as a module.
import { posix as self } from "./index.js";

export default self;
export const {
  resolve, normalize, isAbsolute, join, relative, toNamespacedPath, dirname, basename, extname, format, parse, matchesGlob,
  sep, delimiter, _makeLong, posix, win32,
} = self;
