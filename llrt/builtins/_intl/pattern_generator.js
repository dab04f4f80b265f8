// From a skeleton ("yMMMdjm") to the pattern of a locale: the nearest one that CLDR has, its fields adjusted, or several put
// together. Follows ICU's DateTimePatternGenerator. https://unicode.org/reports/tr35/tr35-dates.html#availableFormats_appendItems
import {
  baseOf, DATE_MASK, distance, formOf, FRACTION, HOUR, MINUTE, MONTH, patternOf, runsOf, SECOND, skeletonOf, TIME_MASK, typeOf, WEEKDAY, YEAR,
} from "./date_skeleton.js";

const CANONICAL = ["G", "y", "Q", "M", "w", "W", "E", "D", "F", "d", "a", "H", "m", "s", "S", "v"];
const APPEND_NAMES = ["Era", "Year", "Quarter", "Month", "Week", "Week", "Day-Of-Week", "Day", "Day-Of-Week", "Day", "", "Hour", "Minute",
  "Second", "", "Timezone"]; // prettier-ignore

const FIELD_NAMES = ["era", "year", "quarter", "month", "week", "weekOfMonth", "weekday", "dayOfYear", "weekdayOfMonth", "day", "dayperiod",
  "hour", "minute", "second", "F14", "zone"]; // prettier-ignore

export class PatternGenerator {
  // `calendar`: patterns of a calendar in a locale; `order`: the keys of its formats, of equally near ones the first is taken; `hour`: the
  // letter of the locale's hours.
  constructor(calendar, order, fieldNames, hour, decimal) {
    this.calendar = calendar;
    this.fieldNames = fieldNames;
    this.hour = hour;
    this.decimal = decimal;
    this.entries = new Map();
    this.bases = new Set();
    this.found = new Map();
    for (const letter of CANONICAL) this.add(letter, undefined, false);
    const styles = calendar.DateTimePatterns;
    for (let i = 0; i < 4; i++) {
      this.add(styles[4 + i], undefined, false);
      this.add(styles[i], undefined, false);
    }
    for (const key of order) this.add(calendar.availableFormats[key], key, true);
    this.order = [...this.entries.values()].sort((a, b) => (a.base[0] === b.base[0] ? 0 : a.base[0] < b.base[0] ? -1 : 1));
  }

  add(pattern, key, override) {
    const skeleton = skeletonOf(key ?? pattern);
    const base = baseOf(skeleton);
    if (!override && this.bases.has(base)) return;
    const form = formOf(skeleton);
    const before = this.entries.get(form);
    if (before?.specified !== undefined && key !== undefined) return;
    const specified = key === undefined ? undefined : skeleton;
    // One that takes the place of another stands where that stood.
    if (before !== undefined) Object.assign(before, { pattern, specified });
    else this.entries.set(form, { base, skeleton, pattern, specified });
    this.bases.add(base);
  }

  // The entry nearest to the fields of `wanted` in `mask`.
  nearest(wanted, mask) {
    let best;
    for (const entry of this.order) {
      const found = distance(wanted, entry.skeleton, mask);
      if (best === undefined || found.distance < best.distance || (found.distance === best.distance && best.missing < found.missing)) {
        best = { ...found, entry };
      }
      if (found.distance === 0) break;
    }
    return best;
  }

  // The pattern for a skeleton; hours have the length asked for if `matchHour`, else that of the locale.
  best(text, matchHour = true) {
    const key = matchHour ? text : `-${text}`;
    let pattern = this.found.get(key);
    if (pattern === undefined) this.found.set(key, (pattern = this.find(text, matchHour)));
    return pattern;
  }

