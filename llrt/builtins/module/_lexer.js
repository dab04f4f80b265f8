// The names a CommonJS module exports, told from its text without running it: what cjs-module-lexer's README lists, by
// looking at every "exports" in the text. A simple scan: it does not skip comments inside code, so a name may be found too
// many (it is undefined then), never too few for the listed forms. https://github.com/nodejs/cjs-module-lexer#grammar
import { loadBuiltin } from "native:engine";
import * as native from "native:module";

const NAME = "[\\p{ID_Start}$_][\\p{ID_Continue}$\\u200c\\u200d]*";
const GAP = "(?:\\s|\\/\\*[^]*?\\*\\/|\\/\\/[^\\n]*\\n)*";
const TEXT = "(?:\"((?:[^\"\\\\\\n]|\\\\.)*)\"|'((?:[^'\\\\\\n]|\\\\.)*)')";
const sticky = (source) => new RegExp(source, "uy");

const MEMBER = sticky(`${GAP}\\.${GAP}(${NAME})${GAP}=(?![=>])`);
const INDEXED = sticky(`${GAP}\\[\\s*${TEXT}\\s*\\]${GAP}=(?![=>])`);
// A getter counts when all it does is to return a name or a member of one.
const RETURNS = `\\{\\s*return\\s+${NAME}(?:\\.${NAME}|\\[\\s*${TEXT}\\s*\\])*\\s*;?\\s*\\}`;
const GETTER = `get\\s*(?::\\s*function\\s*(?:${NAME})?\\s*)?\\(\\s*\\)\\s*${RETURNS}`;
const DEFINED = sticky(`\\s*,\\s*${TEXT}\\s*,\\s*\\{\\s*(?:enumerable\\s*:\\s*true\\s*,\\s*)?(?:value\\s*:|${GETTER})`);
const REQUIRE = `require\\s*\\(\\s*${TEXT}\\s*\\)`;
const REEXPORT = sticky(`${GAP}=${GAP}${REQUIRE}`);
const LITERAL = sticky(`${GAP}=${GAP}\\{`);
const STAR = sticky(`__export(?:Star)?\\s*\\(\\s*${REQUIRE}`);
const KEYS = /Object\.keys\((\w+)\)\.forEach\(function\s*\((\w+)\)/g;
const SPACE = sticky(GAP);
const KEY = sticky(`(?:(${NAME})|${TEXT})`);
const IDENTIFIER = sticky(NAME);
const REQUIRED = sticky(REQUIRE);
const SPREAD = sticky(`\\.\\.\\.${GAP}${REQUIRE}`);

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
  const comments = blockComments(source);
  for (let at = source.indexOf("exports"); at >= 0; at = source.indexOf("exports", at + 7)) {
    const end = at + 7;
    if (!isCode(source, at, comments)) {
      continue;
    }
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

// Whole identifier, not a member of something else than `module`, not at the start of a string, not in a comment.
function isCode(source, at, comments) {
  if (/[\w$"'`/]/.test(source[at - 1] ?? "") || /[\w$]/.test(source[at + 7] ?? "")) {
    return false;
  }
  const line = source.slice(source.lastIndexOf("\n", at) + 1, at);
  if (/(^|[\s;{}(),])\/\//.test(line)) {
    return false;
  }
  if (/\.\s*$/.test(line) && !/\bmodule\s*\.\s*$/.test(line)) {
    return false;
  }
  return !comments.some(([from, to]) => from < at && at < to);
}

// [from, to] of the comments that hold the word: "/*" inside of strings and regular expressions is taken for none where
// what stands before it shows that.
function blockComments(source) {
  const found = [];
  for (let at = source.indexOf("/*"); at >= 0; at = source.indexOf("/*", at + 2)) {
    if (at > 0 && !/[\s;{}(),=]/.test(source[at - 1])) {
      continue;
    }
    const end = source.indexOf("*/", at + 2);
    if (end < 0) {
      break;
    }
    if (source.slice(at, end).includes("exports")) {
      found.push([at, end]);
    }
    at = end;
  }
  return found;
}

function isDefineProperty(source, at) {
  return /\bdefineProperty\s*\(\s*(?:module\s*\.\s*)?$/.test(source.slice(Math.max(0, at - 60), at));
}

// module.exports = { a, b: c, "d": e, ...require("x") }: up to the first value that is no plain name.
function literal(source, position, names, reexports) {
  for (;;) {
    position = skip(source, position);
    const spread = match(SPREAD, source, position);
    if (spread !== null) {
      reexports.push(spread[1] ?? spread[2]);
      position = SPREAD.lastIndex;
    } else {
      const key = match(KEY, source, position);
      if (key === null) {
        return;
      }
      position = skip(source, KEY.lastIndex);
      if (source[position] === ":") {
        position = skip(source, position + 1);
        const required = match(REQUIRED, source, position);
        if (required !== null) {
          reexports.push(required[1] ?? required[2]);
        }
        if (match(IDENTIFIER, source, position) === null) {
          return;
        }
        position = IDENTIFIER.lastIndex;
      } else if (!",}(".includes(source[position])) {
        return;
      }
      names.push(key[1] ?? unescape(key[2] ?? key[3]));
    }
    position = skip(source, position);
    if (source[position] !== ",") {
      return;
    }
    position++;
  }
}

function skip(source, position) {
  match(SPACE, source, position);
  return SPACE.lastIndex;
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
