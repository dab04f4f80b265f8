// Unicode locale identifiers: taken apart, made canonical, put together. https://unicode.org/reports/tr35/#Identifiers
// Not here: which locales we have (negotiation.js), likely subtags (likely.js).
import { section } from "./data.js";

const LANGUAGE = /^(?:[a-z]{2,3}|[a-z]{5,8})$/;
const SCRIPT = /^[a-z]{4}$/;
const REGION = /^(?:[a-z]{2}|\d{3})$/;
const VARIANT = /^(?:[a-z\d]{5,8}|\d[a-z\d]{3})$/;
const SUBTAG = /^[a-z\d]{1,8}$/;
const TRANSFORM_KEY = /^[a-z]\d$/;
const KEY = /^[a-z\d][a-z]$/;
const TYPE = /^[a-z\d]{3,8}$/;

// Takes language, script, region and variants off the front of `parts`; undefined if that is no language identifier.
function takeLanguage(parts) {
  const id = { language: parts[0], script: "", region: "", variants: [] };
  if (parts.length === 0 || !LANGUAGE.test(parts[0])) return undefined;
  let at = 1;
  if (at < parts.length && SCRIPT.test(parts[at])) id.script = parts[at++];
  if (at < parts.length && REGION.test(parts[at])) id.region = parts[at++];
  while (at < parts.length && VARIANT.test(parts[at])) {
    if (id.variants.includes(parts[at])) return undefined;
    id.variants.push(parts[at++]);
  }
  parts.splice(0, at);
  return id;
}

// Takes a list of [key, [types]] off the front of `parts`.
function takeFields(parts, isKey, isValue) {
  const fields = [];
  while (parts.length > 0 && isKey.test(parts[0])) {
    const field = [parts.shift(), []];
    while (parts.length > 0 && isValue.test(parts[0])) field[1].push(parts.shift());
    fields.push(field);
  }
  return fields;
}

function takeUnicode(parts) {
  const attributes = [];
  while (parts.length > 0 && TYPE.test(parts[0])) attributes.push(parts.shift());
  const keywords = takeFields(parts, KEY, TYPE);
  return attributes.length + keywords.length > 0 ? { attributes, keywords } : undefined;
}

function takeTransform(parts) {
  const source = parts.length > 0 && LANGUAGE.test(parts[0]) ? takeLanguage(parts) : undefined;
  const fields = takeFields(parts, TRANSFORM_KEY, TYPE);
  if (fields.some(([, values]) => values.length === 0)) return undefined;
  return source !== undefined || fields.length > 0 ? { source, fields } : undefined;
}

function takeOther(parts) {
  const values = [];
  while (parts.length > 0 && parts[0].length > 1) values.push(parts.shift());
  return values.length > 0 ? values : undefined;
}

// {language, script, region, variants, unicode, transform, others: [[singleton, subtags]], privateUse}, all in lower case;
// undefined for what is no locale identifier.
export function parse(tag) {
  const parts = tag.toLowerCase().split("-");
  if (!parts.every((part) => SUBTAG.test(part))) return undefined;
  const locale = takeLanguage(parts);
  if (locale === undefined) return undefined;
  Object.assign(locale, { unicode: undefined, transform: undefined, others: [], privateUse: "" });
  const seen = new Set();
  while (parts.length > 0) {
    const singleton = parts.shift();
    if (singleton.length !== 1 || seen.has(singleton) || parts.length === 0) return undefined;
    seen.add(singleton);
    if (singleton === "x") {
      locale.privateUse = parts.splice(0).join("-");
    } else {
      const value = singleton === "u" ? takeUnicode(parts) : singleton === "t" ? takeTransform(parts) : takeOther(parts);
      if (value === undefined) return undefined;
      if (singleton === "u") locale.unicode = value;
      else if (singleton === "t") locale.transform = value;
      else locale.others.push([singleton, value]);
    }
  }
  return locale;
}

const title = (text) => text && text[0].toUpperCase() + text.slice(1);

// Language, script, region, variants as text.
export function baseName({ language, script, region, variants }) {
  return [language, title(script), region.toUpperCase(), ...variants].filter(Boolean).join("-");
}

export function format(locale) {
  const extensions = locale.others.map(([singleton, values]) => [singleton, ...values].join("-"));
  if (locale.transform) {
    const { source, fields } = locale.transform;
    const parts = source ? [baseName(source).toLowerCase()] : [];
    extensions.push(["t", ...parts, ...fields.map(([key, values]) => [key, ...values].join("-"))].join("-"));
  }
  if (locale.unicode) extensions.push(formatUnicode(locale.unicode));
  extensions.sort();
  if (locale.privateUse) extensions.push(`x-${locale.privateUse}`);
  return [baseName(locale), ...extensions].join("-");
}

function formatUnicode({ attributes, keywords }) {
  const words = keywords.map(([key, types]) => [key, ...types].join("-"));
  return ["u", ...attributes, ...words].join("-");
}

// -- canonical form

