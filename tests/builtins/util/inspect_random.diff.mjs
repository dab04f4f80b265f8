// Values made by a seeded generator, under options made by it: the layout rules against Node's.
import { inspect } from "node:util";

let seed = 20240607;
const random = (n) => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed % 65536 % n;
};
const pick = (list) => list[random(list.length)];
const words = ["a", "key", "longer-key", "some_name", "x y", "constructorName", "中文", "é", "veryVeryLongPropertyNameThatTakesRoom", "1", "ünï", "it's"];
const texts = ["", "a", "word", "two words", "a much longer text that goes on for a while", "line\nbreak", "quote's", "中文字", "x".repeat(75), "y".repeat(120), "tab\t"];
class Point { constructor(x, y) { this.x = x; this.y = y; } }
class Named extends Map {}

function primitive() {
  switch (random(9)) {
    case 0: return random(100000) - 50000;
    case 1: return random(1000) / 7;
    case 2: return pick([null, undefined, true, false, NaN, -0, Infinity]);
    case 3: return BigInt(random(60000)) ** BigInt(random(4));
    case 4: return Symbol(pick(words));
    default: return pick(texts);
  }
}

function value(depth) {
  if (depth <= 0) return primitive();
  const size = pick([0, 1, 2, 3, 5, 7, 8, 12, 27, 30]);
  const items = (make) => Array.from({ length: size }, make);
  switch (random(14)) {
    case 0: case 1: return items(() => random(1000));
    case 2: return items(() => pick(texts.slice(0, 6)));
    case 3: return items(() => primitive());
    case 4: return items(() => value(depth - 1 - random(2)));
    case 5: return new Map(items((_, i) => [random(3) ? i : value(depth - 2), value(depth - 2)]));
    case 6: return new Set(items(() => value(depth - 2)));
    case 7: return new Point(value(depth - 1), value(depth - 2));
    case 8: return new Named([[1, value(depth - 1)]]);
    case 9: return pick([() => {}, class A {}, function f() {}, new Date(random(100000)), /re/g, new Uint8Array(random(9)), Object.create(null), new Point(), [,, 1]]);
    default: return Object.fromEntries(items(() => [pick(words), value(depth - 1 - random(2))]));
  }
}

for (let i = 0; i < 400; i++) {
  const made = value(1 + random(5));
  const options = {
    depth: pick([0, 1, 2, 2, 2, 4, null]), compact: pick([3, 3, 3, 1, 2, 5, 0, true, false]), breakLength: pick([80, 80, 80, 40, 60, 120, 128, Infinity]),
    maxArrayLength: pick([100, 100, 6, 0, null]), maxStringLength: pick([10000, 20]), colors: random(6) === 0, sorted: random(8) === 0, showHidden: false, numericSeparator: random(5) === 0,
  };
  console.log(`#${i}\n${inspect(made, options)}`);
}
