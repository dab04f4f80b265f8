// node:string_decoder: text from chunks of bytes, characters kept whole. Not here: the decoding, which is one op
// (cext/buffer/string_decoder.c). Spec: https://nodejs.org/api/string_decoder.html
import { stringDecoderEnd, stringDecoderWrite } from 'native:buffer';
import { codes } from '../_errors.js';
import { Buffer } from '../buffer/_buffer.js';
import { encodingId, normalizeEncoding } from '../buffer/_encodings.js';

const { ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS, ERR_UNKNOWN_ENCODING } = codes;

// The layout of the state, as string_decoder.c has it; users see it through lastChar, lastNeed and lastTotal.
const CHARACTER_END = 4, MISSING = 4, HELD = 5, ENCODING = 6, SIZE = 7;
const kState = Symbol('kNativeDecoder');

export function StringDecoder(encoding) {
  this.encoding = normalizeEncoding(encoding);
  if (this.encoding === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
  this[kState] = Buffer.alloc(SIZE);
  this[kState][ENCODING] = encodingId(this.encoding);
}

StringDecoder.prototype.write = function write(buf) {
  if (typeof buf === 'string') return buf;
  if (!ArrayBuffer.isView(buf)) throw new ERR_INVALID_ARG_TYPE('buf', ['Buffer', 'TypedArray', 'DataView'], buf);
  if (!this[kState]) throw new ERR_INVALID_THIS('StringDecoder');
  return stringDecoderWrite(this[kState], buf);
};

StringDecoder.prototype.end = function end(buf) {
  const text = buf === undefined ? '' : this.write(buf);
  return this[kState][HELD] > 0 ? text + stringDecoderEnd(this[kState]) : text;
};

// Starts anew and writes from `offset` on: undocumented, but used.
StringDecoder.prototype.text = function text(buf, offset) {
  this[kState][MISSING] = 0;
  this[kState][HELD] = 0;
  return this.write(buf.slice(offset));
};

function define(name, get) {
  Object.defineProperty(StringDecoder.prototype, name, { get, enumerable: true, configurable: true });
}

define('lastChar', function () {
  return this[kState].subarray(0, CHARACTER_END);
});
define('lastNeed', function () {
  return this[kState][MISSING];
});
define('lastTotal', function () {
  return this[kState][HELD] + this[kState][MISSING];
});

export default { StringDecoder };
