// What is random can't be compared with Node: ranges, places and that nothing repeats.
import assert from "node:assert";
import crypto from "node:crypto";

const seen = new Set();
for (let i = 0; i < 1000; i++) seen.add(crypto.randomUUID()).add(crypto.randomBytes(8).toString("hex")).add(crypto.randomUUIDv7());
assert.equal(seen.size, 3000);

// Each place of a UUID has every digit that it may have; more of them than come from the system alone.
const places = Array.from({ length: 36 }, () => new Set()), uuids = new Set();
for (let i = 0; i < 8000; i++) {
  const uuid = crypto.randomUUID();
  uuids.add(uuid);
  for (let at = 0; at < 36; at++) places[at].add(uuid[at]);
}
assert.equal(uuids.size, 8000);
const kinds = { 8: "-", 13: "-", 14: "4", 18: "-", 19: "89ab", 23: "-" };
assert.deepEqual(places.map((digits) => [...digits].sort().join("")), places.map((_, at) => kinds[at] ?? "0123456789abcdef"));

const counts = new Array(6).fill(0);
for (let i = 0; i < 6000; i++) counts[crypto.randomInt(6)]++;
assert.ok(counts.every((n) => n > 700 && n < 1300), counts.join());
for (let i = 0; i < 100; i++) {
  const n = crypto.randomInt(-3, 2);
  assert.ok(n >= -3 && n < 2 && Number.isInteger(n));
}
const top = Array.from({ length: 50 }, () => crypto.randomInt(2 ** 48 - 1));
assert.ok(Math.max(...top) > 2 ** 47 && top.every(Number.isSafeInteger));

const filled = crypto.randomFillSync(new Uint32Array(16), 4, 8);
assert.ok(filled.subarray(0, 4).every((n) => n === 0) && filled.subarray(12).every((n) => n === 0));
assert.ok(filled.subarray(4, 12).some((n) => n !== 0));
const memory = crypto.randomFillSync(new ArrayBuffer(64));
assert.ok(memory instanceof ArrayBuffer && new Uint8Array(memory).some((n) => n !== 0));

let order = "";
const done = new Promise((resolve) => {
  crypto.randomBytes(4, (error, bytes) => {
    assert.equal(error, null);
    assert.equal(bytes.length, 4);
    order += "b";
    crypto.randomFill(new Uint8Array(4), 1, (_, view) => {
      assert.equal(view[0], 0);
      crypto.randomInt(3, (nothing, n) => {
        assert.equal(nothing, undefined);
        assert.ok(n >= 0 && n < 3);
        resolve();
      });
    });
  });
});
order += "a";
await done;
assert.equal(order, "ab");

// A hash that is never finished is the collector's; a handle is nothing that a program can get at.
for (let i = 0; i < 20000; i++) crypto.createHash("sha256").update("x");
const hash = crypto.createHash("md5");
for (const key of Reflect.ownKeys(hash)) assert.ok(!ArrayBuffer.isView(hash[key]));
