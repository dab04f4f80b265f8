// utf8Slice, latin1Write and the others that packages call: indices of every kind, wrong receivers, wrong arguments.
import { Buffer } from "node:buffer";

const INDICES = [undefined, null, 0, 1, 5, 10, 11, 12, 100, -1, 1.7, -0.5, NaN, Infinity, -Infinity, 2 ** 33, "2", "x", true, {}];
const ENCODINGS = ["utf8", "ucs2", "latin1", "ascii", "hex", "base64", "base64url"];

function attempt(label, f) {
  try {
    console.log(label, JSON.stringify(f()));
  } catch (error) {
    console.log(label, error.name, error.code, error.code ? error.message : "");
  }
}

for (const encoding of ENCODINGS) {
  const slice = `${encoding}Slice`, write = `${encoding}Write`;
  for (const start of INDICES) {
    for (const end of INDICES) {
      attempt(`${slice} ${String(start)} ${String(end)}`, () => Buffer.from("hello world")[slice](start, end));
    }
  }
  for (const offset of INDICES) {
    for (const length of INDICES) {
      // What these do with indices that are no whole numbers within the buffer is undefined behaviour in Node.
      const strict = ["utf8", "latin1", "ascii"].includes(encoding);
      if (strict && [offset, length].some((index) => index !== undefined && !Number.isInteger(index))) continue;
      attempt(`${write} ${String(offset)} ${String(length)}`, () => {
        const target = Buffer.alloc(11, ".");
        return [target[write]("616263==", offset, length), target.toString("latin1")];
      });
    }
  }
  for (const receiver of [{}, 5, [], "text", new DataView(new ArrayBuffer(4)), new Uint16Array(2), new ArrayBuffer(4)]) {
    attempt(`${slice} receiver`, () => Buffer.prototype[slice].call(receiver));
    attempt(`${write} receiver`, () => Buffer.prototype[write].call(receiver, "6162"));
  }
  for (const value of [undefined, null, 5, {}, Buffer.from("a")]) attempt(`${write} value`, () => Buffer.alloc(4)[write](value));
}
