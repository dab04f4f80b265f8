// Random dates from 1900 to 2100 in 40 zones under random options: text, parts, resolved options, ranges.
import { attempt, randomSource } from "./random.mjs";

const { next, below, pick, chance, options } = randomSource(7);
const ZONES = ["UTC", "America/New_York", "America/Los_Angeles", "Europe/London", "Europe/Berlin", "Asia/Tokyo", "Asia/Kolkata", "Australia/Sydney",
  "Australia/Lord_Howe", "America/St_Johns", "America/Sao_Paulo", "Africa/Cairo", "Asia/Kathmandu", "Pacific/Apia", "Pacific/Auckland", "Pacific/Chatham",
  "Europe/Moscow", "Asia/Tehran", "Africa/Johannesburg", "Europe/Dublin", "America/Argentina/Buenos_Aires", "Asia/Shanghai", "America/Phoenix",
  "America/Anchorage", "Pacific/Honolulu", "Asia/Dubai", "Europe/Istanbul", "America/Halifax", "America/Caracas", "Asia/Karachi", "Asia/Manila",
  "Europe/Lisbon", "Atlantic/Azores", "Asia/Jerusalem", "America/Regina", "Asia/Pyongyang", "America/Santiago", "Etc/GMT+5", "+05:30", "us/pacific"];
const NAMES = ["narrow", "long", "short"];
const NUMBERS = ["2-digit", "numeric"];
const STYLES = ["full", "long", "medium", "short"];
const FIELDS = [
  ["weekday", NAMES, 0.3], ["era", NAMES, 0.1], ["year", NUMBERS, 0.5], ["month", [...NAMES, ...NUMBERS], 0.6], ["day", NUMBERS, 0.6], ["dayPeriod", NAMES, 0.1],
  ["hour", NUMBERS, 0.5], ["minute", NUMBERS, 0.4], ["second", NUMBERS, 0.3], ["fractionalSecondDigits", [1, 2, 3], 0.1],
  ["timeZoneName", ["short", "long", "shortOffset", "longOffset", "shortGeneric", "longGeneric"], 0.3],
];
const CYCLES = [["hour12", [true, false], 0.15], ["hourCycle", ["h11", "h12", "h23", "h24"], 0.1]];
const LOCALES = ["en", "en-US", "en-GB", "en-IN", "en-CA", "en-NZ", "en-001", "en-DE", "en-SE", "en-u-nu-arab", "en-JP", undefined];
const [FROM, TO] = [Date.UTC(1900, 0), Date.UTC(2100, 0)];
const moment = () => FROM + Math.floor(next() * (TO - FROM));

for (let i = 0; i < 1300; i++) {
  const styled = chance(0.25);
  const bag = { timeZone: pick(ZONES), ...options(styled ? [["dateStyle", STYLES, 0.7], ["timeStyle", STYLES, 0.7]] : FIELDS), ...options(CYCLES) };
  const [locale, time, more] = [pick(LOCALES), moment(), chance(0.3)];
  console.log(attempt(() => {
    const format = new Intl.DateTimeFormat(locale, bag);
    const line = [locale, JSON.stringify(bag), time, format.format(time), format.formatToParts(time).map(({ type, value }) => `${type}=${value}`).join("|")];
    if (more) line.push(JSON.stringify(format.resolvedOptions()));
    return line.join(" ");
  }));
}

// Ranges: each field differs first in some.
const RANGES = [{}, { dateStyle: "long" }, { dateStyle: "full", timeStyle: "short" }, { timeStyle: "short" }, { timeStyle: "medium" }, { year: "numeric", month: "short" },
  { month: "long", day: "numeric" }, { weekday: "short", month: "short", day: "numeric", hour: "numeric" }, { hour: "numeric", minute: "2-digit", hour12: false },
  { year: "2-digit", month: "2-digit", day: "2-digit" }, { day: "numeric" }, { year: "numeric" }, { era: "short", year: "numeric" }, { hour: "numeric", timeZoneName: "short" }];
for (let i = 0; i < 500; i++) {
  const bag = { ...pick(RANGES), timeZone: pick(ZONES) };
  const start = moment();
  const end = start + pick([0, 1, 1e3, 6e4, 36e5, 864e5, 3e9, 4e10, 4e12]) * (1 + below(3));
  const locale = pick(["en", "en-GB", "en-CA", "en-AU", "en-IN"]);
  console.log(locale, JSON.stringify(bag), start, end, attempt(() => new Intl.DateTimeFormat(locale, bag).formatRangeToParts(start, end).map(({ type, value, source }) => `${source[0]}${type}=${value}`).join("|")));
}

for (let i = 0; i < 300; i++) {
  const date = new Date(moment());
  const bag = { timeZone: pick(ZONES) };
  console.log(date.toLocaleString("en", bag), date.toLocaleDateString("en-GB", bag), date.toLocaleTimeString([], bag));
}
