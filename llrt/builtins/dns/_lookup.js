// lookup() and lookupService() with callbacks and as promises: the system's view of names. Not here: resolvers (_resolver.js).
// Follows https://nodejs.org/docs/latest-v24.x/api/dns.html#dnslookuphostname-options-callback
import { familyOf, lookup as ask, nameInfo } from "native:dns";
import { nextTick } from "../_boot/task_queues.js";
import { codes, DNSException } from "../_errors.js";
import { validateFunction, validatePort, validateString } from "../_validators.js";
import { inOrder, readLookupOptions, toASCII, warnOfHostname } from "./_checks.js";

const { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS } = codes;

// What the callback forms return; named as Node's, which shows when one is inspected.
class GetAddrInfoReqWrap {}
class GetNameInfoReqWrap {}

function onlookup(error, addresses) {
  if (error) return this.callback(new DNSException(error, "getaddrinfo", this.hostname));
  const [address, family] = addresses[0];
  this.callback(null, address, family);
}

function onlookupall(error, addresses) {
  if (error) return this.callback(new DNSException(error, "getaddrinfo", this.hostname));
  this.callback(null, asObjects(addresses));
}

const asObjects = (addresses) => addresses.map(([address, family]) => ({ address, family }));

export function lookup(hostname, options, callback) {
  if (hostname) validateString(hostname, "hostname");
  if (typeof options === "function") {
    callback = options;
    options = undefined;
  } else if (options !== undefined && typeof options !== "number" && typeof options !== "object") {
    validateFunction(arguments.length === 2 ? options : callback, "callback");
    throw new ERR_INVALID_ARG_TYPE("options", ["integer", "object"], options);
  } else {
    validateFunction(callback, "callback");
  }
  const { family, hints, all, order } = readLookupOptions(options, true);
  if (!hostname) {
    warnOfHostname(hostname);
    if (all) nextTick(callback, null, []);
    else nextTick(callback, null, null, family === 6 ? 6 : 4);
    return {};
  }
  const given = familyOf(hostname);
  if (given !== 0) {
    if (all) nextTick(callback, null, [{ address: hostname, family: given }]);
    else nextTick(callback, null, hostname, given);
    return {};
  }
  const request = Object.assign(new GetAddrInfoReqWrap(), {
    callback, family, hostname, oncomplete: all ? onlookupall : onlookup,
  });
  find(hostname, family, hints, order, (error, addresses) => request.oncomplete(error, addresses));
  return request;
}

function find(hostname, family, hints, order, done) {
  ask(toASCII(hostname), family, hints, (error, addresses) => {
    if (error === 0 && addresses.length === 0) error = -3008;
    done(error === 0 ? null : error, inOrder(addresses, order));
  });
}

function onlookupservice(error, hostname, service) {
  if (error) this.callback(new DNSException(error, "getnameinfo", this.hostname));
  else this.callback(null, hostname, service);
}

function checkService(address, port) {
  if (familyOf(address) === 0) throw new ERR_INVALID_ARG_VALUE("address", address);
  validatePort(port);
}

export function lookupService(address, port, callback) {
  if (arguments.length !== 3) throw new ERR_MISSING_ARGS("address", "port", "callback");
  checkService(address, port);
  validateFunction(callback, "callback");
  port = +port;
  const request = Object.assign(new GetNameInfoReqWrap(), {
    callback, hostname: address, port, oncomplete: onlookupservice,
  });
  nameInfo(address, port, (error, name, service) => request.oncomplete(error, name, service));
  return request;
}

export const promises = {
  lookup(hostname, options) {
    if (hostname) validateString(hostname, "hostname");
    if (options !== undefined && options !== null && typeof options !== "number" && typeof options !== "object") {
      throw new ERR_INVALID_ARG_TYPE("options", ["integer", "object"], options);
    }
    const { family, hints, all, order } = readLookupOptions(options, false);
    if (!hostname) {
      warnOfHostname(hostname);
      return Promise.resolve(all ? [] : { address: null, family: family === 6 ? 6 : 4 });
    }
    const given = familyOf(hostname);
    if (given !== 0) {
      const one = { address: hostname, family: given };
      return Promise.resolve(all ? [one] : one);
    }
    return new Promise((resolve, reject) => {
      find(hostname, family, hints, order, (error, addresses) => {
        if (error) return reject(new DNSException(error, "getaddrinfo", hostname));
        const found = asObjects(addresses);
        resolve(all ? found : found[0]);
      });
    });
  },

  lookupService(address, port) {
    if (arguments.length !== 2) throw new ERR_MISSING_ARGS("address", "port");
    checkService(address, port);
    return new Promise((resolve, reject) => {
      nameInfo(address, +port, (error, hostname, service) => {
        if (error) reject(new DNSException(error, "getnameinfo", address));
        else resolve({ hostname, service });
      });
    });
  },
};
