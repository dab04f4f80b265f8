// Windows paths, on any system: drives, UNC shares, device roots and reserved device names. Loaded when asked for.
import { loadBuiltin } from "native:engine";
import { posix } from "./_posix.js";
import { validateString } from "../_validators.js";
import { assemble, cwd, extensionStart, matchGlob, reduce, withoutSuffix } from "./_shared.js";

const SEPARATORS = /[\\/]/;
const LAST = /[\\/]+$/;
const UNC = /^[\\/]{2}([^\\/]+)[\\/]+([^\\/]+)/;
const DRIVE = /^[a-z]:/i;
const RESERVED = new Set([
  "CON", "PRN", "AUX", "NUL",
  ...["1", "2", "3", "4", "5", "6", "7", "8", "9", "\xb9", "\xb2", "\xb3"].flatMap((digit) => [`COM${digit}`, `LPT${digit}`]),
]);

const isSeparator = (character) => character === "\\" || character === "/";
const split = (path, relative) => reduce(path.split(SEPARATORS), relative).join("\\");

// The name in front of `colon`, which is -1 when there is none: then the last character is no part of it, as in Node.
const isReserved = (path, colon) => RESERVED.has(path.slice(0, colon).toUpperCase());

// [device, length of the root, whether the path is absolute]; a bare UNC share reaches the end of the path.
function rootOf(path) {
  if (isSeparator(path[0])) {
    const share = UNC.exec(path);
    if (share === null) return ["", 1, true];
    if (share[1] === "." || share[1] === "?") return [`\\\\${share[1]}`, 4, true];
    return [`\\\\${share[1]}\\${share[2]}`, share[0].length, true];
  }
  if (!DRIVE.test(path)) return ["", 0, false];
  const absolute = isSeparator(path[2]);
  return [path.slice(0, 2), absolute ? 3 : 2, absolute];
}

// The same with reserved device names ("COM1:") as devices.
function rootWithDevices(path) {
  const root = rootOf(path);
  const [device, , absolute] = root;
  const colon = path.indexOf(":");
  if (absolute && device.length === 3) {
    const name = path.slice(4, colon + 1);
    if (isReserved(name, name.length - 1)) return [`\\\\?\\${name}`, 4 + name.length, true];
  } else if (device === "" && !absolute && colon > 0 && isReserved(path, colon)) {
    return [path.slice(0, colon + 1), colon + 1, false];
  }
  return root;
}

// A relative path must not become one that Windows takes for a drive or a stream: "./c:/x" stays relative.
const LOOKS_LIKE_A_DEVICE = /:(?:[\\/]|$)/;

// Every drive has a working directory of its own on Windows; cmd.exe keeps them in such variables.
function directoryOf(device) {
  const { env } = loadBuiltin("node:internal/process/env");
  const path = env[`=${device}`] || cwd();
  return path.slice(0, 2).toLowerCase() !== device.toLowerCase() && path[2] === "\\" ? `${device}\\` : path;
}

// How much of a path is its root, the separator behind included.
function rootLength(path) {
  if (!isSeparator(path[0])) return rootOf(path)[1];
  const share = UNC.exec(path);
  if (share === null) return 1;
  return Math.min(share[0].length + 1, path.length);
}

// [start, end] of the last name at or behind `from`; separators behind it are no part of it.
function lastName(path, from) {
  const end = Math.max(from, path.length - (LAST.exec(path)?.[0].length ?? 0));
  const slash = end === from ? -1 : Math.max(path.lastIndexOf("\\", end - 1), path.lastIndexOf("/", end - 1));
  return [slash >= from ? slash + 1 : from, end];
}

