// URLSearchParams' fast ops give what a plain implementation of the standard gives, on random bytes, escapes, NULs and
// characters beyond ASCII (where Node 24 itself is wrong, so that it can't be the oracle).
import { random } from "./_show.mjs";

const next = random(99);
const PIECES = ["%", "%4", "%41", "%00", "\0", "%C3%A9", "%ff", "%E4%B8", "%F0%9F%98%80", "%ED%A0%80", "%EF%BB%BF", "+", " ", "=", "&", "a", "\u00e9", "\u4e2d", "\u{1F600}", "\ud800", "\udc00"];
const text = (longest) => Array.from({ length: next(longest) }, () => PIECES[next(PIECES.length)]).join("");
const utf8 = (string) => [...new TextEncoder().encode(string)];

function decode(part) {
  const bytes = utf8(part);
  const out = [];
  for (let i = 0; i < bytes.length; i++) {
    const hex = String.fromCharCode(...bytes.slice(i + 1, i + 3));
    if (bytes[i] === 37 && /^[0-9a-f]{2}$/i.test(hex)) {
      out.push(parseInt(hex, 16));
      i += 2;
    } else {
      out.push(bytes[i] === 43 ? 32 : bytes[i]);
    }
  }
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(new Uint8Array(out));
}

const slowParse = (query) => query.split("&").filter((pair) => pair !== "").map((pair) => {
  const [name, ...value] = pair.split("=");
  return [decode(name), decode(value.join("="))];
});

const encode = (part) => utf8(part).map((byte) => {
  if (byte === 32) return "+";
  const character = String.fromCharCode(byte);
  return /[A-Za-z0-9*\-._]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
}).join("");

const slowSerialize = (pairs) => pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&");

function same(what, actual, expected) {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`${what}: ${a}, expected ${b}`);
}

for (let i = 0; i < 3000; i++) {
  const query = text(12);
  same(`parse ${JSON.stringify(query)}`, [...new URLSearchParams(`?${query}`)], slowParse(query));
  const pairs = Array.from({ length: next(4) }, () => [text(4), text(4)]);
  same(`serialize ${JSON.stringify(pairs)}`, new URLSearchParams(pairs).toString(), slowSerialize(pairs));
}
