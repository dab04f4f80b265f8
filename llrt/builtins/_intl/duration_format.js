// Intl.DurationFormat: https://tc39.es/ecma402/#durationformat-objects. Its options: duration_options.js.
import { section } from "./data.js";
import { fromBigInt, fromNumber, scaled } from "./decimal.js";
import { BASE_STYLES, readUnits, UNITS } from "./duration_options.js";
import { listPatterns } from "./list_format.js";
import { localeList, resolveLocale } from "./negotiation.js";
import { readOptions } from "./number_format.js";
import { numberParts } from "./number_layout.js";
import { keywordOption, numberInRange, optionsObject, readMatcher, stringOption } from "./options.js";
import { defineService, instanceFor, requireNew, stateOf } from "./service.js";

const SERVICE = "Intl.DurationFormat";
const states = new WeakMap();
const NAMES = UNITS.map(([unit]) => unit);
const FRACTION_POWER = { seconds: 9, milliseconds: 6, microseconds: 3 };

export function DurationFormat(locales = undefined, options = undefined) {
  requireNew(new.target, "DurationFormat");
  const requested = localeList(locales);
  const bag = optionsObject(options);
  readMatcher(bag, SERVICE);
  const system = keywordOption(bag, "numberingSystem");
  const resolved = resolveLocale(requested, { nu: system }, (key, value) => Object.hasOwn(section("core").digits, value));
  const style = stringOption(bag, "style", BASE_STYLES, "short", SERVICE);
  const units = readUnits(bag, style);
  const fractionalDigits = numberInRange(bag.fractionalDigits, "fractionalDigits", 0, 9);
  const instance = instanceFor(new.target, DurationFormat);
  const numberingSystem = resolved.nu ?? "latn";
  states.set(instance, { locale: resolved.dataLocale, tag: resolved.locale, numberingSystem, style, units, fractionalDigits, formats: new Map() });
  return instance;
}

// -- durations

function integral(value) {
  const number = Number(value);
  if (!Number.isInteger(number)) throw new RangeError("Invalid time value for Temporal");
  return number + 0;
}

function recordOf(input) {
  if (typeof input === "string") throw new RangeError(`Invalid object : ${input}`);
  if ((typeof input !== "object" && typeof input !== "function") || input === null) throw new TypeError("Invalid argument for Temporal");
  const record = {};
  let any = false;
  for (const unit of NAMES.toSorted()) {
    const value = input[unit];
    if (value !== undefined) any = true;
    record[unit] = value === undefined ? 0 : integral(value);
  }
  if (!any) throw new TypeError("Invalid argument for Temporal");
  if (!isValid(record)) throw new RangeError("Invalid object : #<Object>");
  return record;
}

const NANOSECONDS = { days: 86400n, hours: 3600n, minutes: 60n, seconds: 1n };

function isValid(record) {
  const signs = NAMES.map((unit) => Math.sign(record[unit])).filter((sign) => sign !== 0);
  if (signs.some((sign) => sign !== signs[0])) return false;
  if (["years", "months", "weeks"].some((unit) => Math.abs(record[unit]) >= 2 ** 32)) return false;
  let total = BigInt(record.milliseconds) * 1000000n + BigInt(record.microseconds) * 1000n + BigInt(record.nanoseconds);
  for (const unit of Object.keys(NANOSECONDS)) total += BigInt(record[unit]) * NANOSECONDS[unit] * 1000000000n;
  return (total < 0n ? -total : total) < 2n ** 53n * 1000000000n;
}

const signOf = (record) => Math.sign(NAMES.map((unit) => record[unit]).find((value) => value !== 0) ?? 0);

// -- numbers of units

function numbersFor(state, options) {
  const key = JSON.stringify(options);
  let found = state.formats.get(key);
  if (found === undefined) {
    found = readOptions(state.locale, { numberingSystem: state.numberingSystem, ...options });
    state.formats.set(key, found);
  }
  return found;
}

// The value of a unit with that of the smaller ones behind the point.
function withFraction(record, unit) {
  let total = 0n;
  for (const name of NAMES.slice(NAMES.indexOf(unit))) total += BigInt(record[name]) * 10n ** BigInt({ ...FRACTION_POWER, nanoseconds: 0 }[name]);
  return scaled(fromBigInt(total), -FRACTION_POWER[unit]);
}

const fractionOptions = ({ fractionalDigits }) => ({
  maximumFractionDigits: fractionalDigits ?? 9,
  minimumFractionDigits: fractionalDigits ?? 0,
  roundingMode: "trunc",
});

const isZero = ({ digits }) => digits === "";

