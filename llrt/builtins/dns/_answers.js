// Records as node:dns gives them. A record comes as [type number, ttl, [values in the order of its format]].
// Follows https://nodejs.org/docs/latest-v24.x/api/dns.html and RFC 1035, 2782, 3403, 6698, 8659.

const A = 1, NS = 2, CNAME = 5, SOA = 6, PTR = 12, MX = 15, TXT = 16, AAAA = 28, SRV = 33, NAPTR = 35, TLSA = 52, ANY = 255, CAA = 257;

function each(type, shape) {
  return (records) => {
    const found = records.filter((record) => record[0] === type);
    return found.length === 0 ? undefined : found.map((record) => shape(record[2]));
  };
}

function addresses(type) {
  return (records, ttl) => {
    const found = records.filter((record) => record[0] === type);
    // An alias of nothing is an answer without addresses, not the lack of one.
    if (found.length === 0 && !records.some((record) => record[0] === CNAME)) return undefined;
    return found.map(([, seconds, [address]]) => (ttl ? { address, ttl: seconds } : address));
  };
}

const mx = ([priority, exchange]) => ({ exchange, priority, type: "MX" });
const srv = ([priority, weight, port, name]) => ({ name, port, priority, weight, type: "SRV" });
const caa = ([critical, tag, value]) => ({ critical, type: "CAA", [tag]: value });

// Outside of an answer to ANY the last two have `type: undefined`, as in Node.
function naptr([order, preference, flags, service, regexp, replacement], type) {
  return { flags, service, regexp, replacement, order, preference, type };
}

function soa([nsname, hostmaster, serial, refresh, retry, expire, minttl], type) {
  return { nsname, hostmaster, serial, refresh, retry, expire, minttl, type };
}

function tlsa([certUsage, selector, match, data]) {
  return { certUsage, selector, match, data: data.buffer };
}

// binding name -> [type asked for, function of the records]
export const queries = {
  __proto__: null,
  queryAny: [ANY, (records) => anyOrder(records)],
  queryA: [A, addresses(A)],
  queryAaaa: [AAAA, addresses(AAAA)],
  queryCaa: [CAA, each(CAA, caa)],
  queryCname: [CNAME, each(CNAME, (values) => values[0])],
  queryMx: [MX, each(MX, mx)],
  queryNs: [NS, each(NS, (values) => values[0])],
  queryTlsa: [TLSA, each(TLSA, tlsa)],
  queryTxt: [TXT, each(TXT, (values) => values[0])],
  querySrv: [SRV, each(SRV, srv)],
  queryPtr: [PTR, each(PTR, (values) => values[0])],
  queryNaptr: [NAPTR, each(NAPTR, naptr)],
  querySoa: [SOA, (records) => each(SOA, soa)(records)?.[0]],
};

// The types of an answer to ANY, in the order Node lists them, each with its shape.
const ANY_ORDER = [
  [A, ([address], ttl) => ({ address, ttl, type: "A" })],
  [CNAME, ([value]) => ({ value, type: "CNAME" })],
  [AAAA, ([address], ttl) => ({ address, ttl, type: "AAAA" })],
  [MX, mx],
  [NS, ([value]) => ({ value, type: "NS" })],
  [TXT, ([entries]) => ({ entries, type: "TXT" })],
  [SRV, srv],
  [PTR, ([value]) => ({ value, type: "PTR" })],
  [NAPTR, (values) => naptr(values, "NAPTR")],
  [SOA, (values) => soa(values, "SOA")],
  [TLSA, (values) => ({ ...tlsa(values), type: "TLSA" })],
  [CAA, caa],
];

function anyOrder(records) {
  const found = [];
  for (const [type, shape] of ANY_ORDER) {
    for (const record of records) if (record[0] === type) found.push(shape(record[2], record[1]));
  }
  return found.length === 0 ? undefined : found;
}
