// Buffers, for streams: the room is loaded when a stream first sees bytes or a string that must become some.
import { loadBuiltin } from "native:engine";

let Class;

export function bufferClass() {
  return Class ??= loadBuiltin("node:internal/buffer/buffer").Buffer;
}

export function isBuffer(value) {
  if (Class === undefined) {
    if (!(value instanceof Uint8Array)) return false;
    bufferClass();
  }
  return value instanceof Class;
}

// The bytes of any view as a Buffer, without a copy.
export function viewToBuffer(view) {
  return bufferClass().from(view.buffer, view.byteOffset, view.byteLength);
}

export const isEncoding = (encoding) => bufferClass().isEncoding(encoding);
