// Intl.ListFormat: https://tc39.es/ecma402/#listformat-objects
import { section, tree } from "./data.js";
import { localeList, resolveLocale } from "./negotiation.js";
import { optionsObject, readMatcher, stringOption } from "./options.js";
import { defineService, instanceFor, requireNew, stateOf } from "./service.js";

const SERVICE = "Intl.ListFormat";
const states = new WeakMap();
const TYPES = { conjunction: "standard", disjunction: "or", unit: "unit" };

// [two, start, middle, end] of a type and style.
export function listPatterns(locale, type, style) {
  const data = tree("list", section("list"), locale);
  const name = TYPES[type];
  return data[style === "long" ? name : `${name}-${style}`] ?? data[name];
}

const literalParts = (pattern) => pattern.split(/\{[01]\}/);

// Parts (type, value) of a list of texts.
export function listParts([two, start, middle, end], texts) {
  const parts = [];
  const literal = (value) => value !== "" && parts.push({ type: "literal", value });
  texts.forEach((value, i) => {
    const pattern = texts.length === 2 ? two : i === 1 ? start : i === texts.length - 1 ? end : middle;
    if (i > 0) literal(literalParts(pattern)[1]);
    parts.push({ type: "element", value });
  });
  return parts;
}

function stringsOf(list) {
  if (list === undefined) return [];
  const texts = [];
  for (const text of list) {
    if (typeof text !== "string") throw new TypeError(`Iterable yielded ${String(text)} which is not a string`);
    texts.push(text);
  }
  return texts;
}

export function ListFormat(locales = undefined, options = undefined) {
  requireNew(new.target, "ListFormat");
  const requested = localeList(locales);
  const bag = optionsObject(options);
  readMatcher(bag, SERVICE);
  const { locale, dataLocale } = resolveLocale(requested, {}, () => false);
  const type = stringOption(bag, "type", Object.keys(TYPES), "conjunction", SERVICE);
  const style = stringOption(bag, "style", ["long", "short", "narrow"], "long", SERVICE);
  const instance = instanceFor(new.target, ListFormat);
  states.set(instance, { locale, type, style, patterns: listPatterns(dataLocale, type, style) });
  return instance;
}

defineService(ListFormat, "ListFormat", {
  resolvedOptions() {
    const { locale, type, style } = stateOf(states, this, "Intl.ListFormat.prototype.resolvedOptions");
    return { locale, type, style };
  },
  format(list) {
    const { patterns } = stateOf(states, this, "Intl.ListFormat.prototype.format");
    return listParts(patterns, stringsOf(list)).map(({ value }) => value).join("");
  },
  formatToParts(list) {
    const { patterns } = stateOf(states, this, "Intl.ListFormat.prototype.formatToParts");
    return listParts(patterns, stringsOf(list));
  },
});

export default ListFormat;
