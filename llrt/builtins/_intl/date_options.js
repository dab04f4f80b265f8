// From the options of a DateTimeFormat to its pattern, and back for resolvedOptions(). https://tc39.es/ecma402/#sec-createdatetimeformat
// Where the standard leaves the pattern to the implementation, V8's steps are followed (js-date-time-format.cc).
import { section, tree } from "./data.js";
import { compilePattern } from "./date_pattern.js";
import { runsOf } from "./date_skeleton.js";
import { format, parse } from "./language_tag.js";
import { localeList, resolveLocale } from "./negotiation.js";
import { booleanOption, coerceOptions, keywordOption, numberInRange, readMatcher, stringOption } from "./options.js";
import { PatternGenerator } from "./pattern_generator.js";
import { findZone, localZone } from "./zones.js";

const SERVICE = "Intl.DateTimeFormat";
const NAMES = ["narrow", "long", "short"];
const NUMBERS = ["2-digit", "numeric"];
const STYLES = ["full", "long", "medium", "short"];
const CYCLES = { h11: "K", h12: "h", h23: "H", h24: "k" };
const CYCLE_OF = { K: "h11", h: "h12", H: "h23", k: "h24" };

// option -> [values, {value: pattern}]; hours depend on the cycle.
const FIELDS = {
  weekday: [NAMES, { narrow: "EEEEE", long: "EEEE", short: "EEE" }],
  era: [NAMES, { narrow: "GGGGG", long: "GGGG", short: "GGG" }],
  year: [NUMBERS, { "2-digit": "yy", numeric: "y" }],
  month: [["2-digit", "numeric", ...NAMES], { "2-digit": "MM", numeric: "M", narrow: "MMMMM", long: "MMMM", short: "MMM" }],
  day: [NUMBERS, { "2-digit": "dd", numeric: "d" }],
  dayPeriod: [NAMES, { narrow: "BBBBB", long: "BBBB", short: "B" }],
  hour: [NUMBERS, undefined],
  minute: [NUMBERS, { "2-digit": "mm", numeric: "m" }],
  second: [NUMBERS, { "2-digit": "ss", numeric: "s" }],
  fractionalSecondDigits: [undefined, undefined],
  timeZoneName: [
    ["short", "long", "shortOffset", "longOffset", "shortGeneric", "longGeneric"],
    { short: "z", long: "zzzz", shortOffset: "O", longOffset: "OOOO", shortGeneric: "v", longGeneric: "vvvv" },
  ],
};

export const CALENDARS = { gregory: "gregorian", iso8601: "iso8601" };
const CALENDAR_ALIASES = { gregorian: "gregory" };

function accept(key, value) {
  if (key === "ca") return Object.hasOwn(CALENDARS, value);
  if (key === "nu") return Object.hasOwn(section("core").digits, value);
  return Object.hasOwn(CYCLES, value);
}

// The letter of a locale's hours.
function hourOf(locale) {
  const [language, region = language === "en" ? "US" : "001"] = locale.split("-");
  const { hours } = section("core");
  return (hours[`${language}_${region}`] ?? hours[region] ?? hours["001"])[0];
}

// The calendar of ISO 8601 joins dates and times as the Gregorian one does.
function calendarOf(data, calendar) {
  const own = data[CALENDARS[calendar]];
  if (calendar === "gregory") return own;
  const { gregorian } = data;
  const styles = [...own.DateTimePatterns.slice(0, 8), ...gregorian.DateTimePatterns.slice(8)];
  return { ...gregorian, ...own, "DateTimePatterns%atTime": gregorian["DateTimePatterns%atTime"], DateTimePatterns: styles };
}

// As ICU reads them: the locale's own formats before those that it inherits, each in the order of their keys.
function formatOrder(locale, calendar) {
  const { parents } = section("core");
  const { locales } = section("date");
  const keys = new Set();
  for (let level = locale; level !== undefined && level !== "root"; level = parents[level]) {
    for (const key of Object.keys(locales[level]?.[CALENDARS[calendar]]?.availableFormats ?? {}).sort()) keys.add(key);
  }
  return [...keys];
}

function decimalOf(locale, system) {
  const data = tree("number", section("number"), locale);
  return data[system]?.symbols?.decimal ?? data.latn.symbols.decimal;
}

const generators = new Map();

function generatorFor(locale, calendar, system) {
  const key = `${locale} ${calendar} ${system}`;
  let found = generators.get(key);
  if (found === undefined) {
    const data = tree("date", section("date").locales, locale);
    generators.set(key, (found = new PatternGenerator(calendarOf(data, calendar), formatOrder(locale, calendar), data.fields, hourOf(locale), decimalOf(locale, system))));
  }
  return found;
}

