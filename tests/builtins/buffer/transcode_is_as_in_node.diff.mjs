// transcode() between every pair of its encodings, with input that the target or the source does not have.
import { Buffer, transcode } from "node:buffer";
import { hash, report } from "./_report.mjs";

const inputs = ["61", "e9", "c3a9", "e282ac", "f09f9880", "ff61", "61ff00", "00d86100", "3dd800de", "00dc", "6162", "616263", "80", "e282", "fffe6100", "efbbbf61"];

for (const from of ["utf8", "ucs2", "latin1", "ascii", "binary", undefined]) {
  for (const to of ["utf8", "utf16le", "latin1", "ascii", undefined]) {
    for (const hex of inputs) {
      let line;
      try {
        line = transcode(Buffer.from(hex, "hex"), from, to).toString("hex");
      } catch (error) {
        line = `${error.name} ${error.code} ${error.errno} ${error.message}`;
      }
      console.log(from, to, hex, line);
    }
  }
}

await report(
  () => transcode(Buffer.from("a"), "utf8", "hex"),
  () => transcode(Buffer.from("a"), "base64", "utf8"),
  () => transcode("a", "utf8", "ucs2"),
);

// Which characters are substituted, and which vanish.
for (const to of ["latin1", "ascii"]) {
  for (let block = 0; block < 0x10000; block += 0x1000) {
    let all = "";
    for (let unit = block; unit < block + 0x1000; unit++) {
      if ((unit & 0xf800) !== 0xd800) all += transcode(Buffer.from(String.fromCharCode(unit)), "utf8", to).toString("latin1") + "|";
    }
    console.log(to, block.toString(16), hash(all));
  }
}
