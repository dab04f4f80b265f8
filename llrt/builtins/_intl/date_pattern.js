// Date patterns ("EEE, MMM d, y") compiled: for each field what writes it. https://unicode.org/reports/tr35/tr35-dates.html#Date_Field_Symbol_Table
// Not here: which pattern is used (pattern_generator.js), zones' names (zone_names.js).
import { section } from "./data.js";
import { runsOf } from "./date_skeleton.js";
import { zoneText } from "./zone_names.js";

const WIDTHS = ["", "abbreviated", "abbreviated", "abbreviated", "wide", "narrow", "short"];
const padded = (number, length) => (number < 10 && length >= 2 ? `${"0".repeat(length - 1)}${number}` : `${number}`.padStart(length, "0"));

// Writes digits in those of a numbering system.
function translator(digits) {
  return digits === undefined ? undefined : (text) => text.replace(/\d/g, (digit) => digits[digit]);
}

function numeric(type, length, translate, value) {
  if (translate !== undefined) return [type, (fields) => translate(padded(value(fields), length))];
  if (length === 1) return [type, (fields) => `${value(fields)}`];
  return [type, (fields) => padded(value(fields), length)];
}

const yearOfEra = ({ year }) => (year > 0 ? year : 1 - year);

const eraKeys = { 5: "narrow", 4: "wide" };

// Names of a field: a letter of its own stands for the stand-alone form.
function names(type, table, context, length, value) {
  const list = table[context][WIDTHS[length] ?? "abbreviated"];
  return [type, (fields) => list[value(fields)]];
}

// "in the morning", "noon": by the rules of the language.
function dayPeriod(context, length) {
  const { calendar, locale } = context;
  const rules = section("date").periods[locale.split("-")[0]];
  const list = calendar.dayPeriod.format[WIDTHS[length] ?? "abbreviated"];
  const minutes = (text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  const exact = {};
  const spans = [];
  for (const name of Object.keys(rules)) {
    const { at, from, before } = rules[name];
    if (at !== undefined) exact[minutes(at)] = name;
    else spans.push([minutes(from), minutes(before), name]);
  }
  return ["dayPeriod", ({ hour, minute, second }) => {
    const now = hour * 60;
    // Noon has a name of its own, midnight counts as night.
    const sharp = (context.hasMinute ? minute : 0) === 0 && (context.hasSecond ? second : 0) === 0;
    if (sharp && exact[now] !== undefined && list[exact[now]] !== undefined && exact[now] !== "midnight") return list[exact[now]];
    const found = spans.find(([from, before]) => (from < before ? now >= from && now < before : now >= from || now < before));
    return list[found[2]];
  }];
}

function amPm(calendar, length) {
  const list = length === 5 ? calendar.AmPmMarkersNarrow : calendar.AmPmMarkers;
  return ["dayPeriod", ({ hour }) => list[hour < 12 ? 0 : 1]];
}

function fraction(length, translate) {
  return ["fractionalSecond", ({ ms }) => {
    const text = `${ms}`.padStart(3, "0").slice(0, length).padEnd(length, "0");
    return translate === undefined ? text : translate(text);
  }];
}

// The last name is kept as long as the zone's offset and name hold.
function zoneField({ zone, locale, translate }, letter, length) {
  let [from, to, text] = [0, 0, ""];
  return ({ time }) => {
    if (time < from || time >= to) [text, from, to] = zoneText(zone, locale, time, letter, length, translate);
    return text;
  };
}

// [type, fields -> text] for a run of a letter.
function compileField(letter, length, context) {
  const { calendar, translate } = context;
  switch (letter) {
    case "G": {
      const eras = calendar.eras[eraKeys[length] ?? "abbreviated"];
      return ["era", ({ year }) => eras[year > 0 ? 1 : 0]];
    }
    case "y": case "Y":
      if (length === 2) return numeric("year", 2, translate, (fields) => yearOfEra(fields) % 100);
      return numeric("year", length, translate, yearOfEra);
    case "u": return numeric("year", length, translate, ({ year }) => year);
    case "M": case "L":
      if (length < 3) return numeric("month", length, translate, ({ month }) => month + 1);
      return names("month", calendar.monthNames, letter === "M" ? "format" : "stand-alone", length, ({ month }) => month);
    case "E": case "c": case "e":
      if (length < 3 && letter !== "E") length = 3;
      return names("weekday", calendar.dayNames, letter === "c" ? "stand-alone" : "format", length, ({ weekday }) => weekday);
    case "d": return numeric("day", length, translate, ({ day }) => day);
    case "a": return amPm(calendar, length);
    case "b": case "B": return dayPeriod(context, length);
    case "h": return numeric("hour", length, translate, ({ hour }) => hour % 12 || 12);
    case "K": return numeric("hour", length, translate, ({ hour }) => hour % 12);
    case "H": return numeric("hour", length, translate, ({ hour }) => hour);
    case "k": return numeric("hour", length, translate, ({ hour }) => hour || 24);
    case "m": return numeric("minute", length, translate, ({ minute }) => minute);
    case "s": return numeric("second", length, translate, ({ second }) => second);
    case "S": return fraction(length, translate);
    case "z": case "O": case "v":
      return ["timeZoneName", zoneField(context, letter, length)];
    default: return ["literal", () => ""];
  }
}

// [[type, fields -> text or a text], ...]. `context`: {calendar, locale, zone, digits}.
export function compilePattern(pattern, { calendar, locale, zone, digits }) {
  const runs = runsOf(pattern);
  const has = (letter) => runs.some(([found]) => found === letter);
  const context = { calendar, locale, zone, translate: translator(digits), hasMinute: has("m"), hasSecond: has("s") };
  return runs.map(([letter, length]) => (letter === "'" ? ["literal", length] : compileField(letter, length, context)));
}

export function formatPattern(compiled, fields) {
  let text = "";
  for (let i = 0; i < compiled.length; i++) {
    const part = compiled[i][1];
    text += typeof part === "string" ? part : part(fields);
  }
  return text;
}

// Appends {type, value} to `out`, of neighbouring literals one; with a source where `source` is given.
export function appendParts(out, compiled, fields, source) {
  for (const [type, part] of compiled) {
    const value = typeof part === "string" ? part : part(fields);
    if (value === "") continue;
    const last = out.at(-1);
    if (type === "literal" && last?.type === "literal" && last.source === source) last.value += value;
    else out.push(source === undefined ? { type, value } : { type, value, source });
  }
}
