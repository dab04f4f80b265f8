// A Hash is an object whose inside only the ops see: whatever a program does with it and its methods ends in an answer or an error.
import assert from "node:assert";
import crypto, { createHash, createHmac, Hash } from "node:crypto";
import { test } from "node:test";
import util from "node:util";

const EMPTY = "d41d8cd98f00b204e9800998ecf8427e", ABC = "900150983cd24fb0d6963f7d28e17f72";
const FINALIZED = { code: "ERR_CRYPTO_HASH_FINALIZED" };

test("methods refuse receivers that are no hashes", () => {
  const others = [undefined, null, 1, "x", {}, [], new Uint8Array(64), createHmac("md5", "k"), Hash.prototype, new Proxy(createHash("md5"), {}),
    Object.create(createHash("md5")), crypto.createCipheriv("aes-128-ecb", Buffer.alloc(16), null), crypto.createSecretKey(Buffer.alloc(8))];
  for (const other of others) {
    for (const [name, ...args] of [["update", "x"], ["digest", "hex"], ["copy"]]) {
      assert.throws(() => Hash.prototype[name].call(other, ...args), TypeError, `${name} of ${util.inspect(other)}`);
    }
  }
});

test("a finished hash stays finished, also for its copies", () => {
  const hash = createHash("md5").update("a"), copy = hash.copy();
  hash.digest();
  for (const use of [() => hash.update("x"), () => hash.digest(), () => hash.digest("hex"), () => hash.copy()]) assert.throws(use, FINALIZED);
  assert.strictEqual(copy.update("bc").digest("hex"), ABC);
  assert.throws(() => copy.digest("latin1"), FINALIZED);
});

test("arguments that are no data change nothing", () => {
  const hash = createHash("md5").update("a");
  for (const data of [undefined, null, 1, {}, [], new ArrayBuffer(3), new SharedArrayBuffer(3), Symbol("s"), () => 0]) {
    assert.throws(() => hash.update(data), { code: "ERR_INVALID_ARG_TYPE" });
  }
  assert.throws(() => hash.update("abc", "hex"), { code: "ERR_INVALID_ARG_VALUE" });
  assert.throws(() => hash.digest({ toString() { throw new RangeError("mine"); } }), RangeError);
  assert.strictEqual(hash.update("62", "hex").update(new DataView(new Uint8Array([99]).buffer), "no encoding").digest("hex"), ABC);
});

test("memory that is gone is empty", () => {
  const gone = new Uint8Array(8), shrunk = new ArrayBuffer(8, { maxByteLength: 16 }), view = new Uint8Array(shrunk, 4);
  structuredClone(gone.buffer, { transfer: [gone.buffer] });
  shrunk.resize(0);
  assert.strictEqual(createHash("md5").update(gone).update(view).digest("hex"), EMPTY);
});

test("strings of every kind are UTF-8", () => {
  let rope = "";
  for (let i = 0; i < 5000; i++) rope += i % 3 ? "é" : "a";
  for (const text of ["", "a".repeat(1e5), "é".repeat(33), "\ud800", "x\udc00y", "😀".repeat(2000), rope, `${"a".repeat(63)}ÿ`]) {
    assert.strictEqual(createHash("sha256").update(text).digest("hex"), createHash("sha256").update(Buffer.from(text)).digest("hex"));
    assert.strictEqual(crypto.hash("sha1", text), crypto.hash("sha1", Buffer.from(text)));
  }
});

test("many hashes at a time do not disturb each other, in whatever order they end", () => {
  const names = ["md5", "sha1", "MD5", "sha512", "shake128", "Sha1"], hashes = [];
  for (let i = 0; i < 600; i++) hashes.push([names[i % names.length], createHash(names[i % names.length]).update("a")]);
  for (let i = 0; i < hashes.length; i += 2) hashes[i][1].update(`${i}`);
  for (let i = hashes.length - 1; i >= 0; i--) {
    const [name, hash] = hashes[i];
    if (i % 5) assert.strictEqual(hash.digest("hex"), crypto.hash(name, i % 2 ? "a" : `a${i}`));
  }
});

test("names that are no digests are refused, however many there are", () => {
  for (let i = 0; i < 1000; i++) assert.throws(() => createHash(`none${i}`), { message: "Digest method not supported" });
  for (const name of ["md5\0", "", "ä", "\u1234", "m".repeat(1e6)]) assert.throws(() => createHash(name), Error);
  assert.strictEqual(createHash("mD5").digest("hex"), EMPTY);
});

test("it looks, clones and is subclassed like any object", () => {
  class Mine extends Hash {}
  const mine = new Mine("md5");
  assert.ok(mine instanceof Mine && mine instanceof Hash);
  assert.strictEqual(mine.update("abc").copy() instanceof Mine, false);
  assert.strictEqual(mine.digest("hex"), ABC);
  assert.match(util.inspect(createHash("md5")), /^Hash/);
  assert.strictEqual(typeof JSON.stringify(createHash("md5")), "string");
  assert.strictEqual(Object.prototype.toString.call(createHash("md5")), "[object Object]");
});

test("what a stream has pushed can be asked for once", async () => {
  const hash = createHash("md5");
  hash.end("abc");
  const [chunk] = await hash.toArray();
  assert.strictEqual(chunk.toString("hex"), ABC);
  assert.strictEqual(hash.digest("hex"), ABC);
  assert.throws(() => hash.digest("hex"), FINALIZED);
});
