// CompressionStream and DecompressionStream, all formats, and what they refuse.
import util from "node:util";
const text = async (s) => { let out = ""; const d = new TextDecoder(); for await (const c of s) out += d.decode(c, { stream: true }); return out; };
for (const format of ["gzip", "deflate", "deflate-raw", "brotli"]) {
  const stream = new CompressionStream(format);
  const packed = new Blob(["hello ".repeat(1000)]).stream().pipeThrough(stream);
  const all = await new Blob(await Array.fromAsync(packed)).bytes();
  console.log(format, all.length < 200, (await text(new Blob([all]).stream().pipeThrough(new DecompressionStream(format)))).length);
  for (const bytes of [all.slice(0, 10), ...(format === "gzip" ? [] : [new Uint8Array([...all, 1, 2, 3])]), new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])]) {
    try {
      console.log(format, (await text(new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format)))).length);
    } catch (error) {
      console.log(format, error.name, error.code, error.message, error.cause?.code);
    }
  }
  for (const chunk of ["text", 5, null, undefined, {}, new SharedArrayBuffer(2), new ArrayBuffer(2), new DataView(new ArrayBuffer(2))]) {
    const writer = new CompressionStream(format);
    const w = writer.writable.getWriter();
    const r = writer.readable.getReader();
    const results = await Promise.allSettled([w.write(chunk), Promise.race([r.read(), w.closed, new Promise(setImmediate)])]);
    console.log(format, String(chunk), results.map(({ status, reason }) => `${status} ${reason?.name ?? ""} ${reason?.code ?? ""}`).join("; "));
  }
}
for (const format of [undefined, null, "x", 5, Symbol("s"), {}]) {
  for (const Class of [CompressionStream, DecompressionStream]) {
    try {
      new Class(format);
    } catch (error) {
      console.log(error.name, error.code, error.message);
    }
  }
}
console.log(new CompressionStream("gzip"), util.inspect(new DecompressionStream("gzip"), { depth: 0 }));
