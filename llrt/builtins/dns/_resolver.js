// Resolver of both doors: the settings they share (ResolverBase) and the methods that ask, made once for callbacks and once
// for promises. Not here: the system's lookup (_lookup.js), shapes of answers (_answers.js).
// Follows https://nodejs.org/docs/latest-v24.x/api/dns.html#class-dnsresolver
import { familyOf, statusText } from "native:dns";
import { codes, DNSException } from "../_errors.js";
import { validateArray, validateFunction, validateInt32, validateString, validateUint32 } from "../_validators.js";
import { queries } from "./_answers.js";
import { ChannelWrap } from "./_channel.js";
import { queryError, toASCII } from "./_checks.js";

const { ERR_DNS_SET_SERVERS_FAILED, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_IP_ADDRESS } = codes;

const NO_DATA = 1;
const EINVAL = -22;
const DNS_PORT = 53;
const kOptions = [
  ["timeout", -1, (value, name) => validateInt32(value, name, -1)],
  ["tries", 4, (value, name) => validateInt32(value, name, 1)],
  ["maxTimeout", 0, validateUint32],
];

export class ResolverBase {
  constructor(options = undefined) {
    const given = { ...options };
    const values = kOptions.map(([name, byDefault, validate]) => {
      const value = given[name] === undefined ? byDefault : given[name];
      validate(value, `options.${name}`);
      return value;
    });
    this._handle = new ChannelWrap(...values);
  }

  cancel() {
    this._handle.cancel();
  }

