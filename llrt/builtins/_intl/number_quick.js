// The quick way to the text of a plain number, which is most of what programs format. number_layout.js has the long way, which gives the
// same: tests/builtins/intl/numbers_are_formatted_as_in_node.diff.mjs goes both.
import { affixesFor } from "./number_layout.js";

function isPlain({ digits, layout, scientific, compact, style, signDisplay, grouping, hasOuter }) {
  return (
    digits.significant === undefined && digits.increment === 1 && digits.mode === "halfExpand" && digits.zeros === "auto" && digits.integer === 1 &&
    digits.fraction.most < 15 && layout.digits === undefined && !scientific && compact === undefined && style !== "percent" &&
    !hasOuter && signDisplay === "auto" && (grouping === undefined || (grouping[0] === 3 && grouping[1] === 3))
  ); // prettier-ignore
}

// What formatQuickly() needs, in one object; false for formats that need the long way.
function quickPlan(state) {
  if (!isPlain(state)) return false;
  const { digits, layout, grouping, leastGroup, pattern } = state;
  return {
    least: digits.fraction.least,
    most: digits.fraction.most,
    grouped: grouping === undefined ? Infinity : 2 + leastGroup,
    decimal: layout.symbols.decimal,
    group: layout.symbols.group,
    positive: affixesFor(state, pattern, ""),
    negative: affixesFor(state, pattern, "-"),
  };
}

// [whole digits, fraction] of a number of at most `most` fraction digits, rounded half away from zero.
function roundText(text, dot, most) {
  const fraction = text.slice(dot + 1);
  if (fraction.length <= most) return [text.slice(0, dot), fraction];
  let digits = Number(text.slice(0, dot) + fraction.slice(0, most));
  if (fraction.charCodeAt(most) >= 53) digits++;
  const all = `${digits}`.padStart(most + 1, "0");
  let end = all.length;
  while (end > all.length - most && all.charCodeAt(end - 1) === 48) end--;
  return [all.slice(0, all.length - most), all.slice(all.length - most, end)];
}

// The text of a number; undefined where it needs the long way.
export function formatQuickly(state, value) {
  const plan = (state.quick ??= quickPlan(state));
  if (plan === false || !(value < 1e15 && value > -1e15)) return undefined;
  const negative = value < 0 || Object.is(value, -0);
  let text = `${negative ? -value : value}`;
  let fraction = "";
  const dot = text.indexOf(".");
  if (dot >= 0) {
    if (dot + plan.most > 15 || text.includes("e")) return undefined;
    [text, fraction] = roundText(text, dot, plan.most);
  } else if (text.includes("e")) {
    return undefined;
  }
  if (fraction.length < plan.least) fraction = fraction.padEnd(plan.least, "0");
  if (text.length > plan.grouped) {
    for (let at = text.length - 3; at > 0; at -= 3) text = `${text.slice(0, at)}${plan.group}${text.slice(at)}`;
  }
  const affixes = negative ? plan.negative : plan.positive;
  return fraction === "" ? `${affixes.before}${text}${affixes.after}` : `${affixes.before}${text}${plan.decimal}${fraction}${affixes.after}`;
}
