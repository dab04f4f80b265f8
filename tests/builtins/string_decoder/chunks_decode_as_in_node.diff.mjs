// StringDecoder over random chunks of random bytes in every encoding, with what it holds back after each chunk.
import { StringDecoder } from "node:string_decoder";
import { Buffer } from "node:buffer";
import { hash, random, report } from "../buffer/_report.mjs";

const BYTES = [0x41, 0x80, 0xbf, 0xc2, 0xc3, 0xa9, 0xe0, 0xa0, 0xe2, 0x82, 0xac, 0xed, 0xf0, 0x9f, 0x98, 0xf4, 0x90, 0xff, 0xd8, 0x3d, 0xdc, 0x00, 0xde];

function run(encoding, seed) {
  const next = random(seed);
  let all = "";
  for (let round = 0; round < 60; round++) {
    const decoder = new StringDecoder(encoding);
    for (let chunks = next(8); chunks > 0; chunks--) {
      const chunk = Buffer.from(Array.from({ length: next(6) }, () => next.pick(BYTES)));
      all += JSON.stringify([decoder.write(chunk), decoder.lastNeed, decoder.lastTotal]);
      all += decoder.lastChar.toString("hex", 0, decoder.lastTotal - decoder.lastNeed);
      if (next(10) === 0) all += JSON.stringify(decoder.end());
    }
    all += JSON.stringify([decoder.end(), decoder.lastNeed, decoder.lastTotal]);
  }
  console.log(encoding, seed, hash(all));
}

for (const encoding of ["utf8", "utf-16le", "latin1", "ascii", "hex", "base64", "base64url"]) {
  for (let seed = 1; seed <= 12; seed++) run(encoding, seed);
}

await report(
  () => new StringDecoder(),
  () => new StringDecoder("UCS-2").encoding,
  () => new StringDecoder("binary").encoding,
  () => new StringDecoder(null).encoding,
  () => new StringDecoder("").encoding,
  () => new StringDecoder("nope"),
  () => new StringDecoder(5),
  () => new StringDecoder("utf8").write("text"),
  () => new StringDecoder("utf8").write(5),
  () => new StringDecoder("utf8").write(),
  () => new StringDecoder("utf8").write(new Uint16Array([0x41, 0xc3a9])),
  () => new StringDecoder("utf8").write(new DataView(new ArrayBuffer(2))),
  () => new StringDecoder("utf8").write(new ArrayBuffer(2)),
  () => new StringDecoder("utf8").end(Buffer.from([0xe2, 0x82])),
  () => new StringDecoder("utf8").text(Buffer.from("abc"), 1),
  () => StringDecoder.prototype.write.call({}, Buffer.alloc(1)),
  () => Object.keys(StringDecoder.prototype),
  () => Object.keys(new StringDecoder("utf8")),
  () => StringDecoder("utf8"),
);
