// Canonical identifiers, Intl.Locale with likely subtags, and what it tells of regions.
import { attempt } from "./random.mjs";

const show = (...values) => console.log(...values.map((value) => (typeof value === "string" ? value : JSON.stringify(value))));
const TAGS = `en en-US en-GB zh-TW zh zh-Hant sr sr-Latn und und-Arab und-US ar he fa ja de-AT fr-CA pt-BR en-Shaw ku-TR uz-AF pa-PK yue az-IR mn-CN zh-cmn cmn iw in mo sh no-NO
  nb en-u-ca-buddhist-nu-arab-hc-h23-kn-kf-upper-co-phonebk-fw-mon en-US-u-rg-gbzzzz hy-arevela ja-Latn-hepburn-heploc sl-rozaj-biske-1994 de-1996-1901 und-SU ru-SU hy-SU az-SU
  en-YU sr-CS de-DD my-BU und-Zzzz qaa art-lojban i-klingon zh-min cel-gaulish en-GB-oed x-foo en-x-foo-bar en-a-bbb-u-ca-gregory-x-y en-t-it-latn-m0-true en-b-x en-u
  en-US-u-ca-gregorian en-u-ca-islamicc en-u-kn-true en-u-kn-yes en-u-tz-uslax en-u-sd-usca EN-us a abcd abcde en- -en en--us en_US en-Latn-US-u-nu-latn en-latn-latn en-US-US
  en-u-ca-x hi-IN th-TH iu-CA vai und-419 es-419 en-001 und-Latn-ET und-FJ und-Hant-GB en-1 en-a-b ab- en-foo sgn-BR aa-saaho zh-xiang en-é`.split(/\s+/);
const GETTERS = ["language", "script", "region", "baseName", "calendar", "caseFirst", "collation", "firstDayOfWeek", "hourCycle", "numeric", "numberingSystem"];
for (const tag of TAGS) {
  show(tag, attempt(() => Intl.getCanonicalLocales(tag)), attempt(() => {
    const locale = new Intl.Locale(tag);
    return [`${locale}`, `${locale.maximize()}`, `${locale.minimize()}`, ...GETTERS.map((name) => locale[name])];
  }));
}
for (const tag of ["en", "en-US", "en-GB", "en-CA", "en-AU", "en-IN", "en-DE", "en-AE", "ar-EG", "fa-IR", "ja-JP", "th-TH", "he-IL", "en-u-hc-h11", "en-US-u-ca-japanese", "en-US-u-fw-tue"]) {
  const locale = new Intl.Locale(tag);
  show(tag, locale.getCalendars(), locale.getHourCycles(), locale.getTextInfo(), locale.getWeekInfo(), locale.getTimeZones() ?? "none");
}
const options = { language: "de", script: "latn", region: "at", calendar: "gregory", numeric: true, caseFirst: "upper", hourCycle: "h12", numberingSystem: "latn", collation: "phonebk", firstDayOfWeek: 7 };
for (const call of [
  () => `${new Intl.Locale("en", options)}`, () => new Intl.Locale("en", { region: "x" }), () => new Intl.Locale("en", { calendar: "x" }), () => new Intl.Locale("en", { hourCycle: "x" }),
  () => new Intl.Locale(5), () => new Intl.Locale(), () => `${new Intl.Locale(new Intl.Locale("en"), { region: "GB" })}`, () => new Intl.Locale("en", null), () => Intl.Locale("en"),
  () => Intl.getCanonicalLocales(new Intl.Locale("en-u-nu-arab")), () => Intl.getCanonicalLocales(["en", "EN", "de"]), () => Intl.getCanonicalLocales(),
  () => Intl.getCanonicalLocales({ length: 2, 0: "en", 1: "fr" }), () => Intl.getCanonicalLocales([5]), () => Intl.getCanonicalLocales(5), () => Intl.getCanonicalLocales(null),
  () => Intl.NumberFormat.supportedLocalesOf(["en", "en-GB", "en-XX", "und", "en-u-nu-arab"]), () => Intl.NumberFormat.supportedLocalesOf("en", { localeMatcher: "lookup" }),
]) show(attempt(call));
