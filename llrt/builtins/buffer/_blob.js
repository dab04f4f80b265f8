// Blob and File: content that never changes, with a type. It is gathered when a Blob is made and shared by its slices
// (_blob_content.js).
// Not here: its streams (_blob_stream.js), object URLs (_object_urls.js).
// Spec: https://w3c.github.io/FileAPI/
import { loadBuiltin } from 'native:engine';
import { decode, utf8Encode } from 'native:buffer';
import { codes } from '../_errors.js';
import { kClone } from '../_web/clone_hooks.js';
import { fromFile, join, peekAll, readAll, slice } from './_blob_content.js';
import { isAnyArrayBuffer } from './_checks.js';
import { UTF8 } from './_encodings.js';

const { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS, ERR_MISSING_ARGS } = codes;
const kInspect = Symbol.for('nodejs.util.inspect.custom');
const NOT_PRINTABLE = /[^\x20-\x7e]/;

// Web IDL's conversion to a sequence, whose message Node words so.
function iterate(value) {
  const type = typeof value;
  if (value === null || (type !== 'object' && type !== 'function') || typeof value[Symbol.iterator] !== 'function') {
    const error = new TypeError('Value cannot be converted to sequence.');
    error.code = 'ERR_INVALID_ARG_TYPE';
    throw error;
  }
  return value;
}

function bytesOfString(value, index, endings) {
  if (typeof value === 'symbol') {
    const error = new TypeError(`Value[${index}] is a Symbol and cannot be converted to a string.`);
    error.code = 'ERR_INVALID_ARG_TYPE';
    throw error;
  }
  value = `${value}`;
  return utf8Encode(endings === 'native' ? value.replaceAll('\r\n', '\n') : value);
}

// Views are used as they are: the one copy is made when all parts are joined.
function partOf(part, index, endings) {
  if (isAnyArrayBuffer(part)) return new Uint8Array(part);
  if (ArrayBuffer.isView(part)) return new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
  return isBlob(part) ? contentOf(part) : bytesOfString(part, index, endings);
}

function requireDictionary(options) {
  if (options != null && typeof options !== 'object' && typeof options !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('options', 'a dictionary', options);
  }
  return options ?? {};
}

function typeFrom(type) {
  type = `${type}`;
  return NOT_PRINTABLE.test(type) ? '' : type.toLowerCase();
}

// An index of slice(), as Web IDL's [Clamp] long long and the standard's rules for negative ones make it.
function clamp(value, size) {
  value = Math.trunc(+value) || 0;
  return value < 0 ? Math.max(size + value, 0) : Math.min(value, size);
}

const EMPTY = [];
const made = Symbol('made');        // tells the constructor that it is given finished parts

let contentOf;                       // shared, never handed to users
export let isBlob, cloneBlob;

export class Blob {
  #content;
  #type;

  constructor(sources = EMPTY, options) {
    if (arguments[2] === made) {
      this.#content = sources;
      this.#type = options;
      return;
    }
    const parts = iterate(sources);
    options = requireDictionary(options);
    const { type = '', endings = 'transparent' } = options;
    if (`${endings}` !== 'transparent' && `${endings}` !== 'native') {
      throw new ERR_INVALID_ARG_VALUE('options.endings', `${endings}`);
    }
    let index = 0;
    const pieces = [];
    for (const part of parts) pieces.push(partOf(part, index++, endings));
    this.#type = typeFrom(type);
    this.#content = join(pieces);
  }

  static {
    isBlob = (value) => typeof value === 'object' && value !== null && #content in value;
    contentOf = (blob) => blob.#content;
    cloneBlob = (blob) => (isFile(blob) ? cloneFile(blob) : new Blob(blob.#content, blob.#type, made));
    Object.defineProperty(Blob, 'length', { value: 0, configurable: true });
  }

  get type() {
    requireBlob(this);
    return this.#type;
  }

  get size() {
    requireBlob(this);
    return this.#content.size;
  }

  slice(start = 0, end = this.size, contentType = '') {
    requireBlob(this);
    const { size } = this.#content;
    start = clamp(start, size);
    end = clamp(end, size);
    return new Blob(slice(this.#content, start, Math.max(end, start)), typeFrom(contentType), made);
  }

  async arrayBuffer() {
    requireBlob(this);
    return (await readAll(this.#content)).buffer;
  }

  async text() {
    requireBlob(this);
    const text = decode(UTF8, await peekAll(this.#content));
    return text.startsWith('\ufeff') ? text.slice(1) : text;
  }

  async bytes() {
    requireBlob(this);
    return readAll(this.#content);
  }

  stream() {
    requireBlob(this);
    return loadBuiltin('node:internal/buffer/blob_stream').streamOf(this.#content);
  }

  textStream() {
    requireBlob(this);
    return loadBuiltin('node:internal/buffer/blob_stream').textStreamOf(this.#content);
  }
}

function requireBlob(value) {
  if (!isBlob(value)) throw new ERR_INVALID_THIS('Blob');
}

let isFile, cloneFile;

export class File extends Blob {
  #name;
  #lastModified;

  constructor(fileBits, fileName, options = undefined) {
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('fileBits', 'fileName');
    super(fileBits, options);
    const { lastModified } = options ?? {};
    this.#lastModified = lastModified === undefined ? Date.now() : +lastModified || 0;
    this.#name = `${fileName}`.toWellFormed();
  }

  static {
    isFile = (value) => #name in value;
    cloneFile = (file) => new File([file], file.#name, { type: file.type, lastModified: file.#lastModified });
  }

  get name() {
    if (!isBlob(this) || !isFile(this)) throw new ERR_INVALID_THIS('File');
    return this.#name;
  }

  get lastModified() {
    if (!isBlob(this) || !isFile(this)) throw new ERR_INVALID_THIS('File');
    return this.#lastModified;
  }
}

function inspectWith(names) {
  return function (depth, options) {
    if (depth < 0) return `[${this.constructor.name}]`;
    const shown = {};
    for (const name of names) shown[name] = this[name];
    const { inspect } = loadBuiltin('node:internal/util/inspect');
    return `${this.constructor.name} ${inspect(shown, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  };
}

// For structuredClone: see _web/clone_hooks.js.
function clone() {
  if (!isBlob(this)) return undefined;
  if (contentOf(this).pieces !== undefined) throw new codes.ERR_INVALID_STATE.TypeError('File-backed Blobs are not cloneable');
  return { data: undefined, create: () => cloneBlob(this) };
}

function finish(Class, tag, enumerable, shown) {
  for (const name of enumerable) Object.defineProperty(Class.prototype, name, { enumerable: true });
  Object.defineProperty(Class.prototype, kInspect, { value: inspectWith(shown), writable: true, configurable: true });
  Object.defineProperty(Class.prototype, kClone, { value: clone, writable: true, configurable: true });
  Object.defineProperty(Class.prototype, Symbol.toStringTag, { value: tag, configurable: true });
}

// For fs.openAsBlob(): a file as _blob_content.js describes it.
export const fileBlob = (file, type) => new Blob(fromFile(file), type, made);

finish(Blob, 'Blob', ['type', 'size', 'slice', 'arrayBuffer', 'text', 'bytes', 'stream', 'textStream'], ['size', 'type']);
finish(File, 'File', ['name', 'lastModified'], ['size', 'type', 'name', 'lastModified']);
