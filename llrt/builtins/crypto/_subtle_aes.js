// AES-GCM, AES-CBC and AES-CTR of WebCrypto: their parameters, and the counter that may wrap before 128 bits.
// Spec: https://w3c.github.io/webcrypto/#aes-ctr
import { cipherOnce } from "native:crypto";
import { DOMException } from "../_web/dom_exception.js";
import { bytesIn } from "./_subtle_params.js";

const OPERATION_FAILED = "The operation failed for an operation-specific reason";
const TAG_BITS = [32, 64, 96, 104, 112, 120, 128];

const failure = (message, options) => new DOMException(message, options === undefined ? "OperationError" : { name: "OperationError", ...options });

function attempt(...args) {
  try {
    return cipherOnce(...args);
  } catch (cause) {
    throw failure(OPERATION_FAILED, { cause: new Error("Cipher job failed", { cause }) });
  }
}

// The parameters, checked before anything is said of the key.
const CHECK = {
  "AES-GCM"(params) {
    const iv = bytesIn(params, "iv", "AeadParams");
    const tagLength = params.tagLength === undefined ? 128 : +params.tagLength;
    if (!TAG_BITS.includes(tagLength)) throw failure(`${tagLength} is not a valid AES-GCM tag length`);
    return { iv, tagBytes: tagLength / 8, extra: params.additionalData === undefined ? undefined : bytesIn(params, "additionalData", "AeadParams") };
  },
  "AES-CBC"(params) {
    const iv = bytesIn(params, "iv", "AesCbcParams");
    if (iv.byteLength !== 16) throw failure("algorithm.iv must contain exactly 16 bytes");
    return { iv };
  },
  "AES-CTR"(params) {
    const iv = bytesIn(params, "counter", "AesCtrParams");
    if (iv.byteLength !== 16) throw failure("algorithm.counter must contain exactly 16 bytes");
    const length = +params.length;
    if (!(length >= 1 && length <= 128)) throw failure("AES-CTR algorithm.length must be between 1 and 128");
    return { iv, length };
  },
};

export const parameters = (name, params) => (CHECK[name] ?? ((value) => value))(params);

function gcm(encrypt, { iv, tagBytes, extra }, key, data) {
  if (iv.byteLength === 0) throw failure(OPERATION_FAILED, { cause: new Error("Invalid initialization vector") });
  return attempt(encrypt, `AES-${key.byteLength * 8}-GCM`, key, iv, data, extra, tagBytes);
}

const cbc = (encrypt, { iv }, key, data) => attempt(encrypt, `AES-${key.byteLength * 8}-CBC`, key, iv, data, undefined, undefined);

const toInteger = (bytes) => bytes.reduce((sum, byte) => sum << 8n | BigInt(byte), 0n);

function toBytes(value) {
  const bytes = new Uint8Array(16);
  for (let i = 15; i >= 0; i--, value >>= 8n) bytes[i] = Number(value & 255n);
  return bytes;
}

function ctr(encrypt, { iv: counter, length }, key, data) {
  const name = `AES-${key.byteLength * 8}-CTR`;
  const blocks = BigInt(Math.ceil(data.byteLength / 16)), limit = 1n << BigInt(length);
  if (blocks > limit) throw failure(OPERATION_FAILED);
  const whole = toInteger(counter), untilWrap = limit - (whole & (limit - 1n));
  if (blocks <= untilWrap) return attempt(encrypt, name, key, counter, data, undefined, undefined);
  // OpenSSL counts on in all 128 bits: what comes after the wrap is a run of its own.
  const cut = Number(untilWrap) * 16, result = new Uint8Array(data.byteLength);
  result.set(attempt(encrypt, name, key, counter, data.subarray(0, cut), undefined, undefined));
  result.set(attempt(encrypt, name, key, toBytes(whole & ~(limit - 1n)), data.subarray(cut), undefined, undefined), cut);
  return result;
}

const RUN = { "AES-GCM": gcm, "AES-CBC": cbc, "AES-CTR": ctr };

export const run = (encrypt, name, params, key, data) => RUN[name](encrypt, params, key, data);
