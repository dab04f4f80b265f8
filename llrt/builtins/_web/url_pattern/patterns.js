// Making and matching of patterns, behind the class (index.js), which loads this when the first pattern is made.
// Spec: https://urlpattern.spec.whatwg.org/#high-level-operations
import { URL } from "../../url/_url.js";
import * as canonical from "./canonical.js";
import { Component, DEFAULT, HOSTNAME, PATHNAME } from "./component.js";
import { parseConstructorString } from "./constructor_string.js";
import { coded, isObject, wrongType } from "./index.js";
import { COMPONENTS, partsOf, processInit } from "./init.js";

const EMPTY = Object.fromEntries(COMPONENTS.map((name) => [name, ""]));

// The members of a URLPatternInit, as strings.
export function initFrom(value) {
  const init = {};
  for (const name of [...COMPONENTS, "baseURL"]) {
    const member = value[name];
    if (member !== undefined && typeof member !== "string") throw wrongType(`Init member "${name}" must be a string`);
    init[name] = member?.toWellFormed();
  }
  return init;
}

function makeComponents(init, ignoreCase) {
  const filled = processInit(init, true, {});
  for (const name of COMPONENTS) filled[name] ??= "*";
  if (canonical.isSpecial(filled.protocol) && filled.port === canonical.defaultPort(filled.protocol)) filled.port = "";
  const made = { __proto__: null };
  for (const name of ["protocol", "username", "password"]) made[name] = new Component(filled[name], canonical[name], DEFAULT);
  const isIPv6 = /^(\[|[{\\]\[)/.test(filled.hostname) && filled.hostname.length > 1;
  made.hostname = new Component(filled.hostname, isIPv6 ? canonical.ipv6Hostname : canonical.hostname, HOSTNAME);
  made.port = new Component(filled.port, (value) => canonical.port(value), DEFAULT);
  const special = canonical.specialSchemes.some((scheme) => made.protocol.regexp.test(scheme));
  made.pathname = special
    ? new Component(filled.pathname, canonical.pathname, PATHNAME, ignoreCase)
    : new Component(filled.pathname, canonical.opaquePathname, DEFAULT, ignoreCase);
  for (const name of ["search", "hash"]) made[name] = new Component(filled[name], canonical[name], DEFAULT, ignoreCase);
  return made;
}

export function componentsFrom({ input, base, ignoreCase }) {
  let init;
  if (typeof input === "string") {
    init = parseConstructorString(input.toWellFormed());
    if (base === undefined && init.protocol === undefined) throw new TypeError("no base");
    if (base !== undefined) init.baseURL = base.toWellFormed();
  } else {
    if (base !== undefined) throw new TypeError("a base beside an object");
    init = input;
  }
  return makeComponents(init, ignoreCase);
}

// The parts of what is matched: undefined where it is no URL.
function partsFrom(input, base, what) {
  if (typeof input !== "string") {
    if (base !== undefined) throw coded("ERR_OPERATION_FAILED", `Failed to ${what} URLPattern`);
    try {
      return processInit(input, false, EMPTY);
    } catch {
      return undefined;
    }
  }
  const url = URL.parse(input, base);
  return url === null ? undefined : partsOf(url);
}

function inputFrom(input) {
  if (input === undefined || input === null) return initFrom({});
  if (typeof input === "string") return input;
  if (!isObject(input)) throw wrongType("URLPattern input needs to be a string or an object");
  return initFrom(input);
}

export function match(components, args, what) {
  const input = inputFrom(args[0]);
  const base = args[1] ?? undefined;
  if (base !== undefined && typeof base !== "string") throw wrongType("baseURL must be a string");
  const parts = partsFrom(input, base, what);
  if (parts === undefined) return null;
  const result = { __proto__: null, inputs: base === undefined ? [input] : [input, base] };
  for (const name of COMPONENTS) {
    const found = components[name].exec(parts[name]);
    if (found === null) return null;
    result[name] = found;
  }
  return result;
}

