// Intl.Collator, and String.prototype.localeCompare's half: the root order of CLDR, which English has too.
// https://tc39.es/ecma402/#collator-objects; the comparison itself is cext/intl/collate.c.
import { compare as compareText, section } from "native:intl";
import { localeList, resolveLocale } from "./negotiation.js";
import { booleanOption, coerceOptions, keywordOption, readMatcher, stringOption } from "./options.js";
import { defineService, instanceFor, stateOf } from "./service.js";

const SERVICE = "Intl.Collator";
const [SHIFTED, NUMERIC, CASE_LEVEL, CASE_FIRST, UPPER_FIRST, DECOMPOSED] = [1, 2, 4, 8, 16, 32];
const STRENGTHS = { base: 1, accent: 2, case: 1, variant: 3 };
const states = new WeakMap();
let data;

export function compareWith({ strength, flags }, a, b) {
  if (a === b) return 0;
  data ??= section("latin");
  let order = compareText(a, b, strength, flags, data);
  if (order === 3) {
    data = section("collation");
    order = compareText(a, b, strength, flags, data);
  }
  return order === 2 ? compareText(a.normalize("NFD"), b.normalize("NFD"), strength, flags | DECOMPOSED, data) : order;
}

function accept(key, value) {
  if (key === "kn") return value === "true" || value === "false";
  if (key === "kf") return ["upper", "lower", "false"].includes(value);
  return false;
}

export function prepareCollator(locales, bag) {
  const requested = localeList(locales);
  const options = coerceOptions(bag, SERVICE);
  const usage = stringOption(options, "usage", ["sort", "search"], "sort", SERVICE);
  readMatcher(options, SERVICE);
  keywordOption(options, "collation");
  const numeric = booleanOption(options, "numeric");
  const caseFirst = stringOption(options, "caseFirst", ["upper", "lower", "false"], undefined, SERVICE);
  const resolved = resolveLocale(requested, { kf: caseFirst, kn: numeric === undefined ? undefined : `${numeric}` }, accept);
  const sensitivity = stringOption(options, "sensitivity", ["base", "accent", "case", "variant"], "variant", SERVICE);
  const ignorePunctuation = booleanOption(options, "ignorePunctuation") ?? false;
  const state = {
    locale: resolved.locale,
    usage,
    sensitivity,
    ignorePunctuation,
    collation: "default",
    numeric: resolved.kn === "true",
    caseFirst: resolved.kf ?? "false",
    strength: STRENGTHS[sensitivity],
    flags: 0,
  };
  if (ignorePunctuation) state.flags |= SHIFTED;
  if (state.numeric) state.flags |= NUMERIC;
  if (sensitivity === "case") state.flags |= CASE_LEVEL;
  if (state.caseFirst !== "false") state.flags |= CASE_FIRST;
  if (state.caseFirst === "upper") state.flags |= UPPER_FIRST;
  return state;
}

export function Collator(locales = undefined, options = undefined) {
  const instance = instanceFor(new.target, Collator);
  states.set(instance, prepareCollator(locales, options));
  return instance;
}

defineService(Collator, "Collator", {
  resolvedOptions() {
    const state = stateOf(states, this, "Intl.Collator.prototype.resolvedOptions");
    const { locale, usage, sensitivity, ignorePunctuation, collation, numeric, caseFirst } = state;
    return { locale, usage, sensitivity, ignorePunctuation, collation, numeric, caseFirst };
  },
  get compare() {
    const state = stateOf(states, this, "get Intl.Collator.prototype.compare");
    return (state.bound ??= Object.defineProperty((a, b) => compareWith(state, typeof a === "string" ? a : `${a}`, typeof b === "string" ? b : `${b}`), "name", { value: "" }));
  },
});

let plain;

// The collator of localeCompare() without arguments.
export function defaultCollator() {
  return (plain ??= prepareCollator());
}

export default Collator;
