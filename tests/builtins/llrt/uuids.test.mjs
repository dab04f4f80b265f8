// llrt:uuid: UUIDs are of their version, differ, and those with the time in front are in order.
import assert from "node:assert";
import uuid, { MAX, NIL, parse, stringify, v1, v1ToV6, v3, v4, v5, v6, v6ToV1, v7, validate, version } from "llrt:uuid";

assert.strictEqual(uuid.v7, v7);
const makers = { 1: v1, 3: () => v3(`${Math.random()}`, v3.DNS), 4: v4, 5: () => v5(`${Math.random()}`, v5.URL), 6: v6, 7: v7 };
for (const [number, make] of Object.entries(makers)) {
  const made = Array.from({ length: 2000 }, () => make());
  assert.strictEqual(new Set(made).size, made.length, `version ${number}`);
  for (const one of made) {
    assert.ok(validate(one), one);
    assert.strictEqual(version(one), Number(number));
    assert.strictEqual(stringify(parse(one)), one);
  }
}
for (const make of [v6, v7]) {
  const made = Array.from({ length: 3000 }, () => make());
  assert.deepStrictEqual([...made].sort(), made);
}
// The examples of RFC 9562, appendix A.
const RFC = { msecs: 0x17f22e279b0, nsecs: 0, clockseq: 0x33c8, node: [0x9f, 0x6b, 0xde, 0xce, 0xd8, 0x46], random: new Uint8Array(16) };
assert.strictEqual(v1(RFC), "c232ab00-9414-11ec-b3c8-9f6bdeced846");
assert.strictEqual(v6(RFC), "1ec9414c-232a-6b00-b3c8-9f6bdeced846");
assert.strictEqual(v1ToV6("c232ab00-9414-11ec-b3c8-9f6bdeced846"), "1ec9414c-232a-6b00-b3c8-9f6bdeced846");
assert.strictEqual(v6ToV1("1ec9414c-232a-6b00-b3c8-9f6bdeced846"), "c232ab00-9414-11ec-b3c8-9f6bdeced846");
assert.strictEqual(v3("www.example.com", v3.DNS), "5df41881-3aed-3515-88a7-2f4a814cf09e");
assert.strictEqual(v5("www.example.com", v5.DNS), "2ed6657d-e927-568b-95e1-2665a8aea6a2");
assert.ok(v7({ msecs: 0x17f22e279b0 }).startsWith("017f22e2-79b0-7"));
assert.deepStrictEqual([validate(NIL), validate(MAX), version(NIL), version(MAX)], [true, true, 0, 15]);
const given = new Uint8Array(16).fill(255);
assert.strictEqual(v4({ random: given }), "ffffffff-ffff-4fff-bfff-ffffffffffff");
assert.deepStrictEqual(given, new Uint8Array(16).fill(255));
