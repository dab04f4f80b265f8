import iconv from "iconv-lite";

const hex = (buffer) => Buffer.from(buffer).toString("hex");
for (const name of ["win1251", "latin1", "shift_jis", "euc-jp", "gbk", "gb18030", "big5", "euc-kr", "utf16le", "utf-16", "utf7", "koi8-r", "cp437", "macroman"]) {
  const text = "aé Привет 日本 中文 한국 €";
  const bytes = iconv.encode(text, name);
  console.log(name, hex(bytes), iconv.decode(bytes, name), iconv.encodingExists(name));
}
console.log(iconv.decode(Buffer.from("efbbbf61", "hex"), "utf8"), hex(iconv.encode("a", "utf16", { addBOM: true })), iconv.encodingExists("nope"));
try { iconv.encode("x", "nope"); } catch (error) { console.log(error.message); }
