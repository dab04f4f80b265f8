// Buffers, for streams: the room is loaded when a stream first sees bytes or a string that must become some.
import { loadBuiltin } from "native:engine";

let Class;

export function bufferClass() {
  return Class ??= loadBuiltin("node:internal/buffer/buffer").Buffer;
}

export const isBuffer = (value) => value instanceof Uint8Array && (Class ?? bufferClass()).isBuffer(value);

// The bytes of any view as a Buffer, without a copy.
export function viewToBuffer(view) {
  return bufferClass().from(view.buffer, view.byteOffset, view.byteLength);
}

export const isEncoding = (encoding) => bufferClass().isEncoding(encoding);
