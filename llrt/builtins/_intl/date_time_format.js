// Intl.DateTimeFormat: options, methods. https://tc39.es/ecma402/#datetimeformat-objects
// Not here: from options to a pattern (date_options.js), ranges (date_range.js), what Date's methods do (date_methods.js).
import { prepareDate, resolvedFields } from "./date_options.js";
import { fieldsOf } from "./date_fields.js";
import { appendParts, formatPattern } from "./date_pattern.js";
import { formatRangeParts } from "./date_range.js";
import { defineService, incompatible, instanceFor, stateOf } from "./service.js";
import { spanAt } from "./zones.js";

const states = new WeakMap();
const FALLBACK = Symbol("IntlLegacyConstructedSymbol");
const LARGEST = 8.64e15;

export function DateTimeFormat(locales = undefined, options = undefined) {
  const instance = instanceFor(new.target, DateTimeFormat);
  states.set(instance, prepareDate(locales, options, "any", "date"));
  if (new.target === undefined && isInstance(this)) {
    Object.defineProperty(this, FALLBACK, { value: instance });
    return this;
  }
  return instance;
}

const isInstance = (value) =>
  ((typeof value === "object" && value !== null) || typeof value === "function") &&
  Object.prototype.isPrototypeOf.call(DateTimeFormat.prototype, value);

function unwrap(receiver, method) {
  const legacy = isInstance(receiver) && !states.has(receiver) ? states.get(receiver[FALLBACK]) : undefined;
  if (legacy !== undefined) return legacy;
  if ((typeof receiver !== "object" && typeof receiver !== "function") || receiver === null || !states.has(receiver)) {
    throw incompatible(method, receiver);
  }
  return states.get(receiver);
}

function timeClip(value) {
  const time = Number(value);
  if (!(Math.abs(time) <= LARGEST)) throw new RangeError("Invalid time value");
  return Math.trunc(time) + 0;
}

const timeOf = (value) => (value === undefined ? Date.now() : timeClip(value));

export function fieldsAt(state, time) {
  const span = spanAt(state.zone, time);
  return fieldsOf(time, span[2], span[3]);
}

export const formatTime = (state, time) => formatPattern(state.plain, fieldsAt(state, time));

function rangeEnds(start, end) {
  if (start === undefined || end === undefined) throw new TypeError("Invalid time value");
  return [timeClip(start), timeClip(end)];
}

defineService(DateTimeFormat, "DateTimeFormat", {
  resolvedOptions() {
    return resolvedFields(unwrap(this, "Intl.DateTimeFormat.prototype.resolvedOptions"));
  },
  formatToParts(date = undefined) {
    const state = stateOf(states, this, "Intl.DateTimeFormat.prototype.formatToParts");
    const parts = [];
    appendParts(parts, state.compiled, fieldsAt(state, timeOf(date)));
    return parts;
  },
  get format() {
    const state = unwrap(this, "get Intl.DateTimeFormat.prototype.format");
    return (state.bound ??= Object.defineProperty((date) => formatTime(state, timeOf(date)), "name", { value: "" }));
  },
  formatRange(start, end) {
    const state = stateOf(states, this, "Intl.DateTimeFormat.prototype.formatRange");
    return formatRangeParts(state, ...rangeEnds(start, end))
      .map(({ value }) => value)
      .join("");
  },
  formatRangeToParts(start, end) {
    const state = stateOf(states, this, "Intl.DateTimeFormat.prototype.formatRangeToParts");
    return formatRangeParts(state, ...rangeEnds(start, end));
  },
});
Object.defineProperty(DateTimeFormat.prototype.formatToParts, "length", { value: 1, configurable: true });

export default DateTimeFormat;
