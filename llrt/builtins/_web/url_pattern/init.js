// A URLPatternInit made ready: its base applied, and each component canonical (for a URL) or as it is (for a pattern).
// Spec: https://urlpattern.spec.whatwg.org/#canon-processing-for-init
import { URL } from "../../url/_url.js";
import * as canonical from "./canonical.js";
import { escapePattern } from "./component.js";

export const COMPONENTS = ["protocol", "username", "password", "hostname", "port", "pathname", "search", "hash"];

// Whether the base gives a component: nothing that comes before it in a URL is given.
const BEFORE = {
  username: ["protocol", "hostname", "port", "username"],
  password: ["protocol", "hostname", "port", "username", "password"],
  hostname: ["protocol", "hostname"],
  port: ["protocol", "hostname", "port"],
  pathname: ["protocol", "hostname", "port", "pathname"],
  search: ["protocol", "hostname", "port", "pathname", "search"],
  hash: ["protocol", "hostname", "port", "pathname", "search", "hash"],
};

// The parts of a URL under the names of components, without the characters that part them.
export function partsOf(url) {
  return {
    protocol: url.protocol.slice(0, -1),
    username: url.username,
    password: url.password,
    hostname: url.hostname,
    port: url.port,
    pathname: url.pathname,
    search: url.search.slice(1),
    hash: url.hash.slice(1),
  };
}

function applyBase(result, init, base, isPattern) {
  const parts = partsOf(base);
  const text = isPattern ? escapePattern : (value) => value;
  if (init.protocol === undefined) result.protocol = text(parts.protocol);
  for (const [name, names] of Object.entries(BEFORE)) {
    if (isPattern && (name === "username" || name === "password")) continue;
    if (names.every((one) => init[one] === undefined)) result[name] = text(parts[name]);
  }
}

const isAbsolute = (path, isPattern) =>
  path.startsWith("/") || (isPattern && (path.startsWith("\\/") || path.startsWith("{/")));

function resolvePath(path, base, isPattern) {
  const isOpaque = !base.pathname.startsWith("/");
  if (isOpaque || isAbsolute(path, isPattern)) return path;
  const basePath = isPattern ? escapePattern(base.pathname) : base.pathname;
  const slash = basePath.lastIndexOf("/");
  return slash < 0 ? path : basePath.slice(0, slash + 1) + path;
}

function pathnameFor(value, protocol) {
  return canonical.isSpecial(protocol) || protocol === "" ? canonical.pathname(value) : canonical.opaquePathname(value);
}

const without = (text, char) => (text.startsWith(char) ? text.slice(1) : text);

// `defaults`: what is not given by anything ("" each for a URL, undefined for a pattern).
export function processInit(init, isPattern, defaults) {
  const result = { ...defaults };
  let base;
  if (init.baseURL !== undefined) {
    base = URL.parse(init.baseURL);
    if (base === null) throw new TypeError("invalid base");
    applyBase(result, init, base, isPattern);
  }
  const canon = isPattern ? (_, value) => value : (name, value) => canonical[name](value);
  if (init.protocol !== undefined) result.protocol = canon("protocol", init.protocol.replace(/:$/, ""));
  for (const name of ["username", "password", "hostname"]) if (init[name] !== undefined) result[name] = canon(name, init[name]);
  const protocol = result.protocol ?? "";
  if (init.port !== undefined) result.port = isPattern ? init.port : canonical.port(init.port, protocol);
  if (init.pathname !== undefined) {
    const path = base === undefined ? init.pathname : resolvePath(init.pathname, base, isPattern);
    result.pathname = isPattern ? path : pathnameFor(path, protocol);
  }
  if (init.search !== undefined) result.search = canon("search", without(init.search, "?"));
  if (init.hash !== undefined) result.hash = canon("hash", without(init.hash, "#"));
  return result;
}
