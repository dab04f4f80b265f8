// Which locale serves a request: lists of locales, the best one we have, values of its Unicode extension.
// https://tc39.es/ecma402/#sec-internationalization-abstract-operations. Not here: spelling (language_tag.js).
import { localeOfEnvironment } from "native:intl";
import { section } from "./data.js";
import { canonicalTag, canonicalType, format, parse } from "./language_tag.js";

const incorrect = () => new RangeError("Incorrect locale information provided");

// Objects of Intl.Locale -> their tag; set by locale.js when there are any.
let tagOfLocale = () => undefined;
export function setTagOfLocale(ask) {
  tagOfLocale = ask;
}

// What begins as a language should and then goes wrong has another message in V8.
const BEGINNING = /^(?:[a-z]{2,3}|[a-z]{5,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-|-[a-z\d](?:-.*)?)$/i;

export function canonicalizeTag(value) {
  if (typeof value !== "string" && (typeof value !== "object" || value === null)) {
    throw new TypeError("Language ID should be string or object.");
  }
  const tag = (typeof value === "object" ? tagOfLocale(value) : undefined) ?? canonicalTag(`${value}`);
  if (tag === undefined) throw BEGINNING.test(value) ? new RangeError(`Invalid language tag: ${`${value}`.toLowerCase()}`) : incorrect();
  return tag;
}

// CanonicalizeLocaleList
export function localeList(locales) {
  if (locales === undefined) return [];
  if (typeof locales === "string") return [canonicalizeTag(locales)];
  if (typeof locales === "object" && locales !== null && tagOfLocale(locales) !== undefined) return [tagOfLocale(locales)];
  if (locales === null) throw new TypeError("Cannot convert undefined or null to object");
  const found = [];
  const object = Object(locales);
  const length = Math.min(Math.max(Math.trunc(Number(object.length)) || 0, 0), Number.MAX_SAFE_INTEGER);
  for (let i = 0; i < length; i++) {
    if (!(i in object)) continue;
    const tag = canonicalizeTag(object[i]);
    if (!found.includes(tag)) found.push(tag);
  }
  return found;
}

const EXTENSION = /-u(?:-[a-z\d]{2,8})+/i;
const withoutExtension = (tag) => (tag.includes("-u-") ? tag.replace(EXTENSION, "") : tag);

export const isAvailable = (tag) => Object.hasOwn(section("core").parents, tag);

// The longest prefix that we have data for, undefined for none.
function bestAvailable(tag) {
  for (let candidate = tag; candidate; ) {
    if (isAvailable(candidate)) return candidate;
    let end = candidate.lastIndexOf("-");
    if (end < 0) return undefined;
    if (candidate[end - 2] === "-") end -= 2;
    candidate = candidate.slice(0, end);
  }
  return undefined;
}

let fallback;

// The locale of the environment if we have it, American English otherwise.
export function defaultLocale() {
  if (fallback === undefined) {
    const name = localeOfEnvironment().replace(/[.@].*$/s, "");
    const tag = /^[a-z]/.test(name) ? canonicalTag(name.replaceAll("_", "-")) : undefined;
    fallback = (tag && bestAvailable(withoutExtension(tag))) ?? "en-US";
  }
  return fallback;
}

function lookup(requested) {
  for (const tag of requested) {
    const available = bestAvailable(withoutExtension(tag));
    if (available !== undefined) return { available, tag };
  }
  return { available: defaultLocale(), tag: "" };
}

// ResolveLocale. `options`: {key: value wanted or undefined}; `accept(key, value)` tells which values of an extension count.
// Gives {locale, dataLocale, [key]: value}.
export function resolveLocale(requested, options, accept) {
  const { available, tag } = lookup(requested);
  const result = { locale: available, dataLocale: available };
  const extension = tag.includes("-u-") ? parse(tag).unicode : undefined;
  const kept = [];
  for (const key of Object.keys(options)) {
    const keyword = extension?.keywords.find(([name]) => name === key);
    let value;
    if (keyword !== undefined) {
      const asked = keyword[1].join("-") || "true";
      if (accept(key, asked)) {
        value = asked;
        kept.push(keyword);
      }
    }
    const wanted = options[key];
    if (wanted !== undefined) {
      const canonical = canonicalType(key, wanted.toLowerCase());
      if (accept(key, canonical) && canonical !== value) {
        value = canonical;
        const at = kept.indexOf(keyword);
        if (at >= 0) kept.splice(at, 1);
      }
    }
    result[key] = value;
  }
  if (kept.length > 0) {
    const locale = parse(available);
    locale.unicode = { attributes: [], keywords: kept.sort(([a], [b]) => (a < b ? -1 : 1)) };
    result.locale = format(locale);
  }
  return result;
}

// The static method of every constructor.
export function supportedLocales(requested, options) {
  if (options !== undefined) {
    if (options === null) throw new TypeError("Cannot convert undefined or null to object");
    const matcher = Object(options).localeMatcher;
    if (matcher !== undefined && !["lookup", "best fit"].includes(`${matcher}`)) {
      throw new RangeError(`Value ${String(matcher)} out of range for Intl.supportedLocalesOf options property localeMatcher`);
    }
  }
  return requested.filter((tag) => bestAvailable(withoutExtension(tag)) !== undefined);
}
