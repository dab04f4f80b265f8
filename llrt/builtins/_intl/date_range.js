// Ranges of dates ("Jan 3 – 5, 2026"): the interval patterns of CLDR, matched and put together as ICU's DateIntervalFormat does.
// https://unicode.org/reports/tr35/tr35-dates.html#intervalFormats
import { compile } from "./date_options.js";
import { appendParts } from "./date_pattern.js";
import { runsOf } from "./date_skeleton.js";
import { fieldsOf } from "./date_fields.js";
import { spanAt } from "./zones.js";

// From the largest; each with the letters that stand for it in interval data and the rank of what a pattern shows.
const UNITS = ["era", "year", "month", "day", "period", "hour", "minute", "second", "ms"];
const LETTERS = { era: "G", year: "y", month: "M", day: "d", period: "aB", hour: "hH", minute: "m", second: "s" };
const RANK = { G: 0, y: 1, Y: 1, u: 1, M: 2, L: 2, w: 2, D: 2, d: 3, E: 3, c: 3, e: 3, a: 4, h: 5, H: 5, K: 5, k: 5, m: 6, s: 7, S: 8 };

const lettersOf = (pattern) => runsOf(pattern).filter(([letter]) => letter !== "'");
// Does a pattern show nothing as small as this unit?
const ignores = (pattern, unit) => !lettersOf(pattern).some(([letter]) => (RANK[letter] ?? -1) >= UNITS.indexOf(unit));

function largestDifference(a, b) {
  if (a.year > 0 !== b.year > 0) return "era";
  if (a.year !== b.year) return "year";
  if (a.month !== b.month) return "month";
  if (a.day !== b.day) return "day";
  if (a.hour < 12 !== b.hour < 12) return "period";
  if (a.hour !== b.hour) return "hour";
  if (a.minute !== b.minute) return "minute";
  if (a.second !== b.second) return "second";
  return a.ms !== b.ms ? "ms" : undefined;
}

// -- skeletons

// The skeleton of a pattern as date and time, as they are and in the form of the data's keys.
function splitSkeleton(pattern) {
  const result = { date: "", time: "", normalDate: "", normalTime: "" };
  const lengths = {};
  for (const [letter, length] of lettersOf(pattern)) {
    if (letter === "O") continue; // ICU has no place for it
    const isTime = (RANK[letter] ?? 9) >= 4;
    result[isTime ? "time" : "date"] += letter.repeat(length);
    if ("EcedMLy".includes(letter)) lengths[letter === "c" || letter === "e" ? "E" : letter === "L" ? "M" : letter] = length;
    else if ("hHkKmzv".includes(letter)) lengths[letter] = length;
    else if (letter !== "a") result[isTime ? "normalTime" : "normalDate"] += letter.repeat(length);
  }
  if (lengths.y) result.normalDate += "y".repeat(lengths.y);
  if (lengths.M) result.normalDate += "M".repeat(lengths.M < 3 ? 1 : lengths.M);
  if (lengths.E) result.normalDate += "E".repeat(lengths.E <= 3 ? 1 : lengths.E);
  if (lengths.d) result.normalDate += "d";
  for (const letter of "hHkKmzv") if (lengths[letter]) result.normalTime += letter;
  return result;
}

function widths(skeleton) {
  const result = {};
  for (const letter of skeleton) result[letter] = (result[letter] ?? 0) + 1;
  return result;
}

const REPLACED = { z: "v", k: "H", K: "h", a: "", b: "" };

// The key of the interval data nearest to a skeleton: {key, difference: 0 same, 1 widths, 2 other letters, -1 other fields}.
function bestKey(intervals, skeleton) {
  const text = [...skeleton].map((letter) => REPLACED[letter] ?? letter).join("");
  const wanted = widths(text);
  let best;
  for (const key of Object.keys(intervals)) {
    if (key === "fallback") continue;
    const found = compareWidths(wanted, widths(key));
    if (best === undefined || found.distance < best.distance) best = { key, ...found };
    if (found.distance === 0) break;
  }
  if (best === undefined) return undefined;
  const difference = best.distance === 0 ? 0 : best.difference;
  return { key: best.key, difference: text !== skeleton && difference !== -1 ? 2 : difference };
}

