// Intl.NumberFormat: options, methods. https://tc39.es/ecma402/#numberformat-objects
// Not here: how numbers look (number_layout.js), ranges (number_range.js).
import { section } from "./data.js";
import { fromNumber, toDecimal } from "./decimal.js";
import { readDigitOptions, resolvedDigits, resolvedRounding } from "./digit_options.js";
import { localeList, resolveLocale } from "./negotiation.js";
import { formatNumber, numberParts, prepare } from "./number_layout.js";
import { formatQuickly } from "./number_quick.js";
import { formatRange, formatRangeParts } from "./number_range.js";
import { coerceOptions, keywordOption, readMatcher, stringOption } from "./options.js";
import { defineService, incompatible, instanceFor, stateOf } from "./service.js";
import { SANCTIONED_UNITS } from "./units.js";

const SERVICE = "Intl.NumberFormat";
const states = new WeakMap();
// What `Intl.NumberFormat.call(object)` hangs on its receiver.
const FALLBACK = Symbol("IntlLegacyConstructedSymbol");

const isUnit = (unit) => {
  const parts = unit.split("-per-");
  return parts.length <= 2 && parts.every((part) => SANCTIONED_UNITS.has(part));
};

function readCurrency(options, style) {
  const currency = options.currency === undefined ? undefined : `${options.currency}`;
  if (currency === undefined) {
    if (style === "currency") throw new TypeError("Currency code is required with currency style.");
  } else if (!/^[a-z]{3}$/i.test(currency)) {
    throw new RangeError(`Invalid currency code : ${currency}`);
  }
  return currency?.toUpperCase();
}

function readUnit(options, style) {
  const unit = options.unit === undefined ? undefined : `${options.unit}`;
  if (unit === undefined) {
    if (style === "unit") throw new TypeError(`Invalid unit argument for ${SERVICE}() ''`);
  } else if (!isUnit(unit)) {
    throw new RangeError(`Invalid unit argument for ${SERVICE}() '${unit}'`);
  }
  return unit;
}

// style, currency, unit and their ways of being shown
function readStyle(options) {
  const style = stringOption(options, "style", ["decimal", "percent", "currency", "unit"], "decimal", SERVICE);
  const currency = readCurrency(options, style);
  const currencyDisplay = stringOption(options, "currencyDisplay", ["code", "symbol", "narrowSymbol", "name"], "symbol", SERVICE);
  const currencySign = stringOption(options, "currencySign", ["standard", "accounting"], "standard", SERVICE);
  const unit = readUnit(options, style);
  const unitDisplay = stringOption(options, "unitDisplay", ["short", "narrow", "long"], "short", SERVICE);
  return {
    style,
    ...(style === "currency" && { currency, currencyDisplay, currencySign }),
    ...(style === "unit" && { unit, unitDisplay }),
  };
}

function readGrouping(options, fallback) {
  const value = options.useGrouping;
  if (value === undefined) return fallback;
  if (value === true) return "always";
  if (!value) return false;
  const text = `${value}`;
  if (text === "true" || text === "false") return fallback;
  if (!["min2", "auto", "always"].includes(text)) {
    throw new RangeError(`Value ${text} out of range for ${SERVICE} options property useGrouping`);
  }
  return text;
}

const acceptSystem = (key, value) => key === "nu" && Object.hasOwn(section("core").digits, value);

export function readOptions(locales, bag) {
  const requested = localeList(locales);
  const options = coerceOptions(bag, SERVICE);
  readMatcher(options, SERVICE);
  const system = keywordOption(options, "numberingSystem");
  const resolved = resolveLocale(requested, { nu: system }, acceptSystem);
  const state = { locale: resolved.dataLocale, tag: resolved.locale, numberingSystem: resolved.nu ?? "latn", ...readStyle(options) };
  const notation = stringOption(options, "notation", ["standard", "scientific", "engineering", "compact"], "standard", SERVICE);
  const digits = state.style === "currency" ? (section("currency").digits[state.currency] ?? 2) : 0;
  const standard = state.style === "currency" && notation === "standard";
  const most = standard ? digits : state.style === "percent" ? 0 : 3;
  state.digits = readDigitOptions(options, standard ? digits : 0, most, notation, SERVICE);
  const compactDisplay = stringOption(options, "compactDisplay", ["short", "long"], "short", SERVICE);
  state.notation = notation;
  if (notation === "compact") state.compactDisplay = compactDisplay;
  state.useGrouping = readGrouping(options, notation === "compact" ? "min2" : "auto");
  state.signDisplay = stringOption(options, "signDisplay", ["auto", "never", "always", "exceptZero", "negative"], "auto", SERVICE);
  prepare(state);
  return state;
}

