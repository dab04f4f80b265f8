// The static half of Buffer: alloc*, from and its overloads, concat, compare, byteLength. Not here: memory (_pool.js).
// Spec: https://nodejs.org/api/buffer.html#class-buffer
import { className } from 'native:engine';
import * as ops from 'native:buffer';
import { codes } from '../_errors.js';
import { isAnyArrayBuffer, isTypedArray, isUint8Array, requireOffset, requireUint8Array } from './_checks.js';
import { encodingId, ids, UTF8 } from './_encodings.js';
import { allocate, FastBuffer, fromBytes, fromString, owner } from './_pool.js';
import { fillBuffer } from './_bytes.js';

const { ERR_BUFFER_OUT_OF_BOUNDS, ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE, ERR_UNKNOWN_ENCODING } = codes;
const { MAX_SAFE_INTEGER } = Number;
const { isArray } = Array;
const { byteLength, copy } = ops;
const setBytes = Uint8Array.prototype.set;
const lengthOf = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), 'length').get;

function requireSize(size, name = 'size') {
  if (typeof size !== 'number') throw new ERR_INVALID_ARG_TYPE(name, 'number', size);
  if (!(size >= 0 && size <= MAX_SAFE_INTEGER)) throw new ERR_OUT_OF_RANGE(name, `>= 0 && <= ${MAX_SAFE_INTEGER}`, size);
}

function requireEncoding(name) {
  const id = encodingId(name);
  if (id === undefined) throw new ERR_UNKNOWN_ENCODING(name);
  return id;
}

// Shares the memory: the one overload of from() that does.
function overArrayBuffer(memory, offset, length) {
  offset = +offset;
  if (Number.isNaN(offset)) offset = 0;
  const most = memory.byteLength - offset;
  if (most < 0) throw new ERR_BUFFER_OUT_OF_BOUNDS('offset');
  if (length !== undefined) {
    length = +length;
    if (!(length > 0)) length = 0;
    if (length > most) throw new ERR_BUFFER_OUT_OF_BOUNDS('length');
  }
  return new FastBuffer(memory, offset, length);
}

function fromArrayLike(list) {
  const length = list.length;
  if (!(length > 0)) return new FastBuffer();
  if (isUint8Array(list)) return fromBytes(list, length);
  const buffer = allocate(length);
  setBytes.call(buffer, list, 0);
  return buffer;
}

// The remaining objects: array-likes, and what Buffer#toJSON gave. undefined for anything else.
function fromOtherObject(value) {
  if (value.length !== undefined || isAnyArrayBuffer(value.buffer)) {
    return typeof value.length === 'number' ? fromArrayLike(value) : new FastBuffer();
  }
  if (value.type === 'Buffer' && isArray(value.data)) return fromArrayLike(value.data);
}

function fromObject(value, encodingOrOffset, length) {
  if (isAnyArrayBuffer(value)) return overArrayBuffer(value, encodingOrOffset, length);
  const inner = value.valueOf?.();
  if (inner != null && inner !== value && (typeof inner === 'string' || typeof inner === 'object')) {
    return from(inner, encodingOrOffset, length);
  }
  const made = fromOtherObject(value);
  if (made !== undefined) return made;
  if (typeof value[Symbol.toPrimitive] === 'function') {
    const primitive = value[Symbol.toPrimitive]('string');
    if (typeof primitive === 'string') return from(primitive, encodingOrOffset);
  }
}

const SOURCES = ['string', 'Buffer', 'ArrayBuffer', 'Array', 'Array-like Object'];

export function from(value, encodingOrOffset, length) {
  if (typeof value === 'string') {
    if (encodingOrOffset === 'utf8' || typeof encodingOrOffset !== 'string' || encodingOrOffset === '') return fromString(value, UTF8);
    return fromString(value, ids[encodingOrOffset] ?? requireEncoding(encodingOrOffset));
  }
  if (typeof value === 'object' && value !== null) {
    const buffer = fromObject(value, encodingOrOffset, length);
    if (buffer !== undefined) return buffer;
  }
  throw new ERR_INVALID_ARG_TYPE('first argument', SOURCES, value);
}

export const statics = {
  from,

  copyBytesFrom(view, offset, length) {
    if (!isTypedArray(view)) throw new ERR_INVALID_ARG_TYPE('view', ['TypedArray'], view);
    const count = view.length;
    if (count === 0) return new FastBuffer();
    let end = count;
    if (offset !== undefined) requireOffset(offset, 'offset');
    else offset = 0;
    if (length !== undefined) {
      requireOffset(length, 'length');
      end = Math.min(offset + length, count);
    }
    if (offset >= end) return new FastBuffer();
    const size = view.BYTES_PER_ELEMENT;
    const bytes = new Uint8Array(view.buffer, view.byteOffset + offset * size, (end - offset) * size);
    return fromBytes(bytes, bytes.length);
  },

  of(...items) {
    const buffer = new FastBuffer(items.length);
    for (let i = 0; i < items.length; i++) buffer[i] = items[i];
    return buffer;
  },

  alloc(size, fill, encoding) {
    requireSize(size);
    const buffer = new FastBuffer(size);
    if (fill !== undefined && fill !== 0 && size > 0) fillBuffer(buffer, fill, encoding);
    return buffer;
  },

  allocUnsafe(size) {
    requireSize(size);
    return allocate(size);
  },

  // A function with a constructor, as in Node: old programs call it with `new`.
  allocUnsafeSlow: function allocUnsafeSlow(size) {
    requireSize(size);
    return new FastBuffer(size);
  },

  isBuffer(value) {
    return value instanceof owner.Buffer;
  },

  compare(buf1, buf2) {
    requireUint8Array(buf1, 'buf1');
    requireUint8Array(buf2, 'buf2');
    return buf1 === buf2 ? 0 : ops.compare(buf1, buf2);
  },

  isEncoding(encoding) {
    return typeof encoding === 'string' && encoding.length !== 0 && encodingId(encoding) !== undefined;
  },

  concat(list, length) {
    if (!isArray(list)) throw new ERR_INVALID_ARG_TYPE('list', 'Array', list);
    if (list.length === 0) return new FastBuffer();
    if (length === undefined) {
      length = 0;
      for (let i = 0; i < list.length; i++) {
        // The true length: a program may have given the array another one.
        if (className(list[i]) === 'Uint8Array') length += lengthOf.call(list[i]);
      }
    } else {
      requireOffset(length, 'length');
    }
    const buffer = allocate(length);
    let at = 0;
    for (let i = 0; i < list.length; i++) {
      const item = list[i];
      if (className(item) !== 'Uint8Array') requireUint8Array(item, `list[${i}]`);
      at += copy(item, buffer, at);
    }
    if (at < length) ops.fill(buffer, 0, at, length);     // memory of the pool is not zero
    return buffer;
  },

  byteLength(string, encoding) {
    if (typeof string === 'string') {
      if (!encoding) return byteLength(UTF8, string);
      return byteLength(ids[encoding] ?? encodingId(encoding) ?? UTF8, string);
    }
    if (ArrayBuffer.isView(string) || isAnyArrayBuffer(string)) return string.byteLength;
    throw new ERR_INVALID_ARG_TYPE('string', ['string', 'Buffer', 'ArrayBuffer'], string);
  },
};
