// Every form of every format, sync, async and streamed; damaged and cut data; limits; trailing bytes. Compressed bytes may differ
// from Node's, so only what comes back and what fails is printed.
import zlib from "node:zlib";
import { promisify } from "node:util";
import { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";

const text = Buffer.from("the quick brown fox jumps over the lazy dog. ".repeat(500));
let seed = 7;
const noise = Buffer.from(Array.from({ length: 70000 }, () => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) >> 16 & 255));
const inputs = { empty: Buffer.alloc(0), one: Buffer.from("x"), text, noise, string: "é日本" };
const attempt = (label, f) => {
  try { console.log(label, f()); } catch (e) { console.log(label, e.name, e.code, e.errno, e.message); }
};
const same = (a, b) => Buffer.compare(a, Buffer.from(b)) === 0;

const pairs = [["deflate", "inflate"], ["gzip", "gunzip"], ["deflateRaw", "inflateRaw"], ["gzip", "unzip"], ["deflate", "unzip"],
  ["brotliCompress", "brotliDecompress"], ["zstdCompress", "zstdDecompress"]];
const creator = (name) => zlib[`create${name[0].toUpperCase()}${name.slice(1)}`];

for (const [pack, unpack] of pairs) {
  for (const [label, input] of Object.entries(inputs)) {
    const packed = zlib[`${pack}Sync`](input);
    const later = await promisify(zlib[pack])(input);
    console.log(pack, unpack, label, same(zlib[`${unpack}Sync`](packed), input), same(await promisify(zlib[unpack])(later), input));
    const chunks = [];
    const pieces = Buffer.from(input);
    await pipeline(
      Readable.from(function* () { for (let i = 0; i < pieces.length; i += 999) yield pieces.subarray(i, i + 999); }()),
      creator(pack)({ chunkSize: 512 }), creator(unpack)({ chunkSize: 512 }),
      new Writable({ write(chunk, _, done) { chunks.push(chunk); done(); } }),
    );
    console.log("  streamed", same(Buffer.concat(chunks), input));
  }
  const packed = zlib[`${pack}Sync`](text);
  attempt(`${unpack} cut`, () => zlib[`${unpack}Sync`](packed.subarray(0, packed.length >> 1)).length);
  attempt(`${unpack} rubbish`, () => zlib[`${unpack}Sync`](Buffer.from("this is no such thing")));
  attempt(`${unpack} limit`, () => zlib[`${unpack}Sync`](packed, { maxOutputLength: 1000 }));
  attempt(`${unpack} exact limit`, () => zlib[`${unpack}Sync`](packed, { maxOutputLength: text.length }).length);
  attempt(`${unpack} trailing zeros`, () => zlib[`${unpack}Sync`](Buffer.concat([packed, Buffer.alloc(9)])).length);
  await promisify(zlib[unpack])(Buffer.from("rubbish")).catch((e) => console.log("async", e.code, e.errno, e.message));
  await new Promise((resolve) => creator(unpack)().on("error", (e) => { console.log("stream", e.code, e.errno, e.message); resolve(); }).end("rubbish"));
  const wider = new Uint16Array([1, 2, 300]);
  console.log(same(zlib[`${unpack}Sync`](zlib[`${pack}Sync`](wider)), wider.buffer), same(zlib[`${unpack}Sync`](zlib[`${pack}Sync`](wider.buffer)), wider.buffer));
}
attempt("two members", () => zlib.gunzipSync(Buffer.concat([zlib.gzipSync("a"), zlib.gzipSync("b")])).toString());
attempt("garbage behind", () => zlib.gunzipSync(Buffer.concat([zlib.gzipSync("a"), Buffer.from("garbage")])).toString());
attempt("rejected garbage", () => creator("inflate")({ rejectGarbageAfterEnd: 1 }));
const dictionary = Buffer.from("the quick brown fox");
for (const [pack, unpack] of pairs.slice(0, 3)) {
  const packed = zlib[`${pack}Sync`](text, { dictionary });
  attempt(`${pack} dictionary`, () => same(zlib[`${unpack}Sync`](packed, { dictionary }), text));
  attempt(`${pack} no dictionary`, () => zlib[`${unpack}Sync`](packed).length);
  attempt(`${pack} wrong dictionary`, () => zlib[`${unpack}Sync`](packed, { dictionary: Buffer.from("wrong") }).length);
}
for (const level of [-1, 0, 1, 9]) for (const strategy of [0, 1, 2, 3, 4]) {
  console.log(level, strategy, same(zlib.inflateSync(zlib.deflateSync(text, { level, strategy, memLevel: 1 + strategy, windowBits: 9 + strategy })), text));
}

const odd = [undefined, null, "x", 99, -7, NaN, {}, 1.5];
for (const option of ["level", "strategy", "memLevel", "windowBits", "chunkSize", "flush", "finishFlush", "maxOutputLength", "dictionary", "params"]) {
  for (const value of odd) {
    for (const create of ["createGzip", "createInflate", "createBrotliCompress", "createZstdCompress"]) {
      attempt(`${create} ${option} ${value}`, () => zlib[create]({ [option]: value }).constructor.name);
    }
  }
}
for (const value of [undefined, null, 5, {}, []]) {
  attempt("input", () => zlib.gzipSync(value));
  attempt("input", () => zlib.gzip(value, () => {}));
  attempt("callback", () => zlib.gzip("x", {}, value));
  attempt("crc", () => zlib.crc32(value));
  attempt("crc start", () => zlib.crc32("x", value));
}
console.log(zlib.crc32("hello"), zlib.crc32(Buffer.from("lo"), zlib.crc32("hel")), zlib.crc32("", 5), zlib.crc32("é日\ud800"));
attempt("params", () => zlib.brotliCompressSync("x", { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 4 } }).length > 0);

// flush() gives what was written before it, and params() changes the level on the way.
const gzip = zlib.createGzip();
const events = [];
gzip.on("data", (chunk) => events.push(chunk.length > 0));
await new Promise((resolve) => gzip.write("abc", resolve));
await new Promise((resolve) => gzip.flush(resolve));
events.push("flushed");
await new Promise((resolve) => gzip.params(9, 0, resolve));
await new Promise((resolve) => gzip.end("def", resolve));
console.log(events.slice(0, 3), gzip.bytesWritten, gzip._closed);
gzip.close(() => console.log("closed", gzip._closed, gzip.destroyed));
const dead = zlib.createGunzip();
dead.destroy();
dead.write("x", (e) => console.log("after destroy", e.code));
dead.on("error", () => {});
attempt("reset closed", () => zlib.createGzip().reset());
