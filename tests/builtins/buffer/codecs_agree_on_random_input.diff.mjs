// Random text and bytes through every encoding: from, write, toString, byteLength, fill, indexOf. A number a batch.
import { Buffer } from "node:buffer";
import { hash, random } from "./_report.mjs";

const ENCODINGS = ["utf8", "ucs2", "latin1", "ascii", "hex", "base64", "base64url"];
const PIECES = ["a", "Zz09", "+/", "-_", "=", "==", " ", "\n", "\t", "!", "\0", "é", "ÿ", "Ā", "ŷ", "\u133d", "€", "漢字", "😀", "\ud800", "\udc00", "0f", "F", "g", "YWJj", "YQ==", "\u{10ffff}"];

function text(next) {
  let made = "";
  for (let n = next(12); n > 0; n--) made += next.pick(PIECES);
  return made;
}

function bytes(next, size) {
  const buffer = Buffer.alloc(size);
  for (let i = 0; i < size; i++) buffer[i] = next(3) ? next(256) : next.pick([0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0xed, 0xa0, 0xf4, 0x90, 0x41]);
  return buffer;
}

function batch(encoding, seed, one) {
  const next = random(seed);
  let all = "";
  for (let i = 0; i < 150; i++) all += `${one(next, encoding)}\n`;
  console.log(encoding, one.name, seed, hash(all));
}

function from(next, encoding) {
  const string = text(next);
  return Buffer.from(string, encoding).toString("hex") + Buffer.byteLength(string, encoding);
}

function write(next, encoding) {
  const target = Buffer.alloc(next(20), 0xaa);
  const offset = next(target.length + 1);
  const wrote = next(2) ? target.write(text(next), offset, encoding) : target.write(text(next), offset, next(target.length + 1), encoding);
  return wrote + target.toString("hex");
}

function decode(next, encoding) {
  const source = bytes(next, next(40));
  const start = next(source.length + 1);
  return JSON.stringify([source.toString(encoding), source.toString(encoding, start, start + next(20))]);
}

function fill(next, encoding) {
  const target = Buffer.alloc(next(20) + 1);
  try {
    return target.fill(text(next), next(target.length), target.length - next(2), encoding).toString("hex");
  } catch (error) {
    return error.code;
  }
}

function search(next, encoding) {
  // An even length: in a haystack of odd length Node answers length - 1 for UTF-16 bytes that are not there (a bug of its).
  const hay = Buffer.from(Array.from({ length: next(15) * 2 }, () => next.pick([0x61, 0x00, 0x62, 0xc3, 0xa9])));
  const needle = next.pick(["a", "b", "ab", "aa", "\0", "a\0", "é", "é\0", "", "aba", "6162", "YWI", "YWI=", "61", "\u6100", "\u0061\u0062"]);
  const offset = next(80) - 40;
  return [hay.indexOf(needle, offset, encoding), hay.lastIndexOf(needle, offset, encoding), hay.includes(needle, encoding), hay.lastIndexOf(needle, encoding),
    hay.indexOf(Buffer.from(needle, encoding), offset, encoding), hay.lastIndexOf(Buffer.from(needle, encoding), offset, encoding)];
}

for (const encoding of ENCODINGS) {
  for (let seed = 1; seed <= 8; seed++) {
    for (const one of [from, write, decode, fill, search]) batch(encoding, seed, one);
  }
}

// Sizes around the limits of the fast paths, and past the pool.
for (const encoding of ENCODINGS) {
  for (const size of [7, 8, 9, 31, 32, 33, 127, 128, 129, 255, 256, 257, 4095, 32767, 32768, 70000]) {
    const next = random(size);
    const source = bytes(next, size);
    const string = source.toString(encoding);
    console.log(encoding, size, hash(string), hash(Buffer.from(string, encoding).toString("latin1")), hash(Buffer.from(`${string}漢`, encoding).toString("latin1")));
  }
}
