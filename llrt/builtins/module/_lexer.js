// The names a CommonJS module exports, told from its text without running it: what cjs-module-lexer's README lists, by
// looking at every "exports" in the text. A simple scan: it does not skip comments inside code, so a name may be found too
// many (it is undefined then), never too few for the listed forms. https://github.com/nodejs/cjs-module-lexer#grammar
import { loadBuiltin } from "native:engine";
import * as native from "native:module";

const NAME = "[\\p{ID_Start}$_][\\p{ID_Continue}$\\u200c\\u200d]*";
const MEMBER = new RegExp(`\\s*\\.\\s*(${NAME})\\s*=(?![=>])`, "uy");
const INDEXED = /\s*\[\s*(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)')\s*\]\s*=(?![=>])/y;
const DEFINED =
  /\s*,\s*(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)')\s*,\s*\{\s*(?:enumerable\s*:\s*(?:true|!0)\s*,\s*)?(?:value\s*:|get\b)/y;
const REEXPORT = /\s*=\s*(?:_interop\w+\s*\(\s*)?require\s*\(\s*(?:"([^"\n]+)"|'([^'\n]+)')\s*\)/y;
const LITERAL = /\s*=\s*\{/y;
const STAR = /__export(?:Star)?\s*\(\s*require\s*\(\s*(?:"([^"\n]+)"|'([^'\n]+)')\s*\)/y;
const KEYS = /Object\.keys\((\w+)\)\.forEach\(function\s*\((\w+)\)/g;
const SPACE = /(?:\s+|\/\/[^\n]*\n|\/\*[^]*?\*\/)*/y;
const KEY = new RegExp(`(?:(${NAME})|"((?:[^"\\\\\\n]|\\\\.)*)"|'((?:[^'\\\\\\n]|\\\\.)*)')`, "uy");
const SPREAD = /\.\.\.\s*require\s*\(\s*(?:"([^"\n]+)"|'([^'\n]+)')\s*\)/y;

// All names, those of what it re-exports included, joined by NUL: one string crosses the border.
export function exportNames(path, source) {
  const names = new Set();
  collect(path, source, names, new Set());
  return [...names].join("\0");
}

function collect(path, source, names, seen) {
  if (seen.has(path)) {
    return;
  }
  seen.add(path);
  const found = scan(source);
  for (const name of found.names) {
    names.add(name);
  }
  for (const request of found.reexports) {
    reexport(path, request, names, seen);
  }
}

function reexport(path, request, names, seen) {
  const builtin = native.builtinName(request);
  if (builtin !== undefined) {
    for (const name of Object.keys(loadBuiltin(builtin))) {
      names.add(name);
    }
    return;
  }
  try {
    const target = native.resolveFilename(request, path, undefined, undefined, false);
    if (target !== undefined && target.startsWith("/") && !/\.(json|node|mjs)$/.test(target)) {
      collect(target, native.readSource(target)[0], names, seen);
    }
  } catch {
    // It will fail, with its own message, when the module runs.
  }
}

function match(pattern, text, position) {
  pattern.lastIndex = position;
  return pattern.exec(text);
}

function scan(source) {
  const names = [];
  let reexports = [];
  for (let at = source.indexOf("exports"); at >= 0; at = source.indexOf("exports", at + 7)) {
    if (/[\w$]/.test(source[at - 1] ?? "") || /[\w$]/.test(source[at + 7] ?? "")) {
      continue;
    }
    const end = at + 7;
    const member = match(MEMBER, source, end);
    if (member !== null) {
      names.push(member[1]);
      continue;
    }
    const named = match(INDEXED, source, end) ?? (isDefineProperty(source, at) ? match(DEFINED, source, end) : null);
    if (named !== null) {
      names.push(unescape(named[1] ?? named[2]));
      continue;
    }
    if (/module\s*\.\s*$/.test(source.slice(Math.max(0, at - 20), at))) {
      const whole = match(REEXPORT, source, end);
      if (whole !== null) {
        reexports = [whole[1] ?? whole[2]];
      } else if (match(LITERAL, source, end) !== null) {
        literal(source, LITERAL.lastIndex, names, reexports);
      }
    }
  }
  stars(source, reexports);
  return { names, reexports };
}

function isDefineProperty(source, at) {
  return /\bdefineProperty\s*\(\s*(?:module\s*\.\s*)?$/.test(source.slice(Math.max(0, at - 60), at));
}

// module.exports = { a, b: c, "d": e, ...require("x") }: up to the first value that is no plain name.
function literal(source, position, names, reexports) {
  for (;;) {
    match(SPACE, source, position);
    position = SPACE.lastIndex;
    const spread = match(SPREAD, source, position);
    if (spread !== null) {
      reexports.push(spread[1] ?? spread[2]);
      position = SPREAD.lastIndex;
    } else {
      const key = match(KEY, source, position);
      if (key === null) {
        return;
      }
      match(SPACE, source, KEY.lastIndex);
      const next = source[SPACE.lastIndex];
      if (next !== ":" && next !== "," && next !== "}") {
        return;
      }
      names.push(key[1] ?? unescape(key[2] ?? key[3]));
      position = next === ":" ? afterValue(source, SPACE.lastIndex + 1) : SPACE.lastIndex;
    }
    match(SPACE, source, position);
    if (source[SPACE.lastIndex] !== ",") {
      return;
    }
    position = SPACE.lastIndex + 1;
  }
}

function afterValue(source, position) {
  match(SPACE, source, position);
  position = SPACE.lastIndex;
  return match(KEY, source, position) === null ? position : KEY.lastIndex;
}

// TypeScript's and Babel's `export * from`.
function stars(source, reexports) {
  for (let at = source.indexOf("__export"); at >= 0; at = source.indexOf("__export", at + 8)) {
    const found = match(STAR, source, at);
    if (found !== null) {
      reexports.push(found[1] ?? found[2]);
    }
  }
  for (const found of source.matchAll(KEYS)) {
    const variable = new RegExp(`\\b${found[1].replace(/\$/g, "\\$")}\\s*=\\s*(?:_interop\\w+\\s*\\(\\s*)?require\\s*\\(\\s*["']([^"'\\n]+)["']`);
    const required = variable.exec(source);
    if (required !== null && source.includes(`exports[${found[2]}]`, found.index)) {
      reexports.push(required[1]);
    }
  }
}

function unescape(text) {
  return text.includes("\\") ? text.replace(/\\(?:u\{([0-9a-f]+)\}|u([0-9a-f]{4})|x([0-9a-f]{2})|(.))/gi, decode) : text;
}

function decode(whole, braced, four, two, other) {
  const code = braced ?? four ?? two;
  return code === undefined ? ({ n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", v: "\v", 0: "\0" }[other] ?? other) : String.fromCodePoint(parseInt(code, 16));
}
