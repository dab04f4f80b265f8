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

// Bytes as text, by ICU's converters: what ASCII does not have is U+FFFD. To UTF-16 Node widens ASCII by hand.
function textOf(source, from, to) {
  const text = ops.decode(from === ASCII ? LATIN1 : from, source);
  return from === ASCII && to !== UCS2 ? text.replace(/[\x80-\xff]/g, '\ufffd') : text;
}

// One '?' for each character past `outside`, none for those that show nothing; a surrogate pair is one character.
function substituted(text, outside) {
  return text.replace(outside, (character) => (/\p{Default_Ignorable_Code_Point}/u.test(character) ? '' : '?'));
}

// Node converts UTF-16 to UTF-8 strictly, and to itself leniently, half a unit included.
function fromUcs2(text, to, halfUnit) {
  if (to === UCS2) return text.toWellFormed() + (halfUnit ? '\ufffd' : '');
  if (to === UTF8 && (text === '' || !text.isWellFormed())) throw icuError('U_INVALID_CHAR_FOUND', 10);
  return text;
}

export function transcode(source, fromEncoding, toEncoding) {
  requireUint8Array(source, 'source');
  if (source.length === 0) return new FastBuffer();
  const from = fromEncoding ? encodingId(fromEncoding) : UTF8;
  const to = toEncoding ? encodingId(toEncoding) : UTF8;
  if (!SUPPORTED.includes(from) || !SUPPORTED.includes(to)) throw icuError('U_ILLEGAL_ARGUMENT_ERROR', 1);
  if (from === UTF8 && to === UCS2 && !ops.isUtf8(source)) throw icuError('U_INVALID_CHAR_FOUND', 10);
  let text = textOf(source, from, to);
  if (from === UCS2) text = fromUcs2(text, to, source.length % 2);
  if (to === ASCII) text = substituted(text, /[^\x00-\x7f]/gu);
  else if (to === LATIN1 && from !== LATIN1) text = substituted(text, /[^\x00-\xff]/gu);
  return fromString(text, to === ASCII ? LATIN1 : to);
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
