// Intl.Locale: https://tc39.es/ecma402/#locale-objects and https://tc39.es/proposal-intl-locale-info/
import { section } from "./data.js";
import { baseName, canonicalize, canonicalizeLanguage, canonicalType, format, parse } from "./language_tag.js";
import { maximize, minimize } from "./likely.js";
import { setTagOfLocale } from "./negotiation.js";
import { coerceOptions } from "./options.js";
import { defineService, instanceFor, requireNew, stateOf } from "./service.js";

const SERVICE = "Intl.Locale";
const states = new WeakMap();
const incorrect = () => new RangeError("Incorrect locale information provided");
const TYPE = /^[a-z\d]{3,8}(?:-[a-z\d]{3,8})*$/i;

setTagOfLocale((value) => states.get(value)?.tag);

function subtagOption(options, name, pattern) {
  const value = options[name];
  if (value === undefined) return undefined;
  const text = `${value}`;
  if (!pattern.test(text)) throw incorrect();
  return text.toLowerCase();
}

function applyLanguage(id, options) {
  const language = subtagOption(options, "language", /^(?:[a-z]{2,3}|[a-z]{5,8})$/i);
  const script = subtagOption(options, "script", /^[a-z]{4}$/i);
  const region = subtagOption(options, "region", /^(?:[a-z]{2}|\d{3})$/i);
  const variants = subtagOption(options, "variants", /^(?:[a-z\d]{5,8}|\d[a-z\d]{3})(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*$/i);
  if (language !== undefined) id.language = language;
  if (script !== undefined) id.script = script;
  if (region !== undefined) id.region = region;
  if (variants !== undefined) id.variants = variants.split("-");
}

const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun"];

function choiceOption(options, name, allowed) {
  const value = options[name];
  if (value === undefined) return undefined;
  const text = `${value}`;
  if (!allowed.includes(text)) throw new RangeError(`Value ${text} out of range for locale options property ${name}`);
  return text;
}

function typeOption(options, name) {
  const value = options[name];
  if (value === undefined) return undefined;
  const text = `${value}`;
  if (!TYPE.test(text)) throw incorrect();
  return text.toLowerCase();
}

function firstDayOption(options) {
  const value = options.firstDayOfWeek;
  if (value === undefined) return undefined;
  const text = `${value}`;
  const day = /^[0-7]$/.test(text) ? WEEKDAYS[Number(text)] : text;
  if (!TYPE.test(day)) throw incorrect();
  return day;
}

function applyKeywords(locale, options) {
  const numeric = () => (options.numeric === undefined ? undefined : `${Boolean(options.numeric)}`);
  const values = [
    ["ca", typeOption(options, "calendar")],
    ["co", typeOption(options, "collation")],
    ["fw", firstDayOption(options)],
    ["hc", choiceOption(options, "hourCycle", ["h11", "h12", "h23", "h24"])],
    ["kf", choiceOption(options, "caseFirst", ["upper", "lower", "false"])],
    ["kn", numeric()],
    ["nu", typeOption(options, "numberingSystem")],
  ];
  for (const [key, value] of values) {
    if (value === undefined) continue;
    locale.unicode ??= { attributes: [], keywords: [] };
    locale.unicode.keywords = locale.unicode.keywords.filter(([name]) => name !== key);
    locale.unicode.keywords.push([key, canonicalType(key, value).split("-")]);
  }
}

export function Locale(tag, options = undefined) {
  requireNew(new.target, "Locale");
  if (typeof tag !== "string" && (typeof tag !== "object" || tag === null)) {
    throw new TypeError("First argument to Intl.Locale constructor can't be empty or missing");
  }
  const locale = parse(states.get(tag)?.tag ?? `${tag}`);
  const bag = coerceOptions(options, SERVICE);
  if (locale === undefined) throw incorrect();
  applyLanguage(locale, bag);
  applyKeywords(locale, bag);
  canonicalize(locale);
  const instance = instanceFor(new.target, Locale);
  states.set(instance, { locale, tag: format(locale) });
  return instance;
}

const localeOf = (receiver, name) => stateOf(states, receiver, `get Intl.Locale.prototype.${name}`).locale;

function keyword(receiver, name, key) {
  const found = localeOf(receiver, name).unicode?.keywords.find(([other]) => other === key);
  return found && found[1].join("-");
}

function changed(receiver, name, change) {
  const { locale } = stateOf(states, receiver, `Intl.Locale.prototype.${name}`);
  const copy = parse(format(locale));
  const id = change(copy);
  if (id !== undefined) Object.assign(copy, id);
  canonicalizeLanguage(copy);
  return new Locale(format(copy));
}

// -- what regions prefer

function regionOf(locale) {
  const rg = locale.unicode?.keywords.find(([key]) => key === "rg")?.[1][0];
  if (rg !== undefined && /^[a-z]{2}zzzz$/.test(rg)) return rg.slice(0, 2).toUpperCase();
  return (locale.region || maximize(locale)?.region || "001").toUpperCase();
}

const own = (locale, key) => locale.unicode?.keywords.find(([name]) => name === key)?.[1].join("-");
const CALENDAR_NAMES = { gregorian: "gregory", "ethiopic-amete-alem": "ethioaa" };

function calendarsOf(locale) {
  const asked = own(locale, "ca");
  if (asked) return [asked];
  const { calendars } = section("region");
  return (calendars[regionOf(locale)] ?? calendars["001"]).map((name) => CALENDAR_NAMES[name] ?? name);
}

function hourCyclesOf(locale) {
  const asked = own(locale, "hc");
  if (asked) return [asked];
  const { hours } = section("core");
  const region = regionOf(locale);
  const [preferred] = hours[`${locale.language}_${region}`] ?? hours[region] ?? hours["001"];
  return [{ h: "h12", H: "h23", K: "h11", k: "h24" }[preferred]];
}

function weekOf(locale) {
  const { week } = section("region");
  const [first, , start, , end] = week[regionOf(locale)] ?? week["001"];
  const days = [];
  for (let day = start; ; day = (day % 7) + 1) {
    days.push(((day + 5) % 7) + 1);
    if (day === end) break;
  }
  const asked = WEEKDAYS.indexOf(own(locale, "fw"), 1);
  return { firstDay: asked > 0 ? asked : ((first + 5) % 7) + 1, weekend: days.sort() };
}

const RIGHT_TO_LEFT =
  /^(?:adlm|arab|aran|armi|avst|chrs|cprt|elym|gara|hatr|hebr|hung|khar|lydi|mand|mani|mend|merc|mero|narb|nbat|nkoo|orkh|ougr|palm|perm|phli|phlp|phnx|prti|rohg|samr|sarb|sidt|sogd|sogo|syrc|thaa|todr|yezi)$/;

function directionOf(locale) {
  const script = locale.script || maximize(locale)?.script || "";
  return { direction: RIGHT_TO_LEFT.test(script) ? "rtl" : "ltr" };
}

function zonesOf(locale) {
  if (!locale.region) return undefined;
  const { all, regions } = section("zone");
  return all.filter((id) => regions[id] === locale.region.toUpperCase() && id !== "Etc/Unknown").sort();
}

const collationsOf = (locale) => (own(locale, "co") ? [own(locale, "co")] : ["emoji", "eor"]);
const numberingSystemsOf = (locale) => [own(locale, "nu") ?? "latn"];

defineService(
  Locale,
  "Locale",
  {
    toString() {
      return stateOf(states, this, "Intl.Locale.prototype.toString").tag;
    },
    maximize() {
      return changed(this, "maximize", maximize);
    },
    minimize() {
      return changed(this, "minimize", minimize);
    },
    get language() {
      const { language } = localeOf(this, "language");
      return language === "und" ? undefined : language;
    },
    get script() {
      return parsedTitle(localeOf(this, "script").script) || undefined;
    },
    get region() {
      return localeOf(this, "region").region.toUpperCase() || undefined;
    },
    get baseName() {
      return baseName(localeOf(this, "baseName"));
    },
    get calendar() {
      return keyword(this, "calendar", "ca");
    },
    get caseFirst() {
      return keyword(this, "caseFirst", "kf");
    },
    get collation() {
      return keyword(this, "collation", "co");
    },
    get firstDayOfWeek() {
      return keyword(this, "firstDayOfWeek", "fw");
    },
    get hourCycle() {
      return keyword(this, "hourCycle", "hc");
    },
    get numeric() {
      const value = keyword(this, "numeric", "kn");
      return value === "" || value === "true";
    },
    get numberingSystem() {
      return keyword(this, "numberingSystem", "nu");
    },
    get calendars() {
      return calendarsOf(localeOf(this, "calendars"));
    },
    get collations() {
      return collationsOf(localeOf(this, "collations"));
    },
    get hourCycles() {
      return hourCyclesOf(localeOf(this, "hourCycles"));
    },
    get numberingSystems() {
      return numberingSystemsOf(localeOf(this, "numberingSystems"));
    },
    get textInfo() {
      return directionOf(localeOf(this, "textInfo"));
    },
    get timeZones() {
      return zonesOf(localeOf(this, "timeZones"));
    },
    get weekInfo() {
      return weekOf(localeOf(this, "weekInfo"));
    },
    getCalendars() {
      return calendarsOf(localeOf(this, "getCalendars"));
    },
    getCollations() {
      return collationsOf(localeOf(this, "getCollations"));
    },
    getHourCycles() {
      return hourCyclesOf(localeOf(this, "getHourCycles"));
    },
    getNumberingSystems() {
      return numberingSystemsOf(localeOf(this, "getNumberingSystems"));
    },
    getTimeZones() {
      return zonesOf(localeOf(this, "getTimeZones"));
    },
    getTextInfo() {
      return directionOf(localeOf(this, "getTextInfo"));
    },
    getWeekInfo() {
      return weekOf(localeOf(this, "getWeekInfo"));
    },
  },
  { length: 1, statics: false },
);

function parsedTitle(text) {
  return text && text[0].toUpperCase() + text.slice(1);
}

export default Locale;
