// Number patterns of CLDR ("¤#,##0.00;(¤#,##0.00)") and the digits between their affixes.
// https://unicode.org/reports/tr35/tr35-numbers.html#Number_Patterns. Not here: what stands for ¤ and - (number_layout.js).
const parsed = new Map();

// [kind, text]: "literal", "currency", "percentSign", "perMille", "minusSign", "plusSign"
const SYMBOLS = { "¤": "currency", "%": "percentSign", "‰": "perMille", "-": "minusSign", "+": "plusSign" };

function tokens(text) {
  const found = [];
  let literal = "";
  const flush = () => {
    if (literal !== "") found.push(["literal", literal]);
    literal = "";
  };
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "'") {
      const end = text.indexOf("'", i + 1);
      literal += end === i + 1 ? "'" : text.slice(i + 1, end);
      i = end;
    } else if (SYMBOLS[text[i]] !== undefined) {
      flush();
      found.push([SYMBOLS[text[i]], text[i]]);
      while (text[i] === "¤" && text[i + 1] === "¤") i++;
    } else {
      literal += text[i];
    }
  }
  flush();
  return found;
}

const BODY = /^((?:'[^']*'|[^#0,.'])*)([#0-9,.]+)(?:E\+?0+)?(.*)$/s;

function parseSide(text) {
  const [, before, body, after] = BODY.exec(text) ?? [undefined, text, "", ""];
  return { prefix: tokens(before), body, suffix: tokens(after) };
}

// {positive, negative: {prefix, suffix} of tokens, grouping: [size of the first group, of the others] or undefined, zeros}
export function parsePattern(pattern) {
  let found = parsed.get(pattern);
  if (found === undefined) {
    const [first, second] = pattern.split(";");
    const positive = parseSide(first);
    const groups = positive.body.split(".")[0].split(",");
    const primary = groups.length > 1 ? groups.at(-1).length : 0;
    found = {
      positive,
      negative: second === undefined ? undefined : parseSide(second),
      grouping: primary ? [primary, groups.length > 2 ? groups.at(-2).length : primary] : undefined,
      zeros: positive.body.replace(/[^0]/g, "").length,
    };
    parsed.set(pattern, found);
  }
  return found;
}

// The places in a row of digits where a group ends, the last first.
function groupStarts(length, [primary, secondary], least) {
  const starts = [];
  if (length < primary + least) return starts;
  for (let at = length - primary; at > 0; at -= secondary) starts.push(at);
  return starts;
}

function translate(text, digits) {
  let result = "";
  for (let i = 0; i < text.length; i++) result += digits[text.charCodeAt(i) - 48];
  return result;
}

// The digits of a rounded number as [integer, fraction] before grouping, in digits of `layout.digits`.
function splitDigits({ digits, point }, shown, leastInteger) {
  const whole = point <= 0 ? "" : point >= digits.length ? digits + "0".repeat(point - digits.length) : digits.slice(0, point);
  const rest = point <= 0 ? (digits === "" ? "" : "0".repeat(-point) + digits) : digits.slice(point);
  return [whole.length < leastInteger ? whole.padStart(leastInteger, "0") : whole, rest.length < shown ? rest.padEnd(shown, "0") : rest];
}

// Appends the parts of a number without sign: `out` gets (type, text) pairs. `grouping`: [primary, secondary], or undefined.
export function appendNumber(out, value, shown, leastInteger, grouping, leastGroup, { symbols, digits }) {
  if (value.special !== undefined) {
    out.push(value.special, value.special === "nan" ? symbols.nan : symbols.infinity);
    return;
  }
  let [integer, fraction] = splitDigits(value, shown, leastInteger);
  const starts = grouping === undefined ? [] : groupStarts(integer.length, grouping, leastGroup);
  if (digits !== undefined) fraction = translate(fraction, digits);
  let from = 0;
  for (let i = starts.length - 1; i >= -1; i--) {
    const group = integer.slice(from, i < 0 ? undefined : starts[i]);
    out.push("integer", digits === undefined ? group : translate(group, digits));
    if (i >= 0) out.push("group", symbols.group);
    from = starts[i];
  }
  if (fraction !== "") out.push("decimal", symbols.decimal, "fraction", fraction);
}

// The same as one string.
export function numberText(value, shown, leastInteger, grouping, leastGroup, layout) {
  if (value.special !== undefined) return value.special === "nan" ? layout.symbols.nan : layout.symbols.infinity;
  let [integer, fraction] = splitDigits(value, shown, leastInteger);
  const { symbols, digits } = layout;
  const starts = grouping === undefined ? [] : groupStarts(integer.length, grouping, leastGroup);
  if (digits !== undefined || starts.length > 8) {
    const out = [];
    appendNumber(out, value, shown, leastInteger, grouping, leastGroup, layout);
    return out.filter((_, i) => i % 2 === 1).join("");
  }
  for (let i = 0; i < starts.length; i++) integer = `${integer.slice(0, starts[i])}${symbols.group}${integer.slice(starts[i])}`;
  return fraction === "" ? integer : `${integer}${symbols.decimal}${fraction}`;
}
