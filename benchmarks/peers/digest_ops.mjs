// MB a second of digests, HMAC and compression over buffers of several sizes, and of random bytes; the same file under llrt and Node. Prints JSON.
import crypto from "node:crypto";
import zlib from "node:zlib";
import { callsPerMs } from "./_rate.mjs";

const results = {};
const sizes = { "1 KB": 1024, "64 KB": 65536, "1 MB": 1 << 20 };

// The best of three: long sums are the same machine code in both, and what else the machine does is larger than what differs.
function measure(name, bytes, f) {
  results[name] = (bytes * Math.max(callsPerMs(f), callsPerMs(f), callsPerMs(f))) / 1000;
}

// With a callback, one after the other.
async function measureLater(name, bytes, f) {
  let count = 0;
  const start = performance.now();
  while (performance.now() - start < 100) {
    await new Promise((resolve, reject) => f((error) => (error ? reject(error) : resolve())));
    count++;
  }
  results[name] = (bytes * count) / (performance.now() - start) / 1000;
}

// Many at once, as a server has them.
async function measureMany(name, bytes, f, count) {
  let done = 0;
  const start = performance.now();
  do {
    await Promise.all(Array.from({ length: count }, () => new Promise((resolve, reject) => f((error) => (error ? reject(error) : resolve())))));
    done += count;
  } while (performance.now() - start < 200);
  results[name] = (bytes * done) / (performance.now() - start) / 1000;
}

for (const [label, size] of Object.entries(sizes)) {
  const data = crypto.randomBytes(size), text = "a".repeat(size), key = crypto.randomBytes(32);
  for (const name of ["md5", "sha1", "sha256", "sha512"]) {
    measure(`createHash ${name} ${label}`, size, () => crypto.createHash(name).update(data).digest("hex"));
  }
  measure(`createHash sha256 of text ${label}`, size, () => crypto.createHash("sha256").update(text).digest("hex"));
  measure(`hash sha256 ${label}`, size, () => crypto.hash("sha256", data));
  measure(`createHmac sha256 ${label}`, size, () => crypto.createHmac("sha256", key).update(data).digest());
  measure(`crc32 ${label}`, size, () => zlib.crc32(data));
  measure(`crc32 of text ${label}`, size, () => zlib.crc32(text));
}

// A text as answers of APIs are; speed is that of the text, compressed or not.
const records = Array.from({ length: 18000 }, (_, i) => ({ id: i * 7919 % 1500, name: `item ${i}`, tags: ["a", "b"], price: i * 37 % 1000 / 100 }));
const json = Buffer.from(JSON.stringify(records));
for (const [label, size] of Object.entries({ "1 KB": 1024, "64 KB": 65536 })) {
  const text = json.subarray(0, size);
  for (const [compress, undo] of [["gzip", "gunzip"], ["deflate", "inflate"], ["zstdCompress", "zstdDecompress"]]) {
    const packed = zlib[`${compress}Sync`](text);
    measure(`${compress}Sync ${label}`, size, () => zlib[`${compress}Sync`](text));
    measure(`${undo}Sync ${label}`, size, () => zlib[`${undo}Sync`](packed));
    measure(`${undo}Sync with options ${label}`, size, () => zlib[`${undo}Sync`](packed, { maxOutputLength: 1 << 20 }));
    await measureLater(`${compress} ${label}`, size, (done) => zlib[compress](text, done));
    await measureLater(`${undo} ${label}`, size, (done) => zlib[undo](packed, done));
  }
  for (const level of [1, 6, 9]) measure(`gzipSync of level ${level} ${label}`, size, () => zlib.gzipSync(text, { level }));
  const packed = zlib.brotliCompressSync(text), params = { [zlib.constants.BROTLI_PARAM_QUALITY]: 4 };
  measure(`brotliCompressSync of quality 4 ${label}`, size, () => zlib.brotliCompressSync(text, { params }));
  measure(`brotliDecompressSync ${label}`, size, () => zlib.brotliDecompressSync(packed));
}

for (const [label, size, count] of [["16 KB", 16384, 64], ["64 KB", 65536, 64], ["1 MB", 1 << 20, 16]]) {
  const text = json.subarray(0, size), quality = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 4 } };
  for (const [compress, undo, options] of [["gzip", "gunzip"], ["deflate", "inflate"], ["brotliCompress", "brotliDecompress", quality], ["zstdCompress", "zstdDecompress"]]) {
    const packed = zlib[`${compress}Sync`](text, options ?? {});
    await measureMany(`${count} times ${compress} ${label}`, size, (done) => zlib[compress](text, options ?? {}, done), count);
    await measureMany(`${count} times ${undo} ${label}`, size, (done) => zlib[undo](packed, done), count);
  }
}

for (const size of [16, 256, 4096]) measure(`randomBytes ${size}`, size, () => crypto.randomBytes(size));
measure("randomUUID", 16, () => crypto.randomUUID());
console.log(JSON.stringify(results));
