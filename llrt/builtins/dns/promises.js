// node:dns/promises: names of hosts as promises. Follows https://nodejs.org/docs/latest-v24.x/api/dns.html#dns-promises-api
import { errorCodes, getDefaultResultOrder, setDefaultResultOrder } from "./_checks.js";
import { promises as asPromises } from "./_lookup.js";
import { boundTo, defaults, PromiseResolver as Resolver } from "./_resolver.js";

const { lookup, lookupService } = asPromises;

function defaultResolverSetServers(servers) {
  const resolver = new Resolver();
  resolver.setServers(servers);
  Object.assign(promises, boundTo(resolver));
}

function withDefaultHandle() {
  const resolver = new Resolver();
  defaults.handle ??= resolver._handle;
  resolver._handle = defaults.handle;
  return boundTo(resolver);
}

defaults.bindPromises = () => Object.assign(promises, withDefaultHandle());

const promises = {
  lookup,
  lookupService,
  Resolver,
  getDefaultResultOrder,
  setDefaultResultOrder,
  setServers: defaultResolverSetServers,
  ...errorCodes,
  ...withDefaultHandle(),
};

export const {
  setServers, NODATA, FORMERR, SERVFAIL, NOTFOUND, NOTIMP, REFUSED, BADQUERY, BADNAME, BADFAMILY, BADRESP, CONNREFUSED, TIMEOUT,
  EOF, FILE, NOMEM, DESTRUCTION, BADSTR, BADFLAGS, NONAME, BADHINTS, NOTINITIALIZED, LOADIPHLPAPI, ADDRGETNETWORKPARAMS,
  CANCELLED, getServers, resolve, resolve4, resolve6, resolveAny, resolveCaa, resolveCname, resolveMx, resolveNaptr, resolveNs,
  resolvePtr, resolveSoa, resolveSrv, resolveTlsa, resolveTxt, reverse,
} = promises;
export { getDefaultResultOrder, lookup, lookupService, Resolver, setDefaultResultOrder };
export default promises;
