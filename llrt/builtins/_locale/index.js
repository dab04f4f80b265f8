// toLocaleString(), localeCompare() and their like while there is no Intl: right for what needs no locale data (American
// English, the default of a machine without a locale; ASCII text), an error for everything else, never silently wrong.
// Replaces ECMA-402's methods: https://tc39.es/ecma402/#locale-sensitive-functions. Not here: Intl itself, which is absent.
import { getEnv } from "native:console";
import { notSupported } from "../_errors.js";

const AMERICAN = /^(?:en(?:-US)?|und)$/i;
// Languages that order ASCII as the root collation does; Danish, Czech, Hungarian and others do not.
const ORDERED_AS_ROOT =
  /^(?:und|ar|bg|ca|de|el|en|es|eu|fa|fi|fr|gl|he|hi|id|is|it|ja|ko|ms|nl|pl|pt|ro|ru|sl|sv|uk|vi|zh)(?:-[A-Z]{2})?$/i;
const needs = (what) => notSupported(what, "it has no Intl");

// Checks the arguments `locales` and `options` of a method: a locale that `known` matches, and no options.
function checkLocale(method, known, locales, options) {
  if (options !== undefined) throw needs(`${method}() with options`);
  const wanted = (Array.isArray(locales) ? locales[0] : locales) ?? localeOfMachine();
  if (typeof wanted !== "string" || !known.test(wanted)) throw needs(`${method}() in the locale ${String(wanted)}`);
}

function localeOfMachine() {
  const lang = getEnv("LC_ALL") || getEnv("LC_MESSAGES") || getEnv("LANG") || "C";
  const name = lang.replace(/[.@].*$/s, "");
  return name === "C" || name === "POSIX" ? "en-US" : name.replace("_", "-");
}

// -- text

// The root collation's order of ASCII: primary weights; control characters have none and are ignored.
const ORDER = "\t\n\v\f\r _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz";
let weights;

function weightsOfASCII() {
  const table = new Uint8Array(128);
  for (let i = 0; i < ORDER.length; i++) {
    table[ORDER.charCodeAt(i)] = i + 1;
    table[ORDER[i].toUpperCase().charCodeAt(0)] = i + 1;
  }
  return table;
}

// The next index at or after `at` whose character counts.
function skipIgnored(text, at) {
  while (at < text.length && weights[text.charCodeAt(at)] === 0) at++;
  return at;
}

// First by letters, then lower case before upper case.
function compareASCII(a, b) {
  weights ??= weightsOfASCII();
  let byCase = 0;
  for (let i = skipIgnored(a, 0), k = skipIgnored(b, 0); ; i = skipIgnored(a, i + 1), k = skipIgnored(b, k + 1)) {
    if (i >= a.length || k >= b.length) return i < a.length ? 1 : k < b.length ? -1 : byCase;
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(k)];
    if (weights[x] !== weights[y]) return weights[x] < weights[y] ? -1 : 1;
    if (byCase === 0 && x !== y) byCase = x > y ? -1 : 1;
  }
}

const NOT_ASCII = /[^\x00-\x7f]/;

export const { localeCompare } = {
  localeCompare(that, locales = undefined, options = undefined) {
    if (this === undefined || this === null) {
      throw new TypeError("String.prototype.localeCompare called on null or undefined");
    }
    const [a, b] = [`${this}`, `${that}`];
    checkLocale("String.prototype.localeCompare", ORDERED_AS_ROOT, locales, options);
    if (a === b) return 0;
    if (NOT_ASCII.test(a) || NOT_ASCII.test(b)) {
      if (a.normalize() === b.normalize()) return 0;
      throw needs("String.prototype.localeCompare() of text beyond ASCII");
    }
    return compareASCII(a, b);
  },
};
Object.defineProperty(localeCompare, "length", { value: 1, configurable: true });

// Lithuanian and the Turkic languages have letters of their own.
const OWN_CASES = /^(?:lt|tr|az)(?:$|-)/i;

