// Random numbers under random options: text, parts, resolved options. Left out: what only V8's own slips decide (parts of ranges in
// scientific notation, currencies in countries whose European format ICU mixes up).
import { attempt, randomSource } from "./random.mjs";

const { next, below, pick, chance, options } = randomSource(1);
const SPECIAL = [0, -0, NaN, Infinity, -Infinity, 0.5, 1.5, 2.5, -0.5, 0.05, 0.25, 1e21, 1.005, 999999, 999499.5, 9.995, 0.001, 1, 1000, 1e-7, 1e15, "12.5e2", "-Infinity", "x", "0x1f", " 7 ", null, true];
const number = () => [
  () => pick(SPECIAL), () => below(1e6) - 5e5, () => (next() - 0.5) * 10 ** (below(30) - 10), () => BigInt(below(1e9)) * 10n ** BigInt(below(30)),
  () => `${next()}${below(1e9)}`, () => below(1000) / 100, () => below(100),
][below(7)]();
const CURRENCIES = ["USD", "EUR", "JPY", "GBP", "KWD", "INR", "CHF", "XYZ", "BRL", "CLF", "AUD", "CAD", "KRW", "VND", "XAU", "MRU"];
const UNITS = ["acre", "byte", "celsius", "day", "degree", "fluid-ounce", "gigabit", "hour", "inch", "kilogram", "kilometer", "liter", "mile-scandinavian", "minute",
  "percent", "stone", "year", "kilometer-per-hour", "mile-per-gallon", "liter-per-kilometer", "byte-per-second", "gram-per-day", "acre-per-month", "pound-per-inch"];
const STYLES = [{}, {}, { style: "percent" }, { style: "currency" }, { style: "currency" }, { style: "unit" }];
const TABLE = [
  ["notation", ["standard", "scientific", "engineering", "compact"], 0.4], ["compactDisplay", ["short", "long"], 0.3],
  ["signDisplay", ["auto", "never", "always", "exceptZero", "negative"], 0.3], ["useGrouping", [true, false, "always", "auto", "min2"], 0.3],
  ["minimumIntegerDigits", [1, 2, 3, 6], 0.25], ["maximumFractionDigits", [0, 1, 2, 3, 5], 0.3], ["minimumFractionDigits", [0, 1, 2, 3], 0.2],
  ["maximumSignificantDigits", [1, 2, 3, 6], 0.15], ["minimumSignificantDigits", [1, 2, 3], 0.15],
  ["roundingMode", ["ceil", "floor", "expand", "trunc", "halfCeil", "halfFloor", "halfExpand", "halfTrunc", "halfEven"], 0.2],
  ["roundingPriority", ["auto", "morePrecision", "lessPrecision"], 0.15], ["trailingZeroDisplay", ["auto", "stripIfInteger"], 0.15],
  ["roundingIncrement", [1, 2, 5, 10, 20, 25, 50, 100, 2500, 5000], 0.1],
];
const LOCALES = ["en", "en-US", "en-GB", "en-IN", "en-AU", "en-CA", "en-ZA", "en-NZ", "en-001", "en-XX", "en-u-nu-arab", "en-u-nu-deva", "en-Latn-GB"];

for (let i = 0; i < 1200; i++) {
  const bag = { ...pick(STYLES), ...options(TABLE) };
  if (bag.style === "currency") Object.assign(bag, { currency: pick(CURRENCIES) }, options([["currencyDisplay", ["code", "symbol", "narrowSymbol", "name"], 0.5], ["currencySign", ["accounting"], 0.3]]));
  if (bag.style === "unit") Object.assign(bag, { unit: pick(UNITS) }, options([["unitDisplay", ["short", "narrow", "long"], 0.7]]));
  const [a, b, locale, more] = [number(), number(), pick(LOCALES), chance(0.3)];
  console.log(attempt(() => {
    const format = new Intl.NumberFormat(locale, bag);
    const line = [locale, JSON.stringify(bag), format.format(a), format.format(b), format.formatToParts(a).map(({ type, value }) => `${type}=${value}`).join("|")];
    if (more) line.push(JSON.stringify(format.resolvedOptions()));
    return line.join(" ");
  }));
}

for (let i = 0; i < 300; i++) {
  const bag = { ...pick([{}, { style: "percent" }, { style: "unit", unit: "kilometer" }, { style: "currency", currency: "USD" }, { style: "currency", currency: "CAD" }]), ...options(TABLE.slice(1, 5)) };
  if (chance(0.2)) bag.notation = "compact";
  const [a, b] = [below(2000) / 4 - 250, below(4) ? below(2000) / 4 : "12345678901234567890.5"];
  console.log(attempt(() => new Intl.NumberFormat("en", bag).formatRangeToParts(a, b).map(({ type, value, source }) => `${source[0]}${type}=${value}`).join("|")), JSON.stringify(bag));
}
