// Reading option bags as ECMA-402 says, with V8's messages. https://tc39.es/ecma402/#sec-getoption
const KEYWORD = /^[a-z\d]{3,8}(?:-[a-z\d]{3,8})*$/i;

// The bag of most constructors: undefined or an object of any kind.
export function coerceOptions(options, service) {
  if (options === undefined) return Object.create(null);
  if (options === null) throw new TypeError(`${service} called on null or undefined`);
  return Object(options);
}

// The bag of the newer ones: undefined or an object.
export function optionsObject(options) {
  if (options === undefined) return Object.create(null);
  if ((typeof options !== "object" && typeof options !== "function") || options === null) throw new TypeError("invalid_argument");
  return options;
}

export function stringOption(options, name, allowed, fallback, service) {
  const value = options[name];
  if (value === undefined) return fallback;
  const text = `${value}`;
  if (allowed !== undefined && !allowed.includes(text)) {
    throw new RangeError(`Value ${text} out of range for ${service} options property ${name}`);
  }
  return text;
}

export function booleanOption(options, name) {
  const value = options[name];
  return value === undefined ? undefined : Boolean(value);
}

export function numberInRange(value, name, low, high, fallback) {
  if (value === undefined) return fallback;
  const number = Number(value);
  if (Number.isNaN(number) || number < low || number > high) throw new RangeError(`${name} value is out of range.`);
  return Math.floor(number);
}

// A value of a Unicode extension, such as a calendar: its form is checked, not whether it is known.
export function keywordOption(options, name) {
  const value = options[name];
  if (value === undefined) return undefined;
  const text = `${value}`;
  if (!KEYWORD.test(text)) throw new RangeError(`Invalid ${name} : ${text}`);
  return text;
}

export const readMatcher = (options, service) => stringOption(options, "localeMatcher", ["lookup", "best fit"], "best fit", service);
