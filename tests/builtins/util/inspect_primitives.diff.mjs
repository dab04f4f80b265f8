import { showAll } from "./_inspect_cases.mjs";

const long = "lorem ipsum dolor sit amet, ".repeat(6);
const values = [
  undefined, null, true, false, 0, -0, 1, -1, 1.5, -1.5, NaN, Infinity, -Infinity, 1e21, -1e21, 1e-7, 123456789, -123456.789, 0.1 + 0.2,
  1000, 999, 12345678901234567890, -0.5, 0.0001234567, 0n, -1n, 123456789n, -12345678901234567890n,
  "", "a", "it's", 'say "hi"', 'it\'s "x"', 'it\'s "x" `y`', '${a}\'"', "line\nline", "tab\t", "\0", "\x1b[31mred\x1b[39m", "\x7f\x80\x9f\xa0",
  "back\\slash", "\ud83d", "\ude00", "x\ud83dy", "😀", "é", "e\u0301", "中文", "\u2028\u2029", "\ufeff", "\b\f\v\r",
  long, `${long}\n${long}`, `${long}\n`, "\n".repeat(20), "a\n".repeat(30), "x".repeat(10001), "x".repeat(20000), "abcdefg", "abcdefgh", "abcdefghi",
  Symbol(), Symbol("a"), Symbol("a b"), Symbol.iterator, Symbol.for("x"), Symbol("new\nline"), Symbol(""), Symbol("it's"),
];
const cases = {};
values.forEach((value, index) => {
  cases[`primitive ${index}`] = () => value;
  cases[`in array ${index}`] = () => [value];
  cases[`in object ${index}`] = () => ({ key: value });
});
cases["string in nested object"] = () => ({ a: { b: { c: long } }, d: [[[`${long}\n${long}`]]] });
cases["boxed"] = () => [new Number(1), new Number(-0), new String("abc"), new Boolean(false), Object(Symbol("a")), Object(5n), new String("it's"), new String("")];
cases["boxed with properties"] = () => [Object.assign(new Number(3), { a: 1 }), Object.assign(new String("ab"), { x: 1, 5: 2 }), Object.assign(new Boolean(true), { [Symbol("s")]: 1 })];
cases["boxed subclasses"] = () => [new (class Foo extends Number {})(1), new (class Bar extends String {})("x"), new (class Baz extends Boolean {})(true)];
cases["boxed null prototype"] = () => [Object.setPrototypeOf(new Number(1), null), Object.setPrototypeOf(new String("s"), null)];
cases["boxed tagged"] = () => [Object.defineProperty(new Number(1), Symbol.toStringTag, { value: "tag" }), Object.defineProperty(new String("q"), Symbol.toStringTag, { value: "String" })];
showAll(cases);
