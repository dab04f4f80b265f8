// What the files of this room ask of their arguments, and its errors that are not coded errors of JS. Not here: checks that
// other rooms share (_validators.js).
import { className } from 'native:engine';
import { codes } from '../_errors.js';

const { ERR_BUFFER_OUT_OF_BOUNDS, ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE } = codes;

export const isUint8Array = (value) => typeof value === 'object' && className(value) === 'Uint8Array';

export function isAnyArrayBuffer(value) {
  const name = className(value);
  return name === 'ArrayBuffer' || name === 'SharedArrayBuffer';
}

export const isTypedArray = (value) => ArrayBuffer.isView(value) && className(value) !== 'DataView';

export function requireUint8Array(value, name) {
  if (!isUint8Array(value)) throw new ERR_INVALID_ARG_TYPE(name, ['Buffer', 'Uint8Array'], value);
}

export function requireOffset(value, name, min = 0, max = Number.MAX_SAFE_INTEGER) {
  if (typeof value !== 'number') throw new ERR_INVALID_ARG_TYPE(name, 'number', value);
  if (!Number.isInteger(value)) throw new ERR_OUT_OF_RANGE(name, 'an integer', value);
  if (value < min || value > max) throw new ERR_OUT_OF_RANGE(name, `>= ${min} && <= ${max}`, value);
}

// Errors that Node makes in C++: a code, but not in the first line of the stack.
export function nativeError(Base, code, message) {
  const error = new Base(message);
  error.code = code;
  return error;
}

// The error for reading or writing at `offset` of a buffer whose last possible offset is `last`.
export function outOfBounds(offset, last, name = 'offset') {
  if (typeof offset !== 'number') return new ERR_INVALID_ARG_TYPE(name, 'number', offset);
  if (Math.floor(offset) !== offset) return new ERR_OUT_OF_RANGE(name, 'an integer', offset);
  if (last < 0) return new ERR_BUFFER_OUT_OF_BOUNDS();
  return new ERR_OUT_OF_RANGE(name, `>= ${name === 'offset' ? 0 : 1} and <= ${last}`, offset);
}