export function NumberFormat(locales = undefined, options = undefined) {
  const instance = instanceFor(new.target, NumberFormat);
  states.set(instance, readOptions(locales, options));
  if (new.target === undefined && this !== undefined && isInstance(this)) {
    Object.defineProperty(this, FALLBACK, { value: instance });
    return this;
  }
  return instance;
}

const isInstance = (value) =>
  ((typeof value === "object" && value !== null) || typeof value === "function") &&
  Object.prototype.isPrototypeOf.call(NumberFormat.prototype, value);

// The state of a receiver, or of what the legacy constructor hung on it.
function unwrap(receiver, method) {
  const state = isInstance(receiver) && !states.has(receiver) ? states.get(receiver[FALLBACK]) : undefined;
  if (state !== undefined) return state;
  if ((typeof receiver !== "object" && typeof receiver !== "function") || receiver === null || !states.has(receiver)) {
    throw incompatible(method, receiver);
  }
  return states.get(receiver);
}

const pairsToObjects = (pairs) => {
  const parts = [];
  for (let i = 0; i < pairs.length; i += 2) parts.push({ type: pairs[i], value: pairs[i + 1] });
  return parts;
};

function checkRange(start, end) {
  if (start === undefined) throw new TypeError(`Invalid start : ${start}`);
  if (end === undefined) throw new TypeError(`Invalid end : ${end}`);
  const numbers = [toDecimal(start), toDecimal(end)];
  if (numbers[0].special === "nan") throw new RangeError(`Invalid start : ${String(start)}`);
  if (numbers[1].special === "nan") throw new RangeError(`Invalid end : ${String(end)}`);
  return numbers;
}

export function formatValue(state, value) {
  if (typeof value !== "number") return formatNumber(state, toDecimal(value));
  return formatQuickly(state, value) ?? formatNumber(state, fromNumber(value));
}

defineService(NumberFormat, "NumberFormat", {
  resolvedOptions() {
    const state = unwrap(this, "Intl.NumberFormat.prototype.resolvedOptions");
    const { style, currency, currencyDisplay, unit, unitDisplay, compactDisplay } = state;
    const currencySign = state.signDisplay === "never" ? "standard" : state.currencySign; // as V8 reads it back
    return {
      locale: state.tag,
      numberingSystem: state.numberingSystem,
      style,
      ...(style === "currency" && { currency, currencyDisplay, currencySign }),
      ...(style === "unit" && { unit, unitDisplay }),
      ...resolvedDigits(state.digits),
      useGrouping: state.useGrouping,
      notation: state.notation,
      ...(compactDisplay && { compactDisplay }),
      signDisplay: state.signDisplay,
      ...resolvedRounding(state.digits),
    };
  },
  formatToParts(value = undefined) {
    const state = stateOf(states, this, "Intl.NumberFormat.prototype.formatToParts");
    return pairsToObjects(numberParts(state, toDecimal(value)));
  },
  get format() {
    const state = unwrap(this, "get Intl.NumberFormat.prototype.format");
    return (state.bound ??= Object.defineProperty((value) => formatValue(state, value), "name", { value: "" }));
  },
  formatRange(start, end) {
    const state = stateOf(states, this, "Intl.NumberFormat.prototype.formatRange");
    return formatRange(state, ...checkRange(start, end));
  },
  formatRangeToParts(start, end) {
    const state = stateOf(states, this, "Intl.NumberFormat.prototype.formatRangeToParts");
    return formatRangeParts(state, ...checkRange(start, end));
  },
});
for (const name of ["formatToParts"]) Object.defineProperty(NumberFormat.prototype[name], "length", { value: 1, configurable: true });

export default NumberFormat;
