// The single-byte encodings byte by byte, GBK and gb18030 sequence by sequence: where ICU and the standard agree everywhere.
import { hash } from "../buffer/_report.mjs";

const SINGLE = `ibm866 iso-8859-2 iso-8859-3 iso-8859-4 iso-8859-5 iso-8859-6 iso-8859-7 iso-8859-8 iso-8859-8-i iso-8859-10
  iso-8859-13 iso-8859-14 iso-8859-15 iso-8859-16 koi8-r koi8-u macintosh windows-874 windows-1250 windows-1251 windows-1252
  windows-1253 windows-1254 windows-1255 windows-1256 windows-1257 windows-1258 x-mac-cyrillic x-user-defined`.split(/\s+/);

for (const encoding of SINGLE) {
  const decoder = new TextDecoder(encoding);
  const fatal = new TextDecoder(encoding, { fatal: true });
  let holes = "";
  for (let byte = 0; byte < 256; byte++) {
    try {
      fatal.decode(Uint8Array.of(byte));
    } catch {
      holes += `${byte.toString(16)} `;
    }
  }
  console.log(encoding, hash(decoder.decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))), holes);
}

for (const encoding of ["gbk", "gb18030"]) {
  const decoder = new TextDecoder(encoding);
  for (let lead = 0x80; lead < 256; lead++) {
    let all = "";
    for (let trail = 0; trail < 256; trail++) all += `${decoder.decode(Uint8Array.of(lead, trail))}|`;
    console.log(encoding, lead.toString(16), hash(all));
  }
}

const decoder = new TextDecoder("gb18030");
for (let first = 0x81; first <= 0xfe; first++) {
  let all = "";
  for (let third = 0x81; third <= 0xfe; third++) {
    const second = 0x30 + ((first + third) % 10), fourth = 0x30 + (third % 10);
    all += `${decoder.decode(Uint8Array.of(first, second, third, fourth))}|`;
  }
  console.log("four", first.toString(16), hash(all));
}
