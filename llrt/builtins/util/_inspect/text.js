// How primitives are written: quoting and escaping of strings, numbers with separators, symbols.
// Not here: colours and line breaking of composed values (./layout.js).

const NEEDS_ESCAPE = /[\x00-\x1f\x27\x5c\x7f-\x9f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const SHORT = { "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", "\\": "\\\\" };
const LINE_END = /(?<=\n)/;
// A string that fits in so many columns is never broken at its line ends.
const MIN_LINE_WIDTH = 16;

function escapeUnit(text, index, code, quote) {
  const unit = text[index];
  if (unit in SHORT) return SHORT[unit];
  if (unit === quote) return `\\${unit}`;
  if (code < 0x20 || (code > 0x7e && code < 0xa0)) return `\\x${code < 16 ? "0" : ""}${code.toString(16).toUpperCase()}`;
  if (code >= 0xd800 && code <= 0xdfff) {
    const pair = text.codePointAt(index) > 0xffff;
    return pair ? text.slice(index, index + 2) : `\\u${code.toString(16)}`;
  }
  return unit;
}

export function escape(text, quote) {
  if (!NEEDS_ESCAPE.test(text)) return text;
  let result = "";
  let last = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x27 && code !== 0x5c && code < 0x7f) continue;
    if (code > 0x9f && (code < 0xd800 || code > 0xdfff)) continue;
    const piece = escapeUnit(text, i, code, quote);
    if (piece.length === 1) continue;
    if (piece.length === 2 && code >= 0xd800 && code <= 0xdfff) {
      i++;
      continue;
    }
    result += text.slice(last, i) + piece;
    last = i + 1;
  }
  return result + text.slice(last);
}

// Single quotes, unless that needs escapes and another kind does not.
export function quote(text) {
  let mark = "'";
  if (text.includes("'")) {
    if (!text.includes('"')) mark = '"';
    else if (!text.includes("`") && !text.includes("${")) mark = "`";
  }
  return `${mark}${escape(text, mark)}${mark}`;
}

function separate(digits) {
  let result = "";
  let i = digits.length;
  const start = digits.startsWith("-") ? 1 : 0;
  for (; i >= start + 4; i -= 3) result = `_${digits.slice(i - 3, i)}${result}`;
  return i === digits.length ? digits : `${digits.slice(0, i)}${result}`;
}

function separateFraction(digits) {
  let result = "";
  let i = 0;
  for (; i < digits.length - 3; i += 3) result += `${digits.slice(i, i + 3)}_`;
  return i === 0 ? digits : `${result}${digits.slice(i)}`;
}

export function numberText(number, separator) {
  if (Object.is(number, -0)) return "-0";
  const text = `${number}`;
  if (!separator || !Number.isFinite(number) || text.includes("e")) return text;
  const point = text.indexOf(".");
  return point === -1 ? separate(text) : `${separate(text.slice(0, point))}.${separateFraction(text.slice(point + 1))}`;
}

export const bigintText = (bigint, separator) => `${separator ? separate(String(bigint)) : bigint}n`;

export const moreItems = (remaining, what = "item") => `... ${remaining} more ${what}${remaining > 1 ? "s" : ""}`;

function stringText(style, value, state) {
  let rest = "";
  if (value.length > state.maxStringLength) {
    rest = moreItems(value.length - state.maxStringLength, "character");
    value = value.slice(0, state.maxStringLength);
  }
  // A string too long for the line is shown one source line a line; it is cut nowhere else.
  if (state.compact !== true && value.length > MIN_LINE_WIDTH
      && value.length > state.breakLength - state.indentationLvl - 4) {
    const indent = " ".repeat(state.indentationLvl + 2);
    return value.split(LINE_END).map((line) => style(quote(line), "string")).join(` +\n${indent}`) + rest;
  }
  return style(quote(value), "string") + rest;
}

export function primitiveText(style, value, state) {
  switch (typeof value) {
    case "string": return stringText(style, value, state);
    case "number": return style(numberText(value, state.numericSeparator), "number");
    case "bigint": return style(bigintText(value, state.numericSeparator), "bigint");
    case "boolean": return style(`${value}`, "boolean");
    case "undefined": return style("undefined", "undefined");
    default: return style(Symbol.prototype.toString.call(value), "symbol");
  }
}