  find(text, matchHour) {
    const wanted = skeletonOf(text);
    wanted.matchHour = matchHour;
    const near = this.nearest(wanted, -1);
    if (near.missing === 0 && near.extra === 0) return this.adjust(near.entry.pattern, near.entry.specified, wanted, false);
    const date = this.appended(wanted, wanted.mask & DATE_MASK);
    const time = this.appended(wanted, wanted.mask & TIME_MASK);
    if (date === "" || time === "") return date || time;
    return glue(this.glueFor(wanted), time, date);
  }

  // How a date and a time are joined depends on how long the month is.
  glueFor(wanted) {
    const length = wanted.lengths[MONTH] ?? 0;
    const style = length === 4 ? (wanted.letters[WEEKDAY] === undefined ? 1 : 0) : length === 3 ? 2 : 3;
    return this.calendar["DateTimePatterns%atTime"]?.[style] ?? this.calendar.DateTimePatterns[9 + style];
  }

  appended(wanted, mask) {
    if (mask === 0) return "";
    let near = this.nearest(wanted, mask);
    let result = this.adjust(near.entry.pattern, near.entry.specified, wanted, false);
    let { missing } = near;
    let last = -1;
    const both = (1 << SECOND) | (1 << FRACTION);
    while (missing !== 0 && missing !== last) {
      if ((missing & both) === 1 << FRACTION && (mask & both) === both) {
        result = this.adjust(result, near.entry.specified, wanted, true);
        missing &= ~(1 << FRACTION);
        continue;
      }
      near = this.nearest(wanted, missing);
      const more = this.adjust(near.entry.pattern, near.entry.specified, wanted, false);
      const top = 31 - Math.clz32(missing & ~near.missing);
      const format = this.calendar.appendItems[APPEND_NAMES[top]] ?? "{0} \u251C{2}: {1}\u2524";
      const name = this.fieldNames[FIELD_NAMES[top]] ?? FIELD_NAMES[top];
      result = glue(format, result, more).replace("{2}", () => `'${name}'`);
      last = missing = near.missing;
    }
    return result;
  }

  // The pattern with its fields in the lengths and letters that were asked for.
  adjust(pattern, specified, wanted, fraction) {
    const runs = [];
    for (const [letter, length] of runsOf(pattern)) {
      const [field, type] = (letter !== "'" && typeOf(letter, length)) || [];
      if (field === undefined) {
        runs.push([letter, length]);
      } else if (fraction && field === SECOND) {
        runs.push([letter, length], ["'", this.decimal], [wanted.letters[FRACTION], wanted.lengths[FRACTION]]);
      } else if (wanted.types[field] === 0) {
        runs.push([letter, length]);
      } else {
        runs.push(this.adjusted(letter, length, field, type, specified, wanted));
      }
    }
    return patternOf(runs);
  }

  adjusted(letter, length, field, type, specified, wanted) {
    const asked = wanted.letters[field];
    let askedLength = wanted.lengths[field];
    if (asked === "E" && askedLength < 3) askedLength = 3;
    let adjusted = askedLength;
    if (field === MINUTE || field === SECOND || (field === HOUR && !wanted.matchHour)) {
      adjusted = length;
    } else if (specified !== undefined && asked !== "c" && asked !== "e") {
      const own = specified.lengths[field] ?? 0;
      if (own === askedLength || type > 0 !== wanted.types[field] > 0) adjusted = length;
    }
    let result = field === HOUR || field === MONTH || field === WEEKDAY || (field === YEAR && asked !== "Y") ? letter : asked;
    if (result === "E" && adjusted < 3) result = "e";
    if (field === HOUR) result = this.hourLetter(result, asked);
    return [result, adjusted];
  }

  // 12 hours are counted from 0 or from 1 as the locale does, 24 hours too.
  hourLetter(letter, asked) {
    const { hour } = this;
    if (asked === hour) return hour;
    const pairs = { hK: "K", Hk: "k", kH: "H", Kh: "h" };
    return pairs[asked + hour] ?? letter;
  }
}

const glue = (format, zero, one) => format.replace(/\{([01])\}/g, (_, which) => (which === "0" ? zero : one));
