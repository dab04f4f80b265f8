// Punycode and domain names with it, wrong input too.
import punycode from "node:punycode";

const texts = ["", "a", "-", "--", "mañana", "bücher", "☃-⌘", "日本語", "他们为什么不说中文", "Hello-Another-Way-それぞれの場所", "\u{1f4a9}", "a\u{1f4a9}b", "\ud800", "é".repeat(300), "MajiでKoiする5秒前", "-> $1.00 <-", "ü-x-ü"];
const attempt = (name, fn) => {
  try {
    console.log(name, JSON.stringify(fn()));
  } catch (error) {
    console.log(name, error.name, error.message);
  }
};
for (const text of texts) {
  attempt("encode", () => punycode.encode(text));
  attempt("round trip", () => punycode.decode(punycode.encode(text)) === text);
  attempt("ucs2", () => [punycode.ucs2.decode(text), punycode.ucs2.encode(punycode.ucs2.decode(text)) === text]);
  attempt("toASCII", () => punycode.toASCII(`${text}.example.${text}`));
}
for (const text of ["ma\xf1ana", "maana-pta", "Bcher-kva", "bcher-KVA", "a-b-c", "\x80-a", "ab\x81", "!!", "99999999", "zzzzzzzzzzzzz", "a-!", "--dqo34k", "ls8h=", "9", "a", "-a", "aé-b"]) attempt(`decode ${text}`, () => punycode.decode(text));
for (const text of ["ma\xf1ana.com", "example.com", "xn--maana-pta.com", "d\u017fy@ma\xf1ana。b\uff0ec\uff61d", "a@b@c", "XN--maana-pta.com", "xn--MAANA-pta", "джумла@джpумлатест.bрфa", "xn--.com"]) {
  attempt(`toASCII ${text}`, () => punycode.toASCII(text));
  attempt(`toUnicode ${text}`, () => punycode.toUnicode(text));
}
attempt("no string", () => punycode.toASCII(5));
console.log(Object.keys(punycode), punycode.version, punycode.ucs2.decode.name, punycode.ucs2.encode.name, punycode.toASCII.name, punycode.decode.length);
