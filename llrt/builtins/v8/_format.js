// Tags of V8's wire format.
export const WIRE_VERSION = 15;

const code = (letter) => letter.charCodeAt(0);
const letters = {
  undefined: "_", null: "0", true: "T", false: "F", int32: "I", uint32: "U", double: "N", bigint: "Z", oneByteString: '"',
  twoByteString: "c", utf8String: "S", reference: "^", object: "o", objectEnd: "{", denseArray: "A", denseArrayEnd: "$",
  sparseArray: "a", sparseArrayEnd: "@", hole: "-", date: "D", trueObject: "y", falseObject: "x", numberObject: "n",
  bigintObject: "z", stringObject: "s", regexp: "R", map: ";", mapEnd: ":", set: "'", setEnd: ",", buffer: "B",
  resizableBuffer: "~", transferredBuffer: "t", view: "V", sharedBuffer: "u", hostObject: "\\", error: "r", verifyCount: "?",
  errorMessage: "m", errorCause: "c", errorStack: "s", errorEnd: ".",
};
export const TAG = Object.fromEntries(Object.entries(letters).map(([name, letter]) => [name, code(letter)]));
TAG.padding = 0;

export const VIEW_TAGS = {
  __proto__: null,
  Int8Array: code("b"), Uint8Array: code("B"), Uint8ClampedArray: code("C"), Int16Array: code("w"), Uint16Array: code("W"),
  Int32Array: code("d"), Uint32Array: code("D"), Float16Array: code("h"), Float32Array: code("f"), Float64Array: code("F"),
  BigInt64Array: code("q"), BigUint64Array: code("Q"), DataView: code("?"),
};
export const VIEWS = new Map(Object.entries(VIEW_TAGS).map(([name, tag]) => [tag, name]));

export const ERROR_PROTOTYPES = {
  __proto__: null,
  EvalError: code("E"), RangeError: code("R"), ReferenceError: code("F"), SyntaxError: code("S"), TypeError: code("T"), URIError: code("U"),
};
export const ERRORS = new Map(Object.entries(ERROR_PROTOTYPES).map(([name, tag]) => [tag, name]));
