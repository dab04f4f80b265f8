// V8's value deserializer, wire formats up to 15. Whatever the bytes are, the end is a value or an Error.
import { Buffer } from "../buffer/_buffer.js";
import { ERRORS, TAG, VIEWS, WIRE_VERSION } from "./_format.js";

const { defineProperty } = Object;
const LETTERS = new Map(); // tag -> name, of what begins a value
const FLAGS = [["d", 128], ["g", 1], ["i", 2], ["m", 4], ["s", 32], ["u", 16], ["v", 256], ["y", 8]];

export const broken = () => new Error("Unable to deserialize cloned data.");

export class Reader {
  constructor(delegate, bytes) {
    this.delegate = delegate;
    this.bytes = bytes;
    this.position = 0;
    this.version = 0;
    this.objects = [];
    this.transferred = new Map();
  }

  header() {
    const { bytes } = this;
    if (bytes[this.position] === 0xff && bytes.length > 1) {
      this.position++;
      this.version = this.varint();
      if (this.version <= WIRE_VERSION) return true;
    }
    throw new Error("Unable to deserialize cloned data due to invalid or unsupported version.");
  }

  byte() {
    if (this.position >= this.bytes.length) throw broken();
    return this.bytes[this.position++];
  }

  // 32 bits; V8 drops what is beyond.
  varint() {
    let value = 0;
    let shift = 0;
    for (;;) {
      const byte = this.byte();
      if (shift < 32) value |= (byte & 0x7f) << shift;
      shift += 7;
      if (byte < 0x80) return value >>> 0;
    }
  }

