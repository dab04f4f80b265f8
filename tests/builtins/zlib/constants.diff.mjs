// Constants, codes and crc32 of zlib; constants of sqlite.
import zlib from "node:zlib";
import { inspect } from "node:util";

console.log(zlib.constants, zlib.codes, Object.isFrozen(zlib.codes), Object.isFrozen(zlib.constants));
for (const key of Object.getOwnPropertyNames(zlib)) {
  const { enumerable, writable, configurable, value } = Object.getOwnPropertyDescriptor(zlib, key);
  console.log(key, typeof value, value?.name, value?.length, enumerable, writable, configurable, typeof value === "number" ? value : "");
}
for (const [data, value] of [["", undefined], ["hello"], ["hello", 5], [Buffer.from("é")], ["é"], [new Uint16Array([1, 2, 3])], [new DataView(new ArrayBuffer(3)), 1], [5], [undefined], ["x", -1], ["x", "1"], ["x", 2 ** 32], [new ArrayBuffer(2)]]) {
  try {
    console.log(inspect(data), value, zlib.crc32(data, value));
  } catch (error) {
    console.log(inspect(data), value, error.name, error.code, error.message);
  }
}
