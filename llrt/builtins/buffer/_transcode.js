// buffer.transcode, isUtf8, isAscii. Spec: https://nodejs.org/api/buffer.html#buffertranscodesource-fromenc-toenc
import * as ops from 'native:buffer';
import { codes } from '../_errors.js';
import { isAnyArrayBuffer, isTypedArray, nativeError, requireUint8Array } from './_checks.js';
import { ASCII, encodingId, LATIN1, UCS2, UTF8 } from './_encodings.js';
import { FastBuffer, fromString } from './_pool.js';

const { ERR_INVALID_ARG_TYPE } = codes;

const SUPPORTED = [ASCII, UTF8, UCS2, LATIN1];

function icuError(code, number) {
  const error = nativeError(Error, code, `Unable to transcode Buffer [${code}]`);
  error.errno = number;
  return error;
}

// Bytes as text, by ICU's converters: what ASCII does not have is U+FFFD, as is half a UTF-16 unit at the end.
function textOf(source, from) {
  if (from === ASCII) return ops.decode(LATIN1, source).replace(/[\x80-\xff]/g, '\ufffd');
  const text = ops.decode(from, source);
  return from === UCS2 && source.length % 2 ? `${text}\ufffd` : text;
}

// One '?' for each character that `most` does not reach; a surrogate pair is one character.
function substituted(text, most) {
  const outside = most === 0x7f ? /[^\x00-\x7f]/gu : /[^\x00-\xff]/gu;
  return text.replace(outside, '?');
}

export function transcode(source, fromEncoding, toEncoding) {
  requireUint8Array(source, 'source');
  if (source.length === 0) return new FastBuffer();
  const from = fromEncoding ? encodingId(fromEncoding) : UTF8;
  const to = toEncoding ? encodingId(toEncoding) : UTF8;
  if (!SUPPORTED.includes(from) || !SUPPORTED.includes(to)) throw icuError('U_ILLEGAL_ARGUMENT_ERROR', 1);
  if (from === UTF8 && to === UCS2 && !ops.isUtf8(source)) throw icuError('U_INVALID_CHAR_FOUND', 10);
  const text = textOf(source, from);
  if (from === UCS2 && to === UTF8 && !text.isWellFormed()) throw icuError('U_INVALID_CHAR_FOUND', 10);
  if (to === ASCII) return fromString(substituted(text, 0x7f), LATIN1);
  if (to === LATIN1) return fromString(substituted(text, 0xff), LATIN1);
  return fromString(text, to);
}

function checked(input) {
  if (!isTypedArray(input) && !isAnyArrayBuffer(input)) {
    throw new ERR_INVALID_ARG_TYPE('input', ['ArrayBuffer', 'Buffer', 'TypedArray'], input);
  }
  const memory = isAnyArrayBuffer(input) ? input : input.buffer;
  if (memory.detached) throw nativeError(Error, 'ERR_INVALID_STATE', 'Cannot validate on a detached buffer');
  return input;
}

export function isUtf8(input) {
  return ops.isUtf8(checked(input));
}

export function isAscii(input) {
  return ops.isAscii(checked(input));
}