  getServers() {
    return (this._handle.getServers() ?? []).map(([host, port]) => {
      if (!port || port === DNS_PORT) return host;
      return familyOf(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`;
    });
  }

  setServers(servers) {
    validateArray(servers, "servers");
    const set = [];
    servers.forEach((server, index) => {
      validateString(server, `servers[${index}]`);
      set.push(readServer(server));
    });
    if (this._handle.hasPending) throw new ERR_DNS_SET_SERVERS_FAILED("There are pending queries.", servers);
    const before = this._handle.getServers();
    const status = this._handle.setServers(set);
    if (status === 0) return;
    this._handle.setServers(before);
    throw new ERR_DNS_SET_SERVERS_FAILED(statusText(status), servers);
  }

  setLocalAddress(ipv4, ipv6) {
    validateString(ipv4, "ipv4");
    if (ipv6 !== undefined) validateString(ipv6, "ipv6");
    const given = { 4: undefined, 6: undefined };
    for (const address of ipv6 === undefined ? [ipv4] : [ipv4, ipv6]) {
      const family = address.includes("%") ? 0 : familyOf(address);
      if (family === 0) throw invalidAddress("Invalid IP address.");
      if (given[family] !== undefined) throw invalidAddress(`Cannot specify two IPv${family} addresses.`);
      given[family] = address;
    }
    this._handle.setLocalAddress(given[4], given[6]);
  }
}

function invalidAddress(message) {
  const error = new TypeError(message);
  error.code = "ERR_INVALID_ARG_VALUE";
  return error;
}

// "1.2.3.4", "1.2.3.4:54", "::1", "[::1]", "[::1]:54" -> [address, port]
function readServer(text) {
  if (familyOf(text) !== 0) return [text, DNS_PORT];
  const [, bracketed, plain, port] = /^(?:\[([^[\]]*)\]|(.+?))(?::(\d+))?$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  if (host === undefined || familyOf(host) === 0) throw new ERR_INVALID_IP_ADDRESS(text);
  return [host, (Number.parseInt(port) & 0xffff) || DNS_PORT]; // wraps around, as in Node
}

// Asks, and calls done(error, answers).
function ask(handle, bindingName, hostname, ttl, done) {
  if (bindingName === "getHostByAddr") {
    if (familyOf(hostname) === 0) throw new DNSException(EINVAL, bindingName, hostname);
    handle.reverse(hostname.replace(/%.*/, ""), (status, names) => {
      if (status === 0) done(null, names);
      else done(queryError(status, bindingName, hostname));
    });
    return;
  }
  const [type, shape] = queries[bindingName];
  handle.query(toASCII(hostname), type, (status, records) => {
    const answers = status === 0 ? shape(records, ttl) : undefined;
    if (answers !== undefined) done(null, answers);
    else done(queryError(status || NO_DATA, bindingName, hostname));
  });
}

class QueryReqWrap {}

function onresolve(error, result) {
  if (error) this.callback(error);
  else this.callback(null, result);
}

function callbackQuery(bindingName) {
  function query(name, /* options, */ callback) {
    let options;
    if (arguments.length > 2) {
      options = callback;
      callback = arguments[2];
    }
    validateString(name, "name");
    validateFunction(callback, "callback");
    const request = Object.assign(new QueryReqWrap(), {
      bindingName, callback, hostname: name, oncomplete: onresolve, ttl: !!options?.ttl,
    });
    ask(this._handle, bindingName, name, request.ttl, (error, result) => request.oncomplete(error, result));
    return request;
  }
  return named(query, bindingName);
}

function promiseQuery(bindingName) {
  function query(name, options) {
    validateString(name, "name");
    const { promise, resolve, reject } = Promise.withResolvers();
    try {
      ask(this._handle, bindingName, name, !!options?.ttl, (error, result) => (error ? reject(error) : resolve(result)));
    } catch (error) {
      reject(error);
    }
    return promise;
  }
  return named(query, bindingName);
}

const named = (fn, name) => Object.defineProperty(fn, "name", { value: name });

function callbackResolve(hostname, rrtype, callback) {
  let method;
  if (typeof rrtype === "string") method = methodOf(this, rrtype);
  else if (typeof rrtype === "function") [method, callback] = [this.resolve4, rrtype];
  else throw new ERR_INVALID_ARG_TYPE("rrtype", "string", rrtype);
  if (method === undefined) throw new ERR_INVALID_ARG_VALUE("rrtype", rrtype);
  return Reflect.apply(method, this, [hostname, callback]);
}

function promiseResolve(hostname, rrtype) {
  if (rrtype !== undefined) validateString(rrtype, "rrtype");
  const method = methodOf(this, rrtype ?? "A");
  if (method === undefined) throw new ERR_INVALID_ARG_VALUE("rrtype", rrtype);
  return Reflect.apply(method, this, [hostname]);
}

// Method -> binding name, in the order of the prototype.
const METHODS = {
  resolveAny: "queryAny", resolve4: "queryA", resolve6: "queryAaaa", resolveCaa: "queryCaa", resolveCname: "queryCname",
  resolveMx: "queryMx", resolveNs: "queryNs", resolveTlsa: "queryTlsa", resolveTxt: "queryTxt", resolveSrv: "querySrv",
  resolvePtr: "queryPtr", resolveNaptr: "queryNaptr", resolveSoa: "querySoa", reverse: "getHostByAddr",
};
const METHOD_OF_TYPE = {
  __proto__: null,
  ANY: "resolveAny", A: "resolve4", AAAA: "resolve6", CAA: "resolveCaa", CNAME: "resolveCname", MX: "resolveMx", NS: "resolveNs",
  TLSA: "resolveTlsa", TXT: "resolveTxt", SRV: "resolveSrv", PTR: "resolvePtr", NAPTR: "resolveNaptr", SOA: "resolveSoa",
};
const methodOf = (resolver, rrtype) => originals.get(prototypeOf(resolver))?.[METHOD_OF_TYPE[rrtype]];
// What a program puts on a prototype does not change what resolve() asks.
const originals = new Map();

function prototypeOf(resolver) {
  for (let object = resolver; object !== null; object = Object.getPrototypeOf(object)) if (originals.has(object)) return object;
  return undefined;
}

export const CallbackResolver = (() => class Resolver extends ResolverBase {})();
export const PromiseResolver = (() => class Resolver extends ResolverBase {})();

for (const [{ prototype }, make, resolve] of [
  [CallbackResolver, callbackQuery, callbackResolve],
  [PromiseResolver, promiseQuery, promiseResolve],
]) {
  for (const method of Object.keys(METHODS)) prototype[method] = make(METHODS[method]);
  prototype.resolve = named(resolve, "resolve");
  originals.set(prototype, { ...prototype });
}

// In the order of the exports of both doors.
export const methodNames = ["getServers", "resolve", ...Object.keys(METHODS).filter((name) => name !== "reverse").sort(), "reverse"];

// The handle that the functions of both doors ask, until one of them is told other servers.
export const defaults = { handle: undefined, bindPromises: undefined };

// The functions of a door are those of a resolver of its own. Returns them, bound.
export function boundTo(resolver) {
  const bound = {};
  for (const name of methodNames) bound[name] = resolver[name].bind(resolver);
  return bound;
}