// What a format has still to show of a duration: its sign, once.
class Pass {
  constructor(state, record) {
    this.state = state;
    this.record = record;
    this.sign = signOf(record);
    this.signShown = false;
  }

  // The parts of a number of a unit.
  parts(decimal, unit, options) {
    const value = !this.signShown && isZero(decimal) && this.sign < 0 ? fromNumber(-0) : decimal;
    const pairs = numberParts(numbersFor(this.state, this.signShown ? { ...options, signDisplay: "never" } : options), value);
    this.signShown = true;
    const parts = [];
    for (let i = 0; i < pairs.length; i += 2) parts.push({ type: pairs[i], value: pairs[i + 1], unit: unit.slice(0, -1) });
    return parts;
  }

  fractional(unit) {
    const next = NAMES[NAMES.indexOf(unit) + 1];
    return FRACTION_POWER[unit] !== undefined && this.state.units[next].style === "fractional";
  }

  value(unit) {
    return this.fractional(unit) ? withFraction(this.record, unit) : fromNumber(this.record[unit]);
  }

  // "1:02:03" from hours, minutes or seconds on.
  clock(first) {
    const { units } = this.state;
    const shown = {};
    for (const unit of ["hours", "minutes", "seconds"]) {
      const counts = NAMES.indexOf(unit) >= NAMES.indexOf(first);
      shown[unit] = counts && (!isZero(this.value(unit)) || units[unit].display === "always");
    }
    if (NAMES.indexOf("minutes") >= NAMES.indexOf(first) && shown.hours && shown.seconds) shown.minutes = true;
    const parts = [];
    for (const unit of ["hours", "minutes", "seconds"]) {
      if (!shown[unit]) continue;
      if (parts.length > 0) parts.push({ type: "literal", value: ":" });
      const twoDigits = units[unit].style === "2-digit" ? { minimumIntegerDigits: 2 } : {};
      const fraction = this.fractional(unit) ? fractionOptions(this.state) : {};
      parts.push(...this.parts(this.value(unit), unit, { ...twoDigits, ...fraction, useGrouping: false }));
    }
    return parts;
  }
}

// The elements of the list: an array of arrays of parts.
function elements(state, record) {
  const pass = new Pass(state, record);
  const found = [];
  for (const unit of NAMES) {
    const { style, display } = state.units[unit];
    if (style === "numeric" || style === "2-digit") {
      const parts = pass.clock(unit);
      // As V8 does: such a clock continues what stands before it.
      const continues = unit === "seconds" || (unit === "hours" && parts.find((part) => part.unit)?.unit !== "hour");
      if (parts.length > 0 && continues && found.length > 0) found.at(-1).push({ type: "literal", value: ":" }, ...parts);
      else if (parts.length > 0) found.push(parts);
      break;
    }
    if (style === "fractional") break;
    const value = pass.value(unit);
    if (!isZero(value) || display === "always") {
      const fraction = pass.fractional(unit) ? fractionOptions(state) : {};
      found.push(pass.parts(value, unit, { style: "unit", unit: unit.slice(0, -1), unitDisplay: style, ...fraction }));
    }
    if (pass.fractional(unit)) break;
  }
  return found;
}

function durationParts(state, input) {
  const list = elements(state, recordOf(input));
  const [two, start, middle, end] = listPatterns(state.locale, "unit", state.style === "digital" ? "short" : state.style);
  const parts = [];
  list.forEach((element, i) => {
    const pattern = list.length === 2 ? two : i === 1 ? start : i === list.length - 1 ? end : middle;
    if (i > 0) parts.push({ type: "literal", value: pattern.split(/\{[01]\}/)[1] });
    parts.push(...element);
  });
  return parts;
}

defineService(DurationFormat, "DurationFormat", {
  resolvedOptions() {
    const state = stateOf(states, this, "Intl.DurationFormat.prototype.resolvedOptions");
    const result = { locale: state.tag, numberingSystem: state.numberingSystem, style: state.style };
    for (const unit of NAMES) {
      const { style, display } = state.units[unit];
      result[unit] = style === "fractional" ? "numeric" : style;
      result[`${unit}Display`] = display;
    }
    if (state.fractionalDigits !== undefined) result.fractionalDigits = state.fractionalDigits;
    return result;
  },
  format(duration) {
    const state = stateOf(states, this, "Intl.DurationFormat.prototype.format");
    return durationParts(state, duration).map(({ value }) => value).join("");
  },
  formatToParts(duration) {
    return durationParts(stateOf(states, this, "Intl.DurationFormat.prototype.formatToParts"), duration);
  },
});

export default DurationFormat;
