// node:zlib: the door. Spec: https://nodejs.org/docs/latest-v24.x/api/zlib.html
import * as ops from "native:zlib";
import { codes, constants, legacyConstants } from "./_constants.js";
import { crc32 } from "./_crc32.js";
import { makeAsync, makeSync } from "./_once.js";
import {
  BrotliCompress, BrotliDecompress, Deflate, DeflateRaw, Gunzip, Gzip, Inflate, InflateRaw, Unzip, ZstdCompress, ZstdDecompress,
} from "./_stream.js";

export const deflate = makeAsync(constants.DEFLATE, Deflate);
export const deflateSync = makeSync(constants.DEFLATE, Deflate, ops.deflateSync);
export const gzip = makeAsync(constants.GZIP, Gzip);
export const gzipSync = makeSync(constants.GZIP, Gzip, ops.gzipSync);
export const deflateRaw = makeAsync(constants.DEFLATERAW, DeflateRaw);
export const deflateRawSync = makeSync(constants.DEFLATERAW, DeflateRaw, ops.deflateRawSync);
export const unzip = makeAsync(constants.UNZIP, Unzip);
export const unzipSync = makeSync(constants.UNZIP, Unzip, ops.unzipSync);
export const inflate = makeAsync(constants.INFLATE, Inflate);
export const inflateSync = makeSync(constants.INFLATE, Inflate, ops.inflateSync);
export const gunzip = makeAsync(constants.GUNZIP, Gunzip);
export const gunzipSync = makeSync(constants.GUNZIP, Gunzip, ops.gunzipSync);
export const inflateRaw = makeAsync(constants.INFLATERAW, InflateRaw);
export const inflateRawSync = makeSync(constants.INFLATERAW, InflateRaw, ops.inflateRawSync);
export const brotliCompress = makeAsync(constants.BROTLI_ENCODE, BrotliCompress);
export const brotliCompressSync = makeSync(constants.BROTLI_ENCODE, BrotliCompress, ops.brotliCompressSync);
export const brotliDecompress = makeAsync(constants.BROTLI_DECODE, BrotliDecompress);
export const brotliDecompressSync = makeSync(constants.BROTLI_DECODE, BrotliDecompress, ops.brotliDecompressSync);
export const zstdCompress = makeAsync(constants.ZSTD_COMPRESS, ZstdCompress);
export const zstdCompressSync = makeSync(constants.ZSTD_COMPRESS, ZstdCompress, ops.zstdCompressSync);
export const zstdDecompress = makeAsync(constants.ZSTD_DECOMPRESS, ZstdDecompress);
export const zstdDecompressSync = makeSync(constants.ZSTD_DECOMPRESS, ZstdDecompress, ops.zstdDecompressSync);

const creator = (Class) => Object.defineProperty((options) => new Class(options), "name", { value: "value", configurable: true });
export const createDeflate = creator(Deflate), createInflate = creator(Inflate), createDeflateRaw = creator(DeflateRaw);
export const createInflateRaw = creator(InflateRaw), createGzip = creator(Gzip), createGunzip = creator(Gunzip);
export const createUnzip = creator(Unzip), createBrotliCompress = creator(BrotliCompress);
export const createBrotliDecompress = creator(BrotliDecompress), createZstdCompress = creator(ZstdCompress);
export const createZstdDecompress = creator(ZstdDecompress);

export {
  BrotliCompress, BrotliDecompress, codes, constants, crc32, Deflate, DeflateRaw, Gunzip, Gzip, Inflate, InflateRaw, Unzip, ZstdCompress,
  ZstdDecompress,
};

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