// Keys of the aliases of languages that may apply, as ICU spells them, each with what it takes away: "zh_cmn", "sgn_BR", "und_hepburn_heploc".
function aliasKeys({ language, region, variants }) {
  const keys = [];
  for (let i = 0; i < variants.length; i++) {
    for (let k = i + 1; k < variants.length; k++) keys.push([`und_${variants[i]}_${variants[k]}`, [variants[i], variants[k]]]);
    keys.push([`${language}_${variants[i]}`, [variants[i]]], [`und_${variants[i]}`, [variants[i]]]);
  }
  if (region) keys.push([`${language}_${region.toUpperCase()}`, "region"]);
  return [...keys, [language, []]];
}

function replaceLanguage(id, alias) {
  for (const [key, taken] of aliasKeys(id)) {
    const replacement = alias.language[key];
    if (replacement === undefined) continue;
    const found = takeLanguage(replacement.toLowerCase().split(/[_-]/));
    id.language = found.language === "und" ? id.language : found.language;
    if (taken === "region") id.region = "";
    else id.variants = [...id.variants.filter((variant) => !taken.includes(variant)), ...found.variants].sort();
    id.script ||= found.script;
    id.region ||= found.region;
    return true;
  }
  return false;
}

function replaceRegion(id, alias) {
  const replacement = alias.territory?.[id.region.toUpperCase()];
  if (replacement === undefined) return;
  const choices = replacement.toLowerCase().split(/[_ ]/);
  id.region = choices[0];
  if (choices.length > 1) id.region = likelyAmong(id, choices);
}

let likelyAmong = (id, choices) => choices[0];

// Lets likely.js choose among the countries that replace a former one.
export function setLikelyAmong(choose) {
  likelyAmong = choose;
}

export function canonicalizeLanguage(id) {
  const alias = section("alias");
  id.variants.sort();
  for (let i = 0; i < 4 && replaceLanguage(id, alias); i++);
  if (id.script) id.script = (alias.script?.[title(id.script)] ?? id.script).toLowerCase();
  if (id.region) replaceRegion(id, alias);
  id.variants = id.variants.map((variant) => (alias.variant?.[variant.toUpperCase()] ?? alias.variant?.[variant] ?? variant).toLowerCase());
  return id;
}

// The canonical spelling of a value of a Unicode extension.
export function canonicalType(key, type) {
  const alias = section("alias");
  if (key === "tz") return alias.zoneTypes[type] ?? type;
  if (key === "rg" || key === "sd") {
    const replacement = alias.subdivision?.[type];
    if (replacement === undefined) return type;
    const first = replacement.split(" ")[0].toLowerCase();
    return first.length === 2 ? `${first}zzzz` : first;
  }
  const long = Object.keys(alias.keys).find((name) => alias.keys[name] === key || name === key);
  return TYPE_ALIASES[key]?.[type] ?? alias.typeAliases[key]?.[type] ?? (alias.types[long]?.[type] || type);
}

// Those that CLDR lists beyond ICU's tables.
const TYPE_ALIASES = {
  ca: { "ethiopic-amete-alem": "ethioaa", gregorian: "gregory", islamicc: "islamic-civil" },
  ks: { primary: "level1", secondary: "level2", tertiary: "level3", quaternary: "level4", quarternary: "level4", identical: "identic" },
  ms: { imperial: "uksystem" },
};
const YES = new Set(["kb", "kc", "kh", "kk", "kn"]);

function canonicalizeUnicode(unicode) {
  const seen = new Set();
  unicode.attributes = [...new Set(unicode.attributes)].sort();
  unicode.keywords = unicode.keywords.filter(([key]) => !seen.has(key) && seen.add(key));
  unicode.keywords.sort(([a], [b]) => (a < b ? -1 : 1));
  for (const keyword of unicode.keywords) {
    const type = keyword[1].join("-");
    const canonical = YES.has(keyword[0]) && type === "yes" ? "true" : canonicalType(keyword[0], type);
    keyword[1] = canonical === "true" || canonical === "" ? [] : canonical.split("-");
  }
}

// Of a locale that parse() gave; returns it.
export function canonicalize(locale) {
  canonicalizeLanguage(locale);
  if (locale.unicode) canonicalizeUnicode(locale.unicode);
  if (locale.transform) {
    if (locale.transform.source) canonicalizeLanguage(locale.transform.source);
    locale.transform.fields.sort(([a], [b]) => (a < b ? -1 : 1));
  }
  return locale;
}

const PLAIN = /^(?:en|de|fr|es|it|ja|ko|pt|ru|zh|nl|sv|pl|tr|und)(?:-(?:US|GB|CA|AU|DE|FR|ES|IT|JP|KR|BR|RU|CN|IN|NZ|IE|ZA))?$/;

// The canonical form of a locale identifier; undefined for what is none.
export function canonicalTag(tag) {
  if (PLAIN.test(tag)) return tag;
  const locale = parse(tag);
  return locale && format(canonicalize(locale));
}
