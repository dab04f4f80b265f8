// Punycode: code points as ASCII (RFC 3492).  The names are the RFC's.
const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const INITIAL_BIAS = 72;
const INITIAL_N = 128;
const MOST = 0x7fffffff;

const overflow = () => new RangeError("Overflow: input needs wider integers to process");
const invalid = () => new RangeError("Invalid input");

// Code points; lone surrogates are their own.
export function ucs2decode(string) {
  return Array.from(string, (char) => char.codePointAt(0));
}

export function ucs2encode(codePoints) {
  return String.fromCodePoint(...codePoints);
}

function adapt(delta, count, first) {
  delta = first ? Math.floor(delta / DAMP) : delta >> 1;
  delta += Math.floor(delta / count);
  let k = 0;
  for (; delta > ((BASE - T_MIN) * T_MAX) >> 1; k += BASE) delta = Math.floor(delta / (BASE - T_MIN));
  return k + Math.floor(((BASE - T_MIN + 1) * delta) / (delta + SKEW));
}

const threshold = (k, bias) => (k <= bias ? T_MIN : Math.min(k - bias, T_MAX));

const DIGITS = "abcdefghijklmnopqrstuvwxyz0123456789";
const digitOf = (char) => (char === undefined ? -1 : DIGITS.indexOf(char.toLowerCase()));

// A generalised integer of `input` from `start`: how far it moves on, and where it ends.
function readDelta(input, start, i, bias) {
  let weight = 1;
  for (let k = BASE; ; k += BASE) {
    const digit = digitOf(input[start++]);
    if (digit < 0) throw invalid();
    if (digit > Math.floor((MOST - i) / weight)) throw overflow();
    i += digit * weight;
    const t = threshold(k, bias);
    if (digit < t) return [i, start];
    if (weight > Math.floor(MOST / (BASE - t))) throw overflow();
    weight *= BASE - t;
  }
}

export function decode(input) {
  const basic = Math.max(input.lastIndexOf("-"), 0);
  const output = [];
  for (let j = 0; j < basic; j++) {
    if (input.charCodeAt(j) >= INITIAL_N) throw new RangeError("Illegal input >= 0x80 (not a basic code point)");
    output.push(input.charCodeAt(j));
  }
  let n = INITIAL_N;
  let bias = INITIAL_BIAS;
  let i = 0;
  for (let place = basic > 0 ? basic + 1 : 0; place < input.length;) {
    const before = i;
    [i, place] = readDelta(input, place, i, bias);
    const count = output.length + 1;
    bias = adapt(i - before, count, before === 0);
    if (Math.floor(i / count) > MOST - n) throw overflow();
    n += Math.floor(i / count);
    i %= count;
    output.splice(i++, 0, n);
  }
  return String.fromCodePoint(...output);
}

function writeDelta(delta, bias) {
  let text = "";
  for (let k = BASE; ; k += BASE) {
    const t = threshold(k, bias);
    if (delta < t) return text + DIGITS[delta];
    text += DIGITS[t + ((delta - t) % (BASE - t))];
    delta = Math.floor((delta - t) / (BASE - t));
  }
}

export function encode(input) {
  const points = ucs2decode(input);
  const basic = points.filter((point) => point < INITIAL_N);
  let output = String.fromCharCode(...basic) + (basic.length > 0 ? "-" : "");
  let n = INITIAL_N;
  let delta = 0;
  let bias = INITIAL_BIAS;
  for (let handled = basic.length; handled < points.length; delta++, n++) {
    const next = points.reduce((least, point) => (point >= n && point < least ? point : least), MOST);
    if (next - n > Math.floor((MOST - delta) / (handled + 1))) throw overflow();
    delta += (next - n) * (handled + 1);
    n = next;
    for (const point of points) {
      if (point < n && ++delta > MOST) throw overflow();
      if (point !== n) continue;
      output += writeDelta(delta, bias);
      bias = adapt(delta, handled + 1, handled === basic.length);
      delta = 0;
      handled++;
    }
  }
  return output;
}
