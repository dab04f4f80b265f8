// JSON.stringify gives what Node gives for data of every kind, and what it gives itself when a replacer that changes nothing
// keeps it from being fast.
import { ascii, below, pick, seed, text } from "./_texts.js";

const GAPS = [undefined, undefined, undefined, 0, 2, 10, 11, -1, 2.9, NaN, null, true, new Number(3)];
GAPS.push("", "\t", "--", "123456789ABCDEF", "é", "日", new String("ab"));

seed(2);
for (let i = 0; i < 4000; i++) {
  const value = JSON.parse(text());
  const gap = pick(GAPS);
  const out = JSON.stringify(value, null, gap);
  if (out !== JSON.stringify(value, (key, member) => member, gap)) throw new Error(`a replacer makes a difference: ${out}`);
  console.log(i, ascii(out));
}

// Numbers: short decimals, their neighbours, and any bit pattern.
const bits = new DataView(new ArrayBuffer(8));
const DIVISORS = [10, 100, 1000, 1e4, 1e5, 1e6, 1e7];
const numbers = [];
for (let i = 0; i < 30_000; i++) {
  let d = below(4294967296) / pick(DIVISORS);
  if (i % 5 === 1) d = below(1e9) * 0.1;
  else if (i % 5 === 2) d = below(1e5) / 1000 + below(1e5) / 100;
  bits.setFloat64(0, i % 2 ? d : -d);
  if (i % 5 === 3) bits.setUint32(4, bits.getUint32(4) + below(3) - 1);
  else if (i % 5 === 4) bits.setUint32(0, below(4294967296));
  numbers.push(bits.getFloat64(0));
}
for (const number of numbers) {
  const out = JSON.stringify(number);
  if (out !== (Number.isFinite(number) ? String(number) : "null")) throw new Error(`${number} as ${out}`);
  if (Number.isFinite(number) && JSON.parse(out) !== number) throw new Error(`${out} read as ${JSON.parse(out)}`);
}
console.log(JSON.stringify(numbers));
console.log(JSON.stringify([-0, 0.1, 1e21, 1e20, 5e-324, 1e-7, 1e-6, 0.001, -0.001, 999999999.999999, 1000000000.5, 2 ** 53, 4.35, 1 / 3]));
