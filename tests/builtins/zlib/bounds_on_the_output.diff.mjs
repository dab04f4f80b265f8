// More than maxOutputLength is seen when another chunk is full, or at the end: of data that are too much and damaged besides, the first of the two is told.
import { promisify } from "node:util";
import zlib from "node:zlib";

const text = Buffer.from(Array.from({ length: 30000 }, (_, i) => `${(i * i) % 977},`).join(""));
for (const [pack, unpack] of [["gzip", "gunzip"], ["deflate", "inflate"], ["deflateRaw", "inflateRaw"], ["brotliCompress", "brotliDecompress"], ["zstdCompress", "zstdDecompress"]]) {
  for (const size of [100, 5000, text.length]) {
    const params = pack === "brotliCompress" ? { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 4 } } : undefined;
    const packed = zlib[`${pack}Sync`](text.subarray(0, size), params), damaged = Buffer.from(packed);
    damaged.fill(0, Math.floor(packed.length * 0.9));
    const inputs = { whole: packed, cut: packed.subarray(0, packed.length - 5), damaged, behind: Buffer.concat([packed, Buffer.from("behind")]) };
    for (const [name, data] of Object.entries(inputs)) {
      for (const maxOutputLength of [1, 64, size - 1, size, size + 1]) {
        for (const chunkSize of [undefined, 64, 100, 1 << 20]) {
          const told = (result) => console.log(unpack, size, name, maxOutputLength, chunkSize, result?.code ?? result?.message ?? result?.length);
          const options = { maxOutputLength, chunkSize };
          try { told(zlib[`${unpack}Sync`](data, options)); } catch (error) { told(error); }
          await promisify(zlib[unpack])(data, options).then(told, told);
        }
      }
    }
  }
}
