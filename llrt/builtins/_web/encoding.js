// TextEncoder and TextDecoder. Not here: the decoders themselves (cext/buffer/text_decoder.c), the labels
// (encoding_labels.js), the stream forms. Spec: https://encoding.spec.whatwg.org/
import { loadBuiltin } from 'native:engine';
import { encodeInto, textDecode, utf8Encode } from 'native:buffer';
import { codes } from '../_errors.js';

const { ERR_ENCODING_NOT_SUPPORTED, ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS } = codes;
const kInspect = Symbol.for('nodejs.util.inspect.custom');

const UTF8 = 0, X_USER_DEFINED = 10;               // of the numbers in cext/buffer/text_decoder.h; single-byte ones follow
const FATAL = 1, IGNORE_BOM = 2, STREAM = 4;        // the flags of cext/buffer/text_decoder.h
const STATE_SIZE = 12;

const inspect = (value, options) => loadBuiltin('node:internal/util/inspect').inspect(value, options);
const labels = () => loadBuiltin('node:internal/web/encoding_labels');

// What encodeInto() counts, read out before anything else runs.
const counts = new Uint32Array(2);

export class TextEncoder {
  #brand;

  static #require(value) {
    if (typeof value !== 'object' || value === null || !(#brand in value)) throw new ERR_INVALID_THIS('TextEncoder');
  }

  get encoding() {
    TextEncoder.#require(this);
    return 'utf-8';
  }

  encode(input = '') {
    if (!(#brand in this)) throw new ERR_INVALID_THIS('TextEncoder');
    return utf8Encode(`${input}`);
  }

  encodeInto(src, dest) {
    TextEncoder.#require(this);
    if (typeof src !== 'string') throw new ERR_INVALID_ARG_TYPE('src', 'string', src);
    if (!(dest instanceof Uint8Array)) throw new ERR_INVALID_ARG_TYPE('dest', 'Uint8Array', dest);
    encodeInto(src, dest, counts);
    return { read: counts[0], written: counts[1] };
  }

  [kInspect](depth, options) {
    TextEncoder.#require(this);
    if (typeof depth === 'number' && depth < 0) return '[TextEncoder]';
    return inspect({ encoding: this.encoding }, options);
  }
}

function requireOptions(options) {
  if (options != null && typeof options !== 'object' && typeof options !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('options', 'object', options);
  }
}

// The number of the encoding that a label means.
function encodingOf(label) {
  if (label === 'utf-8' || label === 'utf8') return UTF8;
  const number = labels().numberOf(label);
  if (number >= 0) return number;
  throw new ERR_ENCODING_NOT_SUPPORTED(number === undefined ? label : 'replacement');
}

// Node makes these two in C++: the code is not in the first line of the stack.
function coded(code, message) {
  const error = new TypeError(message);
  error.code = code;
  return error;
}

const invalidData = (encoding) =>
  coded('ERR_ENCODING_INVALID_ENCODED_DATA', `The encoded data was not valid for encoding ${encoding}`);

// Node words it in three ways, by the decoder that meets it.
function notBytes(input, encoding, flags) {
  if (encoding >= X_USER_DEFINED || (encoding === UTF8 && flags & STREAM)) {
    return new ERR_INVALID_ARG_TYPE('input', ['ArrayBuffer', 'ArrayBufferView'], input);
  }
  const name = encoding === UTF8 ? 'list' : 'input';
  return coded('ERR_INVALID_ARG_TYPE', `The "${name}" argument must be an instance of SharedArrayBuffer, ArrayBuffer or ArrayBufferView.`);
}

export class TextDecoder {
  #encoding = UTF8;
  #flags = 0;
  #state;             // between two chunks; a one-shot decoder never has one
  #pending = false;

  static #require(value) {
    if (typeof value !== 'object' || value === null || !(#flags in value)) throw new ERR_INVALID_THIS('TextDecoder');
  }

  constructor(label = 'utf-8', options = undefined) {
    this.#encoding = encodingOf(`${label}`);
    if (options == null) return;
    requireOptions(options);
    if (options.fatal) this.#flags |= FATAL;
    if (options.ignoreBOM) this.#flags |= IGNORE_BOM;
  }

  decode(input = undefined, options = undefined) {
    if (!(#flags in this)) throw new ERR_INVALID_THIS('TextDecoder');
    let flags = this.#flags;
    if (options != null) {
      requireOptions(options);
      if (options.stream) flags |= STREAM;
    }
    if (flags & STREAM) {
      this.#state ??= new Uint8Array(STATE_SIZE);
      this.#pending = true;
    }
    const text = textDecode(this.#encoding, input, flags, this.#pending ? this.#state : undefined);
    if (!(flags & STREAM)) this.#pending = false;
    if (typeof text === 'string') return text;
    throw text === null ? invalidData(this.encoding) : notBytes(input, this.#encoding, flags);
  }

  get encoding() {
    TextDecoder.#require(this);
    return this.#encoding === UTF8 ? 'utf-8' : labels().names[this.#encoding];
  }

  get fatal() {
    TextDecoder.#require(this);
    return (this.#flags & FATAL) !== 0;
  }

  get ignoreBOM() {
    TextDecoder.#require(this);
    return (this.#flags & IGNORE_BOM) !== 0;
  }

  [kInspect](depth, options) {
    TextDecoder.#require(this);
    if (typeof depth === 'number' && depth < 0) return '[TextDecoder]';
    const { encoding, fatal, ignoreBOM } = this;
    return `TextDecoder ${inspect({ encoding, fatal, ignoreBOM }, options)}`;
  }
}

function finish(Class, names) {
  for (const name of names) Object.defineProperty(Class.prototype, name, { enumerable: true });
  Object.defineProperty(Class.prototype, Symbol.toStringTag, { value: Class.name, configurable: true });
}

finish(TextEncoder, ['encoding', 'encode', 'encodeInto']);
finish(TextDecoder, ['decode', 'encoding', 'fatal', 'ignoreBOM']);
