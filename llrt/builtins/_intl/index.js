// The global `Intl`: its functions, and each constructor loaded at its first touch. https://tc39.es/ecma402/#intl-object
import { defineLazy } from "native:engine";
import { localeList } from "./negotiation.js";

const Intl = Object.create(Object.prototype, {
  [Symbol.toStringTag]: { value: "Intl", configurable: true },
});

const functions = {
  getCanonicalLocales(locales) {
    return localeList(locales);
  },
};
for (const name of Object.keys(functions)) {
  Object.defineProperty(Intl, name, { value: functions[name], writable: true, configurable: true });
}

for (const [name, module] of [
  ["supportedValuesOf", "supported_values"],
  ["DateTimeFormat", "date_time_format"],
  ["NumberFormat", "number_format"],
  ["Collator", "collator"],
  ["PluralRules", "plural_rules"],
  ["RelativeTimeFormat", "relative_time_format"],
  ["ListFormat", "list_format"],
  ["Locale", "locale"],
  ["DisplayNames", "display_names"],
  ["Segmenter", "segmenter"],
  ["DurationFormat", "duration_format"],
]) {
  defineLazy(Intl, name, `node:internal/intl/${module}`, name, false);
}

export default Intl;
