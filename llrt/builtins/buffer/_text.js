// Methods of Buffer.prototype between bytes and strings: toString, write, and the xSlice and xWrite of each encoding that
// packages call. Not here: which name is which encoding (_encodings.js).
// Spec: https://nodejs.org/api/buffer.html#buftostringencoding-start-end
import * as ops from 'native:buffer';
import { codes } from '../_errors.js';
import { nativeError, requireOffset } from './_checks.js';
import { ASCII, BASE64, BASE64URL, encodingId, HEX, ids, LATIN1, UCS2, UTF8 } from './_encodings.js';

const { ERR_BUFFER_OUT_OF_BOUNDS, ERR_UNKNOWN_ENCODING } = codes;
const { decode, write } = ops;

function requireEncoding(encoding) {
  const id = encodingId(encoding);
  if (id === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
  return id;
}

const outOfRange = () => nativeError(RangeError, 'ERR_OUT_OF_RANGE', 'Index out of range');

// An index of the private methods: Node converts these in C++.
function index(value, missing) {
  if (value === undefined) return missing;
  value = Math.trunc(+value) || 0;
  if (value < 0) throw outOfRange();
  return value;
}

function requireView(value) {
  if (!ArrayBuffer.isView(value)) throw nativeError(TypeError, 'ERR_INVALID_ARG_TYPE', 'argument must be a buffer');
}

function sliceMethod(id) {
  return function (start, end) {
    requireView(this);
    const length = this.byteLength;
    if (length === 0) return '';
    start = index(start, 0);
    end = index(end, length);
    if (end <= start) return '';
    if (end > length) throw outOfRange();
    return decode(id, this, start, end);
  };
}

function requireWritable(buffer, string) {
  requireView(buffer);
  if (typeof string !== 'string') throw nativeError(TypeError, 'ERR_INVALID_ARG_TYPE', 'argument must be a string');
}

// utf8Write, latin1Write and asciiWrite check in JS in Node ...
function strictWriteMethod(id) {
  return function (string, offset, length) {
    requireWritable(this, string);
    if (offset === undefined) offset = 0;
    if (length === undefined) length = this.byteLength - offset;
    if (typeof offset === 'number' && (offset < 0 || offset > this.byteLength)) throw new ERR_BUFFER_OUT_OF_BOUNDS('offset');
    if (typeof length === 'number' && (length < 0 || length > this.byteLength - offset)) {
      throw new ERR_BUFFER_OUT_OF_BOUNDS('length');
    }
    return write(id, this, string, offset, length);
  };
}

// ... the others in C++.
function writeMethod(id) {
  return function (string, offset, length) {
    requireWritable(this, string);
    offset = index(offset, 0);
    if (offset > this.byteLength) throw nativeError(RangeError, 'ERR_BUFFER_OUT_OF_BOUNDS', '"offset" is outside of buffer bounds');
    length = index(length, this.byteLength - offset);
    return write(id, this, string, offset, length);
  };
}

// An index of toString(): rounded towards zero and clamped.
function clamp(value, length) {
  value = Math.trunc(value) || 0;
  return value <= 0 ? 0 : value >= length ? length : value;
}

export const methods = {
  asciiSlice: sliceMethod(ASCII),
  base64Slice: sliceMethod(BASE64),
  base64urlSlice: sliceMethod(BASE64URL),
  latin1Slice: sliceMethod(LATIN1),
  hexSlice: sliceMethod(HEX),
  ucs2Slice: sliceMethod(UCS2),
  utf8Slice: sliceMethod(UTF8),
  asciiWrite: strictWriteMethod(ASCII),
  base64Write: writeMethod(BASE64),
  base64urlWrite: writeMethod(BASE64URL),
  latin1Write: strictWriteMethod(LATIN1),
  hexWrite: writeMethod(HEX),
  ucs2Write: writeMethod(UCS2),
  utf8Write: strictWriteMethod(UTF8),

  toString(encoding, start, end) {
    if (start === undefined && end === undefined) {
      const id = encoding === undefined || encoding === 'utf8' ? UTF8 : ids[encoding];
      if (id !== undefined) return decode(id, this);
    }
    const length = this.length;
    start = start === undefined ? 0 : clamp(start, length);
    end = end === undefined ? length : clamp(end, length);
    if (end <= start) return '';
    return decode(encoding === undefined ? UTF8 : requireEncoding(encoding), this, start, end);
  },

  write(string, offset, length, encoding) {
    if (typeof string !== 'string') throw nativeError(TypeError, 'ERR_INVALID_ARG_TYPE', 'argument must be a string');
    if (offset === undefined) return write(UTF8, this, string);
    const size = this.length;
    if (length === undefined && typeof offset === 'string') {       // write(string, encoding)
      encoding = offset;
      length = size;
      offset = 0;
    } else {                                                        // write(string, offset[, length][, encoding])
      requireOffset(offset, 'offset', 0, size);
      const rest = size - offset;
      if (length === undefined) {
        length = rest;
      } else if (typeof length === 'string') {
        encoding = length;
        length = rest;
      } else {
        requireOffset(length, 'length', 0, size);
        if (length > rest) length = rest;
      }
    }
    return write(encoding ? ids[encoding] ?? requireEncoding(encoding) : UTF8, this, string, offset, length);
  },
};
