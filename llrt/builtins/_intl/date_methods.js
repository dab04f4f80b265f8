// Date.prototype.toLocaleString, toLocaleDateString, toLocaleTimeString: https://tc39.es/ecma402/#sup-date.prototype.tolocalestring
import { zoneGeneration } from "native:engine";
import { prepareDate } from "./date_options.js";
import { formatTime } from "./date_time_format.js";
import { defaultLocale } from "./negotiation.js";

const { getTime } = Date.prototype;
const plain = new Map();
let generation;

// A format without options is made once for each locale, and again when the zone of the process changes.
function formatFor(locales, options, required, defaults) {
  if (options !== undefined || (locales !== undefined && typeof locales !== "string")) {
    return prepareDate(locales, options, required, defaults);
  }
  const now = zoneGeneration();
  if (now !== generation) {
    plain.clear();
    generation = now;
  }
  const key = `${defaults} ${locales ?? defaultLocale()}`;
  let found = plain.get(key);
  if (found === undefined) {
    found = prepareDate(locales, undefined, required, defaults);
    if (plain.size < 32) plain.set(key, found);
  }
  return found;
}

function timeOf(date) {
  try {
    return Reflect.apply(getTime, date, []);
  } catch {
    throw new TypeError("this is not a Date object.");
  }
}

function format(date, locales, options, required, defaults) {
  const time = timeOf(date);
  if (Number.isNaN(time)) return "Invalid Date";
  return formatTime(formatFor(locales, options, required, defaults), time);
}

export const {
  toLocaleString: dateToLocaleString,
  toLocaleDateString: dateToLocaleDateString,
  toLocaleTimeString: dateToLocaleTimeString,
} = {
  toLocaleString(locales = undefined, options = undefined) {
    return format(this, locales, options, "any", "all");
  },
  toLocaleDateString(locales = undefined, options = undefined) {
    return format(this, locales, options, "date", "date");
  },
  toLocaleTimeString(locales = undefined, options = undefined) {
    return format(this, locales, options, "time", "time");
  },
};
