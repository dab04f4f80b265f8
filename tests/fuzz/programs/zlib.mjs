// Compressed data, changed: by every decoder at once and in pieces; and what any setting compresses is unpacked again.
import * as zlib from "node:zlib";
import { finished } from "node:stream/promises";

import { mutate, pieces } from "./_mutate.mjs";

const plain = [Buffer.alloc(0), Buffer.from("one"), Buffer.from("the quick brown fox ".repeat(300)), Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * i * 7919) >> 5))];
const dictionary = Buffer.from("the quick brown fox jumps over");
const formats = ["Gzip:Gunzip", "Deflate:Inflate", "DeflateRaw:InflateRaw", "BrotliCompress:BrotliDecompress", "ZstdCompress:ZstdDecompress"]
  .map((names) => names.split(":"));
const lower = (name) => name[0].toLowerCase() + name.slice(1);
const packed = formats.map(([name]) => plain.map((data) => zlib[`${lower(name)}Sync`](data)));
const all = packed.flat();
const { constants } = zlib;
const maxOutputLength = 1 << 20;

function settings(random, name) {
  if (name.startsWith("Brotli")) {
    return { params: {
      [constants.BROTLI_PARAM_QUALITY]: random.below(12), [constants.BROTLI_PARAM_LGWIN]: 10 + random.below(15),
      [constants.BROTLI_PARAM_MODE]: random.below(3), [constants.BROTLI_PARAM_LGBLOCK]: random.pick([0, 16, 20, 24]),
    } };
  }
  if (name.startsWith("Zstd")) {
    return { params: {
      [constants.ZSTD_c_compressionLevel]: random.below(24) - 2, [constants.ZSTD_c_windowLog]: 10 + random.below(12),
      [constants.ZSTD_c_checksumFlag]: random.below(2), [constants.ZSTD_c_strategy]: 1 + random.below(9),
    } };
  }
  return {
    level: random.below(11) - 1, windowBits: 9 + random.below(7), memLevel: 1 + random.below(9), strategy: random.below(5),
    chunkSize: 64 + random.below(5000), ...(name.startsWith("Gzip") || random.below(2) ? {} : { dictionary }),
  };
}

async function stream(random, decoder, data) {
  const parts = [];
  decoder.on("data", (part) => parts.push(part));
  const end = finished(decoder);
  for (const piece of pieces(random, data)) {
    decoder.write(piece);
    if (random.below(20) === 0) decoder.flush();
    if (random.below(200) === 0) decoder.destroy();
  }
  decoder.end();
  await end;
  return Buffer.concat(parts);
}

export default async (random, round) => {
  const index = round % formats.length;
  const [encode, decode] = formats[index];
  if (random.below(4) === 0) {
    const options = settings(random, encode);
    const data = mutate(random, random.pick(plain), plain);
    const made = zlib[`${lower(encode)}Sync`](data, options);
    // A raw stream says nothing of its window.
    const back = { ...(options.dictionary && { dictionary }), ...(decode === "InflateRaw" && { windowBits: 15 }) };
    const unpacked = random.below(2) ? zlib[`${lower(decode)}Sync`](made, back) : await stream(random, zlib[`create${decode}`](back), made);
    if (!unpacked.equals(data)) throw new EvalError(`${encode} ${JSON.stringify(options)}: ${unpacked.length} bytes of ${data.length}`);
    return true;
  }
  const data = mutate(random, random.pick(packed[index]), all);
  const options = { maxOutputLength, ...(random.below(4) ? {} : { finishFlush: constants.Z_SYNC_FLUSH }), ...(random.below(4) ? {} : { dictionary }) };
  if (random.below(2)) zlib[`${lower(decode)}Sync`](data, options);
  else await stream(random, zlib[`create${decode}`](options), data);
  if (random.below(4) === 0) zlib.unzipSync(data, options);
  return true;
};
