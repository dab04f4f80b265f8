// node:path, the door: POSIX paths, with those of Windows under `win32`. Spec: https://nodejs.org/api/path.html
import { posix } from "./_posix.js";
import { win32 } from "./_win32.js";

posix.posix = win32.posix = posix;
posix.win32 = win32.win32 = win32;

export default posix;
export const {
  resolve, normalize, isAbsolute, join, relative, toNamespacedPath, dirname, basename, extname, format, parse, matchesGlob,
  sep, delimiter, _makeLong,
} = posix;
export { posix, win32 };