function compareWidths(wanted, found) {
  let distance = 0;
  let difference = 1;
  for (const letter of new Set([...Object.keys(wanted), ...Object.keys(found)])) {
    const [a, b] = [wanted[letter] ?? 0, found[letter] ?? 0];
    if (a === b) continue;
    if (a === 0 || b === 0) {
      difference = -1;
      distance += 0x1000;
    } else {
      distance += letter === "M" && a <= 2 !== b <= 2 ? 0x100 : Math.abs(a - b);
    }
  }
  return { distance, difference };
}

const patternIn = (intervals, key, unit) => {
  for (const letter of LETTERS[unit]) if (intervals[key]?.[letter] !== undefined) return intervals[key][letter];
  return undefined;
};

// The interval pattern with its fields as wide as the skeleton has them.
function adjustWidths(pattern, skeleton, key, difference) {
  const [wanted, own] = [widths(skeleton), widths(key)];
  let text = pattern;
  if (difference === 2) {
    for (const [from, to] of [["z", "v"], ["K", "h"], ["k", "H"], ["b", "a"]]) {
      if (skeleton.includes(from)) text = text.replace(new RegExp(`'[^']*'|${to}+`, "g"), (run) => (run[0] === "'" ? run : from.repeat(wanted[from] ?? 1)));
    }
  }
  return text.replace(/'[^']*'|([a-zA-Z])\1*/g, (run, letter) => {
    const name = letter === "L" ? "M" : letter;
    const more = letter !== undefined && own[name] === run.length ? (wanted[name] ?? 0) - run.length : 0;
    return more > 0 ? run + letter.repeat(more) : run;
  });
}

// -- patterns of all units

// {unit: {interval: pattern} or {single: pattern for each end}}
function intervalPatterns(state) {
  const { generator, pattern } = state;
  const intervals = generator.calendar.intervalFormats;
  const parts = splitSkeleton(pattern);
  const plan = { units: {}, date: undefined, time: undefined, parts, whole: pattern };
  const best = (skeleton) => cycled(state, generator.best(skeleton, false));
  plan.whole = best(lettersOf(pattern).map(([letter, length]) => letter.repeat(length)).join(""));
  const main = parts.normalTime || parts.normalDate;
  const near = bestKey(intervals, main);
  if (near !== undefined) {
    if (parts.normalDate) plan.date = best(parts.normalDate);
    if (parts.normalTime) plan.time = best(parts.normalTime);
  }
  const found = near !== undefined && near.difference !== -1;
  if (found) fillUnits(plan.units, intervals, main, near, parts.normalTime !== "");
  if (parts.time !== "" && parts.date === "") {
    for (const unit of ["day", "month", "year"]) plan.units[unit] = { single: best(`yMd${parts.time}`) };
    plan.units.era = { single: best(`GyMd${parts.time}`) };
  } else if (parts.time !== "" && found) {
    joinDateAndTime(state, plan, best);
  }
  return plan;
}

const cycled = (state, pattern) => pattern.replace(/'[^']*'|[hHkK]/g, (c) => (c[0] === "'" ? c : { h11: "K", h12: "h", h23: "H", h24: "k" }[state.cycle]));

function fillUnits(units, intervals, skeleton, near, isTime) {
  let { key, difference } = near;
  let text = skeleton;
  for (const unit of isTime ? ["minute", "hour", "period"] : ["day", "month", "year", "era"]) {
    let found = patternIn(intervals, key, unit);
    let [from, fromText, fromDifference] = [key, text, difference];
    if (found === undefined) {
      if (ignores(key, unit)) continue;
      if (unit === "period") {
        found = patternIn(intervals, key, "hour");
      } else if (!isTime) {
        const letter = LETTERS[unit];
        [from, fromText] = [letter + key, letter + text];
        found = patternIn(intervals, from, unit);
        if (found === undefined && difference === 0) {
          const next = bestKey(intervals, from);
          if (next !== undefined && next.difference !== -1) {
            [from, fromDifference] = [next.key, next.difference];
            found = patternIn(intervals, from, unit);
          }
        }
        if (found !== undefined && unit === "month") [key, text, difference] = [from, fromText, fromDifference];
      }
    }
    if (found !== undefined) units[unit] = { interval: fromDifference === 0 ? found : adjustWidths(found, fromText, from, fromDifference) };
  }
}

