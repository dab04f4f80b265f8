// Versions 1, 6 and 7: UUIDs that begin with the time. RFC 9562, 5.1, 5.6, 5.7; order within a millisecond as npm's `uuid` keeps it.
import { randomBytes } from "./_random.js";
import { format, parse, result } from "./_text.js";

// From 1582-10-15 to 1970-01-01, in milliseconds.
const GREGORIAN = 12219292800000;
const STEPS_PER_MS = 10000;

// What keeps the UUIDs of this process apart: of the last one made without options.
const last = { msecs: -Infinity, nsecs: 0, node: undefined, clockseq: undefined };
const lastV7 = { msecs: -Infinity, seq: 0 };

const nodeOf = (random) => Uint8Array.of(random[10] | 1, ...random.subarray(11, 16));
const clockOf = (random) => ((random[8] << 8) | random[9]) & 0x3fff;

// More than 10,000 in a millisecond, or a clock that was set back: a new node.
function nextMoment(random) {
  const now = Date.now();
  if (now === last.msecs) {
    if (++last.nsecs >= STEPS_PER_MS) {
      last.node = undefined;
      last.nsecs = 0;
    }
  } else if (now > last.msecs) {
    last.nsecs = 0;
  } else {
    last.node = undefined;
  }
  if (last.node === undefined) {
    last.node = nodeOf(random);
    last.clockseq = clockOf(random);
  }
  last.msecs = now;
  return last;
}

// 60 bits of 100 ns since 1582, then the fields of version 1.
function version1(moment, random) {
  const node = moment.node ?? nodeOf(random), clock = moment.clockseq ?? clockOf(random);
  const ticks = BigInt(moment.msecs ?? Date.now()) * BigInt(STEPS_PER_MS) + BigInt(GREGORIAN) * BigInt(STEPS_PER_MS) + BigInt(moment.nsecs ?? 0);
  const low = Number(ticks & 0xffffffffn), middle = Number((ticks >> 32n) & 0xffffn), high = Number((ticks >> 48n) & 0xfffn);
  const bytes = new Uint8Array(16), view = new DataView(bytes.buffer);
  view.setUint32(0, low);
  view.setUint16(4, middle);
  view.setUint16(6, high | 0x1000);
  view.setUint16(8, (clock & 0x3fff) | 0x8000);
  for (let i = 0; i < 6; i++) bytes[10 + i] = node[i];
  return bytes;
}

function bytes1(options) {
  const random = randomBytes(options);
  return version1(options ? options : nextMoment(random), random);
}

export function v1(options, buf, offset) {
  return result(bytes1(options), buf, offset);
}

function reordered(bytes, digits, version) {
  const hex = bytes.toHex(), time = digits(hex);
  return Uint8Array.fromHex(`${time.slice(0, 12)}${version}${time.slice(12)}${hex.slice(16)}`);
}

// low-middle-version high -> high middle low, and back.
const to6 = (bytes) => reordered(bytes, (hex) => hex.slice(13, 16) + hex.slice(8, 12) + hex.slice(0, 8), 6);
const to1 = (bytes) => reordered(bytes, (hex) => hex.slice(7, 12) + hex.slice(13, 16) + hex.slice(3, 7) + hex.slice(0, 3), 1);

const converted = (convert) => (uuid) => (typeof uuid === "string" ? format(convert(parse(uuid))) : convert(Uint8Array.from(uuid)));

export const v1ToV6 = converted(to6);
export const v6ToV1 = converted(to1);

// Node and clock sequence are new each time, unless given.
export function v6(options, buf, offset) {
  const random = randomBytes(options), given = options && Object.keys(options).length > 0;
  const { msecs, nsecs } = given ? options : nextMoment(random);
  return result(to6(version1(given ? options : { msecs, nsecs }, random)), buf, offset ?? 0);
}

const sequenceOf = (random) => ((random[6] & 0x7f) << 24) | (random[7] << 16) | (random[8] << 8) | random[9];

function nextSequence(random) {
  const now = Date.now();
  if (now > lastV7.msecs) {
    lastV7.seq = sequenceOf(random);
    lastV7.msecs = now;
  } else {
    lastV7.seq = (lastV7.seq + 1) | 0;
    if (lastV7.seq === 0) lastV7.msecs++;
  }
  return lastV7;
}

export function v7(options, buf, offset) {
  const bytes = randomBytes(options);
  const moment = options ? options : nextSequence(bytes);
  const msecs = moment.msecs ?? Date.now(), seq = moment.seq ?? sequenceOf(bytes);
  for (let i = 0; i < 6; i++) bytes[i] = (msecs / 2 ** (40 - 8 * i)) & 0xff;
  bytes[6] = 0x70 | ((seq >>> 28) & 0x0f);
  bytes[7] = (seq >>> 20) & 0xff;
  bytes[8] = 0x80 | ((seq >>> 14) & 0x3f);
  bytes[9] = (seq >>> 6) & 0xff;
  bytes[10] = ((seq << 2) & 0xff) | (bytes[10] & 0x03);
  return result(bytes, buf, offset);
}
