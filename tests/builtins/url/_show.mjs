// For the differential tests of this folder: prints what an expression gives, or how it fails.
import { inspect } from "node:util";

export function show(label, f) {
  let text;
  try {
    const value = f();
    text = typeof value === "string" ? JSON.stringify(value) : inspect(value, { depth: 4 });
  } catch (error) {
    // A TypeError of the engine itself has the engine's own words.
    text = `throws ${error.name} ${error.code ?? ""} ${error.code ? error.message : ""} ${inspect({ ...error })}`;
  }
  console.log(`${label}: ${text}`);
}

// The expressions in the source of a template, one a line, evaluated with `names` in scope.
export function showAll(names, source) {
  for (const line of source.trim().split("\n")) {
    show(line.trim(), new Function(...Object.keys(names), `"use strict"; return (${line});`).bind(null, ...Object.values(names)));
  }
}

// Repeatable random numbers: both runtimes draw the same.
export function random(seed) {
  return (below) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 4294967296) * below);
  };
}

// Strings put together from the pieces that URL parsers care about.
const PIECES = [
  "http:", "https:", "ftp:", "file:", "javascript:", "mailto:", "data:", "blob:", "foo:", "ws:", "HTTP:", "gopher:", "xmpp:",
  "/", "//", "///", "\\", "@", ":", ":80", ":443", ":8a", "?", "#", "?a=b", "#h", "..", ".", "/..", "/.", "a", "b.c", "example.com",
  "localhost", "127.0.0.1", "[::1]", "[", "1.2", "0x7f", "user:pass@", "u@", " ", "\t", "\n", "%", "%20", "%zz", "%41", "+", "&",
  "=", ";", "\"", "'", "<", ">", "^", "|", "{", "}", "`", "~", "*", "C:", "C|", "x".repeat(30), "\0", "_", "-", "!",
];
const WIDE_PIECES = [...PIECES, "\u00e9", "\ud800", "\u{1F600}", "\u00a0", "\ufeff", "%C3%A9", "%ff", "%E4%B8"];

export function randomStrings(seed, wide = false) {
  const next = random(seed);
  const pieces = wide ? WIDE_PIECES : PIECES;
  return (longest = 8) => {
    let text = "";
    for (let count = next(longest) + 1; count > 0; count--) text += pieces[next(pieces.length)];
    return text;
  };
}
