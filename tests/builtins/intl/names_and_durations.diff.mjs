// DisplayNames and DurationFormat; the place in V8's source that its messages name is left out.
import { attempt as plainly } from "./random.mjs";

const attempt = (make) => {
  const answer = plainly(make);
  return typeof answer === "string" ? answer.replace(/ \.\.\/deps.*/, "") : answer;
};
const show = (...values) => console.log(...values.map((value) => (typeof value === "string" ? value : (JSON.stringify(value) ?? "undefined"))));
const CODES = {
  language: `en en-US en-GB zh-Hant zh-Hans-CN zh-Hant-TW de-AT fr-CA pt-BR es-419 sr-Latn sr-Latn-RS az mul und root ar-001 nl-BE fa-AF ro-MD hi-Latn xx xxx xx-YY en-u-ca-buddhist
    ja-Latn-hepburn sl-rozaj de-1996 ckb-IR yue-Hans en-Latn zh-Hans en-XX qaa kok-Latn aaa-Zzzz-ZZ`,
  region: "US GB UN 419 001 EU XK HK MO BA MM CZ SZ TR PS XX ZZ us QO 150 AC CI FK MK CG CD x 12 1234",
  script: "Latn Arab Hans Hant Cyrl Zzzz Zyyy Jpan Kore latn Xxxx Qaag Zsye abc",
  currency: "USD EUR JPY GBP XYZ usd BTC CAD AUD ADP XXX us",
  calendar: `gregory buddhist chinese coptic dangi ethioaa ethiopic hebrew indian islamic islamic-civil islamic-rgsa islamic-tbla islamic-umalqura iso8601 japanese persian roc foo1 islamicc a`,
  dateTimeField: "era year quarter month weekOfYear weekday day dayPeriod hour minute second timeZoneName x",
};
for (const locale of ["en", "en-GB", "en-AU", "en-CA"]) {
  for (const style of ["long", "short", "narrow"]) {
    for (const type of Object.keys(CODES)) {
      for (const languageDisplay of type === "language" ? ["dialect", "standard"] : ["dialect"]) {
        const names = new Intl.DisplayNames(locale, { type, style, languageDisplay });
        show(names.resolvedOptions(), CODES[type].split(/\s+/).map((code) => attempt(() => names.of(code))));
      }
    }
  }
}
for (const type of ["language", "region", "currency"]) show(["xx", "XX", "XYZ", "en"].map((code) => attempt(() => new Intl.DisplayNames("en", { type, fallback: "none" }).of(code) ?? "none")));
for (const options of [undefined, {}, 5, null, { type: "x" }, { type: "region", style: "x" }]) show(attempt(() => new Intl.DisplayNames("en", options)));

const DURATIONS = [{}, { years: 1, months: 2, weeks: 3, days: 4, hours: 5, minutes: 6, seconds: 7, milliseconds: 8, microseconds: 9, nanoseconds: 10 }, { hours: 1, minutes: 2, seconds: 3 },
  { hours: 1 }, { seconds: 1.5 }, { minutes: 2, seconds: 0 }, { hours: 0, minutes: 0 }, { hours: -1, minutes: -2 }, { seconds: 61, milliseconds: 500 }, { days: 1000 }, { hours: 1, seconds: 3 },
  { milliseconds: 5 }, { minutes: 1, milliseconds: 5 }, { foo: 1 }, { years: Infinity }, { hours: 1, minutes: -1 }, "PT1H", undefined, { years: 2 ** 33 },
  { hours: 10, minutes: 20, seconds: 30, milliseconds: 123, microseconds: 456, nanoseconds: 789 }, { hours: 100, minutes: 0, seconds: 5 }];
const OPTIONS = [undefined, { style: "long" }, { style: "narrow" }, { style: "digital" }, { style: "x" }, { hours: "numeric" }, { hours: "2-digit" }, { minutes: "numeric" }, { seconds: "numeric" },
  { milliseconds: "numeric" }, { style: "digital", fractionalDigits: 3 }, { style: "long", hoursDisplay: "always" }, { fractionalDigits: 10 }, { hours: "numeric", minutes: "long" }, { years: "numeric" },
  { style: "digital", hours: "2-digit" }, { style: "narrow", milliseconds: "numeric", fractionalDigits: 2 }, { numberingSystem: "arab" }, { hours: "long", minutes: "short" },
  { style: "long", daysDisplay: "always", secondsDisplay: "always" }, { minutes: "2-digit", seconds: "2-digit" }, 5, null];
for (const options of OPTIONS) {
  const format = attempt(() => new Intl.DurationFormat("en", options));
  if (typeof format === "string") {
    show(options, format);
    continue;
  }
  show(format.resolvedOptions());
  for (const duration of DURATIONS) show(attempt(() => format.format(duration)), attempt(() => format.formatToParts(duration).map(({ type, value, unit }) => `${type}:${unit}=${value}`)));
}
