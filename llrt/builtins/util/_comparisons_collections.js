// Deep equality of Sets and Maps, where order does not count.  Used by ./_comparisons.js only.
import { equal, LOOSE, PARTIAL } from "./_comparisons.js";

const isObject = (value) => typeof value === "object" && value !== null;

// A primitive that is loosely equal to none but itself can be looked up; the others must be searched.
function mustSearch(value, mode) {
  return isObject(value) || (mode === LOOSE && typeof value !== "symbol" && typeof value !== "function");
}

// Finds in `candidates` one that matches and takes it out.
function take(candidates, matches) {
  for (let i = 0; i < candidates.length; i++) {
    if (matches(candidates[i])) {
      candidates.splice(i, 1);
      return true;
    }
  }
  return false;
}

export function equalItems(a, b, mode, cycles) {
  const wanted = [];
  for (const item of b) {
    if (a.has(item)) continue;
    if (!mustSearch(item, mode)) return false;
    wanted.push(item);
  }
  if (wanted.length === 0) return true;
  const candidates = [...a].filter((item) => !b.has(item) && mustSearch(item, mode));
  if (mode !== PARTIAL && candidates.length !== wanted.length) return false;
  return wanted.every((item) => take(candidates, (candidate) => equal(candidate, item, mode, cycles)));
}

export function equalEntries(a, b, mode, cycles) {
  const wanted = [];
  for (const [key, value] of b) {
    if (a.has(key) && equal(a.get(key), value, mode, cycles)) continue;
    if (!mustSearch(key, mode)) return false;
    wanted.push([key, value]);
  }
  if (wanted.length === 0) return true;
  const candidates = [...a].filter(([key, value]) => mustSearch(key, mode) && !(b.has(key) && equal(value, b.get(key), mode, cycles)));
  return wanted.every(([key, value]) => take(candidates, (candidate) =>
    equal(candidate[0], key, mode, cycles) && equal(candidate[1], value, mode, cycles)));
}
