// Intl.PluralRules: https://tc39.es/ecma402/#pluralrules-objects. The rules themselves: plural.js.
import { fromNumber } from "./decimal.js";
import { readDigitOptions, resolvedDigits, resolvedRounding, round } from "./digit_options.js";
import { localeList, resolveLocale } from "./negotiation.js";
import { coerceOptions, readMatcher, stringOption } from "./options.js";
import { rulesOf, selectInteger, selectPlural, selectRange } from "./plural.js";
import { defineService, instanceFor, requireNew, stateOf } from "./service.js";

const SERVICE = "Intl.PluralRules";
const states = new WeakMap();
const ORDER = ["zero", "one", "two", "few", "many", "other"];

export function PluralRules(locales = undefined, options = undefined) {
  requireNew(new.target, "PluralRules");
  const requested = localeList(locales);
  const bag = coerceOptions(options, SERVICE);
  readMatcher(bag, SERVICE);
  const type = stringOption(bag, "type", ["cardinal", "ordinal"], "cardinal", SERVICE);
  const digits = readDigitOptions(bag, 0, 3, "standard", SERVICE);
  const { locale, dataLocale } = resolveLocale(requested, {}, () => false);
  const instance = instanceFor(new.target, PluralRules);
  states.set(instance, { locale, dataLocale, type, digits, rules: rulesOf(dataLocale, type) });
  return instance;
}

const isPlain = ({ fraction, significant, increment }) => significant === undefined && fraction.least === 0 && increment === 1;

function select(state, number) {
  const { rules, digits } = state;
  if (Number.isInteger(number) && Math.abs(number) < 1e15 && (state.plain ??= isPlain(digits))) return selectInteger(rules, Math.abs(number));
  const { value, shown } = round(fromNumber(number), digits);
  return selectPlural(rules, value, shown);
}

function finite(value, name) {
  const number = Number(value);
  if (Number.isNaN(number)) throw new RangeError(`Invalid ${name} : NaN`);
  return number;
}

defineService(PluralRules, "PluralRules", {
  resolvedOptions() {
    const state = stateOf(states, this, "Intl.PluralRules.prototype.resolvedOptions");
    const found = ["other", ...state.rules.map(([category]) => category)];
    return {
      locale: state.locale,
      type: state.type,
      ...resolvedDigits(state.digits),
      pluralCategories: ORDER.filter((category) => found.includes(category)),
      ...resolvedRounding(state.digits),
    };
  },
  select(value) {
    return select(stateOf(states, this, "Intl.PluralRules.prototype.select"), Number(value));
  },
  selectRange(start, end) {
    const state = stateOf(states, this, "Intl.PluralRules.prototype.selectRange");
    if (start === undefined) throw new TypeError("Invalid startRange : undefined");
    if (end === undefined) throw new TypeError("Invalid endRange : undefined");
    const [from, to] = [finite(start, "startRange"), finite(end, "endRange")];
    return selectRange(state.dataLocale, select(state, from), select(state, to));
  },
});

export default PluralRules;