function caseMethod(name, convert) {
  return {
    [name](locales = undefined) {
      const wanted = (Array.isArray(locales) ? locales[0] : locales) ?? localeOfMachine();
      if (OWN_CASES.test(wanted)) throw needs(`String.prototype.${name}() in the locale ${wanted}`);
      return Reflect.apply(convert, this, []);
    },
  }[name];
}

export const toLocaleUpperCase = caseMethod("toLocaleUpperCase", String.prototype.toUpperCase);
export const toLocaleLowerCase = caseMethod("toLocaleLowerCase", String.prototype.toLowerCase);

// -- numbers

const group = (digits) => digits.replace(/\B(?=(?:\d{3})+$)/g, ",");

// At most three fraction digits, half away from zero, of the shortest decimal form of the number.
function formatNumber(value) {
  if (Number.isNaN(value)) return "NaN";
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const size = Math.abs(value);
  if (size === Infinity) return `${sign}∞`;
  const [, whole, fraction = "", exponent = "0"] = /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(`${size}`);
  const shift = Number(exponent) - fraction.length + 3;
  let thousandths = BigInt(whole + fraction);
  if (shift >= 0) thousandths *= 10n ** BigInt(shift);
  else thousandths = (thousandths * 2n + 10n ** BigInt(-shift)) / (2n * 10n ** BigInt(-shift));
  const text = `${thousandths}`.padStart(4, "0");
  const rest = text.slice(-3).replace(/0+$/, "");
  return `${sign}${group(text.slice(0, -3))}${rest && `.${rest}`}`;
}

const { valueOf: numberValue } = Number.prototype;
const { valueOf: bigintValue } = BigInt.prototype;

export const { numberToLocaleString, bigintToLocaleString } = {
  numberToLocaleString(locales = undefined, options = undefined) {
    const value = Reflect.apply(numberValue, this, []);
    checkLocale("Number.prototype.toLocaleString", AMERICAN, locales, options);
    return formatNumber(value);
  },
  bigintToLocaleString(locales = undefined, options = undefined) {
    const value = Reflect.apply(bigintValue, this, []);
    checkLocale("BigInt.prototype.toLocaleString", AMERICAN, locales, options);
    return value < 0n ? `-${group(`${-value}`)}` : group(`${value}`);
  },
};

// -- dates

const { getTime } = Date.prototype;
const two = (number) => `${number}`.padStart(2, "0");
const dateOf = (date) => `${date.getMonth() + 1}/${date.getDate()}/${date.getFullYear()}`;
const timeOf = (date) =>
  `${date.getHours() % 12 || 12}:${two(date.getMinutes())}:${two(date.getSeconds())} ${date.getHours() < 12 ? "AM" : "PM"}`;

function dateMethod(name, format) {
  return function (locales, options) {
    const time = Reflect.apply(getTime, this, []);
    checkLocale(`Date.prototype.${name}`, AMERICAN, locales, options);
    if (Number.isNaN(time)) return "Invalid Date";
    const date = new Date(time);
    if (date.getFullYear() < 1000) throw needs(`Date.prototype.${name}() of years before 1000`);
    return format(date);
  };
}

export const dateToLocaleString = dateMethod("toLocaleString", (date) => `${dateOf(date)}, ${timeOf(date)}`);
export const dateToLocaleDateString = dateMethod("toLocaleDateString", dateOf);
export const dateToLocaleTimeString = dateMethod("toLocaleTimeString", timeOf);

for (const [method, name] of [
  [toLocaleUpperCase, "toLocaleUpperCase"], [toLocaleLowerCase, "toLocaleLowerCase"],
  [numberToLocaleString, "toLocaleString"], [bigintToLocaleString, "toLocaleString"], [dateToLocaleString, "toLocaleString"],
  [dateToLocaleDateString, "toLocaleDateString"], [dateToLocaleTimeString, "toLocaleTimeString"],
]) {
  Object.defineProperty(method, "name", { value: name, configurable: true });
  Object.defineProperty(method, "length", { value: 0, configurable: true });
}
