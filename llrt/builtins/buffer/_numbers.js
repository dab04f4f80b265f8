// Methods of Buffer.prototype for integers of 1 to 6 bytes: read* and write*, either byte order. Not here: BigInt and floating
// point (_numbers_wide.js). Spec: https://nodejs.org/api/buffer.html#bufreadint8offset
import { codes } from '../_errors.js';
import { outOfBounds } from './_checks.js';

const { ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE } = codes;

// A fractional, negative or too large offset reads undefined from a typed array: two reads check everything but the type.
function fail(buffer, offset, size, name) {
  return outOfBounds(offset, buffer.length - size, name);
}

// The range as Node words it: plain for small integers, powers of two for large ones.
export function rangeError(value, min, max, size) {
  const n = typeof min === 'bigint' ? 'n' : '';
  let range;
  if (size > 4 || n !== '') {
    range = min === 0 || min === 0n
      ? `>= 0${n} and < 2${n} ** ${size * 8}${n}`
      : `>= -(2${n} ** ${size * 8 - 1}${n}) and < 2${n} ** ${size * 8 - 1}${n}`;
  } else {
    range = `>= ${min} and <= ${max}`;
  }
  return new ERR_OUT_OF_RANGE('value', range, value);
}

function requireByteLength(byteLength) {
  if (typeof byteLength !== 'number' || !(byteLength >= 1 && byteLength <= 6) || Math.floor(byteLength) !== byteLength) {
    throw outOfBounds(byteLength, 6, 'byteLength');
  }
}

// Any width, most significant byte at `at`, going `step`. Past 4 bytes shifts do not do.
function readBytes(buffer, at, step, size) {
  let value = 0;
  for (let i = 0; i < size; i++, at += step) value = value * 256 + buffer[at];
  return value;
}

function readAny(buffer, offset, byteLength, little) {
  if (offset === undefined) throw new ERR_INVALID_ARG_TYPE('offset', 'number', offset);
  requireByteLength(byteLength);
  const last = offset + byteLength - 1;
  if (typeof offset !== 'number' || buffer[offset] === undefined || buffer[last] === undefined) {
    throw fail(buffer, offset, byteLength);
  }
  return little ? readBytes(buffer, last, -1, byteLength) : readBytes(buffer, offset, 1, byteLength);
}

function signed(value, byteLength) {
  const half = 2 ** (8 * byteLength - 1);
  return value >= half ? value - 2 * half : value;
}

function writeAny(buffer, value, offset, byteLength, min, max, little) {
  if (byteLength === 1) return put8(buffer, value, offset, min, max);
  value = +value;
  if (value > max || value < min || typeof offset !== 'number' || buffer[offset] === undefined || buffer[offset + byteLength - 1] === undefined) {
    throw badWrite(buffer, value, offset, byteLength, min, max);
  }
  value = Math.trunc(value) || 0;
  if (value < 0) value += 2 ** (8 * byteLength);
  let at = little ? offset : offset + byteLength - 1;
  for (let i = 0; i < byteLength; i++, at += little ? 1 : -1) {
    buffer[at] = value % 256;
    value = Math.floor(value / 256);
  }
  return offset + byteLength;
}

function writeUnsigned(buffer, value, offset, byteLength, little) {
  requireByteLength(byteLength);
  return writeAny(buffer, value, offset, byteLength, 0, 2 ** (8 * byteLength) - 1, little);
}

function writeSigned(buffer, value, offset, byteLength, little) {
  requireByteLength(byteLength);
  const half = 2 ** (8 * byteLength - 1);
  return writeAny(buffer, value, offset, byteLength, -half, half - 1, little);
}

