// What a Blob is made of: pieces of memory, which never change, and of files, which are read when the Blob is.
// A piece is {bytes} or {file, offset, length}; a file is {size, read(offset, length)}, which gives a promise of bytes and rejects
// when it is no longer the file that it was.
import { copy } from 'native:buffer';

const memory = (bytes) => ({ size: bytes.length, bytes, pieces: undefined });

const lengthOf = (piece) => (piece.bytes === undefined ? piece.length : piece.bytes.length);

export function joinBytes(parts) {
  let size = 0;
  for (const part of parts) size += part.length;
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) at += copy(part, bytes, at);
  return bytes;
}

const fromPieces = (pieces) => ({ size: pieces.reduce((sum, piece) => sum + lengthOf(piece), 0), bytes: undefined, pieces });

export const fromFile = (file) => fromPieces([{ file, offset: 0, length: file.size }]);

// `parts`: byte arrays and contents of other Blobs. The one copy is made here; what comes from Blobs that have files is shared.
export function join(parts) {
  if (parts.every((part) => part instanceof Uint8Array || part.pieces === undefined)) {
    return memory(joinBytes(parts.map((part) => (part instanceof Uint8Array ? part : part.bytes))));
  }
  return fromPieces(parts.flatMap((part) => (part instanceof Uint8Array ? { bytes: part.slice() } : part.pieces ?? { bytes: part.bytes })));
}

export function slice(content, start, end) {
  if (content.pieces === undefined) return memory(content.bytes.subarray(start, end));
  const pieces = [];
  let at = 0;
  for (const piece of content.pieces) {
    const length = lengthOf(piece);
    const from = Math.max(start - at, 0);
    const to = Math.min(end - at, length);
    if (to > from || (length === 0 && start <= at && at <= end)) pieces.push(part(piece, from, Math.max(to, from)));
    at += length;
  }
  return fromPieces(pieces);
}

const part = (piece, from, to) =>
  piece.bytes === undefined ? { file: piece.file, offset: piece.offset + from, length: to - from } : { bytes: piece.bytes.subarray(from, to) };

// All bytes, as memory of the caller's own.
export function readAll(content) {
  if (content.pieces === undefined) return content.bytes.slice();
  return Promise.all(content.pieces.map((piece) => piece.bytes ?? piece.file.read(piece.offset, piece.length))).then(joinBytes);
}

// The same to look at, not to give away.
export const peekAll = (content) => (content.pieces === undefined ? content.bytes : readAll(content));
