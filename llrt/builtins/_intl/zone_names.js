// Names of time zones: "Pacific Daylight Time", "PT", "GMT+5:30", "Germany Time".
// https://unicode.org/reports/tr35/tr35-dates.html#Using_Time_Zone_Names; where that leaves a choice, ICU's TimeZoneGenericNames.
import { zoneSpan } from "native:engine";
import { section, tree } from "./data.js";
import { spanAt } from "./zones.js";

const NONE = "∅∅∅"; // CLDR: this locale has no such name, whatever its parent has
const DST_RANGE = 184 * 86400;

// Zones whose winter is daylight time of negative size in the zone data; ICU has it the other way. Between these seconds.
const NEGATIVE = {
  "Europe/Dublin": [57722400, Infinity],
  Eire: [57722400, Infinity],
  "Africa/Windhoek": [764200800, 1508799600],
  "Europe/Prague": [-728517600, -721260000],
  "Europe/Bratislava": [-728517600, -721260000],
};

function isDaylight(zone, [, , offset, daylight], seconds) {
  const range = NEGATIVE[zone.id];
  if (range === undefined || seconds < range[0] || seconds >= range[1]) return Boolean(daylight);
  const summer = zone.id.startsWith("Africa") ? 7200 : 3600;
  return offset === summer;
}

const stringsOf = (locale) => tree("zone", section("zone").locales, locale);

function metazoneAt(id, seconds) {
  const spans = section("zone").metazones[id];
  if (spans === undefined || seconds < 0) return "";
  let i = 0;
  while (i + 1 < spans.length && seconds >= spans[i + 1]) i += 2;
  return spans[i];
}

function nameIn(table, key) {
  const name = table?.[key];
  return name === undefined || name === NONE ? undefined : name;
}

// A name of the zone itself or of its metazone. `key`: "l" or "s" and "s", "d", "g".
function zoneName(strings, id, key, seconds) {
  const own = nameIn(strings[id], key);
  if (own !== undefined) return own;
  const metazone = metazoneAt(id, seconds);
  return metazone === "" ? undefined : nameIn(strings[`meta:${metazone}`], key);
}

// -- offsets

const two = (number) => `${number}`.padStart(2, "0");

export function offsetName(strings, offset, long, digits) {
  const size = Math.abs(offset);
  const [hours, minutes, seconds] = [Math.floor(size / 3600), Math.floor(size / 60) % 60, size % 60];
  let text = long ? two(hours) : `${hours}`;
  if (long || minutes > 0 || seconds > 0) text += `:${two(minutes)}`;
  if (seconds > 0) text += `:${two(seconds)}`;
  return (strings.gmtFormat ?? "GMT{0}").replace("{0}", `${offset < 0 ? "-" : "+"}${digits === undefined ? text : digits(text)}`);
}

// -- places

let countries;

// The country of a zone and whether the zone stands for it: [code, isPrimary].
function countryOf(id) {
  const { regions, primary, all } = section("zone");
  if (countries === undefined) {
    countries = {};
    for (const zone of all) (countries[regions[zone]] ??= []).push(zone);
  }
  const code = regions[id];
  if (code === undefined || code === "001") return ["", false];
  return [code, countries[code]?.length === 1 || primary[code] === id];
}

function cityOf(strings, id) {
  const city = nameIn(strings[id], "ec");
  if (city !== undefined) return city;
  if (/^(?:Etc|SystemV)\/|\/Riyadh8/.test(id) || !id.includes("/")) return undefined;
  return id.slice(id.lastIndexOf("/") + 1).replaceAll("_", " ");
}

function locationName(locale, strings, id) {
  const [code, primary] = countryOf(id);
  if (code === "") return undefined;
  const place = primary ? tree("country", section("zone").countries, locale)[code] : cityOf(strings, id);
  return place === undefined ? undefined : strings.regionFormat.replace("{0}", place);
}

function partialName(locale, strings, id, metazone, name) {
  const [code] = countryOf(id);
  const golden = code && (section("zone").references[metazone]?.[code] ?? section("zone").references[metazone]?.["001"]);
  const place = code && golden === id ? tree("country", section("zone").countries, locale)[code] : (cityOf(strings, id) ?? id);
  return strings.fallbackFormat.replace("{0}", place).replace("{1}", name);
}

// -- generic names

// Is there daylight time within half a year?
function usesDaylight(zone, span, seconds) {
  const [from, to] = span;
  if (seconds - from < DST_RANGE && isDaylight(zone, zoneSpan(zone.name, from - 1), from - 1)) return true;
  return to - seconds < DST_RANGE && isDaylight(zone, zoneSpan(zone.name, to), to);
}

function genericName(zone, locale, strings, span, seconds, long) {
  const size = long ? "l" : "s";
  const own = nameIn(strings[zone.id], `${size}g`);
  if (own !== undefined) return own;
  const metazone = metazoneAt(zone.id, seconds);
  if (metazone === "") return undefined;
  const general = nameIn(strings[`meta:${metazone}`], `${size}g`);
  if (!isDaylight(zone, span, seconds) && !usesDaylight(zone, span, seconds)) {
    const standard = zoneName(strings, zone.id, `${size}s`, seconds);
    if (standard !== undefined && standard.toLowerCase() !== general?.toLowerCase()) return standard;
  }
  if (general === undefined) return undefined;
  const region = /-([A-Z]{2})\b/.exec(locale)?.[1] ?? "US";
  const references = section("zone").references[metazone];
  const golden = references?.[region] ?? references?.["001"];
  if (golden === undefined || golden === zone.id) return general;
  const there = zoneSpan(golden, seconds + span[2], true);
  return there === undefined || there[2] === span[2] ? general : partialName(locale, strings, zone.id, metazone, general);
}

// Within which milliseconds a name holds: as long as offset and metazone are the same. Generic names look further, so they are not kept.
function validity(zone, span, seconds, letter) {
  if (letter === "v") return [0, 0];
  const spans = section("zone").metazones[zone.id];
  let [from, to] = span;
  if (seconds < 0) to = Math.min(to, 0);
  else from = Math.max(from, 0);
  for (let i = 1; spans !== undefined && i < spans.length; i += 2) {
    if (spans[i] <= seconds) from = Math.max(from, spans[i]);
    else to = Math.min(to, spans[i]);
  }
  return [from * 1000, to * 1000];
}

// What letters "z", "zzzz", "O", "OOOO", "v", "vvvv" write, and from when to when that holds. `digits` translates digits.
export function zoneText(zone, locale, time, letter, length, digits) {
  const span = spanAt(zone, time);
  const seconds = Math.floor(time / 1000);
  return [nameOf(zone, stringsOf(locale), locale, span, seconds, letter, length === 4, digits), ...validity(zone, span, seconds, letter)];
}

function nameOf(zone, strings, locale, span, seconds, letter, long, digits) {
  if (letter !== "O" && zone.fixed) {
    if (span[2] === 0) return zoneName(strings, "Etc/GMT", long ? "ls" : "ss", seconds) ?? "GMT";
  } else if (letter === "z") {
    const key = `${long ? "l" : "s"}${isDaylight(zone, span, seconds) ? "d" : "s"}`;
    const name = zoneName(strings, zone.id, key, seconds);
    if (name !== undefined) return name;
  } else if (letter === "v") {
    const name = genericName(zone, locale, strings, span, seconds, long) ?? locationName(locale, strings, zone.id);
    if (name !== undefined) return name;
  }
  return offsetName(strings, span[2], long, digits);
}