function readFields(options) {
  const fields = {};
  for (const name of Object.keys(FIELDS)) {
    if (name === "fractionalSecondDigits") fields[name] = numberInRange(options[name], name, 1, 3);
    else fields[name] = stringOption(options, name, FIELDS[name][0], undefined, SERVICE);
  }
  return fields;
}

// What year, month, ... are without any of them. `required`, `defaults`: "date", "time", "any" or "all".
function applyDefaults(fields, required, defaults) {
  const has = (...names) => names.some((name) => fields[name] !== undefined);
  let needed = true;
  if (required !== "time" && has("weekday", "year", "month", "day")) needed = false;
  if (required !== "date" && has("dayPeriod", "hour", "minute", "second", "fractionalSecondDigits")) needed = false;
  if (!needed) return;
  if (defaults !== "time") fields.year = fields.month = fields.day = "numeric";
  if (defaults !== "date") fields.hour = fields.minute = fields.second = "numeric";
}

function skeletonFor(fields, cycle) {
  let skeleton = "";
  for (const name of Object.keys(FIELDS)) {
    const value = fields[name];
    if (value === undefined) continue;
    if (name === "hour") skeleton += CYCLES[cycle].repeat(value === "numeric" ? 1 : 2);
    else if (name === "fractionalSecondDigits") skeleton += "S".repeat(value);
    else skeleton += FIELDS[name][1][value];
  }
  return skeleton;
}

// Outside of quotes each letter of an hour becomes that of the cycle.
function withCycle(pattern, cycle) {
  const letter = CYCLES[cycle];
  return pattern.replace(/'[^']*'|[hHkK]/g, (found) => (found[0] === "'" ? found : letter));
}

