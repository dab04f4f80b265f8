// node:dns: names of hosts with callbacks. Follows https://nodejs.org/docs/latest-v24.x/api/dns.html
import { loadBuiltin } from "native:engine";
import { customPromisifyArgs } from "../util/_promisify.js";
import { ADDRCONFIG, ALL, errorCodes, getDefaultResultOrder, setDefaultResultOrder, V4MAPPED } from "./_checks.js";
import { lookup, lookupService } from "./_lookup.js";
import { boundTo, CallbackResolver as Resolver, defaults } from "./_resolver.js";

// A program that took one of the functions keeps it, with the servers it had.
function defaultResolverSetServers(servers) {
  const resolver = new Resolver();
  resolver.setServers(servers);
  defaults.handle = resolver._handle;
  Object.assign(dns, boundTo(resolver));
  defaults.bindPromises?.();
}

const resolver = new Resolver();
defaults.handle ??= resolver._handle;
resolver._handle = defaults.handle;

const dns = {
  lookup,
  lookupService,
  Resolver,
  getDefaultResultOrder,
  setDefaultResultOrder,
  setServers: defaultResolverSetServers,
  ADDRCONFIG,
  ALL,
  V4MAPPED,
  ...errorCodes,
  ...boundTo(resolver),
};

Object.defineProperty(lookup, customPromisifyArgs, { value: ["address", "family"], enumerable: false });
Object.defineProperty(lookupService, customPromisifyArgs, { value: ["hostname", "service"], enumerable: false });
Object.defineProperty(dns, "promises", {
  get() {
    return loadBuiltin("node:dns/promises").default;
  },
  enumerable: true,
  configurable: true,
});

export const {
  setServers, NODATA, FORMERR, SERVFAIL, NOTFOUND, NOTIMP, REFUSED, BADQUERY, BADNAME, BADFAMILY, BADRESP, CONNREFUSED, TIMEOUT,
  EOF, FILE, NOMEM, DESTRUCTION, BADSTR, BADFLAGS, NONAME, BADHINTS, NOTINITIALIZED, LOADIPHLPAPI, ADDRGETNETWORKPARAMS,
  CANCELLED, getServers, resolve, resolve4, resolve6, resolveAny, resolveCaa, resolveCname, resolveMx, resolveNaptr, resolveNs,
  resolvePtr, resolveSoa, resolveSrv, resolveTlsa, resolveTxt, reverse, promises,
} = dns;
export { ADDRCONFIG, ALL, getDefaultResultOrder, lookup, lookupService, Resolver, setDefaultResultOrder, V4MAPPED };
export default dns;
