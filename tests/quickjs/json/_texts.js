// Random JSON texts, always the same ones: documents with every kind of number, string, key and white space, and texts that
// are nearly JSON. Not a test.
let state = 20240;

export function seed(number) {
  state = number;
}

export function below(n) {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 4294967296) * n);
}

export const pick = (list) => list[below(list.length)];

export const NUMBERS = [
  "0", "-0", "1", "-1", "12", "123456789", "1234567890", "2147483647", "2147483648", "-2147483648", "-2147483649",
  "9007199254740991", "9007199254740993", "-9007199254740993", "123456789012345678", "1234567890123456789", "12345678901234567890",
  "0.1", "-0.0", "0e0", "-0e5", "1e5", "1E5", "1e+5", "1e-5", "1.5e300", "1.7976931348623157e308", "1.7976931348623159e308", "-1e309",
  "5e-324", "2e-324", "2.4703282292062327e-324", "2.4703282292062328e-324", "1e-400", "2.2250738585072011e-308", "0.30000000000000004",
  "1.25", "100.0", "1e22", "1e23", "123456789012345e22", "9007199254740991e22", "9007199254740993e-22", "0.000001", "0.0000001", "1e21",
  "1e99999999999", "1e-99999999999", "0e99999999999", `0.${"0".repeat(400)}1`, `1${"0".repeat(400)}`, `1${"0".repeat(50)}.5`,
  "9007199254740993.0000000000000000000000000000000000000000000000001", "4503599627370496.5", "4503599627370497.5",
];
const CHARACTERS = ["a", "b", "é", "ÿ", "\u0100", "日", "\u2028", "\u{1f600}", "\ud800", "\udc00", "\x7f", "\x80", " ", "/", "0", "_"];
const ESCAPES = [
  '\\"', "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r", "\\t", "\\u0000", "\\u0041", "\\u00e9", "\\u00FF", "\\u0100", "\\ud83d\\ude00",
  "\\ud800", "\\uDC00", "\\u001f",
];
const KEYS = [
  "a", "b", "id", "name", "__proto__", "constructor", "toString", "length", "0", "1", "42", "01", "-1", "4294967294", "4294967295",
  "2147483647", "2147483648", "1.5", "", "é", "日本", "\\u0061", "\\n", "a\\u0000", "hasOwnProperty", "a key of more than sixteen units",
];
const NEARLY = [
  '"', "\\", "{", "}", "[", "]", ",", ":", "0", "-", ".", "e", "+", "\0", "\n", "\x01", "tru", "nul", "'", "é", "日", "\ud800", "/",
  "\\u12", "\\x", "\\日", "\ufeff", "NaN", "\u00a0", "\v", "\r\n", "undefined", "1 2", '"a" "b"',
];

export function number() {
  switch (below(4)) {
    case 0: return pick(NUMBERS);
    case 1: return String(below(1e9));
    case 2: return `${below(2) ? "-" : ""}${below(1e6)}.${below(1e6)}`;
    default: return `${below(1e9)}${below(1e9)}.${below(1e9)}e${below(700) - 350}`;
  }
}

function string() {
  const kind = below(4);
  let text = "";
  for (let length = pick([0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 40]); length > 0; length--) {
    if (kind === 0 || below(3)) text += pick(kind < 2 ? ["a", "b", "c", "x"] : CHARACTERS);
    else text += kind === 1 ? "q" : pick(ESCAPES);
  }
  return `"${text}"`;
}

const space = () => (below(6) ? "" : pick([" ", "\n", "\t", "\r", "  \r\n "]));
const spaced = (text) => space() + text + space();

export function text(depth = 4) {
  const kind = below(depth > 0 ? 8 : 4);
  if (kind === 0) return number();
  if (kind === 1 || kind === 3) return string();
  if (kind === 2) return pick(["true", "false", "null"]);
  const count = pick([0, 1, 2, 3, 4, 8]);
  const regular = below(3) > 0;
  const member = (i) => `${spaced(`"${regular ? `k${i}` : pick(KEYS)}"`)}:`;
  const parts = Array.from({ length: count }, (_, i) => (kind < 6 ? member(i) : "") + spaced(text(depth - 1))).join(",") || space();
  return kind < 6 ? `{${parts}}` : `[${parts}]`;
}

export function nearly(source) {
  const at = below(source.length + 1);
  switch (below(5)) {
    case 0: return source.slice(0, at);
    case 1: return source.slice(0, at) + source.slice(at + 1);
    case 2: return source.slice(0, at) + source.slice(below(source.length + 1));
    case 3: return source + pick([" x", ",", "}", "]", "1", "\0", '"']);
    default: return source.slice(0, at) + pick(NEARLY) + source.slice(at);
  }
}

// Everything that can be seen of a value, in ASCII.
export function seen(value) {
  if (typeof value === "string") return ascii(`"${value}"`);
  if (typeof value !== "object" || value === null) return Object.is(value, -0) ? "-0" : String(value);
  const type = Array.isArray(value) ? "A" : Object.getPrototypeOf(value) === Object.prototype ? "O" : "?";
  const members = Reflect.ownKeys(value).map((key) => {
    const { value: member, writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(value, key);
    return `${ascii(key)}${writable && enumerable && configurable ? "" : "*"}:${seen(member)}`;
  });
  return `${type}${Object.isExtensible(value) ? "" : "!"}(${members})`;
}

export const ascii = (text) => text.replace(/[^ -~]/g, (unit) => `<${unit.charCodeAt(0).toString(16)}>`);