function stylePattern(generator, dateStyle, timeStyle, cycle, byExtension) {
  const { calendar } = generator;
  const styles = calendar.DateTimePatterns;
  const date = dateStyle && styles[4 + STYLES.indexOf(dateStyle)];
  const time = timeStyle && styles[STYLES.indexOf(timeStyle)];
  if (time === undefined) return date;
  const style = STYLES.indexOf(dateStyle);
  const glue = date && (calendar["DateTimePatterns%atTime"]?.[style] ?? styles[9 + style]);
  const pattern = date ? glue.replace("{1}", () => date).replace("{0}", () => time) : time;
  const own = CYCLE_OF[/[hHkK]/.exec(time)[0]];
  if (own === cycle) return pattern;
  let skeleton = "";
  for (const [letter, length] of runsOf(pattern)) {
    if (/[hHkK]/.test(letter)) skeleton += CYCLES[cycle].repeat(length);
    else if (!/[abB']/.test(letter)) skeleton += letter.repeat(length);
  }
  return withCycle(generator.best(skeleton, !byExtension), cycle);
}

const hasHour = (pattern) => /[hHkK]/.test(pattern.replace(/'[^']*'/g, ""));

function resolveCycle(options, resolved, hour12, hourCycle, letter) {
  const own = CYCLE_OF[letter];
  if (hour12 === true) return own === "h11" || own === "h12" ? own : /-JP\b/.test(resolved.dataLocale) ? "h11" : "h12";
  if (hour12 === false) return own === "h23" || own === "h24" ? own : "h23";
  return hourCycle ?? resolved.hc ?? own;
}

function readZone(options) {
  const value = options.timeZone;
  if (value === undefined) return localZone();
  const zone = findZone(`${value}`);
  if (zone === undefined) throw new RangeError(`Invalid time zone specified: ${String(value)}`);
  return zone;
}

function readStyles(options, fields, required) {
  const dateStyle = stringOption(options, "dateStyle", STYLES, undefined, SERVICE);
  const timeStyle = stringOption(options, "timeStyle", STYLES, undefined, SERVICE);
  if (dateStyle !== undefined || timeStyle !== undefined) {
    const explicit = Object.keys(fields).find((name) => fields[name] !== undefined);
    if (explicit !== undefined) throw new TypeError("Invalid option : option");
    if (required === "date" && timeStyle !== undefined) throw new TypeError("Invalid option : timeStyle");
    if (required === "time" && dateStyle !== undefined) throw new TypeError("Invalid option : dateStyle");
  }
  return { dateStyle, timeStyle };
}

function withoutKeyword(tag, key) {
  if (!tag.includes("-u-")) return tag;
  const locale = parse(tag);
  locale.unicode.keywords = locale.unicode.keywords.filter(([name]) => name !== key);
  if (locale.unicode.keywords.length === 0) locale.unicode = undefined;
  return format(locale);
}

// The state of a format from the arguments of its constructor.
export function prepareDate(locales, bag, required, defaults) {
  const requested = localeList(locales);
  const options = coerceOptions(bag, SERVICE);
  readMatcher(options, SERVICE);
  const calendar = keywordOption(options, "calendar");
  const system = keywordOption(options, "numberingSystem");
  const hour12 = booleanOption(options, "hour12");
  const hourCycle = stringOption(options, "hourCycle", Object.keys(CYCLES), undefined, SERVICE);
  const ca = calendar && (CALENDAR_ALIASES[calendar.toLowerCase()] ?? calendar);
  const wanted = { ca, nu: system, hc: hour12 === undefined ? hourCycle : undefined };
  const resolved = resolveLocale(requested, wanted, accept);

  const zone = readZone(options);
  const fields = readFields(options);
  stringOption(options, "formatMatcher", ["basic", "best fit"], "best fit", SERVICE);
  const { dateStyle, timeStyle } = readStyles(options, fields, required);
  const locale = resolved.dataLocale;
  const state = { locale, tag: resolved.locale, calendar: resolved.ca ?? "gregory", numberingSystem: resolved.nu ?? "latn", zone, dateStyle, timeStyle };
  const generator = (state.generator = generatorFor(locale, state.calendar, state.numberingSystem));
  const cycle = resolveCycle(options, resolved, hour12, hour12 === undefined ? hourCycle : undefined, generator.hour);
  if (dateStyle !== undefined || timeStyle !== undefined) {
    state.pattern = stylePattern(generator, dateStyle, timeStyle, cycle, hour12 === undefined && hourCycle === undefined);
  } else {
    applyDefaults(fields, required, defaults);
    state.pattern = withCycle(generator.best(skeletonFor(fields, cycle)), cycle);
  }
  state.cycle = cycle;
  if (resolved.hc !== undefined && (hour12 !== undefined || hourCycle !== undefined) && !(hasHour(state.pattern) && cycle === resolved.hc)) {
    state.tag = withoutKeyword(state.tag, "hc");
  }
  state.digits = state.numberingSystem === "latn" ? undefined : [...section("core").digits[state.numberingSystem]];
  state.compiled = compile(state, state.pattern);
  // format(), and only it, writes ordinary spaces where CLDR has narrow ones.
  state.plain = state.compiled.map((part) => (typeof part[1] === "string" ? [part[0], part[1].replaceAll("\u202f", " ")] : part));
  return state;
}

export const compile = ({ generator, locale, zone, digits }, pattern) =>
  compilePattern(pattern, { calendar: generator.calendar, locale, zone, digits });

// -- resolvedOptions()

// What V8 looks for in the pattern, in this order; it does not mind quotes.
const SHOWN = Object.entries({
  weekday: { EEEEE: "narrow", EEEE: "long", EEE: "short", ccccc: "narrow", cccc: "long", ccc: "short" },
  era: { GGGGG: "narrow", GGGG: "long", GGG: "short", G: "short" },
  year: { yy: "2-digit", y: "numeric" },
  month: { MMMMM: "narrow", MMMM: "long", MMM: "short", MM: "2-digit", M: "numeric", LLLLL: "narrow", LLLL: "long", LLL: "short", LL: "2-digit", L: "numeric" },
  day: { dd: "2-digit", d: "numeric" },
  dayPeriod: { BBBBB: "narrow", bbbbb: "narrow", BBBB: "long", bbbb: "long", B: "short", b: "short" },
  hour: { HH: "2-digit", H: "numeric", hh: "2-digit", h: "numeric", kk: "2-digit", k: "numeric", KK: "2-digit", K: "numeric" },
  minute: { mm: "2-digit", m: "numeric" },
  second: { ss: "2-digit", s: "numeric" },
  fractionalSecondDigits: { SSS: 3, SS: 2, S: 1 },
  timeZoneName: { zzzz: "long", z: "short", OOOO: "longOffset", O: "shortOffset", vvvv: "longGeneric", v: "shortGeneric" },
});

function describe(pattern) {
  const found = {};
  for (const [name, forms] of SHOWN) {
    const form = Object.keys(forms).find((letters) => pattern.includes(letters));
    if (form !== undefined) found[name] = forms[form];
  }
  return found;
}

export function resolvedFields(state) {
  const found = describe(state.pattern);
  const result = {
    locale: state.tag,
    calendar: state.calendar,
    numberingSystem: state.numberingSystem,
    timeZone: state.zone.resolved,
  };
  if (hasHour(state.pattern)) {
    result.hourCycle = state.cycle;
    result.hour12 = state.cycle === "h11" || state.cycle === "h12";
  }
  if (state.dateStyle === undefined && state.timeStyle === undefined) {
    for (const name of Object.keys(FIELDS)) if (found[name] !== undefined) result[name] = found[name];
  }
  if (state.dateStyle !== undefined) result.dateStyle = state.dateStyle;
  if (state.timeStyle !== undefined) result.timeStyle = state.timeStyle;
  return result;
}
