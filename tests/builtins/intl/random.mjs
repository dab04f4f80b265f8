// Reproducible random values for the tests beside this file.
export function randomSource(seed) {
  const next = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n) => Math.floor(next() * n);
  const pick = (list) => list[below(list.length)];
  const chance = (share) => next() < share;
  // An object of options: each [name, values, share] is there with that chance.
  const options = (table) => Object.fromEntries(table.filter(([, , share]) => chance(share)).map(([name, values]) => [name, pick(values)]));
  return { next, below, pick, chance, options };
}

export const attempt = (make) => {
  try {
    return make();
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
};
