// Skeletons of date patterns ("yMMMd"): which fields a pattern has, how they are written, how far two of them are apart.
// The distances are those of ICU's DateTimePatternGenerator; a field's type is positive for numbers, negative for names.
// https://unicode.org/reports/tr35/tr35-dates.html#Matching_Skeletons
export const [ERA, YEAR, QUARTER, MONTH, WEEK, WEEK_OF_MONTH, WEEKDAY, DAY_OF_YEAR] = Array(8).keys();
export const [WEEKDAY_IN_MONTH, DAY, PERIOD, HOUR, MINUTE, SECOND, FRACTION, ZONE] = Array(8).keys().map((i) => i + 8);
export const FIELD_COUNT = 16;
export const DATE_MASK = (1 << PERIOD) - 1;
export const TIME_MASK = (1 << FIELD_COUNT) - 1 - DATE_MASK;

const [NARROW, SHORTER, SHORT, LONG, NUMERIC, DELTA] = [-0x101, -0x102, -0x103, -0x104, 0x100, 0x10];

// letter -> [field, [[least length, type], ...]] with lengths ascending
const TYPES = {};
function define(field, letters) {
  for (const letter of Object.keys(letters)) TYPES[letter] = [field, letters[letter]];
}
const names = (shift) => [[3, SHORT - shift], [4, LONG - shift], [5, NARROW - shift]];
define(ERA, { G: [[1, SHORT], [4, LONG], [5, NARROW]] });
define(YEAR, {
  y: [[1, NUMERIC]], Y: [[1, NUMERIC + DELTA]], u: [[1, NUMERIC + 2 * DELTA]], r: [[1, NUMERIC + 3 * DELTA]],
  U: [[1, SHORT], [4, LONG], [5, NARROW]],
});
define(QUARTER, { Q: [[1, NUMERIC], ...names(0)], q: [[1, NUMERIC + DELTA], ...names(DELTA)] });
define(MONTH, { M: [[1, NUMERIC], ...names(0)], L: [[1, NUMERIC + DELTA], ...names(DELTA)], l: [[1, NUMERIC + DELTA]] });
define(WEEK, { w: [[1, NUMERIC]] });
define(WEEK_OF_MONTH, { W: [[1, NUMERIC]] });
define(WEEKDAY, {
  E: [[1, SHORT], [4, LONG], [5, NARROW], [6, SHORTER]],
  c: [[1, NUMERIC + 2 * DELTA], ...names(2 * DELTA), [6, SHORTER - 2 * DELTA]],
  e: [[1, NUMERIC + DELTA], ...names(DELTA), [6, SHORTER - DELTA]],
});
define(DAY, { d: [[1, NUMERIC]], g: [[1, NUMERIC + DELTA]] });
define(DAY_OF_YEAR, { D: [[1, NUMERIC]] });
define(WEEKDAY_IN_MONTH, { F: [[1, NUMERIC]] });
const periods = (shift) => [[1, SHORT - shift], [4, LONG - shift], [5, NARROW - shift]];
define(PERIOD, { a: periods(0), b: periods(DELTA), B: periods(3 * DELTA) });
define(HOUR, { H: [[1, NUMERIC + 10 * DELTA]], k: [[1, NUMERIC + 11 * DELTA]], h: [[1, NUMERIC]], K: [[1, NUMERIC + DELTA]] });
define(MINUTE, { m: [[1, NUMERIC]] });
define(SECOND, { s: [[1, NUMERIC]], A: [[1, NUMERIC + DELTA]] });
define(FRACTION, { S: [[1, NUMERIC]] });
define(ZONE, {
  v: [[1, SHORT - 2 * DELTA], [4, LONG - 2 * DELTA]],
  z: [[1, SHORT], [4, LONG]],
  O: [[1, SHORT - DELTA], [4, LONG - DELTA]],
});

// [field, type] of a run of one letter, undefined if it is none of a date's.
export function typeOf(letter, length) {
  const entry = TYPES[letter];
  if (entry === undefined) return undefined;
  let type = entry[1][0][1];
  for (const [least, candidate] of entry[1]) if (length >= least) type = candidate;
  return [entry[0], type];
}

const isLetter = (code) => (code > 96 && code < 123) || (code > 64 && code < 91);

