// FormData: its methods, how it is written, and what is read from bodies of both kinds, whole, strange and broken.
import { answer, check, server } from "./_scripted.mjs";

const told = (form) => Promise.all([...form].map(async ([name, value]) =>
  [name, typeof value === "string" ? value : [value.name, value.type, value.size, await value.text()]]));
const B = "--b\r\n";
const parts = {
  simple: `${B}Content-Disposition: form-data; name="a"\r\n\r\nv\r\n--b--\r\n`,
  noend: `${B}Content-Disposition: form-data; name="a"\r\n\r\nv\r\n--b`,
  noend2: `${B}Content-Disposition: form-data; name="a"\r\n\r\nv\r\n--b--`,
  empty: `--b--\r\n`, empty2: `--b--`, nothing: ``, crlf: "\r\n--b--\r\n",
  preamble: `pre\r\n${B}Content-Disposition: form-data; name="a"\r\n\r\nv\r\n--b--`,
  lead: `\r\n${B}Content-Disposition: form-data; name="a"\r\n\r\nv\r\n--b--`,
  epilogue: `${B}Content-Disposition: form-data; name="a"\r\n\r\nv\r\n--b--\r\nepi`,
  file: `${B}Content-Disposition: form-data; name="a"; filename="f.txt"\r\nContent-Type: text/x\r\n\r\nv\r\n--b--\r\n`,
  filenotype: `${B}Content-Disposition: form-data; name="a"; filename="f.txt"\r\n\r\nv\r\n--b--\r\n`,
  emptyfile: `${B}Content-Disposition: form-data; name="a"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n\r\n--b--\r\n`,
  star: `${B}Content-Disposition: form-data; name="a"; filename*=UTF-8''%e2%82%ac.txt\r\n\r\nv\r\n--b--\r\n`,
  star2: `${B}Content-Disposition: form-data; name="a"; filename="x"; filename*=UTF-8''%e2%82%ac.txt\r\n\r\nv\r\n--b--\r\n`,
  esc: `${B}Content-Disposition: form-data; name="a%22%0D%0A%41"; filename="f%22.txt"\r\n\r\nv\r\n--b--\r\n`,
  back: `${B}Content-Disposition: form-data; name="a\\"b"\r\n\r\nv\r\n--b--\r\n`,
  unq: `${B}Content-Disposition: form-data; name=a\r\n\r\nv\r\n--b--\r\n`,
  lower: `${B}content-disposition: form-data; name="a"\r\n\r\nv\r\n--b--\r\n`,
  upper: `${B}CONTENT-DISPOSITION: FORM-DATA; NAME="a"\r\n\r\nv\r\n--b--\r\n`,
  cte: `${B}Content-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: base64\r\n\r\naGk=\r\n--b--\r\n`,
  other: `${B}Content-Disposition: form-data; name="a"\r\nX-Y: z\r\n\r\nv\r\n--b--\r\n`,
  textct: `${B}Content-Disposition: form-data; name="a"\r\nContent-Type: text/plain; charset=latin1\r\n\r\n\xe9\r\n--b--\r\n`,
  nodisp: `${B}X: y\r\n\r\nv\r\n--b--\r\n`, attach: `${B}Content-Disposition: attachment; name="a"\r\n\r\nv\r\n--b--\r\n`,
  noname: `${B}Content-Disposition: form-data\r\n\r\nv\r\n--b--\r\n`, noname2: `${B}Content-Disposition: form-data; filename="x"\r\n\r\nv\r\n--b--\r\n`,
  lf: `--b\nContent-Disposition: form-data; name="a"\n\nv\n--b--\n`,
  two: `${B}Content-Disposition: form-data; name="a"\r\n\r\n1\r\n${B}Content-Disposition: form-data; name="a"\r\n\r\n2\r\n--b--\r\n`,
  dashes: `${B}Content-Disposition: form-data; name="a"\r\n\r\n1\r\n--bx\r\n2\r\n--b--\r\n`,
  inner: `${B}Content-Disposition: form-data; name="a"\r\n\r\n--b\r\n--b--\r\n`,
  ws: `--b  \r\nContent-Disposition: form-data; name="a"\r\n\r\nv\r\n--b--\r\n`,
  utf8: Buffer.from(`${B}Content-Disposition: form-data; name="é"; filename="ü.txt"\r\n\r\nö\r\n--b--\r\n`),
  bom: Buffer.from(`${B}Content-Disposition: form-data; name="a"\r\n\r\n\ufeffv\r\n--b--\r\n`),
  noheaders: `${B}\r\nv\r\n--b--\r\n`, badhdr: `${B}nonsense\r\n\r\nv\r\n--b--\r\n`, sp: `${B}Content-Disposition :form-data; name="a"\r\n\r\nv\r\n--b--\r\n`,
  ct2: `${B}Content-Type: a/b\r\nContent-Disposition: form-data; name="a"; filename="q"\r\n\r\nv\r\n--b--\r\n`,
  dup: `${B}Content-Disposition: form-data; name="a"; name="b"\r\n\r\nv\r\n--b--\r\n`,
};
const read = async (body, type) => told(await new Response(body, { headers: { "content-type": type } }).formData());
const bytes = (part) => (typeof part === "string" ? Buffer.from(part, "latin1") : part);

