// CRC-32 of a text is that of its UTF-8, whatever its characters and wherever a piece of it ends.
import zlib from "node:zlib";

const kinds = { ascii: "ab", latin1: "aé", wide: "日本", astral: "x\u{1f600}", lone: "\ud800a" };
for (const [kind, unit] of Object.entries(kinds)) {
  for (const count of [0, 1, 15, 16, 17, 1023, 1365, 2047, 2048, 4096, 40000]) {
    const text = unit.repeat(count);
    const sum = zlib.crc32(text);
    console.log(kind, count, sum, sum === zlib.crc32(Buffer.from(text)), zlib.crc32(text, 0xffffffff), zlib.crc32(Buffer.from(text), 12345));
  }
}
console.log(zlib.crc32("123456789"), zlib.crc32(new DataView(new ArrayBuffer(3), 1)), zlib.crc32(new Uint16Array([1, 2, 3])));