export const readers = {
  readUIntLE(offset, byteLength) {
    return readAny(this, offset, byteLength, true);
  },
  readUInt32LE(offset) {
    if (offset === undefined) offset = 0;
    const first = this[offset], last = this[offset + 3];
    if (first === undefined || last === undefined || typeof offset !== 'number') throw fail(this, offset, 4);
    return (first | this[offset + 1] << 8 | this[offset + 2] << 16 | last << 24) >>> 0;
  },
  readUInt16LE(offset) {
    if (offset === undefined) offset = 0;
    const first = this[offset], last = this[offset + 1];
    if (first === undefined || last === undefined || typeof offset !== 'number') throw fail(this, offset, 2);
    return first | last << 8;
  },
  readUInt8(offset) {
    if (offset === undefined) offset = 0;
    const value = this[offset];
    if (value === undefined || typeof offset !== 'number') throw fail(this, offset, 1);
    return value;
  },
  readUIntBE(offset, byteLength) {
    return readAny(this, offset, byteLength, false);
  },
  readUInt32BE(offset) {
    if (offset === undefined) offset = 0;
    const first = this[offset], last = this[offset + 3];
    if (first === undefined || last === undefined || typeof offset !== 'number') throw fail(this, offset, 4);
    return (first << 24 | this[offset + 1] << 16 | this[offset + 2] << 8 | last) >>> 0;
  },
  readUInt16BE(offset) {
    if (offset === undefined) offset = 0;
    const first = this[offset], last = this[offset + 1];
    if (first === undefined || last === undefined || typeof offset !== 'number') throw fail(this, offset, 2);
    return first << 8 | last;
  },
  readIntLE(offset, byteLength) {
    return signed(readAny(this, offset, byteLength, true), byteLength);
  },
  readInt32LE(offset) {
    if (offset === undefined) offset = 0;
    const first = this[offset], last = this[offset + 3];
    if (first === undefined || last === undefined || typeof offset !== 'number') throw fail(this, offset, 4);
    return first | this[offset + 1] << 8 | this[offset + 2] << 16 | last << 24;
  },
  readInt16LE(offset) {
    if (offset === undefined) offset = 0;
    const first = this[offset], last = this[offset + 1];
    if (first === undefined || last === undefined || typeof offset !== 'number') throw fail(this, offset, 2);
    return (first | last << 8) << 16 >> 16;
  },
  readInt8(offset) {
    if (offset === undefined) offset = 0;
    const value = this[offset];
    if (value === undefined || typeof offset !== 'number') throw fail(this, offset, 1);
    return value << 24 >> 24;
  },
  readIntBE(offset, byteLength) {
    return signed(readAny(this, offset, byteLength, false), byteLength);
  },
  readInt32BE(offset) {
    if (offset === undefined) offset = 0;
    const first = this[offset], last = this[offset + 3];
    if (first === undefined || last === undefined || typeof offset !== 'number') throw fail(this, offset, 4);
    return first << 24 | this[offset + 1] << 16 | this[offset + 2] << 8 | last;
  },
  readInt16BE(offset) {
    if (offset === undefined) offset = 0;
    const first = this[offset], last = this[offset + 1];
    if (first === undefined || last === undefined || typeof offset !== 'number') throw fail(this, offset, 2);
    return (first << 8 | last) << 16 >> 16;
  },
};

// Which error a write that cannot be done gets: the value is looked at first.
function badWrite(buffer, value, offset, size, min, max) {
  return value > max || value < min ? rangeError(value, min, max, size) : fail(buffer, offset, size);
}

function put8(buffer, value, offset, min, max) {
  value = +value;
  if (typeof offset !== 'number') throw fail(buffer, offset, 1);
  if (value > max || value < min || buffer[offset] === undefined) throw badWrite(buffer, value, offset, 1, min, max);
  buffer[offset] = value;
  return offset + 1;
}

