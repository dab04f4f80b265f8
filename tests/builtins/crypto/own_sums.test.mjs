// LLRT's own Crc32 and Crc32c: the published check values, in pieces, of text and of bytes; Crc32 is zlib.crc32.
import assert from "node:assert";
import test from "node:test";
import crypto, { Crc32, Crc32c } from "node:crypto";
import zlib from "node:zlib";

test("the check values of the catalogues", () => {
  assert.strictEqual(new Crc32().update("123456789").digest(), 0xcbf43926);
  assert.strictEqual(new Crc32c().update("123456789").digest(), 0xe3069283);
});

test("both doors have the same classes", () => {
  assert.strictEqual(crypto.Crc32, Crc32);
  assert.strictEqual(crypto.Crc32c, Crc32c);
});

test("text and bytes in pieces are the whole", () => {
  const text = "aé日\u{1f600}".repeat(3000), bytes = Buffer.from(text);
  for (const Sum of [Crc32, Crc32c]) {
    const whole = new Sum().update(bytes).digest(), sum = new Sum();
    assert.strictEqual(new Sum().update(text).digest(), whole);
    for (let i = 0; i < bytes.length; i += 4097) sum.update(bytes.subarray(i, i + 4097));
    assert.strictEqual(sum.digest(), whole);
    sum.reset();
    assert.strictEqual(sum.update(undefined).update("").update([]).digest(), 0);
    assert.strictEqual(sum.update(bytes.buffer.slice(0, 0)).update([0x61]).digest(), new Sum().update("a").digest());
    assert.throws(() => sum.update({}), { code: "ERR_INVALID_ARG_TYPE" });
  }
  assert.strictEqual(new Crc32().update(text).digest(), zlib.crc32(bytes));
});
