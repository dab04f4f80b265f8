// Serializer, Deserializer and their defaults, serialize() and deserialize().
import { loadBuiltin } from "native:engine";
import { Buffer } from "../buffer/_buffer.js";
import { asBuffer, broken, Reader } from "./_reader.js";
import { Writer } from "./_writer.js";

const { defineProperty } = Object;
const kState = Symbol("state");

// Node's are made by C++, whose errors have a code and not its text in the name.
function typeError(message, code) {
  const error = new TypeError(message);
  error.code = code;
  return error;
}

function needNew(target, name) {
  if (target === undefined) {
    throw typeError(`Class constructor ${name} cannot be invoked without 'new'`, "ERR_CONSTRUCT_CALL_REQUIRED");
  }
}

const hide = (object, state) => defineProperty(object, kState, { value: state });

function method(prototype, name, value) {
  defineProperty(prototype, name, { value, writable: true, enumerable: true, configurable: true });
}

function methods(prototype, list) {
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(list))) method(prototype, name, descriptor.value);
}

function bytesOf(value, what) {
  if (!ArrayBuffer.isView(value)) throw typeError(`${what} must be a TypedArray or a DataView`, "ERR_INVALID_ARG_TYPE");
  return asBuffer(value);
}

export function Serializer() {
  needNew(new.target, "Serializer");
  hide(this, new Writer(this));
}

methods(Serializer.prototype, {
  writeHeader() { this[kState].header(); },
  writeValue(value) { this[kState].value(value); return true; },
  releaseBuffer() { return this[kState].release(); },
  transferArrayBuffer(id, buffer) { this[kState].transferred.set(buffer, id >>> 0); },
  writeUint32(value) { this[kState].varint(value >>> 0); },
  writeUint64(high, low) { this[kState].bigVarint((BigInt(high >>> 0) << 32n) | BigInt(low >>> 0)); },
  writeDouble(value) { this[kState].double(+value); },
  writeRawBytes(source) { this[kState].raw(bytesOf(source, "source")); },
  _setTreatArrayBufferViewsAsHostObjects(flag) { this[kState].viewsAreHosts = Boolean(flag); },
});
method(Serializer.prototype, "_getDataCloneError", Error);

export function Deserializer(buffer) {
  needNew(new.target, "Deserializer");
  const bytes = bytesOf(buffer, "buffer");
  this.buffer = buffer;
  hide(this, new Reader(this, bytes));
}

const failing = (name, read) => {
  try {
    return read();
  } catch {
    throw new Error(`${name}() failed`);
  }
};

methods(Deserializer.prototype, {
  readHeader() { return this[kState].header(); },
  readValue() { return this[kState].value(); },
  getWireFormatVersion() { return this[kState].version; },
  transferArrayBuffer(id, buffer) {
    if (!(buffer instanceof ArrayBuffer) && !(buffer instanceof SharedArrayBuffer)) {
      throw typeError("arrayBuffer must be an ArrayBuffer or SharedArrayBuffer", "ERR_INVALID_ARG_TYPE");
    }
    this[kState].transferred.set(id >>> 0, buffer);
  },
  readUint32() { return failing("ReadUint32", () => this[kState].varint()); },
  readUint64() {
    const value = failing("ReadUint64", () => this[kState].bigVarint());
    return [Number(value >> 32n), Number(value & 0xffffffffn)];
  },
  readDouble() { return failing("ReadDouble", () => this[kState].double()); },
  _readRawBytes(length) { return failing("ReadRawBytes", () => this[kState].skip(length)); },
  readRawBytes(length) {
    const offset = this._readRawBytes(length);
    return Buffer.from(this.buffer.buffer, this.buffer.byteOffset + offset, length);
  },
});

// The number in a serialized view says its class; 10 is Buffer.
const CLASSES = [
  Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array,
  DataView, undefined, BigInt64Array, BigUint64Array, Float16Array,
];
const BUFFER = 10;

export class DefaultSerializer extends Serializer {
  constructor() {
    super();
    this._setTreatArrayBufferViewsAsHostObjects(true);
  }

  _writeHostObject(view) {
    let index = BUFFER;
    if (view.constructor !== Buffer) {
      const name = Object.prototype.toString.call(view).slice(8, -1);
      index = CLASSES.findIndex((Class) => Class?.name === name);
      if (index < 0) {
        const { inspect } = loadBuiltin("node:internal/util/inspect");
        throw new this._getDataCloneError(`Unserializable host object: ${inspect(view)}`);
      }
    }
    this.writeUint32(index);
    this.writeUint32(view.byteLength);
    this.writeRawBytes(view);
  }
}

export class DefaultDeserializer extends Deserializer {
  _readHostObject() {
    const index = this.readUint32();
    const Class = index === BUFFER ? undefined : CLASSES[index];
    const length = this.readUint32();
    if (index !== BUFFER && Class === undefined) throw broken();
    const offset = this.buffer.byteOffset + this._readRawBytes(length);
    const { buffer } = this.buffer;
    if (Class === undefined) return Buffer.from(buffer, offset, length);
    const size = Class.BYTES_PER_ELEMENT ?? 1;
    if (offset % size === 0) return new Class(buffer, offset, length / size);
    // not where the elements may be
    return new Class(buffer.slice(offset, offset + length), 0, length / size);
  }
}

export function serialize(value) {
  const serializer = new DefaultSerializer();
  serializer.writeHeader();
  serializer.writeValue(value);
  return serializer.releaseBuffer();
}

export function deserialize(buffer) {
  const deserializer = new DefaultDeserializer(buffer);
  deserializer.readHeader();
  return deserializer.readValue();
}
