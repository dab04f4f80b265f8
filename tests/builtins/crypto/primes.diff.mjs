// generatePrime() and checkPrime(): arguments, what primes are asked to be, and both forms.
import crypto from "node:crypto";
import { promisify } from "node:util";

const say = (name, f) => {
  let told;
  try {
    told = f();
  } catch (error) {
    told = `${error.name} ${error.message.startsWith("error:") ? error.message : `${error.code} ${error.message}`}`;
  }
  console.log(name, told);
};
const empty = Buffer.alloc(0), show = (value) => JSON.stringify(value, (_, v) => (typeof v === "bigint" ? `${v}n` : v));

for (const args of [[0], [-1], [1.5], ["1"], [2 ** 31], [2 ** 32], [3, { safe: 1 }], [3, { add: 1 }], [3, { rem: 1 }], [3, { bigint: 1 }], [3, 1],
  [1, { safe: true }], [2, {}], [8, { add: 5n, rem: 5n }], [8, { add: 1000n }], [8, { add: empty }], [8, { add: -1n }], [3, { rem: -2n, add: 3n }],
  [64, { add: 2n ** 64n }], [3, { add: 8n, rem: 7n }], [8, { rem: "5" }], [33], [300], [64, { safe: true }]]) {
  say(`generatePrimeSync ${show(args)}`, () => { const prime = crypto.generatePrimeSync(...args); return [prime.byteLength, crypto.checkPrimeSync(prime)]; });
}
say("modulo", () => crypto.generatePrimeSync(32, { add: 12n, rem: 5n, bigint: true }) % 12n);
say("modulo, safe", () => crypto.generatePrimeSync(64, { add: Buffer.from([5]), safe: true, bigint: true }) % 5n);
say("only one", () => crypto.generatePrimeSync(4, { add: 15n, rem: 13n, bigint: true }));

const M61 = 2n ** 61n - 1n, big = 2n ** 521n - 1n;
for (const args of [[1], ["x"], [{}], [7n], [-7n], [0n], [1n], [2n], [9n], [561n], [M61], [M61 - 2n], [big], [big - 2n], [7n, { checks: -1 }],
  [7n, { checks: "1" }], [7n, { checks: 2 ** 31 }], [7n, { checks: 3 }], [7n, 1], [Buffer.from([7])], [new Uint16Array([7])], [new ArrayBuffer(0)], [empty]]) {
  say(`checkPrimeSync ${show(args)}`, () => crypto.checkPrimeSync(...args));
}
for (const name of ["generatePrime", "checkPrime"]) {
  const first = name === "checkPrime" ? 7n : 8;
  for (const args of [[], [first], [first, {}], [first, {}, 1], [first, 1, () => 0], [null, () => 0]]) say(`${name} ${show(args)}`, () => crypto[name](...args));
  say("length", () => [crypto[name].length, crypto[`${name}Sync`].length, crypto[name].name]);
}
const prime = await promisify(crypto.generatePrime)(128, { bigint: true });
console.log(typeof prime, await promisify(crypto.checkPrime)(prime), await promisify(crypto.checkPrime)(prime - 1n, { checks: 5 }));
const bytes = await promisify(crypto.generatePrime)(40);
console.log(bytes.constructor.name, bytes.byteLength, crypto.checkPrimeSync(bytes));
await promisify(crypto.generatePrime)(8, { add: 1000n }).catch((error) => console.log(error.name, error.code, error.message));