// With the same day the date is written once, before or behind the range of times.
function joinDateAndTime(state, plan, best) {
  const { parts, units } = plan;
  let skeleton = lettersOf(state.pattern).map(([letter, length]) => letter.repeat(length)).join("");
  for (const [unit, letter] of [["day", "d"], ["month", "M"], ["year", "y"], ["era", "G"]]) {
    if (parts.date.includes(letter)) continue;
    skeleton = letter + skeleton;
    units[unit] = { single: best(skeleton) };
  }
  const date = best(parts.date);
  for (const unit of ["period", "hour", "minute"]) {
    const interval = units[unit]?.interval;
    if (interval !== undefined) units[unit] = { interval: joined(state, date, interval) };
  }
}

function joined(state, date, time) {
  const glue = glueOf(state);
  return glue.replace(/\{([01])\}/g, (_, which) => (which === "0" ? time : date));
}

function glueOf({ generator, pattern }) {
  const month = lettersOf(pattern).find(([letter]) => letter === "M" || letter === "L")?.[1] ?? 0;
  const weekday = lettersOf(pattern).some(([letter]) => "Ece".includes(letter));
  const style = month === 4 ? (weekday ? 0 : 1) : month === 3 ? 2 : 3;
  return generator.calendar.DateTimePatterns[9 + style];
}

// -- formatting

// Where a field comes the second time: the end's part of an interval pattern.
function splitAtRepeat(pattern) {
  const seen = new Set();
  let at = 0;
  for (const run of pattern.match(/'[^']*'|([a-zA-Z])\1*|[^a-zA-Z']+/g)) {
    if (/^[a-zA-Z]/.test(run)) {
      if (seen.has(run[0])) return [pattern.slice(0, at), pattern.slice(at)];
      seen.add(run[0]);
    }
    at += run.length;
  }
  return [pattern, ""];
}

function ends(state, pattern, a, b) {
  const compiled = compile(state, pattern);
  return [[compiled, a], [compiled, b]];
}

// The literals of a pattern with two places around the parts of both.
function around(out, format, zero, one) {
  for (const piece of format.split(/(\{[01]\})/)) {
    if (piece === "{0}") zero();
    else if (piece === "{1}") one();
    else if (piece !== "") appendParts(out, [["literal", piece.replaceAll("'", "")]], undefined);
  }
}

function fallback(state, out, pattern, a, b) {
  const [first, second] = ends(state, pattern, a, b);
  around(out, state.generator.calendar.intervalFormats.fallback, () => appendParts(out, ...first), () => appendParts(out, ...second));
}

// Marks what both ends have by its source: from the first to the last field that comes twice.
function withSources(parts) {
  const spans = [[Infinity, -1], [Infinity, -1]];
  for (let i = 0; i < parts.length; i++) {
    if (parts[i].type === "literal") continue;
    const k = parts.findIndex((part, index) => index > i && part.type === parts[i].type);
    if (k < 0) continue;
    spans[0] = [Math.min(spans[0][0], i), Math.max(spans[0][1], i)];
    spans[1] = [Math.min(spans[1][0], k), Math.max(spans[1][1], k)];
  }
  const within = (index, [from, to]) => index >= from && index <= to;
  return parts.map((part, index) => ({
    ...part,
    source: within(index, spans[0]) ? "startRange" : within(index, spans[1]) ? "endRange" : "shared",
  }));
}

export function formatRangeParts(state, start, end) {
  const at = (time) => {
    const span = spanAt(state.zone, time);
    return fieldsOf(time, span[2], span[3]);
  };
  const [a, b] = [at(start), at(end)];
  const unit = largestDifference(a, b);
  const out = [];
  const alone = () => {
    appendParts(out, state.compiled, a, "shared");
    return out;
  };
  if (unit === undefined) return alone();
  const plan = (state.intervals ??= intervalPatterns(state));
  const found = plan.units[unit];
  if (found?.interval !== undefined) {
    const [first, second] = splitAtRepeat(found.interval);
    appendParts(out, compile(state, first), a);
    appendParts(out, compile(state, second), b);
  } else if (found?.single !== undefined) {
    fallback(state, out, found.single, a, b);
  } else if (ignores(state.pattern, unit)) {
    return alone();
  } else if (UNITS.indexOf(unit) >= 4 && plan.date !== undefined && plan.time !== undefined) {
    around(out, glueOf(state), () => fallback(state, out, plan.time, a, b), () => appendParts(out, compile(state, plan.date), a));
  } else {
    fallback(state, out, plan.whole, a, b);
  }
  return withSources(out);
}
