// Values nested deeper than the stack allows: an answer in reasonable time, no crash.
import { format, inspect, isDeepStrictEqual } from "node:util";

const nest = (wrap) => {
  let value = {};
  for (let i = 0; i < 50000; i++) value = wrap(value);
  return value;
};
const start = process.cpuUsage();
for (const wrap of [(v) => ({ v }), (v) => ({ x: 1, v, y: [2] }), (v) => [1, v], (v) => new Map([[1, v]]), (v) => new Set([v]), (v) => Object.assign(new Error("x"), { v }), (v) => Promise.resolve([v])]) {
  const value = nest(wrap);
  const text = inspect(value, { depth: Infinity });
  if (!text.includes("Inspection interrupted")) throw new Error(`not interrupted: ${text.slice(0, 200)}`);
  if (format("%o", value).length > 10000) throw new Error("%o goes four levels deep");
}
let limited = false;
try {
  isDeepStrictEqual(nest((v) => ({ v })), nest((v) => ({ v })));
} catch (error) {
  limited = error instanceof RangeError;
}
if (!limited) throw new Error("a RangeError was expected");
let proxy = {};
for (let i = 0; i < 20000; i++) proxy = new Proxy(proxy, {});
inspect(proxy);
inspect(proxy, { showProxy: true });
let Class = class {};
for (let i = 0; i < 2000; i++) Class = class extends Class {};
inspect(new Class(), { showHidden: true });
const spent = process.cpuUsage(start);
if (spent.user + spent.system > 60e6) throw new Error("too slow");
