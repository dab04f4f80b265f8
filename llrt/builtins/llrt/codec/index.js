// llrt:codec: bytes as base64 and hex, and back.  LLRT's own module; decoding is strict, see README.md.
const MESSAGE = "Cannot decode unrecognized sequence";

// Text is taken as UTF-8, as LLRT does.
function bytesOf(value) {
  if (typeof value === "string") return new TextEncoder().encode(value);
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (value instanceof ArrayBuffer || value instanceof SharedArrayBuffer) return new Uint8Array(value);
  if (Array.isArray(value)) return Uint8Array.from(value);
  throw new TypeError("The value must be a string, an array of bytes, an ArrayBuffer or a view of one");
}

function textOf(value) {
  if (typeof value !== "string") throw new TypeError("The encoded value must be a string");
  return value;
}

export function encodeToBase64(bytes) {
  return bytesOf(bytes).toBase64();
}

export function decodeFromBase64(text) {
  // The engine's decoder passes over white space.
  if (/\s/.test(textOf(text))) throw new Error(MESSAGE);
  try {
    return Uint8Array.fromBase64(text, { lastChunkHandling: "strict" });
  } catch (cause) {
    throw new Error(MESSAGE, { cause });
  }
}

export function encodeToHex(bytes) {
  return bytesOf(bytes).toHex();
}

export function decodeFromHex(text) {
  try {
    return Uint8Array.fromHex(textOf(text));
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new Error(MESSAGE, { cause });
    throw cause;
  }
}

export default { encodeToBase64, decodeFromBase64, encodeToHex, decodeFromHex };
