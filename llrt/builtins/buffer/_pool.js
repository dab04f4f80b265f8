// FastBuffer, the class behind every Buffer, and where its memory comes from: slices of a shared pool, or blocks of
// their own. Not here: Buffer.from and its overloads (_create.js).
import { write, byteLength, copy } from 'native:buffer';
import { keepArrayBuffer } from 'native:engine';

export class FastBuffer extends Uint8Array {}

// `Buffer` is put here by _buffer.js: users may change Buffer.poolSize, which counts from the next pool on.
export const owner = { Buffer: undefined };

let pool;               // a Uint8Array over the whole pool
let memory;             // its ArrayBuffer
let room = 0;
let used = 0;
const pools = new WeakSet();

function newPool() {
  pool = new Uint8Array(owner.Buffer.poolSize);
  memory = pool.buffer;
  room = pool.length;
  pools.add(memory);
  keepArrayBuffer(memory);
  used = 0;
}

// An ArrayBuffer that many Buffers share must not be transferred.
export const isPool = (arrayBuffer) => pools.has(arrayBuffer);

// Memory that need not be zero: of the pool, where every Buffer starts at a multiple of 8.
export function allocate(size) {
  if (size <= 0) return new FastBuffer();
  if (size >= owner.Buffer.poolSize >>> 1) return new FastBuffer(size);
  if (size > room - used) newPool();
  const at = used;
  used = (at + size + 7) & ~7;
  return new FastBuffer(memory, at, size);
}

// No encoding but UTF-8 makes more than two bytes of a unit, and it at most three.
export function fromString(string, encoding) {
  const units = string.length;
  if (units === 0) return new FastBuffer();
  let most = units * 3;
  if (most > room - used || most >= owner.Buffer.poolSize >>> 1) {
    most = byteLength(encoding, string);
    if (most >= owner.Buffer.poolSize >>> 1) return fromLongString(string, encoding, most);
    if (pool === undefined || most > room - used) newPool();
  }
  const at = used;
  const n = write(encoding, pool, string, at, most);
  used = (at + n + 7) & ~7;
  return new FastBuffer(memory, at, n);
}

function fromLongString(string, encoding, most) {
  const buffer = new FastBuffer(most);
  const n = write(encoding, buffer, string, 0, most);
  return n === most ? buffer : new FastBuffer(buffer.buffer, 0, n);
}

// Bytes of a Uint8Array, copied.
export function fromBytes(bytes, length) {
  const buffer = allocate(length);
  copy(bytes, buffer, 0, 0, length);
  return buffer;
}
