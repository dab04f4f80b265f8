// The locale-sensitive methods of strings: https://tc39.es/ecma402/#sup-properties-of-the-string-prototype-object
import { loadBuiltin } from "native:engine";

// Many programs call toLocaleLowerCase() without a locale, which needs no data at all.
const collation = () => loadBuiltin("node:internal/intl/collator");
const negotiation = () => loadBuiltin("node:internal/intl/negotiation");

const { toUpperCase, toLowerCase } = String.prototype;

function textOf(value, method) {
  if (value === undefined || value === null) throw new TypeError(`String.prototype.${method} called on null or undefined`);
  return `${value}`;
}

export const { localeCompare } = {
  localeCompare(that, locales = undefined, options = undefined) {
    const a = typeof this === "string" ? this : textOf(this, "localeCompare");
    const b = typeof that === "string" ? that : `${that}`;
    const { compareWith, defaultCollator, prepareCollator } = collation();
    const collator = locales === undefined && options === undefined ? defaultCollator() : prepareCollator(locales, options);
    return compareWith(collator, a, b);
  },
};
Object.defineProperty(localeCompare, "length", { value: 1, configurable: true });

// Languages with letters of their own: https://www.unicode.org/Public/UCD/latest/ucd/SpecialCasing.txt
const TURKIC = { upper: { i: "İ" }, lower: { I: "ı", "I\u0307": "i", İ: "i" } };
const ABOVE = "[\\u0300\\u0301\\u0303]";
const SPECIAL = {
  tr: TURKIC,
  az: TURKIC,
  lt: { upper: {}, lower: { Ì: "i\u0307\u0300", Í: "i\u0307\u0301", Ĩ: "i\u0307\u0303" } },
};

function replaceSpecial(text, language, direction) {
  const table = SPECIAL[language][direction];
  const letters = Object.keys(table).sort((a, b) => b.length - a.length);
  let result = letters.length > 0 ? text.replace(new RegExp(letters.join("|"), "g"), (found) => table[found]) : text;
  if (language === "lt" && direction === "lower") result = result.replace(new RegExp(`([IJĮ])(?=${ABOVE})`, "g"), (letter) => `${letter.toLowerCase()}\u0307`);
  if (language === "lt" && direction === "upper") result = result.replace(/([iįj\u1ecb])\u0307/g, "$1");
  return result;
}

function convert(text, locales, direction, plain) {
  const { defaultLocale, localeList } = negotiation();
  // V8 looks at the first only.
  const [tag = defaultLocale()] = localeList(Array.isArray(locales) ? locales.slice(0, 1) : locales);
  const language = tag.split("-")[0];
  return Reflect.apply(plain, SPECIAL[language] === undefined ? text : replaceSpecial(text, language, direction), []);
}

export const { toLocaleUpperCase, toLocaleLowerCase } = {
  toLocaleUpperCase(locales = undefined) {
    const text = textOf(this, "toLocaleUpperCase");
    return locales === undefined ? Reflect.apply(toUpperCase, text, []) : convert(text, locales, "upper", toUpperCase);
  },
  toLocaleLowerCase(locales = undefined) {
    const text = textOf(this, "toLocaleLowerCase");
    return locales === undefined ? Reflect.apply(toLowerCase, text, []) : convert(text, locales, "lower", toLowerCase);
  },
};
