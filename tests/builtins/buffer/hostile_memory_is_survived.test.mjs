// Detached, shrunk and shared memory, sizes that cannot be had, arguments that change memory while it is being used:
// an error or an answer, never a crash.
import { Buffer, Blob, isUtf8, kStringMaxLength, transcode } from "node:buffer";
import { StringDecoder } from "node:string_decoder";

function attempt(f) {
  try {
    return f();
  } catch (error) {
    if (!(error instanceof Error)) throw new Error(`threw ${String(error)}`);
    return error;
  }
}

function everything(b) {
  const other = Buffer.from("other");
  for (const encoding of ["utf8", "ucs2", "latin1", "ascii", "hex", "base64", "base64url"]) {
    attempt(() => b.toString(encoding));
    attempt(() => b.toString(encoding, 1, 1e9));
    attempt(() => b.write("text", 0, encoding));
    attempt(() => b.write("text", 2, encoding));
    attempt(() => b.fill("ab", encoding));
    attempt(() => b.indexOf("a", 0, encoding));
    attempt(() => b.lastIndexOf("a", undefined, encoding));
    attempt(() => new StringDecoder(encoding).end(b));
  }
  for (const name of ["copy", "equals", "compare", "indexOf", "lastIndexOf", "includes", "fill"]) {
    attempt(() => b[name](other));
    attempt(() => other[name](b));
  }
  for (const name in Buffer.prototype) {
    if (/^read/.test(name)) attempt(() => b[name](0, 6));
    if (/^write/.test(name)) attempt(() => b[name](name.includes("Big") ? 1n : 1, 0, 6));
    if (/^swap/.test(name)) attempt(() => b[name]());
  }
  attempt(() => isUtf8(b));
  attempt(() => Buffer.from(b));
  attempt(() => Buffer.concat([b, other, b]));
  attempt(() => Buffer.copyBytesFrom(b));
  attempt(() => transcode(b, "utf8", "latin1"));
  attempt(() => new TextDecoder("shift_jis").decode(b));
  attempt(() => new TextEncoder().encodeInto("text", b));
  attempt(() => new Blob([b]));
  attempt(() => JSON.stringify(b));
  attempt(() => b.slice(1).subarray(0, 2).toString());
}

const detached = Buffer.from(new ArrayBuffer(64));
detached.buffer.transfer();
everything(detached);

const memory = new ArrayBuffer(64, { maxByteLength: 128 });
const windows = [Buffer.from(memory, 8, 40), Buffer.from(memory)];
for (const size of [64, 128, 30, 4, 0]) {
  memory.resize(size);
  windows.forEach(everything);
}

everything(Buffer.from(new SharedArrayBuffer(32)));

// Detaches the target between the check of one argument and the use of another.
const victim = Buffer.from(new ArrayBuffer(64));
const evil = { valueOf() { victim.buffer.detached || victim.buffer.transfer(); return 1; }, toString() { return this.valueOf() && "hex"; } };
attempt(() => victim.copy(Buffer.alloc(8), evil, evil, 60));
attempt(() => victim.utf8Slice(evil, 60));
attempt(() => victim.toString(evil, 0, 60));
attempt(() => victim.fill(evil, 0, 60));

for (const size of [2 ** 31, 2 ** 32, 2 ** 40, 2 ** 52]) {
  const error = attempt(() => Buffer.alloc(size));
  if (!(error instanceof RangeError)) throw new Error(`Buffer.alloc(${size}) gave ${error}`);
}

// A result that no string can hold.
const large = attempt(() => Buffer.alloc(kStringMaxLength / 2 + 8));
if (!(large instanceof Error)) {
  const error = attempt(() => large.toString("hex"));
  if (error.code !== "ERR_STRING_TOO_LONG") throw new Error(`too long a string gave ${error}`);
}

// A poolSize that makes no sense.
for (const size of [0, -1, NaN, "8", 1e12, undefined]) {
  Buffer.poolSize = size;
  for (let i = 0; i < 3; i++) attempt(() => Buffer.from("x".repeat(40000)).toString() + Buffer.allocUnsafe(5).toString());
}
Buffer.poolSize = 65536;
if (Buffer.from("alive").toString() !== "alive") throw new Error("the pool is broken");

// The pool's memory cannot be transferred away.
for (const make of [() => Buffer.from("again").toString(), () => Buffer.allocUnsafe(5).fill("again").toString(), () => Buffer.concat([Buffer.from("again")]).toString()]) {
  const kept = Buffer.from("x");
  if (!(attempt(() => kept.buffer.transfer()) instanceof TypeError) || kept.toString() !== "x") throw new Error("the pool is gone");
  if (make() !== "again") throw new Error("a detached pool is used");
}
