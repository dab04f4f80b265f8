// Every option with values that nobody should give it, to every sync function, async function and class; and inputs of every type.
import zlib from "node:zlib";

const text = Buffer.from("hello hello hello hello hello");
const kinds = { gzip: null, deflate: null, deflateRaw: null, brotliCompress: null, zstdCompress: null, gunzip: "gzip", inflate: "deflate", inflateRaw: "deflateRaw", unzip: "gzip", brotliDecompress: "brotliCompress", zstdDecompress: "zstdCompress" };
const numbers = [-2, -1, 0, 1, 2.5, 5, 6, 8.5, 9, 10, 16, 28, 29, 63, 64, 2 ** 32, 2 ** 53, NaN, Infinity, null, "9", {}, true, 1n];
const values = {
  level: numbers, windowBits: numbers, memLevel: numbers, strategy: numbers, chunkSize: numbers.filter((n) => !(n > 100)), flush: numbers, finishFlush: numbers, maxOutputLength: numbers, pledgedSrcSize: numbers,
  dictionary: [null, "abc", 5, {}, [], Buffer.from("hello"), new ArrayBuffer(3), Buffer.alloc(0), new DataView(new ArrayBuffer(4))],
  info: [true, 1, "x", null], rejectGarbageAfterEnd: [true, false, null, 1],
  params: [null, {}, { 1: 11 }, { 1: "x" }, { 99999: 1 }, { x: 1 }, { 0: 1 }, { "-1": 1 }, { 1: 3.7 }, { 1: NaN }, { 1: true }, { 5: 100000 }, [1, 2], "ab"],
};
const inputs = [undefined, null, 5, {}, [], "x", true, new Uint16Array(3), new SharedArrayBuffer(4), new ArrayBuffer(2), Symbol("a"), () => {}, new String("abc")];

for (const [kind, made] of Object.entries(kinds)) {
  const data = made ? zlib[`${made}Sync`](text) : text, Class = zlib[kind[0].toUpperCase() + kind.slice(1)];
  const shown = (value) => {
    if (value instanceof Error) return [value.name, value.code, value.errno, value.message].join(" ");
    if (!Buffer.isBuffer(value)) return Object.keys(value).join();
    return made ? value.toString() : "compressed";
  };
  const told = async (label, input, options) => {
    let sync, later, made;
    try { sync = shown(zlib[`${kind}Sync`](input, options)); } catch (error) { sync = `throws ${shown(error)}`; }
    try {
      later = await new Promise((resolve, reject) => {
        try { zlib[kind](input, options, (error, value) => resolve(shown(error ?? value))); } catch (error) { reject(error); }
      });
    } catch (error) { later = `throws ${shown(error)}`; }
    try {
      const stream = new Class(options);
      made = [stream._level, stream._strategy, stream._chunkSize, stream._defaultFlushFlag, stream._finishFlushFlag, stream._maxOutputLength, stream._info].join();
      stream.destroy();
    } catch (error) { made = `throws ${shown(error)}`; }
    console.log(kind, label, "|", sync, "|", later === sync ? "later" : later, "|", made);
  };
  for (const [name, list] of Object.entries(values)) for (const value of list) {
    await told(`${name} ${typeof value} ${typeof value === "object" ? JSON.stringify(value) : value}`, data, { [name]: value });
  }
  for (const input of inputs) await told(`${typeof input} ${input?.constructor?.name}`, input, {});
}
