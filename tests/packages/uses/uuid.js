import { MAX, NIL, parse, stringify, v1, v3, v4, v5, v7, validate, version } from "uuid";

const DNS = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
console.log(v3("example.com", DNS), v5("example.com", DNS), v5("ünï", v5.URL));
console.log(v4({ random: Uint8Array.from({ length: 16 }, (_, i) => i * 16) }), v1({ msecs: 1e12, nsecs: 5, clockseq: 1, node: [1, 2, 3, 4, 5, 6] }));
const ids = [v4(), v4(), v7()];
console.log(ids.map(validate), ids.map(version), new Set(ids).size, validate("nope"), NIL, MAX);
console.log(parse(DNS), stringify(parse(DNS)) === DNS);
try { parse("x"); } catch (error) { console.log(error.name, error.message); }
