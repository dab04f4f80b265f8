// Hostile bytes: what comes out of well-formed ones by small changes, from a seed. Not random per run: a failure is found again
// by its seed and round.
import { readdirSync, readFileSync } from "node:fs";

const BYTES = [0, 1, 0x7f, 0x80, 0x81, 0x82, 0x84, 0xfe, 0xff, 0x0a, 0x0d, 0x20, 0x30, 0x3c, 0x3e, 0x26];

// mulberry32
export function generator(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (bound) => Math.floor(next() * bound);
  return { next, below, pick: (list) => list[below(list.length)] };
}

// The bytes with one to eight changes; `others`: what pieces may come from.
export function mutate(random, bytes, others = [bytes]) {
  let data = Buffer.from(bytes);
  for (let count = 1 + random.below(random.pick([1, 2, 8])); count > 0; count--) {
    const at = random.below(data.length + 1);
    const size = 1 + random.below(random.pick([4, 16, 64]));
    const piece = () => {
      const other = random.pick(others);
      const from = random.below(other.length + 1);
      return other.subarray(from, from + size);
    };
    switch (random.below(8)) {
      case 0: if (at < data.length) data[at] ^= 1 << random.below(8); break;
      case 1: if (at < data.length) data[at] = random.pick(BYTES); break;
      case 2: data = Buffer.concat([data.subarray(0, at), data.subarray(at + size)]); break;
      case 3: data = Buffer.concat([data.subarray(0, at), piece(), data.subarray(at)]); break;
      case 4: data = Buffer.concat([data.subarray(0, at), piece(), data.subarray(at + size)]); break;
      case 5: data = Buffer.concat([data.subarray(0, at), Buffer.alloc(size, random.pick(BYTES)), data.subarray(at)]); break;
      case 6: data = data.subarray(0, random.below(8) === 0 ? at : data.length); break;
      case 7: if (at < data.length) data[at] = random.below(256); break;
    }
  }
  return data;
}

// In pieces, as a network gives them.
export function pieces(random, data) {
  const out = [];
  for (let at = 0; at < data.length;) {
    const size = 1 + random.below(random.pick([1, 7, 100, data.length]));
    out.push(data.subarray(at, at + size));
    at += size;
  }
  return out;
}

export function corpus(filter) {
  const folder = new URL("../corpus/", import.meta.url);
  const names = readdirSync(folder).filter((name) => filter.test(name)).sort();
  return names.map((name) => ({ name, data: readFileSync(new URL(name, folder)) }));
}