// As methods, which have no prototype, as Node's.
const functions = {
  normalize(path) {
    validateString(path, "path");
    if (path.length === 0) return ".";
    if (path.length === 1) return path === "/" ? "\\" : path;
    const [device, rootEnd, absolute] = rootWithDevices(path);
    if (rootEnd === path.length && device.startsWith("\\\\") && device.length > 3 && device[2] !== "?") return `${device}\\`;
    let tail = split(path.slice(rootEnd), !absolute);
    if (tail === "" && !absolute) tail = ".";
    if (tail !== "" && isSeparator(path[path.length - 1])) tail += "\\";
    if (!absolute && device === "" && path.includes(":") && (DRIVE.test(tail) || LOOKS_LIKE_A_DEVICE.test(path))) return `.\\${tail}`;
    if (isReserved(path, path.indexOf(":"))) return `.\\${device}${tail}`;
    return absolute ? `${device}\\${tail}` : `${device}${tail}`;
  },

  resolve(...args) {
    let device = "";
    let tail = "";
    let absolute = false;
    for (let i = args.length - 1; i >= -1; i--) {
      let path;
      if (i >= 0) {
        path = args[i];
        validateString(path, `paths[${i}]`);
        if (path.length === 0) continue;
      } else if (device !== "") {
        path = directoryOf(device);
      } else {
        path = cwd();
        const here = args.length === 0 || (args.length === 1 && (args[0] === "" || args[0] === "."));
        if (here && isSeparator(path[0])) return path.replaceAll("/", "\\");
      }
      const [itsDevice, rootEnd, isAbsolute] = rootOf(path);
      if (itsDevice !== "") {
        if (device === "") device = itsDevice;
        else if (device.toLowerCase() !== itsDevice.toLowerCase()) continue;
      }
      if (!absolute) {
        tail = `${path.slice(rootEnd)}\\${tail}`;
        absolute = isAbsolute;
      }
      if (absolute && device !== "") break;
    }
    tail = split(tail, !absolute);
    return absolute ? `${device}\\${tail}` : `${device}${tail}` || ".";
  },

  isAbsolute(path) {
    validateString(path, "path");
    return isSeparator(path[0]) || (DRIVE.test(path) && isSeparator(path[2]));
  },

  join(...args) {
    const parts = [];
    for (let i = 0; i < args.length; i++) {
      validateString(args[i], "path");
      if (args[i].length > 0) parts.push(args[i]);
    }
    if (parts.length === 0) return ".";
    let joined = parts.join("\\");
    // Two separators in front mean a share only where the first part itself says so.
    if (!/^[\\/]{2}[^\\/]/.test(parts[0])) joined = joined.replace(/^[\\/]{2,}/, "\\");
    const named = (part) => part.includes(":") && isReserved(part, part.indexOf(":"));
    if (joined.split("\\").some(named)) return joined.replaceAll("/", "\\");
    return functions.normalize(joined);
  },

  relative(from, to) {
    validateString(from, "from");
    validateString(to, "to");
    if (from === to) return "";
    const [here, there] = [functions.resolve(from), functions.resolve(to)];
    if (here.toLowerCase() === there.toLowerCase()) return "";
    // Node's own: where lower case is longer (U+0130), the root counts as a common name.
    const longer = (path) => path.toLowerCase().length !== path.length;
    const odd = longer(here) || longer(there);
    const ends = odd ? /\\$/ : /^\\+|\\+$/g;
    const up = here.replace(ends, "").split("\\");
    const down = there.replace(ends, "").split("\\");
    if (!odd && up[0] === "") up.pop();
    if (!odd && down[0] === "") down.pop();
    let common = 0;
    while (common < up.length && common < down.length && up[common].toLowerCase() === down[common].toLowerCase()) common++;
    // Nothing in common: another drive or share, which no way up leads to.
    if (common === 0 && up.length > 0 && down.length > 0) return there;
    return [...up.slice(common).fill(".."), ...down.slice(common)].join("\\");
  },

  toNamespacedPath(path) {
    if (typeof path !== "string" || path.length === 0) return path;
    const resolved = functions.resolve(path);
    if (resolved.length <= 2) return path;
    if (/^\\\\[^?.]/.test(resolved)) return `\\\\?\\UNC\\${resolved.slice(2)}`;
    return /^[a-z]:\\/i.test(resolved) ? `\\\\?\\${resolved}` : resolved;
  },

  dirname(path) {
    validateString(path, "path");
    if (path.length === 0) return ".";
    if (path.length === 1) return isSeparator(path) ? path : ".";
    const root = rootLength(path);
    if (root === path.length && UNC.test(path)) return path;
    const [start] = lastName(path, root);
    if (start > root) return path.slice(0, start - 1);
    return root === 0 ? "." : path.slice(0, root);
  },

  basename(path, suffix) {
    if (suffix !== undefined) validateString(suffix, "suffix");
    validateString(path, "path");
    const [start, end] = lastName(path, DRIVE.test(path) ? 2 : 0);
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
    const rootEnd = path.length === 0 ? 0 : rootLength(path);
    const root = path.slice(0, rootEnd);
    const [start, end] = lastName(path, rootEnd);
    const base = path.slice(start, end);
    const dot = extensionStart(base);
    return { root, dir: start > rootEnd ? path.slice(0, start - 1) : root, base, ext: base.slice(dot), name: base.slice(0, dot) };
  },

  matchesGlob(path, pattern) {
    return matchGlob(path, pattern, true);
  },
};

export const win32 = assemble(functions, "\\", ";", (self) => {
  self.win32 = self;
  self.posix = posix;
});
