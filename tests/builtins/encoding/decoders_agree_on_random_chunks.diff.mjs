// Every encoding whose ICU decoder follows the standard, on random bytes in random chunks, fatal and not, streaming or not.
import { hash, random } from "../buffer/_report.mjs";

const ENCODINGS = ["utf-8", "utf-16le", "utf-16be"];
const BYTES = [0x41, 0x1b, 0x24, 0x28, 0x42, 0x4a, 0x30, 0x39, 0x80, 0x81, 0x8e, 0x8f, 0xa1, 0xbf, 0xc2, 0xe2, 0x82, 0xac, 0xed, 0xa0, 0xf0, 0x9f, 0xf4, 0x90, 0xfe, 0xff, 0xd8, 0xdc, 0xef, 0xbb];

function chunk(next) {
  return Uint8Array.from({ length: next(8) }, () => (next(2) ? next.pick(BYTES) : next(256)));
}

function attempt(decoder, bytes, options) {
  try {
    return decoder.decode(bytes, options);
  } catch (error) {
    return `${error.name} ${error.code}`;
  }
}

for (const encoding of ENCODINGS) {
  for (let seed = 1; seed <= 10; seed++) {
    const next = random(seed);
    let all = "";
    for (let round = 0; round < 80; round++) {
      const decoder = new TextDecoder(encoding, { fatal: next(3) === 0, ignoreBOM: next(2) === 0 });
      let text = "";
      // What a decoder holds after it threw in the middle of a stream is nobody's business.
      for (let n = next(6); n >= 0 && !text.endsWith("DATA"); n--) {
        text += attempt(decoder, chunk(next), { stream: n > 0 && next(3) !== 0 });
      }
      all += `${text}\n`;
    }
    console.log(encoding, seed, hash(all));
  }
}
