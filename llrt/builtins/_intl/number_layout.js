// What stands around the digits of a number: signs, currencies, units, compact and scientific notation.
// Not here: options and classes (number_format.js), digits (number_pattern.js), ranges (number_range.js).
import { section, tree } from "./data.js";
import { isZero, magnitude, scaled } from "./decimal.js";
import { round } from "./digit_options.js";
import { appendNumber, numberText, parsePattern } from "./number_pattern.js";
import { rulesOf, selectPlural } from "./plural.js";

// Symbols, patterns and digits of a numbering system in a locale.
export function numberLayout(locale, system) {
  const data = tree("number", section("number"), locale);
  const own = data[system] ?? data.latn;
  const digits = system === "latn" ? undefined : [...section("core").digits[system]];
  return { symbols: { ...data.latn.symbols, ...own.symbols }, elements: own, latin: data.latn, digits };
}

const ALPHABETIC = /[^\p{S}\p{Z}]/u;

// How a currency is written: its symbol, code or name.
export function currencyText(locale, currency, display) {
  if (display === "code") return currency;
  const data = tree("currency", section("currency").locales, locale);
  if (display === "narrowSymbol" && data["Currencies%narrow"]?.[currency] !== undefined) return data["Currencies%narrow"][currency];
  return data.Currencies[currency]?.[0] ?? currency;
}

// The pattern of numbers of a style.
function basePattern(layout, state) {
  const patterns = { ...layout.latin.patterns, ...layout.elements.patterns };
  if ((state.style === "percent" && state.notation !== "compact") || isPercentUnit(state)) return patterns.percentFormat;
  if (state.style !== "currency") return patterns.decimalFormat;
  const own = tree("currency", section("currency").locales, state.locale).Currencies[state.currency]?.[2];
  if (own !== undefined) {
    Object.assign(layout.symbols, { decimal: own[1], group: own[2] });
    return own[0];
  }
  if (state.currencyDisplay === "name") return patterns.decimalFormat;
  return state.currencySign === "accounting" ? (patterns.accountingFormat ?? patterns.currencyFormat) : patterns.currencyFormat;
}

