// Cached data: magic, version, length and hash of the source, checksum, then bytecode. It is rejected when any of it does not fit.
// As in Node it is trusted: whoever can write it can run code.
import { Buffer } from "../buffer/_buffer.js";

const MAGIC = 0x4c4c5254;
const VERSION = 1;
const HEADER = 24;

// FNV-1a over 32 bits at a time.
function checksum(bytes) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  return hash >>> 0;
}

const identity = (source, filename) => checksum(Buffer.from(`${filename}\0${source}`, "utf16le"));

export function seal(bytecode, source, filename) {
  const data = Buffer.alloc(HEADER + bytecode.length);
  data.writeUInt32LE(MAGIC, 0);
  data.writeUInt32LE(VERSION, 4);
  data.writeUInt32LE(source.length, 8);
  data.writeUInt32LE(identity(source, filename), 12);
  data.writeUInt32LE(bytecode.length, 16);
  data.writeUInt32LE(checksum(bytecode), 20);
  data.set(bytecode, HEADER);
  return data;
}

// The bytecode, or undefined.
export function open(cachedData, source, filename) {
  const data = Buffer.from(cachedData.buffer, cachedData.byteOffset, cachedData.byteLength);
  if (data.length <= HEADER) return undefined;
  const bytecode = data.subarray(HEADER);
  const expected = [MAGIC, VERSION, source.length, identity(source, filename), bytecode.length, checksum(bytecode)];
  return expected.every((value, i) => data.readUInt32LE(i * 4) === value) ? bytecode : undefined;
}
