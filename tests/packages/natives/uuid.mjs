// llrt:uuid against npm's uuid: whatever is determined by the arguments.
import assert from "node:assert";
import * as peer from "uuid";
import * as ours from "llrt:uuid";
import { random } from "./_documents.mjs";

assert.deepStrictEqual(Object.keys(ours).filter((name) => name !== "default").sort(), Object.keys(peer).sort());

const outcome = (f) => {
  try {
    const value = f();
    return ArrayBuffer.isView(value) ? [value.constructor.name, ...value] : value;
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
};
const same = (name, makeArgs) => assert.deepStrictEqual(outcome(() => ours[name](...makeArgs())), outcome(() => peer[name](...makeArgs())), `${name} ${JSON.stringify(makeArgs())}`);

const NAMESPACES = [peer.v3.DNS, peer.v5.URL, ours.v3.URL, ours.v5.DNS, peer.NIL, "none", new Uint8Array(16).fill(7), new Uint8Array(15), [...new Uint8Array(16).keys()], undefined];
for (let seed = 1; seed <= 400; seed++) {
  const r = random(seed), bytes = () => Uint8Array.from({ length: r.chance(0.1) ? 15 : 16 }, () => r.below(256));
  const fixed = bytes(), node = bytes().slice(0, 6), options = {};
  if (r.chance(0.9)) options.random = fixed;
  else options.rng = () => fixed;
  const timed = { ...options, msecs: r.pick([0, 1321351977000, 1e12 + r.below(1e9), Date.UTC(3000, 1, 1), 253402300799999]) };
  if (r.chance(0.6)) timed.nsecs = r.below(10000);
  if (r.chance(0.5)) timed.clockseq = r.below(0x4000);
  if (r.chance(0.5)) timed.node = node;
  const into = r.chance(0.4) ? [new Uint8Array(24), r.below(12) - 1] : [];
  const args = (given) => () => [Object.fromEntries(Object.entries(given).map(([k, v]) => [k, ArrayBuffer.isView(v) ? v.slice() : v])), ...into.map((x) => (ArrayBuffer.isView(x) ? x.slice() : x))];
  for (const name of ["v1", "v6"]) same(name, args(timed));
  same("v4", args(options));
  same("v7", args({ ...options, msecs: timed.msecs, seq: r.below(0xffffffff) }));
  const text = r.pick(["", "a", "www.example.com", "é日😀", "\ud800".toWellFormed()]), space = r.pick(NAMESPACES);
  for (const name of ["v3", "v5"]) {
    same(name, () => [text, space, ...into]);
    same(name, () => [new TextEncoder().encode(text), space]);
  }
  const uuid = fixed.length < 16 ? "short" : outcome(() => peer.v4({ random: fixed }));
  const broken = uuid.slice(0, r.below(36)) + r.pick("0gF-x8") + uuid.slice(r.below(36));
  for (const value of [uuid, uuid.toUpperCase(), broken, peer.MAX, peer.NIL, undefined, 5]) {
    for (const name of ["validate", "version", "parse"]) same(name, () => [value]);
  }
  same("stringify", () => [fixed]);
  same("stringify", () => [[...fixed, ...fixed], r.pick([0])]);
  const first = outcome(() => peer.v1({ ...timed, random: bytes() }));
  for (const name of ["v1ToV6", "v6ToV1"]) {
    same(name, () => [first]);
    if (fixed.length === 16) same(name, () => [fixed]);
  }
}
console.log("compared");
