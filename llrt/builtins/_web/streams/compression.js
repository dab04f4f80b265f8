// CompressionStream and DecompressionStream over node:zlib's streams. Spec: https://compression.spec.whatwg.org/
import { loadBuiltin } from "native:engine";
import { codes } from "../../_errors.js";
import { finishClass, inspectAs, kInspect } from "./shapes.js";
import { isShared } from "./views.js";

const FORMATS = ["deflate", "deflate-raw", "gzip", "brotli"];
const COMPRESS = { "deflate": "createDeflate", "deflate-raw": "createDeflateRaw", "gzip": "createGzip", "brotli": "createBrotliCompress" };
const DECOMPRESS = { "deflate": "createInflate", "deflate-raw": "createInflateRaw", "gzip": "createGunzip", "brotli": "createBrotliDecompress" };

function formatFrom(value, className) {
  if (typeof value === "symbol") {
    const message = `Failed to construct '${className}': 1st argument is a Symbol and cannot be converted to a string.`;
    throw Object.assign(new TypeError(message), { code: "ERR_INVALID_ARG_TYPE" });
  }
  const format = `${value}`;
  if (FORMATS.includes(format)) return format;
  const error = new TypeError(
    `Failed to construct '${className}': 1st argument '${format}' is not a valid enum value of type CompressionFormat.`,
  );
  error.code = "ERR_INVALID_ARG_VALUE";
  throw error;
}

function checkChunk(chunk) {
  if (isShared(ArrayBuffer.isView(chunk) ? chunk.buffer : chunk)) {
    throw new codes.ERR_INVALID_ARG_TYPE("chunk", ["ArrayBuffer", "Buffer", "TypedArray", "DataView"], chunk);
  }
}

function pairOf(method, options) {
  const zlib = loadBuiltin("node:zlib");
  const adapters = loadBuiltin("node:internal/web/streams/adapters");
  const { kDestroyOnSyncError, kValidateChunk, newReadableWritablePairFromDuplex } = adapters;
  return newReadableWritablePairFromDuplex(zlib[method](options), { [kValidateChunk]: checkChunk, [kDestroyOnSyncError]: true });
}

export class CompressionStream {
  #transform;

  constructor(format) {
    this.#transform = pairOf(COMPRESS[formatFrom(format, "CompressionStream")], undefined);
  }

  get readable() {
    return this.#transform.readable;
  }

  get writable() {
    return this.#transform.writable;
  }

  [kInspect](depth, options) {
    const { readable, writable } = this;
    return inspectAs(depth, options, "CompressionStream", () => ({ readable, writable }));
  }
}

export class DecompressionStream {
  #transform;

  constructor(format) {
    const method = DECOMPRESS[formatFrom(format, "DecompressionStream")];
    this.#transform = pairOf(method, { rejectGarbageAfterEnd: true });
  }

  get readable() {
    return this.#transform.readable;
  }

  get writable() {
    return this.#transform.writable;
  }

  [kInspect](depth, options) {
    const { readable, writable } = this;
    return inspectAs(depth, options, "DecompressionStream", () => ({ readable, writable }));
  }
}

finishClass(CompressionStream, ["readable", "writable"]);
finishClass(DecompressionStream, ["readable", "writable"]);
