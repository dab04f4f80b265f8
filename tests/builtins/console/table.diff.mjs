const table = console.table;
const range = (n) => Array.from({ length: n }, (_, i) => i);
class Foo { constructor() { this.a = 1; } get b() { return 2; } }
const cases = [
  [undefined], [null], [5], ["text"], [Symbol("s")], [() => 1], [[]], [{}], [[1, 2, 3]], [["a", { b: 1 }, [1, 2]]], [[[1, 2], [3, 4, 5]]], [[{ a: 1, b: 2 }, { a: 3, c: 4 }]], [{ x: { a: 1 }, y: { b: 2 } }], [{ x: 1, y: "z" }],
  [[{ a: 1, b: 2 }, { a: 3, c: 4 }], ["a"]], [[{ a: 1, b: 2 }], ["b", "nope"]], [[{ a: 1 }], []], [[1, { a: 1 }], ["a"]], [[{ a: { b: { c: 1 } } }, { a: [1, 2, 3, 4, 5] }, { a: { x: 1, y: 2, z: 3 } }]], [[{ a: "x\ny" }, { a: "中文" }, { a: "é" }, { a: "😀" }]],
  [new Map([["a", 1], [{ k: 1 }, { v: 2, w: [1] }]])], [new Set([1, "a", { b: 1 }])], [new Map([[1, 2]]).entries()], [new Map([[1, 2]]).keys()], [new Set([1, 2]).values()], [new Set([1]).entries()], [new Map()], [new Set()],
  [[new Foo(), new Foo()]], [Object.assign([1, 2], { extra: { q: 1 } })], [[, 1, , 2]], [[undefined, null, true, 5n, Symbol("q"), NaN, -0]], [new Uint8Array([1, 2])], [[new Date(0), /x/, new Map([[1, 2]])]], [[[]]], [[{}]], [[{}, { a: 1 }]], [range(12)], [[{ "long column name": 1, b: "a very long value that widens the column" }]],
  [[{ a: 1, b: undefined }, { a: null }]], [[["x"], { 0: "y", 1: "z" }]], [{ a: [1, 2], b: { c: 3 } }], ["x", ["a"]], [[{ a: () => 1, b: class {} }]], [[{ [Symbol("s")]: 1, a: 2 }]], [[{ a: "it's" }, { a: 'say "x"' }]],
];
cases.forEach((args, index) => {
  console.log(`# ${index}`);
  try {
    table(...args);
  } catch (error) {
    console.log(error.code, error.message);
  }
});
for (const bad of [5, "x", {}, null]) {
  try {
    console.table([{ a: 1 }], bad);
    console.log("fine");
  } catch (error) {
    console.log(error.code, error.message);
  }
}
console.group("in a group");
console.table([{ a: 1 }]);
console.groupEnd();