// Runs of a pattern: [letter, length] of fields, ["'", text] of literals.
export function runsOf(pattern) {
  const runs = [];
  const literal = (text) => (runs.at(-1)?.[0] === "'" ? (runs.at(-1)[1] += text) : runs.push(["'", text]));
  for (let i = 0; i < pattern.length; ) {
    const c = pattern[i];
    if (c === "'") {
      let end = i + 1;
      let text = "";
      if (pattern[end] === "'") text = "'";
      else while (end < pattern.length && (pattern[end] !== "'" || pattern[end + 1] === "'")) text += pattern[end] === "'" ? pattern[++end, end++] : pattern[end++];
      literal(text);
      i = end + 1;
    } else if (isLetter(pattern.charCodeAt(i))) {
      let end = i + 1;
      while (pattern[end] === c) end++;
      runs.push([c, end - i]);
      i = end;
    } else {
      literal(c);
      i++;
    }
  }
  return runs;
}

const quote = (text) => (/[a-zA-Z']/.test(text) ? `'${text.replaceAll("'", "''")}'` : text);
export const patternOf = (runs) => runs.map(([letter, length]) => (letter === "'" ? quote(length) : letter.repeat(length))).join("");

function setField(skeleton, [letter, length]) {
  const found = typeOf(letter, length);
  if (found === undefined) return;
  const [field, type] = found;
  if (skeleton.letters[field] !== undefined && field === PERIOD) return;
  skeleton.letters[field] = letter;
  skeleton.lengths[field] = length;
  skeleton.types[field] = type > 0 ? type + length : type;
}

// The skeleton of a pattern or of a skeleton's own text.
export function skeletonOf(pattern) {
  const skeleton = { types: new Array(FIELD_COUNT).fill(0), letters: [], lengths: [], mask: 0, addedPeriod: false };
  for (const run of runsOf(pattern)) if (run[0] !== "'") setField(skeleton, run);
  const { letters } = skeleton;
  if (letters[MINUTE] !== undefined && letters[FRACTION] !== undefined && letters[SECOND] === undefined) setField(skeleton, ["s", 1]);
  if (letters[HOUR] === "h" || letters[HOUR] === "K") {
    if (letters[PERIOD] === undefined) {
      setField(skeleton, ["a", 1]);
      skeleton.addedPeriod = true;
    }
  } else if (letters[HOUR] !== undefined && letters[PERIOD] !== undefined) {
    letters[PERIOD] = undefined;
    skeleton.lengths[PERIOD] = undefined;
    skeleton.types[PERIOD] = 0;
  }
  for (let i = 0; i < FIELD_COUNT; i++) if (skeleton.types[i] !== 0) skeleton.mask |= 1 << i;
  return skeleton;
}

// Equal for patterns that have the same fields in the same forms, whatever their lengths.
export function baseOf(skeleton) {
  let text = "";
  for (let i = 0; i < FIELD_COUNT; i++) {
    const letter = skeleton.letters[i];
    if (letter === undefined || (i === PERIOD && skeleton.addedPeriod)) continue;
    const type = skeleton.types[i];
    const length = TYPES[letter][1].findLast(([least]) => skeleton.lengths[i] >= least)?.[0] ?? 1;
    text += letter.repeat(type > 0 ? 1 : length);
  }
  return text;
}

// Equal for skeletons of the same fields in the same lengths.
export const formOf = ({ letters, lengths }) => letters.map((letter, i) => (letter === undefined ? "" : letter + lengths[i])).join("");

const [EXTRA, MISSING] = [0x10000, 0x1000];

// How far `other` is from what is wanted of the fields in `mask`: {distance, missing, extra}, the last two as masks.
export function distance(wanted, other, mask) {
  let sum = 0;
  let missing = 0;
  let extra = 0;
  for (let i = 0; i < FIELD_COUNT; i++) {
    const mine = mask & (1 << i) ? wanted.types[i] : 0;
    const theirs = other.types[i];
    if (mine === theirs) continue;
    if (mine === 0) {
      sum += EXTRA;
      extra |= 1 << i;
    } else if (theirs === 0) {
      sum += MISSING;
      missing |= 1 << i;
    } else {
      sum += Math.abs(mine - theirs);
    }
  }
  return { distance: sum, missing, extra };
}
