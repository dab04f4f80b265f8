// Function body: every validator with every value; gives lines.  E and V are internal/errors and
// internal/validators of Node or of llrt.
const buffer = Uint8Array.of(1);
const values = [
  undefined, null, 0, -1, 1.5, NaN, Infinity, 2 ** 31, 2 ** 32, 2 ** 53, -(2 ** 40), 1e21, "", "a", "8", "0x10", " ", "65536", "utf8", "a\0b", "it's", "long ".repeat(50), true, Symbol("s"), 5n, 2n ** 70n, {}, [], ["a"], ["a", 1], [true],
  () => {}, function named() {}, async () => {}, class Q {}, new Date(0), buffer, new Uint16Array(1), new DataView(new ArrayBuffer(1)), new ArrayBuffer(2), { aborted: false }, [1], "SIGINT", "sigint", "SIGFOO", /x/,
  new Map([[1, 2]]), Object.create(null), new (class Foo {})(), new Error("x").message, "<https://x>; rel=preload", "bad link", ["<a>; rel=b", "<c>; rel=d"], [undefined], [null], [{ aborted: true }],
];
const calls = [
  ["validateString", "n"], ["validateString", "a.b"], ["validateString", "first argument"], ["validateNumber", "n"], ["validateNumber", "n", 0, 10], ["validateNumber", "n", 1], ["validateNumber", "n", undefined, 5], ["validateInteger", "n"], ["validateInteger", "n", 0, 5], ["validateInt32", "n"], ["validateInt32", "n", 0, 10],
  ["validateUint32", "n"], ["validateUint32", "n", true], ["validateBoolean", "a.b"], ["validateObject", "n"], ["validateObject", "n", 1], ["validateObject", "n", 2], ["validateObject", "n", 4], ["validateObject", "n", 6], ["validateObject", "n", 7], ["validateDictionary", "n"], ["validateFunction", "n"], ["validatePlainFunction", "n"], ["validateUndefined", "n"],
  ["validateArray", "n"], ["validateArray", "n", 2], ["validateStringArray", "n"], ["validateBooleanArray", "n"], ["validateAbortSignalArray", "n"], ["validateAbortSignal", "n"], ["validateOneOf", "n", ["a", 0, true]], ["validateBuffer"], ["validateBuffer", "zz"], ["validatePort"], ["validatePort", "P", false], ["validateSignalName"], ["validateSignalName", "s"],
  ["parseFileMode", "mode"], ["parseFileMode", "mode", 0o666], ["validateUnion", "n", ["a", "b"]], ["validateLinkHeaderValue"], ["validateStringWithoutNullBytes", "n"], ["validateIgnoreOption", "n"], ["validateFiniteNumber", "n"], ["checkRangesOrGetDefault", "n", 0, 10, 7], ["validateThisInternalField", "n", "f"],
];
const lines = [];
for (const [name, ...args] of calls) {
  values.forEach((value, index) => {
    let text;
    try {
      text = `-> ${String(V[name](value, ...args))}`;
    } catch (error) {
      text = `${error.name} ${error.code} ${error.message} | ${String(error)} | ${error.stack.split("\n    at")[0]}`;
    }
    lines.push(`${name} ${args.join()} ${index} ${text}`);
  });
}
return lines.join("\n");
