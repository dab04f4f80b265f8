// Options of Intl.DurationFormat: each unit's style follows from the one before it. https://tc39.es/ecma402/#sec-getdurationunitoptions
import { stringOption } from "./options.js";

const SERVICE = "Intl.DurationFormat";
export const BASE_STYLES = ["long", "short", "narrow", "digital"];
const WORDS = ["long", "short", "narrow"];
const CLOCK = [...WORDS, "numeric", "2-digit"];
const FRACTIONS = [...WORDS, "numeric"];

// [unit, its styles, its style in digital durations]
export const UNITS = [
  ["years", WORDS, "short"], ["months", WORDS, "short"], ["weeks", WORDS, "short"], ["days", WORDS, "short"],
  ["hours", CLOCK, "numeric"], ["minutes", CLOCK, "numeric"], ["seconds", CLOCK, "numeric"],
  ["milliseconds", FRACTIONS, "numeric"], ["microseconds", FRACTIONS, "numeric"], ["nanoseconds", FRACTIONS, "numeric"],
]; // prettier-ignore

const isClock = (style) => style === "numeric" || style === "2-digit";
const isFraction = (unit) => unit === "milliseconds" || unit === "microseconds" || unit === "nanoseconds";

function defaultStyle(unit, base, digital, before) {
  if (base === "digital") return [digital, unit === "hours" || unit === "minutes" || unit === "seconds" ? "always" : "auto"];
  if (before === "fractional" || isClock(before)) return ["numeric", unit === "minutes" || unit === "seconds" ? "always" : "auto"];
  return [base, "auto"];
}

function readUnit(options, [unit, styles, digital], base, before) {
  let style = stringOption(options, unit, styles, undefined, SERVICE);
  let display = "always";
  if (style === undefined) [style, display] = defaultStyle(unit, base, digital, before);
  if (style === "numeric" && isFraction(unit)) [style, display] = ["fractional", "auto"];
  display = stringOption(options, `${unit}Display`, ["auto", "always"], display, SERVICE);
  const clash =
    (display === "always" && style === "fractional") ||
    (before === "fractional" && style !== "fractional") ||
    (isClock(before) && style !== "fractional" && !isClock(style));
  if (clash) throw new RangeError("Invalid object : #<Object>");
  if ((unit === "minutes" || unit === "seconds") && isClock(before)) style = "2-digit";
  return { style, display };
}

// {unit: {style, display}}
export function readUnits(options, base) {
  const found = {};
  let before = "";
  for (const row of UNITS) {
    const unit = readUnit(options, row, base, before);
    found[row[0]] = unit;
    // Only the units of a clock bind those after them.
    if (["hours", "minutes", "seconds", "milliseconds", "microseconds"].includes(row[0])) before = unit.style;
  }
  return found;
}
