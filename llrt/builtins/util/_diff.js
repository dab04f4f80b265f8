// The shortest edit script between two lists: util.diff, and the differences assert shows.
// Algorithm: E. Myers, "An O(ND) Difference Algorithm and Its Variations".
import { codes } from "../_errors.js";
import { validateString, validateStringArray } from "../_validators.js";

const { ERR_OUT_OF_RANGE } = codes;

// As util.diff counts: 1 is only in `actual`, -1 only in `expected`.
const ACTUAL = 1;
const EXPECTED = -1;
const KEEP = 0;

const isDown = (reach, place, diagonal, level) =>
  diagonal === -level || (diagonal !== level && reach[place - 1] < reach[place + 1]);

// For each level, how far each of its diagonals was reached before: level L has those from -L to L.
function furthestPaths(actual, expected, same) {
  const most = actual.length + expected.length;
  if (most > 2 ** 31 - 1) throw new ERR_OUT_OF_RANGE("myersDiff input size", "< 2^31", most);
  const reach = new Int32Array(2 * most + 3);
  const trace = [];
  for (let level = 0; level <= most; level++) {
    trace.push(reach.slice(most + 1 - level, most + 2 + level));
    for (let diagonal = -level; diagonal <= level; diagonal += 2) {
      const place = diagonal + most + 1;
      let x = isDown(reach, place, diagonal, level) ? reach[place + 1] : reach[place - 1] + 1;
      let y = x - diagonal;
      while (x < actual.length && y < expected.length && same(actual[x], expected[y])) {
        x++;
        y++;
      }
      reach[place] = x;
      if (x >= actual.length && y >= expected.length) return trace;
    }
  }
  return trace;
}

// [side, item of actual, item of expected] in order; both items where the lists have them in common.
export function shortestEdit(actual, expected, same) {
  const trace = furthestPaths(actual, expected, same);
  const result = [];
  let x = actual.length;
  let y = expected.length;
  for (let level = trace.length - 1; level >= 0; level--) {
    const reach = trace[level];
    const place = x - y + level;
    const previous = isDown(reach, place, x - y, level) ? place + 1 : place - 1;
    const previousX = level === 0 ? 0 : reach[previous];
    const previousY = level === 0 ? 0 : previousX - (previous - level);
    while (x > previousX && y > previousY) result.push([KEEP, actual[--x], expected[--y]]);
    if (level === 0) break;
    if (x > previousX) result.push([ACTUAL, actual[--x], undefined]);
    else result.push([EXPECTED, undefined, expected[--y]]);
  }
  return result.reverse();
}

function check(value, name) {
  if (Array.isArray(value)) validateStringArray(value, name);
  else validateString(value, name);
}

export function diff(actual, expected) {
  if (actual === expected) return [];
  check(actual, "actual");
  check(expected, "expected");
  return shortestEdit(actual, expected, (a, b) => a === b).map(([side, a, b]) => [side, side === EXPECTED ? b : a]);
}
