// What both doors of node:dns share: checks of arguments, the default order of results, errors by status, the tables of names.
// Not here: questions (_resolver.js, _lookup.js).  Follows https://nodejs.org/docs/latest-v24.x/api/dns.html
import { defaultOrder } from "native:dns";
import { loadBuiltin } from "native:engine";
import { codes, DNSException } from "../_errors.js";
import { validateBoolean, validateNumber, validateOneOf } from "../_validators.js";

const { ERR_INVALID_ARG_VALUE } = codes;

export const ADDRCONFIG = 32;
export const ALL = 16;
export const V4MAPPED = 8;

// In the order of c-ares's statuses, from 1 on.
const STATUSES = ("NODATA FORMERR SERVFAIL NOTFOUND NOTIMP REFUSED BADQUERY BADNAME BADFAMILY BADRESP CONNREFUSED TIMEOUT EOF "
  + "FILE NOMEM DESTRUCTION BADSTR BADFLAGS NONAME BADHINTS NOTINITIALIZED LOADIPHLPAPI ADDRGETNETWORKPARAMS CANCELLED").split(" ");

// { NODATA: "ENODATA", ... }, members of both doors.
export const errorCodes = { __proto__: null };
for (const name of STATUSES) errorCodes[name] = name === "EOF" ? "EOF" : `E${name}`;

// An error of a question that c-ares ended with this status.
export function queryError(status, syscall, hostname) {
  const name = STATUSES[status - 1];
  return new DNSException(name === undefined ? "UNKNOWN_ARES_ERROR" : errorCodes[name], syscall, hostname);
}

const ORDERS = ["verbatim", "ipv4first", "ipv6first"];
let chosenOrder;

export function getDefaultResultOrder() {
  if (chosenOrder !== undefined) return chosenOrder;
  const given = defaultOrder();
  if (given == null) return "verbatim";
  validateOneOf(given, "--dns-result-order", ORDERS);
  return given;
}

export function setDefaultResultOrder(value) {
  validateOneOf(value, "dnsOrder", ORDERS);
  chosenOrder = value;
}

export function toASCII(hostname) {
  for (let i = 0; i < hostname.length; i++) {
    if (hostname.charCodeAt(i) > 127) return loadBuiltin("native:url").idnaToASCII(hostname);
  }
  return hostname;
}

const FAMILIES = [0, 4, 6];

// { family, hints, all, order } of the options of lookup(). `named`: "IPv4" and "IPv6" are families too.
export function readLookupOptions(options, named) {
  const read = { family: 0, hints: 0, all: false, order: getDefaultResultOrder() };
  if (typeof options === "number") {
    validateOneOf(options, "family", FAMILIES);
    read.family = options;
    return read;
  }
  if (options == null) return read;
  if (options.hints != null) {
    validateNumber(options.hints, "options.hints");
    read.hints = options.hints >>> 0;
    if ((read.hints & ~(ADDRCONFIG | ALL | V4MAPPED)) !== 0) throw new ERR_INVALID_ARG_VALUE("hints", read.hints);
  }
  if (options.family != null) read.family = readFamily(options.family, named);
  if (options.all != null) {
    validateBoolean(options.all, "options.all");
    read.all = options.all;
  }
  if (options.verbatim != null) {
    validateBoolean(options.verbatim, "options.verbatim");
    read.order = options.verbatim ? "verbatim" : "ipv4first";
  }
  if (options.order != null) {
    validateOneOf(options.order, "options.order", ORDERS);
    read.order = options.order;
  }
  return read;
}

function readFamily(family, named) {
  if (named && family === "IPv4") return 4;
  if (named && family === "IPv6") return 6;
  validateOneOf(family, "options.family", FAMILIES);
  return family;
}

// [[address, family]] as the resolver ordered them -> as was asked for.
export function inOrder(found, order) {
  if (order === "verbatim") return found;
  const first = order === "ipv4first" ? 4 : 6;
  return [...found.filter((one) => one[1] === first), ...found.filter((one) => one[1] !== first)];
}

export function warnOfHostname(hostname) {
  if (warned) return;
  warned = true;
  loadBuiltin("node:internal/process/warning").emitProcessWarning(
    `The provided hostname "${hostname}" is not a valid hostname, and is supported in the dns module solely for compatibility.`,
    "DeprecationWarning",
    "DEP0118",
  );
}
let warned = false;
