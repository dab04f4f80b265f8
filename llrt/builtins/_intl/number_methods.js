// Number.prototype.toLocaleString and BigInt's: https://tc39.es/ecma402/#sup-number.prototype.tolocalestring
import { fromBigInt } from "./decimal.js";
import { defaultLocale } from "./negotiation.js";
import { formatNumber } from "./number_layout.js";
import { formatValue, readOptions } from "./number_format.js";

const { valueOf: numberValue } = Number.prototype;
const { valueOf: bigintValue } = BigInt.prototype;
const plain = new Map();

// A format without options is made once for each locale.
function formatFor(locales, options) {
  if (options !== undefined || (locales !== undefined && typeof locales !== "string")) return readOptions(locales, options);
  const key = locales ?? defaultLocale();
  let found = plain.get(key);
  if (found === undefined) {
    found = readOptions(locales, undefined);
    if (plain.size < 32) plain.set(key, found);
  }
  return found;
}

export const { toLocaleString: numberToLocaleString } = {
  toLocaleString(locales = undefined, options = undefined) {
    const value = Reflect.apply(numberValue, this, []);
    return formatValue(formatFor(locales, options), value);
  },
};

export const { toLocaleString: bigintToLocaleString } = {
  toLocaleString(locales = undefined, options = undefined) {
    const value = Reflect.apply(bigintValue, this, []);
    return formatNumber(formatFor(locales, options), fromBigInt(value));
  },
};
