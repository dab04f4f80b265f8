// util.diff: the shortest edit script between two texts' lines or two lists of strings.
// Algorithm: E. Myers, "An O(ND) Difference Algorithm and Its Variations".
import { validateString, validateStringArray } from "../_validators.js";

// As util.diff counts: 1 is only in `actual`, -1 only in `expected`.
const ACTUAL = 1;
const EXPECTED = -1;
const KEEP = 0;

function furthestPaths(actual, expected) {
  const most = actual.length + expected.length;
  const reach = new Int32Array(2 * most + 1);
  const trace = [];
  for (let level = 0; level <= most; level++) {
    trace.push(reach.slice());
    for (let diagonal = -level; diagonal <= level; diagonal += 2) {
      const offset = diagonal + most;
      const down = diagonal === -level || (diagonal !== level && reach[offset - 1] < reach[offset + 1]);
      let x = down ? reach[offset + 1] : reach[offset - 1] + 1;
      let y = x - diagonal;
      while (x < actual.length && y < expected.length && actual[x] === expected[y]) {
        x++;
        y++;
      }
      reach[offset] = x;
      if (x >= actual.length && y >= expected.length) return trace;
    }
  }
  return trace;
}

function script(trace, actual, expected) {
  const most = actual.length + expected.length;
  let x = actual.length;
  let y = expected.length;
  const result = [];
  for (let level = trace.length - 1; level >= 0; level--) {
    const reach = trace[level];
    const diagonal = x - y;
    const offset = diagonal + most;
    const down = diagonal === -level || (diagonal !== level && reach[offset - 1] < reach[offset + 1]);
    const previous = down ? diagonal + 1 : diagonal - 1;
    const previousX = level === 0 ? 0 : reach[previous + most];
    const previousY = level === 0 ? 0 : previousX - previous;
    while (x > previousX && y > previousY) {
      result.push([KEEP, actual[--x]]);
      y--;
    }
    if (level === 0) break;
    if (x === previousX) result.push([EXPECTED, expected[--y]]);
    else result.push([ACTUAL, actual[--x]]);
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
  return script(furthestPaths(actual, expected), actual, expected);
}
