// url.parse: how a string becomes the properties of a legacy Url. Only an invalid host is an error; everything else is
// taken as it comes, which is Node's behaviour and part of its contract.
import { loadBuiltin } from "native:engine";
import { idnaToASCII } from "native:url";
import { codes } from "../_errors.js";
import { validateString } from "../_validators.js";
import { decodeComponent } from "./_file_url.js";
import { SCRIPT_PROTOCOLS, SLASHED_PROTOCOLS } from "./_legacy_protocols.js";

const PROTOCOL = /^[a-z0-9.+-]+:/i;
const PORT = /:[0-9]*$/;
const USER_AND_HOST = /^\/\/[^@/]+@[^@/]+/;
const SIMPLE_PATH = /^(\/\/?(?!\/)[^?\s]*)(\?[^\s]*)?$/;

// What ends a host besides "/", "?" and "#".
const NOT_IN_HOST = /[ "%';<>\\^`{|}]/;
// What must not be in a host after IDNA, which can produce some of them.
const FORBIDDEN_IN_HOST = /[\0\t\n\r #%/:<>?@[\\\]^|]/;
const FORBIDDEN_IN_IPV6 = /[\0\t\n\r #%/<>?@\\^|]/;
const MAX_HOSTNAME = 255;

const UNWISE = /[\t\n\r "'<>\\^`{|}]/g;
const escapeCharacter = (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;

export function parseInto(self, url, parseQueryString, slashesDenoteHost) {
  validateString(url, "url");
  const cleaned = clean(url);
  if (!slashesDenoteHost && !cleaned.hasHash && !cleaned.hasAt && parseSimple(self, cleaned.text, parseQueryString)) return self;

  let rest = cleaned.text;
  const [protocol] = PROTOCOL.exec(rest) ?? [];
  const lowerProtocol = protocol?.toLowerCase();
  if (protocol !== undefined) {
    self.protocol = lowerProtocol;
    rest = rest.slice(protocol.length);
  }
  const isScript = SCRIPT_PROTOCOLS.has(lowerProtocol);
  let slashes = false;
  if (slashesDenoteHost || protocol !== undefined || USER_AND_HOST.test(rest)) {
    slashes = rest.startsWith("//");
    if (slashes && !isScript) {
      rest = rest.slice(2);
      self.slashes = true;
    }
  }
  if (!isScript && (slashes || (protocol !== undefined && !SLASHED_PROTOCOLS.has(protocol)))) {
    rest = parseAuthority(self, rest, url);
  }
  if (!isScript) rest = rest.replace(UNWISE, escapeCharacter);
  splitPath(self, rest, parseQueryString);
  if (SLASHED_PROTOCOLS.has(lowerProtocol) && self.hostname && !self.pathname) self.pathname = "/";
  if (self.pathname || self.search) self.path = (self.pathname || "") + (self.search || "");
  self.href = self.format();
  return self;
}

const isSpace = (code) => code < 33 || code === 0xa0 || code === 0xfeff;

// Without space around it, and with slashes for the backslashes before its query.
function clean(url) {
  let start = 0;
  let end = url.length;
  while (start < end && isSpace(url.charCodeAt(start))) start++;
  while (end > start && isSpace(url.charCodeAt(end - 1))) end--;
  const text = url.slice(start, end);
  const split = text.search(/[?#]/);
  const head = split === -1 ? text : text.slice(0, split);
  return {
    text: head.includes("\\") ? head.replaceAll("\\", "/") + text.slice(head.length) : text,
    hasAt: head.includes("@"),
    hasHash: text.includes("#"),
  };
}

// A path and a query alone, the most frequent case. False if it is more than that.
function parseSimple(self, text, parseQueryString) {
  const match = SIMPLE_PATH.exec(text);
  if (match === null) return false;
  self.path = text;
  self.href = text;
  self.pathname = match[1];
  setQuery(self, match[2], parseQueryString);
  return true;
}

function setQuery(self, search, parseQueryString) {
  if (search) {
    self.search = search;
    self.query = search.slice(1);
    if (parseQueryString) self.query = loadBuiltin("node:querystring").parse(self.query);
  } else if (parseQueryString) {
    self.search = null;
    self.query = Object.create(null);
  }
}

// Takes credentials, host and port off the front of `rest`; returns what follows them.
function parseAuthority(self, rest, url) {
  const end = rest.search(/[#/?]/);
  const authority = (end === -1 ? rest : rest.slice(0, end)).replace(/[\t\n\r]/g, "");
  rest = end === -1 ? "" : rest.slice(end);
  const at = authority.lastIndexOf("@");
  if (at !== -1) self.auth = decodeComponent(authority.slice(0, at));
  const host = authority.slice(at + 1);
  const hostEnd = host.search(NOT_IN_HOST);
  self.host = hostEnd === -1 ? host : host.slice(0, hostEnd);
  if (hostEnd !== -1) rest = host.slice(hostEnd) + rest;

  parseHostOf(self);
  if (typeof self.hostname !== "string") self.hostname = "";
  const { hostname } = self;
  const isIPv6 = hostname.charAt(0) === "[" && hostname.charAt(hostname.length - 1) === "]";
  if (!isIPv6) rest = cutInvalidPort(self, rest, url);
  checkHostname(self, isIPv6, url);
  self.host = self.hostname + (self.port ? `:${self.port}` : "");
  if (isIPv6) {
    self.hostname = self.hostname.slice(1, -1);
    if (rest.charAt(0) !== "/") rest = `/${rest}`;
  }
  return rest;
}

// Splits self.host into hostname and port.
export function parseHostOf(self) {
  let { host } = self;
  const [port] = PORT.exec(host) ?? [];
  if (port !== undefined) {
    if (port !== ":") self.port = port.slice(1);
    host = host.slice(0, host.length - port.length);
  }
  if (host) self.hostname = host;
}

let warned = false;

// What follows a colon in the host and is no port belongs to the path.
function cutInvalidPort(self, rest, url) {
  const colon = self.hostname.indexOf(":");
  if (colon === -1) return rest;
  if (!warned) {
    warned = true;
    loadBuiltin("node:process").default.emitWarning(
      `The URL ${url} is invalid. Future versions of Node.js will throw an error.`, "DeprecationWarning", "DEP0170",
    );
  }
  const cut = self.hostname.slice(colon);
  self.hostname = self.hostname.slice(0, colon);
  return `/${cut}${rest}`;
}

function checkHostname(self, isIPv6, url) {
  self.hostname = self.hostname.length > MAX_HOSTNAME ? "" : self.hostname.toLowerCase();
  if (self.hostname === "") return;
  if (isIPv6) {
    if (FORBIDDEN_IN_IPV6.test(self.hostname)) throw new codes.ERR_INVALID_URL(url);
    return;
  }
  self.hostname = idnaToASCII(self.hostname);
  if (self.hostname === "" || FORBIDDEN_IN_HOST.test(self.hostname)) throw new codes.ERR_INVALID_URL(url);
}

// Pathname, search and hash of what is left.
function splitPath(self, rest, parseQueryString) {
  const hash = rest.indexOf("#");
  const beforeHash = hash === -1 ? rest : rest.slice(0, hash);
  if (hash !== -1) self.hash = rest.slice(hash);
  const question = beforeHash.indexOf("?");
  setQuery(self, question === -1 ? undefined : beforeHash.slice(question), parseQueryString);
  const pathname = question === -1 ? beforeHash : beforeHash.slice(0, question);
  if (pathname !== "") self.pathname = pathname;
}
