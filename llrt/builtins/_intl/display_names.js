// Intl.DisplayNames: https://tc39.es/ecma402/#intl-displaynames-objects. Names of locales are put together as CLDR says:
// https://unicode.org/reports/tr35/tr35-general.html#Display_Name_Elements
import { section, tree } from "./data.js";
import { canonicalizeLanguage, baseName, parse } from "./language_tag.js";
import { localeList, resolveLocale } from "./negotiation.js";
import { readMatcher, stringOption } from "./options.js";
import { defineService, instanceFor, requireNew, stateOf } from "./service.js";

const SERVICE = "Intl.DisplayNames";
const states = new WeakMap();
const invalid = (Kind) => new Kind("invalid_argument");
const CALENDARS = { gregory: "gregorian", ethioaa: "ethiopic-amete-alem" };
const FIELDS = { weekOfYear: "week", dayPeriod: "dayperiod", timeZoneName: "zone" };
const FIELD_NAMES = ["era", "year", "quarter", "month", "weekOfYear", "weekday", "day", "dayPeriod", "hour", "minute", "second", "timeZoneName"];

const languages = (locale) => tree("language", section("names").language, locale);
const regions = (locale) => tree("region", section("names").region, locale);

const styled = (data, name, style, key) => (style === "long" ? undefined : data[`${name}%short`]?.[key]) ?? data[name]?.[key];
const title = (text) => text && text[0].toUpperCase() + text.slice(1);

const regionName = ({ locale, style }, code) => styled(regions(locale), "Countries", style, code);
const scriptName = ({ locale }, code) => languages(locale).Scripts[code];

// The longest part of an identifier that has a name of its own, and what is left of it.
function ownName(state, { language, script, region }) {
  const data = languages(state.locale);
  const name = (key) => styled(data, "Languages", state.style, key);
  const [s, r] = [title(script), region.toUpperCase()];
  if (state.languageDisplay === "dialect") {
    const forms = [[s && r && `${language}_${s}_${r}`, "", ""], [s && !r && `${language}_${s}`, "", ""], [r && `${language}_${r}`, s, ""]];
    for (const [key, restScript, restRegion] of forms) {
      if (key && name(key) !== undefined) return [name(key), restScript, restRegion];
    }
  }
  return [language === "und" ? "root" : name(language), s, r];
}

function languageName(state, code) {
  const locale = parse(code);
  if (locale === undefined || locale.unicode || locale.transform || locale.others.length > 0 || locale.privateUse) throw invalid(RangeError);
  const id = canonicalizeLanguage(locale);
  const [name, script, region] = ownName(state, id);
  if (name === undefined && state.fallback === "none") return undefined;
  const data = languages(state.locale);
  const details = [
    ...(script ? [scriptName(state, script) ?? script] : []),
    ...(region ? [regionName(state, region) ?? region] : []),
    ...id.variants.map((variant) => data.Variants[variant.toUpperCase()] ?? variant.toUpperCase()),
  ];
  if (details.length === 0) return name ?? baseName(id);
  const { pattern, separator } = data.localeDisplayPattern;
  const list = details.reduce((all, text) => separator.replace("{0}", () => all).replace("{1}", () => text));
  return pattern.replace("{0}", () => name ?? id.language).replace("{1}", () => list);
}

function check(code, form) {
  if (!form.test(code)) throw invalid(RangeError);
  return code;
}

const NAMES = {
  language: languageName,
  region: (state, code) => regionName(state, check(code, /^(?:[a-z]{2}|\d{3})$/i)),
  script: (state, code) => scriptName(state, check(code, /^[a-z]{4}$/i)),
  currency: (state, code) => currencyName(state, check(code, /^[a-z]{3}$/i).toUpperCase()),
  calendar(state, code) {
    check(code, /^[a-z\d]{3,8}(?:-[a-z\d]{3,8})*$/i);
    return languages(state.locale).Types.calendar[CALENDARS[code] ?? code];
  },
  dateTimeField(state, code) {
    if (!FIELD_NAMES.includes(code)) throw invalid(RangeError);
    const data = tree("field names", section("names").field, state.locale);
    const name = FIELDS[code] ?? code;
    return data[state.style === "long" ? name : `${name}-${state.style}`];
  },
};

const currencyName = ({ locale }, code) => tree("currency", section("currency").locales, locale).Currencies[code]?.[1];

export function DisplayNames(locales, options) {
  requireNew(new.target, "DisplayNames");
  const requested = localeList(locales);
  if ((typeof options !== "object" && typeof options !== "function") || options === null) throw invalid(TypeError);
  readMatcher(options, SERVICE);
  const resolved = resolveLocale(requested, {}, () => false);
  const style = stringOption(options, "style", ["narrow", "short", "long"], "long", SERVICE);
  const type = stringOption(options, "type", Object.keys(NAMES), undefined, SERVICE);
  if (type === undefined) throw invalid(TypeError);
  const fallback = stringOption(options, "fallback", ["code", "none"], "code", SERVICE);
  const languageDisplay = stringOption(options, "languageDisplay", ["dialect", "standard"], "dialect", SERVICE);
  const instance = instanceFor(new.target, DisplayNames);
  states.set(instance, { locale: resolved.dataLocale, tag: resolved.locale, style, type, fallback, languageDisplay });
  return instance;
}

defineService(
  DisplayNames,
  "DisplayNames",
  {
    resolvedOptions() {
      const { tag, style, type, fallback, languageDisplay } = stateOf(states, this, "Intl.DisplayNames.prototype.resolvedOptions");
      return { locale: tag, style, type, fallback, ...(type === "language" && { languageDisplay }) };
    },
    of(code) {
      const state = stateOf(states, this, "Intl.DisplayNames.prototype.of");
      const text = `${code}`;
      const name = NAMES[state.type](state, text);
      if (name !== undefined || state.fallback === "none") return name;
      return state.type === "currency" ? text.toUpperCase() : text;
    },
  },
  { length: 2 },
);

export default DisplayNames;
