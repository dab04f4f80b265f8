// Arguments that are bytes, and results in an encoding: what every file of this room needs.
import { className } from "native:engine";
import { isAnyArrayBuffer } from "../buffer/_checks.js";
import { FastBuffer } from "../buffer/_pool.js";
import { Buffer } from "../buffer/_buffer.js";
import { encodingId, UTF8 } from "../buffer/_encodings.js";
import { codes } from "../_errors.js";
import { validateEncoding } from "../_validators.js";

const { ERR_INVALID_ARG_TYPE } = codes;
const VIEWS = ["Buffer", "TypedArray", "DataView"];

export const isAnyBytes = (value) => ArrayBuffer.isView(value) || isAnyArrayBuffer(value);

// What is wrong with a value where the web's APIs take memory of the program's own; undefined where nothing is.
export function notOwnBytes(value) {
  if (ArrayBuffer.isView(value)) {
    return className(value.buffer) === "SharedArrayBuffer" ? "is a view on a SharedArrayBuffer, which is not allowed." : undefined;
  }
  return className(value) === "ArrayBuffer" ? undefined : "is not instance of ArrayBuffer, Buffer, TypedArray, or DataView.";
}

const { prototype } = FastBuffer, { setPrototypeOf } = Object;

// Bytes that an op gave and nobody else has: another prototype is cheaper than another view.
export const toBuffer = (bytes) => setPrototypeOf(bytes, prototype);

// The forms in which an op gives a digest: cext/openssl/openssl_room.h. Other encodings are made of the bytes.
export const BYTES = 0;
const HEX = 1;
const FORMS = { __proto__: null, hex: HEX, base64: 2, base64url: 3 };
export const formOf = (encoding) => FORMS[encoding] ?? BYTES;

// What update() takes: a view as it is, a string as the ops read it themselves (UTF-8) or decoded here.
export function dataArgument(data, encoding, name = "data") {
  if (typeof data === "string") {
    validateEncoding(data, encoding);
    const id = encoding == null ? UTF8 : encodingId(encoding);
    return id === undefined || id === UTF8 ? data : Buffer.from(data, encoding);
  }
  if (!ArrayBuffer.isView(data)) throw new ERR_INVALID_ARG_TYPE(name, ["string", ...VIEWS], data);
  return data;
}

// Bytes, or text in `encoding`; a name that is no encoding gives the bytes, as in Node.
export function encoded(bytes, encoding) {
  const buffer = toBuffer(bytes);
  if (encoding === undefined || encoding === "buffer" || encoding === null) return buffer;
  return encodingId(encoding) === undefined ? buffer : buffer.toString(encoding);
}
