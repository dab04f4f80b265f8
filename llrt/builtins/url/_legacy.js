// The legacy API: Url objects, url.parse, url.format, url.resolve. Frozen by Node, kept for old programs; its parsing
// (_legacy_parse.js) and resolving (_legacy_resolve.js) are unlike the URL Standard.
// https://nodejs.org/api/url.html#legacy-url-api
import { callSites, loadBuiltin } from "native:engine";
import { format as formatURL, queryEscape } from "native:url";
import { codes } from "../_errors.js";
import { validateObject } from "../_validators.js";
import { isURL } from "./_file_url.js";
import { parseInto, parseHostOf } from "./_legacy_parse.js";
import { SLASHED_PROTOCOLS } from "./_legacy_protocols.js";
import { resolveUrl } from "./_legacy_resolve.js";

export function Url() {
  this.protocol = null;
  this.slashes = null;
  this.auth = null;
  this.host = null;
  this.port = null;
  this.hostname = null;
  this.hash = null;
  this.search = null;
  this.query = null;
  this.pathname = null;
  this.path = null;
  this.href = null;
}

Url.prototype.parse = function parse(url, parseQueryString, slashesDenoteHost) {
  return parseInto(this, url, parseQueryString, slashesDenoteHost);
};

Url.prototype.format = function format() {
  return formatLegacy(this);
};

Url.prototype.resolve = function resolve(relative) {
  return this.resolveObject(urlParse(relative, false, true)).format();
};

Url.prototype.resolveObject = function resolveObject(relative) {
  return resolveUrl(this, typeof relative === "string" ? new Url().parse(relative, false, true) : relative, new Url());
};

Url.prototype.parseHost = function parseHost() {
  parseHostOf(this);
};

let warned = false;

// Once a process, and not for calls from packages, whose users cannot change them.
function warnOfParse() {
  if (warned) return;
  const caller = callSites(0, 10).find(({ fileName }) => fileName && !/^(node:|native:|llrt:)/.test(fileName));
  if (caller !== undefined && /[\\/]node_modules[\\/]/.test(caller.fileName)) return;
  warned = true;
  loadBuiltin("node:process").default.emitWarning(
    "`url.parse()` behavior is not standardized and prone to errors that have security implications. Use the WHATWG URL API instead. CVEs are not issued for `url.parse()` vulnerabilities.",
    "DeprecationWarning", "DEP0169",
  );
}

export function urlParse(url, parseQueryString, slashesDenoteHost) {
  warnOfParse();
  return url instanceof Url ? url : new Url().parse(url, parseQueryString, slashesDenoteHost);
}

export function urlResolve(source, relative) {
  return urlParse(source, false, true).resolve(relative);
}

export function urlResolveObject(source, relative) {
  return source ? urlParse(source, false, true).resolveObject(relative) : relative;
}

export function urlFormat(urlObject, options) {
  if (typeof urlObject === "string") return urlParse(urlObject).format();
  if (typeof urlObject !== "object" || urlObject === null) {
    throw new codes.ERR_INVALID_ARG_TYPE("urlObject", ["Object", "string"], urlObject);
  }
  if (!isURL(urlObject)) return formatLegacy(urlObject);
  let { fragment = true, unicode = false, search = true, auth = true } = {};
  if (options) {
    validateObject(options, "options");
    fragment = Boolean(options.fragment ?? fragment);
    unicode = Boolean(options.unicode ?? unicode);
    search = Boolean(options.search ?? search);
    auth = Boolean(options.auth ?? auth);
  }
  return formatURL(urlObject.href, fragment, unicode, search, auth);
}

function escapeAuth(auth) {
  const escaped = queryEscape(auth, true);
  if (escaped === null) throw new codes.ERR_INVALID_URI();
  return escaped ?? auth;
}

const isBracketed = (hostname) => hostname.charAt(0) === "[" && hostname.charAt(hostname.length - 1) === "]";

function hostOf(url, auth) {
  if (url.host) return auth + url.host;
  if (!url.hostname) return "";
  const hostname = url.hostname.includes(":") && !isBracketed(url.hostname) ? `[${url.hostname}]` : url.hostname;
  return auth + hostname + (url.port ? `:${url.port}` : "");
}

const escapeInPath = { "#": "%23", "?": "%3F" };

// The URL string of anything with the properties of a Url.
function formatLegacy(url) {
  const auth = url.auth ? `${escapeAuth(`${url.auth}`)}@` : "";
  let protocol = `${url.protocol || ""}`;
  let pathname = `${url.pathname || ""}`;
  let hash = `${url.hash || ""}`;
  let host = hostOf(url, auth);
  let query = "";
  if (url.query !== null && typeof url.query === "object") query = loadBuiltin("node:querystring").stringify(url.query);
  let search = url.search || (query && `?${query}`) || "";

  if (protocol && protocol.charAt(protocol.length - 1) !== ":") protocol += ":";
  pathname = pathname.replace(/[#?]/g, (mark) => escapeInPath[mark]);
  if (url.slashes || SLASHED_PROTOCOLS.has(protocol)) {
    if (url.slashes || host) {
      if (pathname && pathname.charAt(0) !== "/") pathname = `/${pathname}`;
      host = `//${host}`;
    } else if (protocol.startsWith("file")) {
      host = "//";
    }
  }
  search = `${search}`.replaceAll("#", "%23");
  if (hash && hash.charAt(0) !== "#") hash = `#${hash}`;
  if (search && search.charAt(0) !== "?") search = `?${search}`;
  return protocol + host + pathname + search + hash;
}
