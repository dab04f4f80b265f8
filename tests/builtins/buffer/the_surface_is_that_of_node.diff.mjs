// Which members there are, in which order, how they are described; how instances and subclasses relate.
import * as bf from "node:buffer";
import { StringDecoder } from "node:string_decoder";

const { Buffer, Blob, File } = bf;

function describe(name, object, skip = []) {
  for (const key of Reflect.ownKeys(object)) {
    if (skip.includes(String(key)) || String(key).includes("messaging") || String(key).includes("kIsEncoding")) continue;
    const property = Object.getOwnPropertyDescriptor(object, key);
    const kind = property.get || property.set ? `accessor${property.set ? " set" : ""}` : typeof property.value;
    const flags = ["writable", "enumerable", "configurable"].filter((flag) => property[flag]).join(" ");
    console.log(name, String(key), kind, flags, kind === "function" ? property.value.length : "");
  }
}

describe("buffer", bf.default);
console.log(Object.keys(bf).sort().join());
describe("Buffer", Buffer);
describe("Buffer.prototype", Buffer.prototype);
describe("constants", bf.constants);
for (const Class of [Blob, File, TextEncoder, TextDecoder]) {
  describe(Class.name, Class, ["length", "name", "prototype"]);
  console.log(Class.length, Class.name);
}
// The order differs where class syntax puts it.
for (const Class of [Blob, File, TextEncoder, TextDecoder]) {
  console.log(Class.name, Reflect.ownKeys(Class.prototype).map(String).filter((key) => !key.includes("messaging")).sort().join());
  for (const key of Object.keys(Class.prototype).sort()) describe(Class.name, { [key]: 1, ...Object.getOwnPropertyDescriptors(Class.prototype)[key] }, [key]);
}
describe("StringDecoder", StringDecoder, ["prototype"]);
describe("StringDecoder.prototype", StringDecoder.prototype);

console.log(bf.default.INSPECT_MAX_BYTES, bf.kMaxLength, bf.kStringMaxLength, Buffer.poolSize, bf.constants);
console.log(Object.getPrototypeOf(Buffer) === Uint8Array, Object.getPrototypeOf(Buffer.prototype) === Uint8Array.prototype);
console.log(Buffer.from("a").constructor === Buffer, Buffer[Symbol.species] !== Buffer, Buffer[Symbol.species].prototype === Buffer.prototype);
console.log(Buffer === globalThis.Buffer, Blob === globalThis.Blob, File === globalThis.File, bf.atob === atob, bf.btoa === btoa);
console.log(Buffer.prototype.readUintLE === Buffer.prototype.readUIntLE, Buffer.prototype.toLocaleString === Buffer.prototype.toString);
console.log(Buffer.prototype.inspect === Buffer.prototype[Symbol.for("nodejs.util.inspect.custom")]);

class Sub extends Buffer {
  extra() {}
}
const sub = new Sub("abc");
console.log(sub instanceof Sub, sub instanceof Buffer, sub.toString(), sub.extra);
class Proper extends Uint8Array {}
Object.setPrototypeOf(Proper.prototype, Buffer.prototype);
Object.setPrototypeOf(Proper, Buffer);
const proper = new Proper(3);
console.log(proper instanceof Proper, proper.fill("ab").toString(), proper.slice(1) instanceof Proper, Buffer.isBuffer(proper));

const b = Buffer.from("hello");
console.log(b.map((x) => x + 1) instanceof Buffer, b.filter((x) => x > 104).toString(), b.subarray(1, 3).toString(), b.slice(-2).toString());
console.log(b.buffer === b.parent, b.byteOffset === b.offset, b.byteOffset % 8, Buffer.from("x").byteOffset % 8, Buffer.allocUnsafe(3).byteOffset % 8);
const shared = b.slice(0, 2);
shared[0] = 0x48;
console.log(b.toString(), JSON.stringify(b), [...b.entries()].length, [...b.keys()].join(), [...b.values()].join());
for (const name in Buffer.from([])) if (name === "readInt8") console.log("enumerable");
