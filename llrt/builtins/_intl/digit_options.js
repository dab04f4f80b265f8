// How many digits a number is shown with, and how it is rounded to them. https://tc39.es/ecma402/#sec-setnfdigitoptions
// Shared by NumberFormat and PluralRules.
import { numberInRange, stringOption } from "./options.js";
import { magnitude, roundTo, roundToStep } from "./decimal.js";

const INCREMENTS = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000];
const MODES = ["ceil", "floor", "expand", "trunc", "halfCeil", "halfFloor", "halfExpand", "halfTrunc", "halfEven"];
const outOfRange = (name) => new RangeError(`${name} value is out of range.`);

function fractionDigits(least, most, leastDefault, mostDefault) {
  const low = numberInRange(least, "minimumFractionDigits", 0, 100);
  const high = numberInRange(most, "maximumFractionDigits", 0, 100);
  if (low === undefined) return { least: Math.min(leastDefault, high), most: high };
  if (high === undefined) return { least: low, most: Math.max(mostDefault, low) };
  if (low > high) throw outOfRange("maximumFractionDigits");
  return { least: low, most: high };
}

function significantDigits(least, most) {
  const low = numberInRange(least, "minimumSignificantDigits", 1, 21, 1);
  return { least: low, most: numberInRange(most, "maximumSignificantDigits", low, 21, 21) };
}

// Reads the options; the result is what round() takes.
export function readDigitOptions(options, leastDefault, mostDefault, notation, service) {
  const integer = numberInRange(options.minimumIntegerDigits, "minimumIntegerDigits", 1, 21, 1);
  const { minimumFractionDigits: leastFraction, maximumFractionDigits: mostFraction } = options;
  const { minimumSignificantDigits: leastSignificant, maximumSignificantDigits: mostSignificant } = options;
  const increment = numberInRange(options.roundingIncrement, "roundingIncrement", 1, 5000, 1);
  if (!INCREMENTS.includes(increment)) throw outOfRange("roundingIncrement");
  const mode = stringOption(options, "roundingMode", MODES, "halfExpand", service);
  const priority = stringOption(options, "roundingPriority", ["auto", "morePrecision", "lessPrecision"], "auto", service);
  const zeros = stringOption(options, "trailingZeroDisplay", ["auto", "stripIfInteger"], "auto", service);
  const result = { integer, increment, mode, zeros, priority, fraction: undefined, significant: undefined };
  const hasSignificant = leastSignificant !== undefined || mostSignificant !== undefined;
  const hasFraction = leastFraction !== undefined || mostFraction !== undefined;
  const needSignificant = priority !== "auto" || hasSignificant;
  const needFraction = priority !== "auto" || !(hasSignificant || (!hasFraction && notation === "compact"));
  if (needSignificant) result.significant = hasSignificant ? significantDigits(leastSignificant, mostSignificant) : { least: 1, most: 21 };
  if (needFraction) {
    const asked = hasFraction ? fractionDigits(leastFraction, mostFraction, leastDefault, mostDefault) : undefined;
    result.fraction = asked ?? { least: leastDefault, most: mostDefault };
  }
  if (!needSignificant && !needFraction) {
    result.fraction = { least: 0, most: 0 };
    result.significant = { least: 1, most: 2 };
    result.priority = "morePrecision";
    result.compact = true;
  } else if (priority === "auto" && result.significant) {
    result.fraction = undefined;
  }
  if (increment !== 1) checkIncrement(result);
  return result;
}

function checkIncrement({ significant, priority, fraction }) {
  if (significant !== undefined || priority !== "auto") throw new TypeError("RoundingType is not fractionDigits");
  if (fraction.most !== fraction.least) throw outOfRange("maximumFractionDigits");
}

// The number rounded, and how many fraction digits are shown at least: {value, shown}.
export function round(decimal, digits) {
  if (decimal.special !== undefined) return { value: decimal, shown: 0 };
  const { fraction, significant, mode } = digits;
  let result;
  if (digits.increment !== 1) {
    result = { value: roundToStep(decimal, -fraction.most, digits.increment, mode), shown: fraction.least };
  } else if (significant === undefined) {
    result = { value: roundTo(decimal, -fraction.most, mode), shown: fraction.least };
  } else if (fraction === undefined) {
    result = roundSignificant(decimal, significant, mode);
  } else {
    result = roundByPriority(decimal, digits);
  }
  const { value } = result;
  if (digits.zeros === "stripIfInteger" && value.digits.length <= value.point) result.shown = 0;
  return result;
}

function roundSignificant(decimal, { least, most }, mode) {
  const value = roundTo(decimal, magnitude(decimal) - most + 1, mode);
  return { value, shown: Math.max(0, least - 1 - magnitude(value)) };
}

// Both ways: the one with more digits, or with fewer, decides.
function roundByPriority(decimal, { fraction, significant, mode, priority }) {
  const bySignificant = magnitude(decimal) - significant.most + 1;
  const fine = priority === "morePrecision";
  const takeSignificant = fine ? bySignificant <= -fraction.most : bySignificant > -fraction.most;
  if (takeSignificant) return roundSignificant(decimal, significant, mode);
  return { value: roundTo(decimal, -fraction.most, mode), shown: fraction.least };
}

// For resolvedOptions(), in V8's order.
export function resolvedDigits(digits) {
  const { fraction, significant } = digits;
  return {
    minimumIntegerDigits: digits.integer,
    ...(fraction && { minimumFractionDigits: fraction.least, maximumFractionDigits: fraction.most }),
    ...(significant && { minimumSignificantDigits: significant.least, maximumSignificantDigits: significant.most }),
  };
}
export const resolvedRounding = ({ increment, mode, priority, zeros }) => ({
  roundingIncrement: increment,
  roundingMode: mode,
  // V8 forgets the priority here.
  roundingPriority: zeros === "auto" ? priority : "auto",
  trailingZeroDisplay: zeros,
});
