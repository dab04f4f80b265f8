// PluralRules, ListFormat, RelativeTimeFormat.
import { attempt } from "./random.mjs";

const show = (...values) => console.log(...values.map((value) => (typeof value === "string" ? value : JSON.stringify(value))));
for (const type of ["cardinal", "ordinal"]) {
  const rules = new Intl.PluralRules("en", { type });
  show(rules.resolvedOptions(), Array.from({ length: 130 }, (_, i) => rules.select(i)).join(" "));
  show([1.5, -1, 1e21, NaN, "1", 0.9999, 1n * 0n === 0n, null].map((n) => rules.select(n)), [[1, 2], [0, 1], [2, 1], [1, 1]].map((range) => rules.selectRange(...range)));
}
show(new Intl.PluralRules("en", { minimumFractionDigits: 1 }).select(1), new Intl.PluralRules("en-GB", { maximumSignificantDigits: 1 }).select(1.2));
const words = ["A", "B", "C", "D", "E"];
for (const type of ["conjunction", "disjunction", "unit"]) {
  for (const style of ["long", "short", "narrow"]) {
    for (const locale of ["en", "en-GB", "en-AU"]) {
      const format = new Intl.ListFormat(locale, { type, style });
      show(format.resolvedOptions(), ...[0, 1, 2, 3, 5].map((n) => format.format(words.slice(0, n))), format.formatToParts(words.slice(0, 3)));
    }
  }
}
const units = ["second", "minutes", "hour", "day", "week", "month", "quarter", "years"];
for (const style of ["long", "short", "narrow"]) {
  for (const numeric of ["always", "auto"]) {
    const format = new Intl.RelativeTimeFormat("en", { style, numeric });
    for (const unit of units) show([-2, -1, -0, 0, 1, 1.5, 2, 1000, -1e6].map((value) => format.format(value, unit)), format.formatToParts(-1234.5, unit));
  }
}
show(new Intl.RelativeTimeFormat("en-GB", { numberingSystem: "arab" }).resolvedOptions(), new Intl.RelativeTimeFormat("en-u-nu-deva").format(12, "day"));
for (const call of [
  () => Intl.PluralRules(), () => new Intl.PluralRules("en", { type: "x" }), () => new Intl.PluralRules("en").selectRange(NaN, 1), () => new Intl.PluralRules("en").selectRange(1),
  () => new Intl.ListFormat("en").format([1]), () => new Intl.ListFormat("en").format("abc"), () => new Intl.ListFormat("en", 5), () => new Intl.ListFormat("en", { style: "x" }),
  () => new Intl.RelativeTimeFormat("en").format(1, "foo"), () => new Intl.RelativeTimeFormat("en").formatToParts(1, "foo"), () => new Intl.RelativeTimeFormat("en").format(Infinity, "day"),
  () => new Intl.RelativeTimeFormat("en", { numberingSystem: "!" }), () => Intl.ListFormat.prototype.format.call({}), () => Intl.RelativeTimeFormat.prototype.format.call(1),
]) show(attempt(call));
