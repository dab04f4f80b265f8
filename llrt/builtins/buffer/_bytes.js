// Methods of Buffer.prototype over bytes: copy, fill, compare, search, swap, slice. Not here: text (_text.js), numbers.
// Spec: https://nodejs.org/api/buffer.html#class-buffer
import * as ops from 'native:buffer';
import { codes } from '../_errors.js';
import { isUint8Array, requireOffset, requireUint8Array } from './_checks.js';
import { encodingId, ids, UTF8 } from './_encodings.js';
import { FastBuffer } from './_pool.js';

const { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_BUFFER_SIZE, ERR_OUT_OF_RANGE, ERR_UNKNOWN_ENCODING } = codes;
const { isView } = ArrayBuffer;

// Node's rule for arguments of copy(): a number rounded down, `missing` for what is no safe number.
function toInteger(value, missing) {
  const number = +value;
  return number >= Number.MIN_SAFE_INTEGER && number <= Number.MAX_SAFE_INTEGER ? Math.floor(number) : missing;
}

// The offset and encoding of fill: what is missing moves up, as in fill(value, encoding).
function fillString(buffer, value, offset, end, encoding) {
  if (offset === undefined || typeof offset === 'string') {
    encoding = offset;
    offset = undefined;
  } else if (typeof end === 'string') {
    encoding = end;
    end = undefined;
  }
  let id = UTF8;
  if (encoding != null) {
    if (typeof encoding !== 'string') throw new ERR_INVALID_ARG_TYPE('encoding', 'string', encoding);
    if (encoding !== '') id = encodingId(encoding);
    if (id === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
  }
  fillRange(buffer, value === '' ? 0 : value, offset, end, id, value);
}

function fillRange(buffer, filler, offset, end, id, value) {
  if (offset === undefined) {
    offset = 0;
    end = buffer.length;
  } else {
    requireOffset(offset, 'offset');
    if (end === undefined) end = buffer.length;
    else requireOffset(end, 'end', 0, buffer.length);
    if (offset >= end) return;
  }
  if (ops.fill(buffer, filler, offset, end, id) < 0) throw new ERR_INVALID_ARG_VALUE('value', value);
}

// Buffer.alloc(size, fill, encoding)
export function fillBuffer(buffer, value, encoding) {
  if (typeof value === 'string') fillString(buffer, value, 0, buffer.length, encoding);
  else fillAny(buffer, value, 0, buffer.length);
}

function fillAny(buffer, value, offset, end) {
  const filler = isView(value) ? value : +value & 255;
  fillRange(buffer, filler, offset, end, UTF8, value);
}

function searchOffset(offset, forward, length) {
  if (offset > 0x7fffffff) offset = 0x7fffffff;
  else if (offset < -0x80000000) offset = -0x80000000;
  offset = +offset;
  if (Number.isNaN(offset)) return forward ? 0 : length;
  return Math.trunc(offset);
}

function search(buffer, value, offset, encoding, forward) {
  if (typeof offset === 'string') {
    encoding = offset;
    offset = undefined;
  }
  offset = offset === undefined ? (forward ? 0 : buffer.length) : searchOffset(offset, forward, buffer.length);
  if (typeof value === 'number') return ops.indexOf(buffer, value & 255, offset, UTF8, forward);
  const id = encoding === undefined ? UTF8 : ids[encoding] ?? encodingId(encoding);
  if (typeof value === 'string') {
    if (id === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
    return ops.indexOf(buffer, value, offset, id, forward);
  }
  if (isUint8Array(value)) return ops.indexOf(buffer, value, offset, id ?? UTF8, forward);
  throw new ERR_INVALID_ARG_TYPE('value', ['number', 'string', 'Buffer', 'Uint8Array'], value);
}

function swap(buffer, width) {
  if (buffer.length % width !== 0) throw new ERR_INVALID_BUFFER_SIZE(`${width * 8}-bits`);
  ops.swap(buffer, width);
  return buffer;
}

// A relative index of slice(): negative counts from the end, the result is within 0 and length.
function relative(index, length) {
  index = Math.trunc(+index) || 0;
  if (index < 0) return index + length > 0 ? index + length : 0;
  return index < length ? index : length;
}

export const methods = {
  copy(target, targetStart, sourceStart, sourceEnd) {
    if (!isView(target)) throw new ERR_INVALID_ARG_TYPE('target', ['Buffer', 'Uint8Array'], target);
    targetStart = targetStart === undefined ? 0 : toInteger(targetStart, 0);
    if (targetStart < 0) throw new ERR_OUT_OF_RANGE('targetStart', '>= 0', targetStart);
    sourceStart = sourceStart === undefined ? 0 : toInteger(sourceStart, 0);
    if (sourceStart < 0 || sourceStart > this.length) {
      throw new ERR_OUT_OF_RANGE('sourceStart', `>= 0 && <= ${this.length}`, sourceStart);
    }
    sourceEnd = sourceEnd === undefined ? this.length : toInteger(sourceEnd, 0);
    if (sourceEnd < 0) throw new ERR_OUT_OF_RANGE('sourceEnd', '>= 0', sourceEnd);
    if (targetStart >= target.byteLength || sourceStart >= sourceEnd) return 0;
    return ops.copy(this, target, targetStart, sourceStart, sourceEnd - sourceStart);
  },

  equals(otherBuffer) {
    requireUint8Array(otherBuffer, 'otherBuffer');
    return this === otherBuffer || ops.equals(this, otherBuffer);
  },

  compare(target, targetStart, targetEnd, sourceStart, sourceEnd) {
    requireUint8Array(target, 'target');
    if (arguments.length === 1) return ops.compare(this, target);
    if (targetStart === undefined) targetStart = 0;
    else requireOffset(targetStart, 'targetStart');
    if (targetEnd === undefined) targetEnd = target.length;
    else requireOffset(targetEnd, 'targetEnd', 0, target.length);
    if (sourceStart === undefined) sourceStart = 0;
    else requireOffset(sourceStart, 'sourceStart');
    if (sourceEnd === undefined) sourceEnd = this.length;
    else requireOffset(sourceEnd, 'sourceEnd', 0, this.length);
    if (sourceStart >= sourceEnd) return targetStart >= targetEnd ? 0 : -1;
    if (targetStart >= targetEnd) return 1;
    return ops.compare(this, target, sourceStart, sourceEnd, targetStart, targetEnd);
  },

  indexOf(value, byteOffset, encoding) {
    return search(this, value, byteOffset, encoding, true);
  },

  lastIndexOf(value, byteOffset, encoding) {
    return search(this, value, byteOffset, encoding, false);
  },

  includes(value, byteOffset, encoding) {
    return search(this, value, byteOffset, encoding, true) !== -1;
  },

  fill(value, offset, end, encoding) {
    if (typeof value === 'string') fillString(this, value, offset, end, encoding);
    else fillAny(this, value, offset, end);
    return this;
  },

  subarray(start, end) {
    const length = this.length;
    if (!(start >= 0 && start <= length && start === (start | 0))) start = relative(start, length);
    if (end === undefined) end = length;
    else if (!(end >= 0 && end <= length && end === (end | 0))) end = relative(end, length);
    return new FastBuffer(this.buffer, this.byteOffset + start, end > start ? end - start : 0);
  },

  slice(start, end) {
    return this.subarray(start, end);
  },

  swap16() {
    return swap(this, 2);
  },

  swap32() {
    return swap(this, 4);
  },

  swap64() {
    return swap(this, 8);
  },
};