// Letters of a currency do not touch digits.
function spaced(pattern, text) {
  const first = ALPHABETIC.test(text[0]);
  const last = ALPHABETIC.test(text.at(-1));
  const before = last ? pattern.replace(/¤(?=[#0])/g, "¤\u00a0") : pattern;
  return first ? before.replace(/(?<=[#0])¤/g, "\u00a0¤") : before;
}

const isPercentUnit = (state) =>
  state.style === "unit" && state.unit === "percent" && state.unitDisplay !== "long" && state.notation !== "compact";

// -- compact notation

// {power: [divisor's power, {plural: pattern}]} for the powers of ten that have one.
export function compactTable(layout, state) {
  const currency = state.style === "currency" && state.currencyDisplay !== "name";
  const long = { ...layout.latin.patternsLong, ...layout.elements.patternsLong };
  const short = { ...layout.latin.patternsShort, ...layout.elements.patternsShort };
  const name = currency ? "currencyFormat" : "decimalFormat";
  const lists = state.compactDisplay === "long" && long[name] !== undefined ? long : short;
  const table = lists[name];
  const powers = [];
  for (const key of Object.keys(table)) {
    const power = key.length - 1;
    const { zeros } = parsePattern(table[key].other);
    powers[power] = [table[key].other === "0" ? 0 : power - zeros + 1, table[key]];
  }
  return powers;
}

function compactOf(state, power) {
  const { compact } = state;
  return power < 3 ? undefined : compact[Math.min(power, compact.length - 1)];
}

// {value, shown, entry}: scaled and rounded, and what to write behind.
function roundCompact(state, decimal) {
  const power = magnitude(decimal);
  const entry = compactOf(state, power);
  const divisor = entry?.[0] ?? 0;
  const result = round(scaled(decimal, -divisor), state.digits);
  if (!isZero(result.value) && magnitude(result.value) > power - divisor) {
    const next = compactOf(state, power + 1);
    if ((next?.[0] ?? 0) !== divisor) return { ...round(scaled(decimal, -next[0]), state.digits), entry: next };
    return { ...result, entry: next };
  }
  return { ...result, entry };
}

// -- scientific notation

function roundScientific(state, decimal) {
  const step = state.notation === "engineering" ? 3 : 1;
  const exponentFor = (power) => Math.floor(power / step) * step;
  const power = magnitude(decimal);
  let exponent = exponentFor(power);
  let result = round(scaled(decimal, -exponent), state.digits);
  if (magnitude(result.value) > power - exponent && exponentFor(power + 1) !== exponent) {
    exponent = exponentFor(power + 1);
    result = round(scaled(decimal, -exponent), state.digits);
  }
  return { ...result, exponent };
}

// The number as it is shown: {value, shown, entry, exponent}.
export function roundFor(state, decimal) {
  if (decimal.special !== undefined) return { value: decimal, shown: 0 };
  const number = state.style === "percent" ? scaled(decimal, 2) : decimal;
  if (state.compact !== undefined) return roundCompact(state, number);
  if (state.scientific) return roundScientific(state, number);
  return round(number, state.digits);
}

// -- signs

// "-", "+" or "" for a rounded number.
export function signOf(display, value) {
  const zero = isZero(value);
  switch (display) {
    case "never": return "";
    case "always": return value.negative ? "-" : "+";
    case "exceptZero": return zero || value.special === "nan" ? "" : value.negative ? "-" : "+";
    case "negative": return value.negative && !zero ? "-" : "";
    default: return value.negative ? "-" : "";
  }
}

const MARKS = /^([\u061c\u200e\u200f]*)(.*?)([\u061c\u200e\u200f]*)$/su;

// Marks of direction around a symbol are no part of it.
function pushSymbol(out, type, text) {
  const [, before, symbol, after] = MARKS.exec(text);
  if (before) out.push("literal", before);
  if (symbol) out.push(type, symbol);
  if (after) out.push("literal", after);
}

// Tokens of an affix as (type, text) pairs.
function resolveTokens(state, list) {
  const { symbols } = state.layout;
  const out = [];
  for (const [kind, text] of list) {
    if (kind === "currency") out.push("currency", state.currencyText);
    else if (kind === "percentSign") pushSymbol(out, state.style === "unit" ? "unit" : "percentSign", symbols.percentSign);
    else if (kind === "minusSign" || kind === "plusSign") pushSymbol(out, kind, symbols[kind]);
    else out.push("literal", text);
  }
  return out;
}

const joinText = (parts) => {
  let text = "";
  for (let i = 1; i < parts.length; i += 2) text += parts[i];
  return text;
};

function affixPair(prefix, suffix) {
  return { prefix, suffix, before: joinText(prefix), after: joinText(suffix) };
}

// What stands before and behind the digits with this sign. `pattern` holds numbers' or a compact form's.
export function affixesFor(state, pattern, sign, special) {
  const key = `${special === undefined ? "" : "!"}${sign}${pattern}`;
  let found = state.affixes.get(key);
  if (found === undefined) {
    const touching = special === undefined && state.currencyText !== undefined;
    const { positive, negative } = parsePattern(touching ? spaced(pattern, state.currencyText) : pattern);
    const side = sign === "-" && negative !== undefined ? negative : positive;
    const prefix = resolveTokens(state, side.prefix);
    let suffix = resolveTokens(state, side.suffix);
    if (state.compact !== undefined && pattern !== state.pattern) suffix = markCompact(suffix);
    if (sign === "+" || (sign === "-" && side === positive)) {
      const kind = sign === "+" ? "plusSign" : "minusSign";
      const signs = [];
      pushSymbol(signs, kind, state.layout.symbols[kind]);
      prefix.unshift(...signs);
    }
    state.affixes.set(key, (found = affixPair(prefix, suffix)));
  }
  return found;
}

// " thousand" -> a space and the word
function markCompact(parts) {
  const out = [];
  for (let i = 0; i < parts.length; i += 2) {
    if (parts[i] !== "literal") {
      out.push(parts[i], parts[i + 1]);
      continue;
    }
    const [, before, word, after] = /^(\s*)(.*?)(\s*)$/su.exec(parts[i + 1]);
    if (before) out.push("literal", before);
    if (word) out.push("compact", word);
    if (after) out.push("literal", after);
  }
  return out;
}

// -- units and names

// "{0} km/h" -> pairs before and behind the number; what is not white space is `type`.
function outerFromPattern(pattern, type) {
  const [before, after] = pattern.split("{0}");
  const side = (text) => {
    const [, left, word, right] = /^([\s\u200e\u200f]*)(.*?)(\s*)$/su.exec(text);
    return [...(left ? ["literal", left] : []), ...(word ? [type, word] : []), ...(right ? ["literal", right] : [])];
  };
  return affixPair(side(before), side(after ?? ""));
}

function unitPattern(units, unit, plural) {
  const own = units[unit];
  if (own !== undefined) return own[plural] ?? own.other;
  const [numerator, denominator] = unit.split("-per-");
  const outer = unitPattern(units, numerator, plural);
  if (units[denominator].per !== undefined) return units[denominator].per.replace("{0}", outer);
  const singular = (units[denominator].one ?? units[denominator].other).replace("{0}", "").trim();
  return units.per.replace("{0}", outer).replace("{1}", singular);
}

function outerFor(state, plural) {
  const { locale } = state;
  if (state.style !== "currency") {
    const units = tree("unit", section("unit"), locale)[state.unitDisplay ?? "short"];
    return outerFromPattern(unitPattern(units, state.unit ?? "percent", plural), "unit");
  }
  const data = tree("currency", section("currency").locales, locale);
  const names = data.CurrencyPlurals?.[state.currency];
  const name = names?.[plural] ?? names?.other ?? data.Currencies[state.currency]?.[1] ?? state.currency;
  const pattern = data.CurrencyUnitPatterns[plural] ?? data.CurrencyUnitPatterns.other;
  return outerFromPattern(pattern.replace("{1}", () => name), "currency");
}

// The name of a unit or currency around the number, undefined if none is.
export function outerAffixes(state, plural) {
  if (!state.hasOuter) return undefined;
  let found = state.outer[plural];
  if (found === undefined) found = state.outer[plural] = outerFor(state, plural);
  return found;
}

export function pluralOf(state, { value, shown }) {
  return selectPlural((state.pluralRules ??= rulesOf(state.locale, "cardinal")), value, shown);
}

// -- putting it together

// Fills in what a format needs from its options.
export function prepare(state) {
  const layout = (state.layout = numberLayout(state.locale, state.numberingSystem));
  if (state.style === "currency") state.currencyText = currencyText(state.locale, state.currency, state.currencyDisplay);
  state.pattern = basePattern(layout, state);
  const { grouping } = parsePattern(state.pattern);
  state.grouping = state.useGrouping === false ? undefined : grouping;
  state.leastGroup = state.useGrouping === "min2" ? 2 : 1;
  state.compact = state.notation === "compact" ? compactTable(layout, state) : undefined;
  state.scientific = state.notation === "scientific" || state.notation === "engineering";
  state.hasOuter =
    (state.style === "unit" && !isPercentUnit(state)) ||
    (state.style === "percent" && state.notation === "compact") ||
    (state.style === "currency" && state.currencyDisplay === "name");
  state.affixes = new Map();
  state.outer = {};
}

// The pattern whose affixes a rounded number gets.
export function patternFor(state, rounded) {
  const { entry } = rounded;
  if (entry === undefined || entry[0] === 0) return state.pattern;
  return entry[1][pluralOf(state, rounded)] ?? entry[1].other;
}

function appendExponent(out, exponent, { symbols, digits }) {
  out.push("exponentSeparator", symbols.exponential);
  if (exponent < 0) pushSymbol(out, "exponentMinusSign", symbols.minusSign);
  const text = `${Math.abs(exponent)}`;
  out.push("exponentInteger", digits === undefined ? text : [...text].map((digit) => digits[digit]).join(""));
}

// The digits with group signs and exponent, as pairs.
export function innerParts(state, rounded) {
  const out = [];
  appendNumber(out, rounded.value, rounded.shown, state.digits.integer, state.grouping, state.leastGroup, state.layout);
  if (state.scientific && rounded.value.special === undefined) appendExponent(out, rounded.exponent, state.layout);
  return out;
}

// All parts of a number as (type, text) pairs.
export function numberParts(state, decimal) {
  const rounded = roundFor(state, decimal);
  const affixes = affixesFor(state, patternFor(state, rounded), signOf(state.signDisplay, rounded.value), rounded.value.special);
  const parts = [...affixes.prefix, ...innerParts(state, rounded), ...affixes.suffix];
  if (!state.hasOuter) return parts;
  const outer = outerAffixes(state, pluralOf(state, rounded));
  return [...outer.prefix, ...parts, ...outer.suffix];
}

export function formatNumber(state, decimal) {
  if (state.scientific) return joinText(numberParts(state, decimal));
  const rounded = roundFor(state, decimal);
  const affixes = affixesFor(state, patternFor(state, rounded), signOf(state.signDisplay, rounded.value), rounded.value.special);
  const { value, shown } = rounded;
  const text = numberText(value, shown, state.digits.integer, state.grouping, state.leastGroup, state.layout);
  const inner = `${affixes.before}${text}${affixes.after}`;
  if (!state.hasOuter) return inner;
  const outer = outerAffixes(state, pluralOf(state, rounded));
  return `${outer.before}${inner}${outer.after}`;
}

export { joinText };
