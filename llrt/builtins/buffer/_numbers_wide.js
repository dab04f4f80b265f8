// Methods of Buffer.prototype for 64-bit BigInts, floats and doubles: the bytes go through a scratch buffer that typed arrays
// of each kind look at. Spec: https://nodejs.org/api/buffer.html#bufreadbigint64beoffset
import { outOfBounds } from './_checks.js';
import { rangeError } from './_numbers.js';

const scratch = new Uint8Array(8);
const float = new Float32Array(scratch.buffer, 0, 1);
const double = new Float64Array(scratch.buffer);
const int64 = new BigInt64Array(scratch.buffer);
const uint64 = new BigUint64Array(scratch.buffer);

function requireRoom(buffer, offset, size) {
  if (typeof offset !== 'number' || buffer[offset] === undefined || buffer[offset + size - 1] === undefined) {
    throw outOfBounds(offset, buffer.length - size);
  }
}

// `size` bytes from `offset` into the scratch buffer, little end first.
function load(buffer, offset, size, little) {
  requireRoom(buffer, offset, size);
  if (little) for (let i = 0; i < size; i++) scratch[i] = buffer[offset++];
  else for (let i = size - 1; i >= 0; i--) scratch[i] = buffer[offset++];
}

function store(buffer, offset, size, little) {
  requireRoom(buffer, offset, size);
  if (little) for (let i = 0; i < size; i++) buffer[offset++] = scratch[i];
  else for (let i = size - 1; i >= 0; i--) buffer[offset++] = scratch[i];
  return offset;
}

function storeBigInt(buffer, value, offset, view, min, max, little) {
  if (value > max || value < min) throw rangeError(value, min, max, 8);
  if (typeof value !== 'bigint') {
    requireRoom(buffer, offset, 8);
    throw new TypeError('Cannot mix BigInt and other types, use explicit conversions');
  }
  view[0] = value;
  return store(buffer, offset, 8, little);
}

const MIN = -0x8000000000000000n, MAX = 0x7fffffffffffffffn, UMAX = 0xffffffffffffffffn;

export const bigReaders = {
  readBigUInt64LE(offset = 0) {
    load(this, offset, 8, true);
    return uint64[0];
  },
  readBigUInt64BE(offset = 0) {
    load(this, offset, 8, false);
    return uint64[0];
  },
  readBigInt64LE(offset = 0) {
    load(this, offset, 8, true);
    return int64[0];
  },
  readBigInt64BE(offset = 0) {
    load(this, offset, 8, false);
    return int64[0];
  },
};

export const bigWriters = {
  writeBigUInt64LE(value, offset = 0) {
    return storeBigInt(this, value, offset, uint64, 0n, UMAX, true);
  },
  writeBigUInt64BE(value, offset = 0) {
    return storeBigInt(this, value, offset, uint64, 0n, UMAX, false);
  },
  writeBigInt64LE(value, offset = 0) {
    return storeBigInt(this, value, offset, int64, MIN, MAX, true);
  },
  writeBigInt64BE(value, offset = 0) {
    return storeBigInt(this, value, offset, int64, MIN, MAX, false);
  },
};

export const floats = {
  readFloatLE(offset = 0) {
    load(this, offset, 4, true);
    return float[0];
  },
  readFloatBE(offset = 0) {
    load(this, offset, 4, false);
    return float[0];
  },
  readDoubleLE(offset = 0) {
    load(this, offset, 8, true);
    return double[0];
  },
  readDoubleBE(offset = 0) {
    load(this, offset, 8, false);
    return double[0];
  },
  writeFloatLE(value, offset = 0) {
    float[0] = value;
    return store(this, offset, 4, true);
  },
  writeFloatBE(value, offset = 0) {
    float[0] = value;
    return store(this, offset, 4, false);
  },
  writeDoubleLE(value, offset = 0) {
    double[0] = value;
    return store(this, offset, 8, true);
  },
  writeDoubleBE(value, offset = 0) {
    double[0] = value;
    return store(this, offset, 8, false);
  },
};
