// Decimal numbers for formatting: exact, of any size, rounded in every mode of ECMA-402.
// A Decimal is {negative, digits, point}: 0.DIGITS times ten to the power `point`, digits without zeros at either end, "" for zero;
// or {negative, special: "nan" | "infinity"}. https://tc39.es/ecma402/#sec-torawfixed
const NUMBER = /^(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i;

function fromDigits(negative, digits, point) {
  let start = 0;
  let end = digits.length;
  while (start < end && digits.charCodeAt(start) === 48) start++;
  while (end > start && digits.charCodeAt(end - 1) === 48) end--;
  if (start === end) return { negative, digits: "", point: 0, special: undefined };
  return { negative, digits: digits.slice(start, end), point: point - start, special: undefined };
}

const special = (negative, kind) => ({ negative, digits: "", point: 0, special: kind });

export function fromNumber(value) {
  if (value !== value) return special(false, "nan");
  const negative = value < 0 || Object.is(value, -0);
  const size = negative ? -value : value;
  if (size === Infinity) return special(negative, "infinity");
  const text = `${size}`;
  if (Number.isInteger(size) && size < 1e21) return fromDigits(negative, text, text.length);
  const dot = text.indexOf(".");
  if (dot > 0 && !text.includes("e")) return fromDigits(negative, text.slice(0, dot) + text.slice(dot + 1), dot);
  const [, whole, fraction = "", exponent = "0"] = NUMBER.exec(text);
  return fromDigits(negative, whole + fraction, whole.length + Number(exponent));
}

export function fromBigInt(value) {
  const negative = value < 0n;
  const text = negative ? `${-value}` : `${value}`;
  return fromDigits(negative, text, text.length);
}

const SPACE = /^[\s\uFEFF]+|[\s\uFEFF]+$/g;
// A string as Number() reads it, but exact.
function fromString(text) {
  const trimmed = text.replace(SPACE, "");
  if (trimmed === "") return fromNumber(0);
  if (/^0[xob]/i.test(trimmed)) {
    try {
      return fromBigInt(BigInt(trimmed));
    } catch {
      return special(false, "nan");
    }
  }
  const negative = trimmed[0] === "-";
  const size = negative || trimmed[0] === "+" ? trimmed.slice(1) : trimmed;
  if (size === "Infinity") return special(negative, "infinity");
  const match = NUMBER.exec(size);
  if (match === null || (match[1] || "") + (match[2] || "") === "") return special(false, "nan");
  const [, whole, fraction = "", exponent = "0"] = match;
  // As V8 does: exact, but what is beyond the range of numbers is infinite or zero.
  const rounded = Number(size);
  if (rounded === Infinity) return special(negative, "infinity");
  return rounded === 0 ? fromDigits(negative, "", 0) : fromDigits(negative, whole + fraction, whole.length + Number(exponent));
}

// ToIntlMathematicalValue
export function toDecimal(value) {
  if (typeof value === "number") return fromNumber(value);
  const primitive = typeof value === "object" || typeof value === "function" ? toPrimitive(value) : value;
  if (typeof primitive === "bigint") return fromBigInt(primitive);
  if (typeof primitive === "string") return fromString(primitive);
  if (typeof primitive === "symbol") throw new TypeError("Cannot convert a Symbol value to a number");
  return fromNumber(Number(primitive));
}

function toPrimitive(value) {
  if (value === null) return 0;
  const convert = value[Symbol.toPrimitive];
  if (convert !== undefined && convert !== null) return Reflect.apply(convert, value, ["number"]);
  for (const name of ["valueOf", "toString"]) {
    if (typeof value[name] !== "function") continue;
    const result = value[name]();
    if ((typeof result !== "object" && typeof result !== "function") || result === null) return result;
  }
  throw new TypeError("Cannot convert object to primitive value");
}

export const isZero = (decimal) => decimal.special === undefined && decimal.digits === "";
export const scaled = (decimal, power) => (decimal.digits === "" ? decimal : { ...decimal, point: decimal.point + power });
// The power of ten of the first digit; of zero 0.
export const magnitude = (decimal) => (decimal.digits === "" ? 0 : decimal.point - 1);

// Is what is cut off (`rest`: its digits after the kept ones, `gap` zeros before them) to be rounded away from zero?
function roundsAway(mode, negative, comparedToHalf, odd) {
  switch (mode) {
    case "ceil": return !negative;
    case "floor": return negative;
    case "expand": return true;
    case "trunc": return false;
    case "halfCeil": return comparedToHalf > 0 || (comparedToHalf === 0 && !negative);
    case "halfFloor": return comparedToHalf > 0 || (comparedToHalf === 0 && negative);
    case "halfTrunc": return comparedToHalf > 0;
    case "halfEven": return comparedToHalf > 0 || (comparedToHalf === 0 && odd);
    default: return comparedToHalf >= 0;
  }
}

function increment(digits) {
  let at = digits.length - 1;
  while (at >= 0 && digits.charCodeAt(at) === 57) at--;
  const zeros = "0".repeat(digits.length - 1 - at);
  return at < 0 ? `1${zeros}` : digits.slice(0, at) + String.fromCharCode(digits.charCodeAt(at) + 1) + zeros;
}

// Rounded so that no digit stands behind the power of ten `place` (-2: two fraction digits).
export function roundTo(decimal, place, mode) {
  const { digits, point, negative } = decimal;
  const kept = point - place;
  if (digits === "" || kept >= digits.length) return decimal;
  const half = kept < 0 ? -1 : compareHalf(digits, kept);
  const odd = kept > 0 && (digits.charCodeAt(kept - 1) & 1) === 1;
  const away = roundsAway(mode, negative, half, odd);
  if (kept <= 0) return away ? fromDigits(negative, "1", place + 1) : fromDigits(negative, "", 0);
  const head = digits.slice(0, kept);
  if (!away) return fromDigits(negative, head, point);
  const up = increment(head);
  return fromDigits(negative, up, point + up.length - head.length);
}

// The digits from `kept` on against one half of the digit before them.
function compareHalf(digits, kept) {
  const first = digits.charCodeAt(kept) - 48;
  return first !== 5 ? first - 5 : digits.length > kept + 1 ? 1 : 0;
}

// Rounded to a multiple of `step` times ten to the power `place`.
export function roundToStep(decimal, place, step, mode) {
  if (decimal.digits === "") return decimal;
  // In units of a hundredth of the digits that are there, so that the quotient is exact.
  const lowest = Math.min(decimal.point - decimal.digits.length, place);
  const value = BigInt(decimal.digits) * 10n ** BigInt(decimal.point - decimal.digits.length - lowest);
  const unit = BigInt(step) * 10n ** BigInt(place - lowest);
  let quotient = value / unit;
  const rest = (value % unit) * 2n;
  if (rest !== 0n && roundsAway(mode, decimal.negative, rest > unit ? 1 : rest < unit ? -1 : 0, (quotient & 1n) === 1n)) quotient++;
  const text = `${quotient * BigInt(step)}`;
  return fromDigits(decimal.negative, text, text.length + place);
}

// Less than, equal, greater: -1, 0, 1 of two numbers that are no NaN.
export function compare(a, b) {
  const sign = (d) => (d.digits === "" && d.special === undefined ? 0 : d.negative ? -1 : 1);
  if (sign(a) !== sign(b)) return sign(a) < sign(b) ? -1 : 1;
  const size = compareSizes(a, b);
  return a.negative ? -size : size;
}

function compareSizes(a, b) {
  if (a.special !== b.special) return a.special ? 1 : -1;
  if (a.point !== b.point && a.digits !== "" && b.digits !== "") return a.point < b.point ? -1 : 1;
  return a.digits === b.digits ? 0 : a.digits < b.digits ? -1 : 1;
}
