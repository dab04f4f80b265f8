// node:zlib.  Constants and crc32 work; compression is not there yet and throws when called.
// Reference: nodejs.org/api/zlib.html
import { Transform } from "../stream/index.js";
import { missing } from "../_missing.js";
import { codes, constants, legacyConstants } from "./_constants.js";
import { crc32 } from "./_crc32.js";

const { functions, klass } = missing("zlib");
const ZlibBase = klass("ZlibBase/4", Transform, "reset/0 flush/2 close/1 _flush/1 _final/1 _transform/3 _destroy/2");
const Zlib = klass("Zlib/2", ZlibBase, "params/3");
const Brotli = klass("Brotli/2", ZlibBase);
const Zstd = klass("Zstd/4", ZlibBase);
export const Deflate = klass("Deflate/1", Zlib);
export const Inflate = klass("Inflate/1", Zlib);
export const Gzip = klass("Gzip/1", Zlib);
export const Gunzip = klass("Gunzip/1", Zlib);
export const DeflateRaw = klass("DeflateRaw/1", Zlib);
export const InflateRaw = klass("InflateRaw/1", Zlib);
export const Unzip = klass("Unzip/1", Zlib);
export const BrotliCompress = klass("BrotliCompress/1", Brotli);
export const BrotliDecompress = klass("BrotliDecompress/1", Brotli);
export const ZstdCompress = klass("ZstdCompress/1", Zstd);
export const ZstdDecompress = klass("ZstdDecompress/1", Zstd);

export const {
  deflate, deflateSync, gzip, gzipSync, deflateRaw, deflateRawSync, unzip, unzipSync, inflate, inflateSync, gunzip, gunzipSync,
  inflateRaw, inflateRawSync, brotliCompress, brotliCompressSync, brotliDecompress, brotliDecompressSync, zstdCompress, zstdCompressSync,
  zstdDecompress, zstdDecompressSync, createDeflate, createInflate, createDeflateRaw, createInflateRaw, createGzip, createGunzip,
  createUnzip, createBrotliCompress, createBrotliDecompress, createZstdCompress, createZstdDecompress,
} = functions(`
  deflate:asyncBufferWrapper/3 deflateSync:syncBufferWrapper/2 gzip:asyncBufferWrapper/3 gzipSync:syncBufferWrapper/2
  deflateRaw:asyncBufferWrapper/3 deflateRawSync:syncBufferWrapper/2 unzip:asyncBufferWrapper/3 unzipSync:syncBufferWrapper/2
  inflate:asyncBufferWrapper/3 inflateSync:syncBufferWrapper/2 gunzip:asyncBufferWrapper/3 gunzipSync:syncBufferWrapper/2
  inflateRaw:asyncBufferWrapper/3 inflateRawSync:syncBufferWrapper/2 brotliCompress:asyncBufferWrapper/3
  brotliCompressSync:syncBufferWrapper/2 brotliDecompress:asyncBufferWrapper/3 brotliDecompressSync:syncBufferWrapper/2
  zstdCompress:asyncBufferWrapper/3 zstdCompressSync:syncBufferWrapper/2 zstdDecompress:asyncBufferWrapper/3
  zstdDecompressSync:syncBufferWrapper/2 createDeflate:value/1 createInflate:value/1 createDeflateRaw:value/1
  createInflateRaw:value/1 createGzip:value/1 createGunzip:value/1 createUnzip:value/1 createBrotliCompress:value/1
  createBrotliDecompress:value/1 createZstdCompress:value/1 createZstdDecompress:value/1
`);

export { codes, constants, crc32 };

const zlib = {
  crc32, Deflate, Inflate, Gzip, Gunzip, DeflateRaw, InflateRaw, Unzip, BrotliCompress, BrotliDecompress, ZstdCompress, ZstdDecompress,
  deflate, deflateSync, gzip, gzipSync, deflateRaw, deflateRawSync, unzip, unzipSync, inflate, inflateSync, gunzip, gunzipSync,
  inflateRaw, inflateRawSync, brotliCompress, brotliCompressSync, brotliDecompress, brotliDecompressSync, zstdCompress, zstdCompressSync,
  zstdDecompress, zstdDecompressSync, createDeflate, createInflate, createDeflateRaw, createInflateRaw, createGzip, createGunzip,
  createUnzip, createBrotliCompress, createBrotliDecompress, createZstdCompress, createZstdDecompress,
};

Object.defineProperties(zlib, {
  constants: { value: constants, enumerable: true },
  codes: { value: codes, enumerable: true },
});
for (const name of Object.keys(zlib)) if (name.startsWith("create")) Object.defineProperty(zlib, name, { writable: false });
// The older constants are there directly too, but do not show.
for (const name of legacyConstants) Object.defineProperty(zlib, name, { value: constants[name] });

export default zlib;
