// What lies behind the end of compressed data: zeros, rubbish, another member; ignored, decoded or refused as in Node.
import zlib from "node:zlib";

const attempt = (label, f) => {
  try { console.log(label, f()); } catch (e) { console.log(label, e.name, e.code, e.message); }
};
const formats = [["gzip", "gunzip"], ["deflate", "inflate"], ["deflateRaw", "inflateRaw"], ["brotliCompress", "brotliDecompress"],
  ["zstdCompress", "zstdDecompress"], ["gzip", "unzip"]];
for (const [pack, unpack] of formats) {
  const tails = [Buffer.alloc(5), Buffer.from("garbage"), Buffer.from([0x1f, 1, 2]), zlib[`${pack}Sync`]("b")];
  for (const [i, tail] of tails.entries()) {
    for (const rejectGarbageAfterEnd of [true, false]) {
      const data = Buffer.concat([zlib[`${pack}Sync`]("a"), tail]);
      const label = `${unpack} ${i} ${rejectGarbageAfterEnd}`;
      attempt(`${label} sync`, () => zlib[`${unpack}Sync`](data, { rejectGarbageAfterEnd }).toString());
      await new Promise((resolve) => {
        const stream = zlib[`create${unpack[0].toUpperCase()}${unpack.slice(1)}`]({ rejectGarbageAfterEnd });
        let out = "";
        stream.on("data", (chunk) => { out += chunk; });
        stream.on("error", (e) => { console.log(label, "stream", e.code, e.message); resolve(); });
        stream.on("end", () => { console.log(label, "stream", out); resolve(); });
        stream.end(data);
      });
      await new Promise((resolve) => {
        zlib[unpack](data, { rejectGarbageAfterEnd }, (e, bytes) => { console.log(label, "async", e?.code, bytes?.toString()); resolve(); });
      });
    }
  }
}
