// Time zones: identifiers as V8 takes and gives them, offsets at a moment. Not here: names in English (zone_names.js).
// https://tc39.es/ecma402/#sec-time-zone-names; the zone data is cext/timezone's.
import { zoneGeneration, zoneName, zoneNames, zoneSpan } from "native:engine";
import { section } from "./data.js";

const OFFSET = /^([+-])(\d\d)(?::?(\d\d))?$/;
let known;

// Lower case -> identifier as it is spelled.
function identifiers() {
  if (known === undefined) {
    known = new Map();
    for (const name of zoneNames().split("\n")) known.set(name.toLowerCase(), name);
    for (const name of Object.keys(section("zone").canonical)) {
      if (!known.has(name.toLowerCase())) known.set(name.toLowerCase(), name);
    }
    known.delete("factory");
  }
  return known;
}

const UTC = new Set(["UTC", "GMT", "Etc/UTC", "Etc/GMT", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "Etc/Greenwich", "Etc/GMT0", "Etc/GMT+0",
  "Etc/GMT-0", "GMT0", "GMT+0", "GMT-0", "UCT", "Universal", "Zulu", "Greenwich"]); // prettier-ignore

function offsetZone(text) {
  const [, sign, hours, minutes = "00"] = OFFSET.exec(text) ?? [];
  if (sign === undefined || Number(hours) > 23 || Number(minutes) > 59) return undefined;
  const offset = (Number(hours) * 60 + Number(minutes)) * 60;
  const id = offset === 0 ? "+00:00" : `${sign}${hours}:${minutes}`;
  const span = [-Infinity, Infinity, sign === "-" && offset !== 0 ? -offset : offset, false];
  return { id, resolved: id, name: undefined, fixed: true, span };
}

// {id: CLDR's identifier, resolved: what V8 says, ...} of an option's value; undefined if it names no zone.
export function findZone(text) {
  const offset = offsetZone(text);
  if (offset !== undefined) return offset;
  const name = identifiers().get(text.toLowerCase());
  if (name === undefined) return undefined;
  const id = section("zone").canonical[name] ?? name;
  const opened = zoneSpan(name, 0) !== undefined ? name : id;
  if (zoneSpan(opened, 0) === undefined) return undefined;
  return { id, resolved: UTC.has(name) ? "UTC" : id, name: opened, fixed: false, span: undefined };
}

// The zone's identifiers are looked up when somebody asks for them: most never do.
class LocalZone {
  constructor(given) {
    this.given = given;
    this.name = given === "" ? undefined : given;
    this.fixed = false;
    this.span = undefined;
  }

  get id() {
    return this.given === "" ? "Etc/Unknown" : (section("zone").canonical[this.given] ?? this.given);
  }

  get resolved() {
    return this.given === "" || UTC.has(this.given) ? "UTC" : this.id;
  }
}

let local;
let localGeneration;

// The zone of the process, found anew when it changes.
export function localZone() {
  const generation = zoneGeneration();
  if (local === undefined || generation !== localGeneration) {
    localGeneration = generation;
    local = new LocalZone(zoneName());
  }
  return local;
}

// [from, to, offset, daylight] in seconds of what holds at a moment in milliseconds; the last is kept, dates come in clusters.
export function spanAt(zone, time) {
  const seconds = Math.floor(time / 1000);
  let { span } = zone;
  if (span === undefined || seconds < span[0] || seconds >= span[1]) span = zone.span = zoneSpan(zone.name, seconds);
  return span;
}
