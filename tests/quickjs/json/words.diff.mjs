// Strings and keys of all short lengths, with each kind of unusual unit at each place: what reads and writes eight bytes at a time.
import { createHash } from "node:crypto";
const SPECIAL = ['"', "\\", "\0", "\x1f", "\n", "\x20", "\x21", "\x7f", "\x80", "\x9c", "\xa2", "\xdc", "\xff", "\u0122", "\ud800", "\ud83d\ude00"];
const hash = createHash("sha256");
let count = 0;
for (let length = 0; length <= 34; length++) {
  const plain = "abcdefghijklmnopqrstuvwxyz0123456789".slice(0, length);
  const texts = [plain, "\xe9".repeat(length), "\xff".repeat(length)];
  for (const special of SPECIAL) {
    for (let place = 0; place <= length; place++) {
      texts.push(plain.slice(0, place) + special + plain.slice(place), special + plain.slice(0, place) + special);
    }
  }
  for (const text of texts) {
    // Before and behind a wide string: the buffer changes its kind.
    for (const value of [text, { [text]: text }, [text, "\u2028", text], { a: text, [`k${text}`]: [text] }]) {
      const json = JSON.stringify(value);
      hash.update(json);
      // Node 24 takes the key "k\\u0000" for "k\\\\" after an object that has this one.
      if (value.a === undefined && JSON.stringify(JSON.parse(json)) !== json) throw new Error(`read otherwise: ${json}`);
      count++;
    }
    // A text that is no JSON is found to be none at the same place.
    let told;
    try {
      told = JSON.parse(`["${text}", "end"]`).length;
    } catch (error) {
      told = error.message;
    }
    hash.update(String(told));
  }
}
console.log(count, hash.digest("hex"));
