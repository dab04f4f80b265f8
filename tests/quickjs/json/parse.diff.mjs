// JSON.parse gives what Node gives: values, descriptors, orders of keys, the text of the error.
import { ascii, nearly, below, seen, seed, text } from "./_texts.js";

seed(1);
for (let i = 0; i < 6000; i++) {
  let source = text();
  for (let errors = below(3); errors > 0; errors--) source = nearly(source);
  try {
    console.log(i, seen(JSON.parse(source)));
  } catch (error) {
    console.log(i, ascii(source.slice(0, 60)), error.name, ascii(error.message));
  }
}

const ARGUMENTS = [
  [], [undefined], [null], ["null", undefined], [1], [true], [NaN], [1n], [Symbol("s")], [{ toString: () => "[1]" }], [["[1]"]], [{}],
  [() => 1], [new String('{"a":1}')], ["[1,2]", {}], ["[1]", null],
  ['{"a":[1,2]}', (key, value) => (Array.isArray(value) ? value.length : value)],
  ['{"a":1.50,"b":[ "x" ]}', (key, value, { source }) => source ?? value],
  ['{"a":1', (key, value) => value],
  ["[1,2,3]", (key, value) => (key === "1" ? undefined : value)],
  ['{"__proto__":{"x":1},"a":2,"a":3}', function (key, value) { return key === "" ? Object.keys(this[""]).join() : value; }],
];
for (const args of ARGUMENTS) {
  try {
    console.log(seen(JSON.parse(...args)));
  } catch (error) {
    console.log(error.name, error.message);
  }
}

// Built piece by piece (the engine's ropes), and a part of a longer string.
let rope = "[";
for (let i = 0; i < 3000; i++) rope += `"piece ${i}",`;
console.log(JSON.parse(`${rope}0]`).length, JSON.parse(`xx${rope}"日"]`.slice(2)).at(-1));
// Members that repeat keys, keep shapes and share texts.
const repeats = '{"a":{"q1":{"q2":["uniq"]}},"a":{"q1":{"q2":["uniq"]}},"b":{"q1":{"q2":["uniq"]},"q1":{"q2":["uniq"]}}}';
console.log(seen(JSON.parse(`[${Array(20).fill(repeats)}]`)));
const [one, two] = JSON.parse('[{"a":1,"b":2},{"a":3,"b":4}]');
one.c = 5;
delete one.a;
Object.freeze(two);
console.log(seen([one, two, ...JSON.parse('[{"a":1,"b":2}]')]));
// Nesting has no limit of its own.
let depth = 0;
for (let value = JSON.parse("[".repeat(100_000) + "]".repeat(100_000)); value !== undefined; value = value[0]) depth++;
console.log(depth, typeof JSON.parse('{"a":'.repeat(100_000) + "1" + "}".repeat(100_000)).a);
