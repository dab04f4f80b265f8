// Ranges of numbers: what their ends share is written once, ends that look alike become an approximation. The rules are ICU's:
// https://unicode-org.github.io/icu/userguide/format_parse/numbers/skeletons.html, class NumberRangeFormatter.
import { affixesFor, innerParts, outerAffixes, patternFor, pluralOf, roundFor, signOf } from "./number_layout.js";
import { isZero } from "./decimal.js";
import { selectRange } from "./plural.js";

const codePoints = (affixes) => [...affixes.before, ...affixes.after].length;
const same = (a, b) => a === b || (a !== undefined && b !== undefined && a.before === b.before && a.after === b.after);

const equal = ({ value: a, exponent: e }, { value: b, exponent: f }) =>
  (a.negative === b.negative || (isZero(a) && isZero(b))) && a.digits === b.digits && a.point === b.point && a.special === b.special && e === f;

function side(state, decimal) {
  const rounded = roundFor(state, decimal);
  const pattern = patternFor(state, rounded);
  return {
    rounded,
    inner: innerParts(state, rounded),
    middle: affixesFor(state, pattern, signOf(state.signDisplay, rounded.value), rounded.value.special),
    outer: outerAffixes(state, pluralOf(state, rounded)),
  };
}

function push(out, type, value, source) {
  const last = out.at(-1);
  if (type !== "literal" || last?.type !== "literal") {
    out.push({ type, value, source });
    return;
  }
  last.value += value;
  if (source === "shared") last.source = source;
}

function tagged(pairs, source, out) {
  for (let i = 0; i < pairs.length; i += 2) push(out, pairs[i], pairs[i + 1], source);
}

function approximately(state, number) {
  const out = [];
  const sign = state.layout.symbols.approximatelySign;
  tagged(number.outer?.prefix ?? [], "shared", out);
  out.push({ type: "approximatelySign", value: sign, source: "shared" });
  for (const pairs of [number.middle.prefix, number.inner, number.middle.suffix, number.outer?.suffix ?? []]) tagged(pairs, "shared", out);
  return out;
}

const WHITE = /^\s$/u;

export function formatRangeParts(state, start, end) {
  const [a, b] = [side(state, start), side(state, end)];
  if (same(a.middle, b.middle) && same(a.outer, b.outer) && equal(a.rounded, b.rounded)) return approximately(state, a);
  const plural = state.hasOuter ? selectRange(state.locale, pluralOf(state, a.rounded), pluralOf(state, b.rounded)) : "other";
  const outer = outerAffixes(state, plural);
  // One end alone has a sign, or they are written with different words: nothing is shared.
  const shareMiddle = same(a.middle, b.middle) && codePoints(a.middle) > 1;
  const repeats = !shareMiddle && codePoints(a.middle) > 0;
  const pattern = (state.layout.elements.miscPatterns?.range ?? state.layout.latin.miscPatterns.range).split("{0}")[1].split("{1}")[0];
  const separator = (repeats || state.scientific) && !WHITE.test(pattern[0]) ? ` ${pattern} ` : pattern;
  const out = [];
  tagged(outer?.prefix ?? [], "shared", out);
  if (shareMiddle) tagged(a.middle.prefix, "shared", out);
  for (const [number, source] of [[a, "startRange"], [b, "endRange"]]) {
    if (!shareMiddle) tagged(number.middle.prefix, source, out);
    tagged(number.inner, source, out);
    if (!shareMiddle) tagged(number.middle.suffix, source, out);
    if (source === "startRange") push(out, "literal", separator, "shared");
  }
  if (shareMiddle) tagged(a.middle.suffix, "shared", out);
  tagged(outer?.suffix ?? [], "shared", out);
  return out;
}

export const formatRange = (state, start, end) => formatRangeParts(state, start, end).map(({ value }) => value).join("");
