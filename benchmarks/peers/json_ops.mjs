// JSON.parse and JSON.stringify of documents of three sizes: prints {"parse 1 KB": ms, ...}, each the best of five rounds.
const records = (count) => Array.from({ length: count }, (_, i) => ({ id: i, name: `item ${i}`, tags: ["a", "b"], price: i * 1.25 }));
const request = {
  version: "2.0",
  routeKey: "$default",
  rawPath: "/my/path",
  rawQueryString: "parameter1=value1&parameter1=value2",
  cookies: ["cookie1", "cookie2"],
  headers: { accept: "text/html", "content-type": "application/json", "user-agent": "Mozilla/5.0 (X11; Linux x86_64)" },
  queryStringParameters: { parameter1: "value1,value2" },
  requestContext: {
    accountId: "123456789012",
    apiId: "api-id",
    http: { method: "POST", path: "/my/path", protocol: "HTTP/1.1", sourceIp: "192.0.2.1", userAgent: "agent" },
    time: "12/Mar/2020:19:03:58 +0000",
    timeEpoch: 1583348638390,
  },
  body: 'Hello "from" Lambda',
  isBase64Encoded: false,
};
const documents = {
  "1 KB": request,
  "100 KB": { key: "value", records: records(1666) },
  "100 KB, not Latin": records(1300).map((record) => ({ ...record, name: `日本語 ${record.id}`, note: "é\n" })),
  "100 KB, a dictionary": Object.fromEntries(records(1600).map(({ id, name }) => [`key-${id * 7919}`, `${name} and some more text`])),
  "5 MB": { key: "value", records: records(80_000) },
};

function best(operation, repeats) {
  let least = Infinity;
  for (let round = 0; round < 5; round++) {
    const start = performance.now();
    for (let i = 0; i < repeats; i++) operation();
    least = Math.min(least, (performance.now() - start) / repeats);
  }
  return least;
}

const results = {};
for (const [name, value] of Object.entries(documents)) {
  const text = JSON.stringify(value);
  const repeats = Math.max(2, Math.floor(4e6 / text.length));
  results[`parse ${name}`] = best(() => JSON.parse(text), repeats);
  results[`stringify ${name}`] = best(() => JSON.stringify(value), repeats);
}
console.log(JSON.stringify(results));