for (const [name, part] of Object.entries(parts)) await check(name, () => read(bytes(part), "multipart/form-data; boundary=b"));
for (const type of ["multipart/form-data; boundary=b", "Multipart/Form-Data; Boundary=b", 'multipart/form-data; boundary="b"', "multipart/form-data",
  "multipart/form-data;boundary=b;charset=x", "multipart/form-data; boundary=", `multipart/form-data; boundary=${"b".repeat(71)}`, "text/plain", "",
  "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "application/x-www-form-urlencoded;charset=utf-8", "multipart/mixed; boundary=b",
  'multipart/form-data; boundary="a b"', "text/plain, multipart/form-data; boundary=b", "multipart/form-data; boundary=b?"]) {
  await check(type.slice(0, 50), () => read(bytes(parts.simple), type));
}
await check("urlencoded", () => read("a=1&b=%C3%A9&c=+x&a=%ff&=e&f", "application/x-www-form-urlencoded"));

const made = (fill) => {
  const form = new FormData();
  fill(form);
  return form;
};
const norm = (text) => text.replace(/\d{11,12}/g, "N");
for (const fill of [
  () => {},
  (form) => form.append("a", "b"),
  (form) => form.append('a\r\n"b', "x\ny\rz\r\nw"),
  (form) => form.append("é", "ü€😀"),
  (form) => form.append("f", new File(["x"], 'n"\r\né.txt', { type: "T/X" })),
  (form) => form.append("f", new Blob(["x"])),
  (form) => form.append("f", new Blob(["x"], { type: "a/b" }), "name"),
  (form) => form.append("f", new File([], "")),
  (form) => form.append("f", new File(["a"], "x"), "y"),
  (form) => [1, null, undefined, {}, "\ud800"].forEach((value, i) => form.append(`${i}\udfff`, value)),
]) {
  await check("written", async () => {
    const response = new Response(made(fill)), other = response.clone();
    return [norm(response.headers.get("content-type")), norm(await response.text()), await told(await other.formData())];
  });
}
for (const act of [
  (form) => form.append("a"), (form) => form.append("a", "b", "c"), (form) => form.append(Symbol("s"), "x"), (form) => form.get(), (form) => form.delete(),
  (form) => form.has(), (form) => form.forEach(), (form) => form.forEach(1), () => new FormData(1), () => new FormData(null), () => new FormData(undefined),
]) {
  await check(`${act}`, () => told(made(act)));
}
const form = made((it) => [["a", "1"], ["b", "2"], ["a", "3"]].forEach((pair) => it.append(...pair)));
form.set("a", "4");
console.log([...form], [...form.keys()], [...form.values()], form.getAll("a"), form.has("b"), form.get("x"), form.getAll("x"));
form.delete("a");
console.log(form, String(form), Object.keys(FormData.prototype));
form.forEach(function (value, name, owner) { console.log(value, name, owner === form, this.q); }, { q: 1 });

const { base } = await server("FIRST", ({ lines, body }, socket) =>
  socket.write(answer(norm(JSON.stringify([lines.filter((line) => /^content|^transfer/i.test(line)), body])))));
const sent = made((it) => {
  it.append("a", "é");
  it.append("f", new File(["xyz"], "f"));
});
for (const body of [sent, new Blob(["a", "b"], { type: "A/b" }), new Blob([]), new File(["q"], "n", { type: "x/y" }), new Blob([new Uint8Array(70000)])]) {
  await check("sent", async () => (await (await fetch(base, { method: "POST", body })).text()).slice(0, 400));
}
await check("a type of one's own", async () => (await fetch(base, { method: "POST", body: sent, headers: { "content-type": "x/y" } })).text());
process.exit();