// A typed array keeps the low 8 bits of what is stored, so the bytes need no masks.
export const writers = {
  writeUIntLE(value, offset, byteLength) {
    return writeUnsigned(this, value, offset, byteLength, true);
  },
  writeUInt32LE(value, offset = 0) {
    value = +value;
    if (value > 0xffffffff || value < 0 || typeof offset !== 'number' || this[offset] === undefined || this[offset + 3] === undefined) {
      throw badWrite(this, value, offset, 4, 0, 0xffffffff);
    }
    this[offset] = value;
    this[offset + 1] = value >>> 8;
    this[offset + 2] = value >>> 16;
    this[offset + 3] = value >>> 24;
    return offset + 4;
  },
  writeUInt16LE(value, offset = 0) {
    value = +value;
    if (value > 0xffff || value < 0 || typeof offset !== 'number' || this[offset] === undefined || this[offset + 1] === undefined) {
      throw badWrite(this, value, offset, 2, 0, 0xffff);
    }
    this[offset] = value;
    this[offset + 1] = value >>> 8;
    return offset + 2;
  },
  writeUInt8(value, offset = 0) {
    return put8(this, value, offset, 0, 0xff);
  },
  writeUIntBE(value, offset, byteLength) {
    return writeUnsigned(this, value, offset, byteLength, false);
  },
  writeUInt32BE(value, offset = 0) {
    value = +value;
    if (value > 0xffffffff || value < 0 || typeof offset !== 'number' || this[offset] === undefined || this[offset + 3] === undefined) {
      throw badWrite(this, value, offset, 4, 0, 0xffffffff);
    }
    this[offset] = value >>> 24;
    this[offset + 1] = value >>> 16;
    this[offset + 2] = value >>> 8;
    this[offset + 3] = value;
    return offset + 4;
  },
  writeUInt16BE(value, offset = 0) {
    value = +value;
    if (value > 0xffff || value < 0 || typeof offset !== 'number' || this[offset] === undefined || this[offset + 1] === undefined) {
      throw badWrite(this, value, offset, 2, 0, 0xffff);
    }
    this[offset] = value >>> 8;
    this[offset + 1] = value;
    return offset + 2;
  },
  writeIntLE(value, offset, byteLength) {
    return writeSigned(this, value, offset, byteLength, true);
  },
  writeInt32LE(value, offset = 0) {
    value = +value;
    if (value > 0x7fffffff || value < -0x80000000 || typeof offset !== 'number' || this[offset] === undefined || this[offset + 3] === undefined) {
      throw badWrite(this, value, offset, 4, -0x80000000, 0x7fffffff);
    }
    this[offset] = value;
    this[offset + 1] = value >>> 8;
    this[offset + 2] = value >>> 16;
    this[offset + 3] = value >>> 24;
    return offset + 4;
  },
  writeInt16LE(value, offset = 0) {
    value = +value;
    if (value > 0x7fff || value < -0x8000 || typeof offset !== 'number' || this[offset] === undefined || this[offset + 1] === undefined) {
      throw badWrite(this, value, offset, 2, -0x8000, 0x7fff);
    }
    this[offset] = value;
    this[offset + 1] = value >>> 8;
    return offset + 2;
  },
  writeInt8(value, offset = 0) {
    return put8(this, value, offset, -0x80, 0x7f);
  },
  writeIntBE(value, offset, byteLength) {
    return writeSigned(this, value, offset, byteLength, false);
  },
  writeInt32BE(value, offset = 0) {
    value = +value;
    if (value > 0x7fffffff || value < -0x80000000 || typeof offset !== 'number' || this[offset] === undefined || this[offset + 3] === undefined) {
      throw badWrite(this, value, offset, 4, -0x80000000, 0x7fffffff);
    }
    this[offset] = value >>> 24;
    this[offset + 1] = value >>> 16;
    this[offset + 2] = value >>> 8;
    this[offset + 3] = value;
    return offset + 4;
  },
  writeInt16BE(value, offset = 0) {
    value = +value;
    if (value > 0x7fff || value < -0x8000 || typeof offset !== 'number' || this[offset] === undefined || this[offset + 1] === undefined) {
      throw badWrite(this, value, offset, 2, -0x8000, 0x7fff);
    }
    this[offset] = value >>> 8;
    this[offset + 1] = value;
    return offset + 2;
  },
};
