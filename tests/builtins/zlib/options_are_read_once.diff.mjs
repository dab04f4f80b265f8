// Level and strategy are read once by each stream class, and shown behind the other options. (Node reads windowBits three times: left out.)
import zlib from "node:zlib";

for (const name of ["Deflate", "DeflateRaw", "Gzip", "Inflate", "Gunzip", "InflateRaw", "Unzip"]) {
  const read = [];
  const options = Object.create({
    get level() { read.push("level"); return 5; },
    get strategy() { read.push("strategy"); return 2; },
  });
  const stream = new zlib[name](options);
  console.log(name, read.join(), stream._level, stream._strategy, Object.keys(stream).slice(-4).join());
}
console.log(new zlib.Deflate()._level, new zlib.Deflate({ level: 0 })._level, new zlib.BrotliCompress({ level: 3 })._level);
