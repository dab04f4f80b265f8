// llrt:codec, llrt:qjs and llrt:util do what LLRT's do.
import assert from "node:assert";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createRequire } from "node:module";
import codec, * as named from "llrt:codec";
import { ComputeMemoryUsage } from "llrt:qjs";
import { dimensions, load, print } from "llrt:util";

assert.deepStrictEqual(Object.keys(named).sort(), ["decodeFromBase64", "decodeFromHex", "default", "encodeToBase64", "encodeToHex"]);
assert.strictEqual(createRequire(import.meta.url)("llrt:codec"), codec);
for (const [bytes, base64, hex] of [[[], "", ""], [[0], "AA==", "00"], [[1, 2], "AQI=", "0102"], [[251, 255, 254], "+//+", "fbfffe"]]) {
  const view = Uint8Array.from(bytes);
  for (const form of [view, view.buffer, bytes, new DataView(view.buffer), Buffer.from(bytes)]) {
    assert.strictEqual(codec.encodeToBase64(form), base64);
    assert.strictEqual(codec.encodeToHex(form), hex);
  }
  assert.deepStrictEqual(codec.decodeFromBase64(base64), view);
  assert.deepStrictEqual(codec.decodeFromHex(hex.toUpperCase()), view);
}
assert.strictEqual(codec.encodeToHex("é"), "c3a9");
for (const text of ["AA", "AA=", "-_-_", "AA ==", "A\nA==", "é", "AQJ=", "===="]) assert.throws(() => codec.decodeFromBase64(text), { name: "Error", message: "Cannot decode unrecognized sequence" });
for (const text of ["0", "0g", "0 0", "é"]) assert.throws(() => codec.decodeFromHex(text), { name: "Error", message: "Cannot decode unrecognized sequence" });
for (const value of [undefined, 5, {}]) {
  assert.throws(() => codec.encodeToHex(value), TypeError);
  assert.throws(() => codec.decodeFromHex(value), TypeError);
  assert.throws(() => codec.decodeFromBase64(value), TypeError);
}

const usage = ComputeMemoryUsage();
assert.strictEqual(Object.keys(usage).length, 26);
for (const [name, value] of Object.entries(usage)) assert.ok(Number.isInteger(value), name);
const kept = new Array(5000).fill(0).map((_, i) => ({ i }));
assert.ok(ComputeMemoryUsage().obj_count >= usage.obj_count + kept.length);

assert.deepStrictEqual(dimensions().map((size) => Number.isInteger(size) && size >= 0), [true, true]);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "llrt-"));
try {
  const file = path.join(folder, "script.js");
  fs.writeFileSync(file, "var fromScript = typeof this === 'object' ? 'sloppy' : 'strict'; undeclared = 5; fromScript");
  assert.strictEqual(await load(file), "sloppy");
  assert.strictEqual(globalThis.fromScript, "sloppy");
  fs.writeFileSync(file, "var local = 1; (function () { return this === undefined; })()");
  assert.strictEqual(await load(file, { strict: true }), true);
  assert.strictEqual(await load(file, { global: false }), undefined);
  fs.writeFileSync(file, "throw new RangeError('from the script')");
  await assert.rejects(load(file), { name: "RangeError", message: "from the script" });
  await assert.rejects(load(path.join(folder, "none.js")), { code: "ENOENT" });
} finally {
  fs.rmSync(folder, { recursive: true });
}
print("a line");
print("another", true);
