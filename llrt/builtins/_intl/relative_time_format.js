// Intl.RelativeTimeFormat: https://tc39.es/ecma402/#relativetimeformat-objects
import { section, tree } from "./data.js";
import { fromNumber } from "./decimal.js";
import { localeList, resolveLocale } from "./negotiation.js";
import { formatValue, readOptions } from "./number_format.js";
import { numberParts, pluralOf, roundFor } from "./number_layout.js";
import { rulesOf, selectInteger } from "./plural.js";
import { keywordOption, optionsObject, readMatcher, stringOption } from "./options.js";
import { defineService, instanceFor, requireNew, stateOf } from "./service.js";

const SERVICE = "Intl.RelativeTimeFormat";
const states = new WeakMap();
const UNITS = ["second", "minute", "hour", "day", "week", "month", "quarter", "year"];

export function RelativeTimeFormat(locales = undefined, options = undefined) {
  requireNew(new.target, "RelativeTimeFormat");
  const requested = localeList(locales);
  const bag = optionsObject(options);
  readMatcher(bag, SERVICE);
  const system = keywordOption(bag, "numberingSystem");
  const accept = (key, value) => Object.hasOwn(section("core").digits, value);
  const resolved = resolveLocale(requested, { nu: system }, accept);
  const style = stringOption(bag, "style", ["long", "short", "narrow"], "long", SERVICE);
  const numeric = stringOption(bag, "numeric", ["always", "auto"], "always", SERVICE);
  const numberingSystem = resolved.nu ?? "latn";
  const instance = instanceFor(new.target, RelativeTimeFormat);
  states.set(instance, {
    locale: resolved.locale,
    style,
    numeric,
    numberingSystem,
    fields: tree("field", section("field"), resolved.dataLocale),
    numbers: readOptions(resolved.dataLocale, { numberingSystem, useGrouping: "auto" }),
  });
  return instance;
}

// {word} for "yesterday" and its like, {pattern, decimal, singular} for the others.
function find(state, value, unit, method) {
  const number = Number(value);
  const name = `${unit}`;
  const singular = name.endsWith("s") ? name.slice(0, -1) : name;
  if (!UNITS.includes(singular)) throw new RangeError(`Invalid unit argument for ${method} '${name}'`);
  if (!Number.isFinite(number)) throw new RangeError(`Value need to be finite number for ${method}`);
  const field = state.fields[state.style === "long" ? singular : `${singular}-${state.style}`];
  const word = state.numeric === "auto" ? field.relative?.[number === 0 ? "0" : `${number}`] : undefined;
  if (word !== undefined) return { word };
  const past = number < 0 || Object.is(number, -0);
  const size = past ? -number : number;
  const patterns = field.relativeTime[past ? "past" : "future"];
  return { pattern: patterns[pluralFor(state, size)] ?? patterns.other, size, singular };
}

function pluralFor({ numbers }, size) {
  if (Number.isInteger(size) && size < 1e15) return selectInteger((numbers.pluralRules ??= rulesOf(numbers.locale, "cardinal")), size);
  return pluralOf(numbers, roundFor(numbers, fromNumber(size)));
}

function parts(state, value, unit) {
  const { word, pattern, size, singular } = find(state, value, unit, "Intl.RelativeTimeFormat.prototype.formatToParts()");
  if (word !== undefined) return [{ type: "literal", value: word }];
  const [before, after] = pattern.split("{0}");
  const pairs = numberParts(state.numbers, fromNumber(size));
  const result = before ? [{ type: "literal", value: before }] : [];
  for (let i = 0; i < pairs.length; i += 2) result.push({ type: pairs[i], value: pairs[i + 1], unit: singular });
  if (after) result.push({ type: "literal", value: after });
  return result;
}

defineService(RelativeTimeFormat, "RelativeTimeFormat", {
  resolvedOptions() {
    const state = stateOf(states, this, "Intl.RelativeTimeFormat.prototype.resolvedOptions");
    const { locale, style, numeric, numberingSystem } = state;
    return { locale, style, numeric, numberingSystem };
  },
  format(value, unit) {
    const state = stateOf(states, this, "Intl.RelativeTimeFormat.prototype.format");
    const { word, pattern, size } = find(state, value, unit, "Intl.RelativeTimeFormat.prototype.format()");
    return word ?? pattern.replace("{0}", formatValue(state.numbers, size));
  },
  formatToParts(value, unit) {
    const state = stateOf(states, this, "Intl.RelativeTimeFormat.prototype.formatToParts");
    return parts(state, value, unit);
  },
});

export default RelativeTimeFormat;
