// What randomBytes(), randomInt() and randomUUID() make of any arguments: the common ones never pass through JavaScript.
import crypto from "node:crypto";

const say = (name, f) => {
  let text;
  try {
    text = f();
  } catch (error) {
    text = `${error.name} ${error.code} ${error.message}`;
  }
  console.log(name, text);
};
const values = [undefined, null, 0, -0, 1, -1, 1.5, 300, 5000, 65537, NaN, Infinity, 2 ** 31, 2 ** 48, 2 ** 53, -(2 ** 53), "7", true, 10n, {}, [], () => 0];
const show = (value) => (typeof value === "function" ? "function" : typeof value === "bigint" ? `${value}n` : JSON.stringify(value) ?? "undefined");

for (const value of values) {
  if (value !== 2 ** 31) say(`randomBytes ${show(value)}`, () => { const b = crypto.randomBytes(value); return [b.length, b.constructor.name, Buffer.isBuffer(b)]; });
  say(`randomInt ${show(value)}`, () => { const n = crypto.randomInt(value); return Number.isInteger(n) && n >= 0 && n < value; });
  for (const max of values) say(`randomInt ${show(value)} ${show(max)}`, () => {
    const n = crypto.randomInt(value, max);
    return n === undefined ? n : Number.isInteger(n) && n >= value && n < max;
  });
  say(`randomUUID ${show(value)}`, () => crypto.randomUUID(value).replace(/[0-9a-f]/g, "x"));
  say(`randomUUID of ${show(value)}`, () => crypto.randomUUID({ disableEntropyCache: value }).length);
}

const seen = new Set();
for (let i = 0; i < 2000; i++) seen.add(crypto.randomUUID()).add(crypto.randomBytes(16).toString("hex")).add(crypto.randomBytes(2000).toString("hex"));
console.log("all differ", seen.size);
const counts = new Array(5).fill(0);
for (let i = 0; i < 5000; i++) counts[crypto.randomInt(10, 15) - 10]++;
console.log("all come", counts.every((n) => n > 800 && n < 1200));
