// V8's value serializer, wire format 15: the bytes that Node writes and reads. The format is V8's own (value-serializer.cc).
import { className } from "native:engine";
import { Buffer } from "../buffer/_buffer.js";
import { ERROR_PROTOTYPES, TAG, VIEW_TAGS, WIRE_VERSION } from "./_format.js";

const { hasOwn, keys: keysOf } = Object;
const dateValue = Date.prototype.valueOf;
const BACKED_BY_RESIZABLE = 2; // flag of a view; 1 would say that it follows the length, which nothing tells

export class Writer {
  constructor(delegate) {
    this.delegate = delegate;
    this.buffer = Buffer.allocUnsafeSlow(256);
    this.length = 0;
    this.ids = new Map();
    this.transferred = new Map();
    this.viewsAreHosts = false;
  }

  // Room for `count` bytes; the place where they go.
  reserve(count) {
    const at = this.length;
    const end = at + count;
    if (end > this.buffer.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(end, this.buffer.length * 2));
      this.buffer.copy(larger, 0, 0, at);
      this.buffer = larger;
    }
    this.length = end;
    return at;
  }

  byte(value) {
    const at = this.reserve(1);
    this.buffer[at] = value;
  }

  tag(letter) {
    this.byte(TAG[letter]);
  }

  varint(value) {
    let rest = value;
    while (rest >= 0x80) {
      this.byte((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.byte(rest);
  }

  bigVarint(value) {
    let rest = value;
    while (rest >= 0x80n) {
      this.byte(Number(rest & 0x7fn) | 0x80);
      rest >>= 7n;
    }
    this.byte(Number(rest));
  }

  double(value) {
    const at = this.reserve(8);
    this.buffer.writeDoubleLE(value, at);
  }

  raw(bytes) {
    const at = this.reserve(bytes.length);
    this.buffer.set(bytes, at);
  }

  header() {
    this.byte(0xff);
    this.byte(WIRE_VERSION);
  }

  release() {
    const result = Buffer.allocUnsafeSlow(this.length);
    this.buffer.copy(result, 0, 0, this.length);
    this.buffer = Buffer.allocUnsafeSlow(0);
    this.length = 0;
    return result;
  }

  value(value) {
    switch (typeof value) {
      case "undefined": return this.tag("undefined");
      case "boolean": return this.tag(value ? "true" : "false");
      case "number": return this.number(value);
      case "bigint": return this.bigint(value, "bigint");
      case "string": return this.string(value);
      case "symbol": return this.refuse(value.toString());
      default: return value === null ? this.tag("null") : this.object(value);
    }
  }

  number(value) {
    if ((value | 0) === value && !Object.is(value, -0)) {
      this.tag("int32");
      this.varint(((value << 1) ^ (value >> 31)) >>> 0);
    } else {
      this.tag("double");
      this.double(value);
    }
  }

  bigint(value, tag) {
    const negative = value < 0n;
    let rest = negative ? -value : value;
    const digits = [];
    for (; rest > 0n; rest >>= 64n) digits.push(rest & 0xffffffffffffffffn);
    this.tag(tag);
    this.varint(digits.length * 8 * 2 + (negative ? 1 : 0));
    for (const digit of digits) {
      const at = this.reserve(8);
      this.buffer.writeBigUInt64LE(digit, at);
    }
  }

  string(value) {
    const { length } = value;
    let wide = false;
    for (let i = 0; i < length && !wide; i++) wide = value.charCodeAt(i) > 0xff;
    if (!wide) {
      this.tag("oneByteString");
      this.varint(length);
      const at = this.reserve(length);
      this.buffer.latin1Write(value, at, length);
      return;
    }
    // the characters begin at an even place
    const size = length * 2;
    if ((this.length + 1 + varintLength(size)) % 2 === 1) this.byte(0);
    this.tag("twoByteString");
    this.varint(size);
    const at = this.reserve(size);
    this.buffer.ucs2Write(value, at, size);
  }

  object(object) {
    const known = this.ids.get(object);
    if (known !== undefined) {
      this.tag("reference");
      this.varint(known);
      return;
    }
    const kind = className(object);
    const isView = ArrayBuffer.isView(object);
    // the buffer of a view comes before it
    if (isView && !this.viewsAreHosts) this.value(object.buffer);
    this.ids.set(object, this.ids.size);
    if (isView) this.view(object, kind);
    else (WRITERS[kind] ?? refuseObject)(this, object);
  }

  view(view, kind) {
    if (this.viewsAreHosts) {
      this.tag("hostObject");
      this.delegate._writeHostObject(view);
      return;
    }
    this.tag("view");
    this.byte(VIEW_TAGS[kind]);
    this.varint(view.byteOffset);
    this.varint(view.byteLength);
    this.varint(view.buffer.resizable ? BACKED_BY_RESIZABLE : 0);
  }

  // Own enumerable properties with string keys; how many.
  properties(object, keys) {
    let count = 0;
    for (const key of keys) {
      if (!hasOwn(object, key)) continue; // a getter deleted it
      this.key(key);
      this.value(object[key]);
      count++;
    }
    return count;
  }

  key(key) {
    const index = isIndex(key) ? +key : undefined;
    if (index === undefined) this.string(key);
    else this.number(index);
  }

  refuse(what) {
    throw this.delegate._getDataCloneError(`${what} could not be cloned.`);
  }
}

function varintLength(value) {
  let length = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) length++;
  return length;
}

function isIndex(key) {
  const first = key.charCodeAt(0);
  return first >= 48 && first <= 57 && String(key >>> 0) === key && key >>> 0 !== 0xffffffff;
}

function refuseObject(writer, object) {
  if (typeof object === "function") writer.refuse(Function.prototype.toString.call(object));
  if (className(object) === "Symbol") writer.refuse("[object Symbol]");
  let name = "Object";
  try {
    if (className(object) !== "Proxy") name = object.constructor?.name || "Object";
  } catch {
    // a hostile getter
  }
  writer.refuse(`#<${name}>`);
}

function writePlain(writer, object) {
  writer.tag("object");
  const count = writer.properties(object, keysOf(object));
  writer.tag("objectEnd");
  writer.varint(count);
}

function writeArray(writer, array) {
  const { length } = array;
  let dense = true;
  for (let i = 0; i < length && dense; i++) dense = hasOwn(array, i);
  writer.tag(dense ? "denseArray" : "sparseArray");
  writer.varint(length);
  let keys = keysOf(array);
  if (dense) {
    for (let i = 0; i < length; i++) {
      if (i < array.length && hasOwn(array, i)) writer.value(array[i]);
      else writer.tag("hole"); // a getter shortened it
    }
    keys = keys.filter((key) => !isIndex(key));
  }
  const count = writer.properties(array, keys);
  writer.tag(dense ? "denseArrayEnd" : "sparseArrayEnd");
  writer.varint(count);
  writer.varint(length);
}

function writeMap(writer, map) {
  const entries = [];
  Map.prototype.forEach.call(map, (value, key) => entries.push(key, value));
  writer.tag("map");
  for (const item of entries) writer.value(item);
  writer.tag("mapEnd");
  writer.varint(entries.length);
}

function writeSet(writer, set) {
  const items = [];
  Set.prototype.forEach.call(set, (item) => items.push(item));
  writer.tag("set");
  for (const item of items) writer.value(item);
  writer.tag("setEnd");
  writer.varint(items.length);
}

const FLAGS = [["g", 1], ["i", 2], ["m", 4], ["y", 8], ["u", 16], ["s", 32], ["d", 128], ["v", 256]];

function writeRegExp(writer, regexp) {
  writer.tag("regexp");
  writer.string(regexp.source);
  const { flags } = regexp;
  writer.varint(FLAGS.reduce((sum, [letter, bit]) => (flags.includes(letter) ? sum | bit : sum), 0));
}

function writeBuffer(writer, buffer) {
  const id = writer.transferred.get(buffer);
  if (id !== undefined) {
    writer.tag("transferredBuffer");
    writer.varint(id);
    return;
  }
  if (buffer.detached) writer.refuse("#<ArrayBuffer>");
  const bytes = new Uint8Array(buffer);
  writer.tag(buffer.resizable ? "resizableBuffer" : "buffer");
  writer.varint(bytes.length);
  if (buffer.resizable) writer.varint(buffer.maxByteLength);
  writer.raw(bytes);
}

function writeShared(writer, buffer) {
  if (typeof writer.delegate._getSharedArrayBufferId !== "function") writer.refuse("#<SharedArrayBuffer>");
  writer.tag("sharedBuffer");
  writer.varint(writer.delegate._getSharedArrayBufferId(buffer) >>> 0);
}

function writeError(writer, error) {
  writer.tag("error");
  const prototype = ERROR_PROTOTYPES[`${error.name}`];
  if (prototype !== undefined) writer.byte(prototype);
  const message = Object.getOwnPropertyDescriptor(error, "message");
  if (message !== undefined) {
    writer.tag("errorMessage");
    writer.string(`${message.value}`);
  }
  const { stack } = error;
  if (typeof stack === "string") {
    writer.tag("errorStack");
    writer.string(stack);
  }
  const cause = Object.getOwnPropertyDescriptor(error, "cause");
  if (cause !== undefined) {
    writer.tag("errorCause");
    writer.value(cause.value);
  }
  writer.tag("errorEnd");
}

const WRITERS = {
  __proto__: null,
  Object: writePlain,
  Array: writeArray,
  Date: (writer, date) => { writer.tag("date"); writer.double(dateValue.call(date)); },
  Boolean: (writer, object) => writer.tag(Boolean.prototype.valueOf.call(object) ? "trueObject" : "falseObject"),
  Number: (writer, object) => { writer.tag("numberObject"); writer.double(Number.prototype.valueOf.call(object)); },
  String: (writer, object) => { writer.tag("stringObject"); writer.string(String.prototype.valueOf.call(object)); },
  BigInt: (writer, object) => writer.bigint(BigInt.prototype.valueOf.call(object), "bigintObject"),
  RegExp: writeRegExp,
  Map: writeMap,
  Set: writeSet,
  ArrayBuffer: writeBuffer,
  SharedArrayBuffer: writeShared,
  Error: writeError,
};