  bigVarint() {
    let value = 0n;
    let shift = 0n;
    for (;;) {
      const byte = this.byte();
      if (shift < 64n) value |= BigInt(byte & 0x7f) << shift;
      shift += 7n;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
  }

  double() {
    const at = this.skip(8);
    return this.bytes.readDoubleLE(at);
  }

  // Where `count` bytes are that are taken now.
  skip(count) {
    const at = this.position;
    if (count > this.bytes.length - at) throw broken();
    this.position = at + count;
    return at;
  }

  tag() {
    for (;;) {
      const tag = this.byte();
      if (tag !== TAG.padding) return tag;
    }
  }

  peekTag() {
    const { bytes } = this;
    while (bytes[this.position] === TAG.padding) this.position++;
    return bytes[this.position];
  }

  value() {
    const value = this.inner();
    // the view of a buffer follows it
    if (value instanceof ArrayBuffer && this.peekTag() === TAG.view) {
      this.position++;
      return this.view(value);
    }
    return value;
  }

  inner() {
    const tag = this.tag();
    const read = READERS[LETTERS.get(tag)];
    if (read === undefined) {
      // V8: anything else may be a host object of before version 13
      if (this.version < 13) {
        this.position--;
        return this.host();
      }
      throw broken();
    }
    return read(this);
  }

  keep(object) {
    this.objects.push(object);
    return object;
  }

  string() {
    const tag = this.tag();
    if (tag === TAG.oneByteString) return READERS.oneByteString(this);
    if (tag === TAG.twoByteString) return READERS.twoByteString(this);
    if (tag === TAG.utf8String) return READERS.utf8String(this);
    throw broken();
  }

  bigint() {
    const field = this.varint();
    const size = field >>> 1;
    const at = this.skip(size);
    let value = 0n;
    for (let i = size - 1; i >= 0; i--) value = (value << 8n) | BigInt(this.bytes[at + i]);
    return field & 1 ? -value : value;
  }

  // Keys and values into `object` until the tag `end`; how many.
  properties(object, end) {
    let count = 0;
    while (this.peekTag() !== end) {
      const key = this.value();
      if (typeof key !== "string" && typeof key !== "number") throw broken();
      const value = this.value();
      defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
      count++;
    }
    this.position++;
    return count;
  }

  view(buffer) {
    const name = VIEWS.get(this.byte());
    const offset = this.varint();
    const length = this.varint();
    const flags = this.version >= 14 ? this.varint() : 0;
    const Class = globals[name];
    if (Class === undefined || offset > buffer.byteLength || length > buffer.byteLength - offset) throw broken();
    const size = Class.BYTES_PER_ELEMENT ?? 1;
    if (offset % size !== 0 || length % size !== 0) throw broken();
    return this.keep(flags & 1 && buffer.resizable ? new Class(buffer, offset) : new Class(buffer, offset, length / size));
  }

  host() {
    const { delegate } = this;
    if (typeof delegate._readHostObject !== "function") throw broken();
    const at = this.objects.push(undefined) - 1;
    const object = delegate._readHostObject();
    if (typeof object !== "object" || object === null) throw new TypeError("readHostObject must return an object");
    this.objects[at] = object;
    return object;
  }
}

const globals = Object.fromEntries([...VIEWS.values(), ...ERRORS.values()].map((name) => [name, globalThis[name]]));

function readDense(reader) {
  const length = reader.varint();
  if (length > reader.bytes.length - reader.position) throw broken(); // an element takes a byte at least
  const array = reader.keep(new Array(length));
  for (let i = 0; i < length; i++) {
    if (reader.peekTag() === TAG.hole) reader.position++;
    else array[i] = reader.value();
  }
  if (reader.properties(array, TAG.denseArrayEnd) !== reader.varint() || reader.varint() !== length) throw broken();
  return array;
}

function readSparse(reader) {
  const length = reader.varint();
  const array = reader.keep([]);
  array.length = length;
  if (reader.properties(array, TAG.sparseArrayEnd) !== reader.varint() || reader.varint() !== length) throw broken();
  return array;
}

function readCollection(reader, collection, end, add, step) {
  reader.keep(collection);
  let count = 0;
  for (; reader.peekTag() !== end; count += step) add(collection);
  reader.position++;
  if (reader.varint() !== count) throw broken();
  return collection;
}

function readBuffer(reader, resizable) {
  const length = reader.varint();
  const maxByteLength = resizable ? reader.varint() : undefined;
  if (maxByteLength < length) throw broken();
  const at = reader.skip(length);
  const buffer = resizable ? new ArrayBuffer(length, { maxByteLength }) : new ArrayBuffer(length);
  new Uint8Array(buffer).set(reader.bytes.subarray(at, at + length));
  return reader.keep(buffer);
}

function readTransferred(reader) {
  const id = reader.varint();
  if (!reader.transferred.has(id)) throw broken();
  return reader.keep(reader.transferred.get(id));
}

function readRegExp(reader) {
  const at = reader.objects.push(undefined) - 1;
  const source = reader.string();
  const bits = reader.varint();
  const flags = FLAGS.filter(([, bit]) => bits & bit).map(([letter]) => letter).join("");
  return (reader.objects[at] = new RegExp(source, flags));
}

function readError(reader) {
  const at = reader.objects.push(undefined) - 1;
  let Class = Error;
  let message;
  let stack;
  const options = {};
  for (;;) {
    const tag = reader.byte();
    if (tag === TAG.errorEnd) break;
    if (ERRORS.has(tag)) Class = globals[ERRORS.get(tag)];
    else if (tag === TAG.errorMessage) message = reader.string();
    else if (tag === TAG.errorStack) stack = reader.string();
    else if (tag === TAG.errorCause) options.cause = reader.value();
    else throw broken();
  }
  const error = new Class(message, options);
  defineProperty(error, "stack", { value: stack, writable: true, enumerable: false, configurable: true });
  return (reader.objects[at] = error);
}

const READERS = {
  __proto__: null,
  undefined: () => undefined,
  null: () => null,
  true: () => true,
  false: () => false,
  int32: (reader) => { const n = reader.varint(); return (n >>> 1) ^ -(n & 1); },
  uint32: (reader) => reader.varint(),
  double: (reader) => reader.double(),
  bigint: (reader) => reader.bigint(),
  oneByteString: (reader) => { const n = reader.varint(); const at = reader.skip(n); return reader.bytes.latin1Slice(at, at + n); },
  twoByteString(reader) {
    const size = reader.varint();
    if (size % 2 !== 0) throw broken();
    const at = reader.skip(size);
    return reader.bytes.ucs2Slice(at, at + size);
  },
  utf8String: (reader) => { const n = reader.varint(); const at = reader.skip(n); return reader.bytes.utf8Slice(at, at + n); },
  verifyCount: (reader) => { reader.varint(); return reader.value(); },
  reference(reader) {
    const object = reader.objects[reader.varint()];
    if (object === undefined) throw broken();
    if (object instanceof ArrayBuffer && reader.peekTag() === TAG.view) {
      reader.position++;
      return reader.view(object);
    }
    return object;
  },
  object(reader) {
    const object = reader.keep({});
    if (reader.properties(object, TAG.objectEnd) !== reader.varint()) throw broken();
    return object;
  },
  denseArray: readDense,
  sparseArray: readSparse,
  date: (reader) => reader.keep(new Date(reader.double())),
  trueObject: (reader) => reader.keep(Object(true)),
  falseObject: (reader) => reader.keep(Object(false)),
  numberObject: (reader) => reader.keep(Object(reader.double())),
  bigintObject: (reader) => reader.keep(Object(reader.bigint())),
  stringObject: (reader) => reader.keep(Object(reader.string())),
  regexp: readRegExp,
  map: (reader) => readCollection(reader, new Map(), TAG.mapEnd, (map) => map.set(reader.value(), reader.value()), 2),
  set: (reader) => readCollection(reader, new Set(), TAG.setEnd, (set) => set.add(reader.value()), 1),
  buffer: (reader) => readBuffer(reader, false),
  resizableBuffer: (reader) => readBuffer(reader, true),
  transferredBuffer: readTransferred,
  sharedBuffer: readTransferred,
  hostObject: (reader) => reader.host(),
  error: readError,
};

for (const name of Object.keys(READERS)) LETTERS.set(TAG[name], name);

export const asBuffer = (view) => Buffer.from(view.buffer, view.byteOffset, view.byteLength);
