import fs from "node:fs";
import { promisify } from "node:util";
import { at, later, show } from "./_folder.mjs";

const file = at("file");
const text = "plain, h\u00e9llo, \u65e5\u672c, \u{1f600}, \ud800 end";
for (const data of [text, "ascii", "", Buffer.from([0, 255, 254, 65]), new Uint16Array([1, 0x4142]), new DataView(new ArrayBuffer(3))]) {
  fs.writeFileSync(file, data);
  show("buffer", () => fs.readFileSync(file).toString("hex"));
  for (const encoding of ["utf8", "utf-8", "latin1", "hex", "base64", "base64url", "ucs2", "ascii", ...(data === "" ? [] : ["buffer"])]) {
    show(encoding, () => fs.readFileSync(file, encoding));
    await later(encoding, promisify(fs.readFile)(file, { encoding }));
    await later(encoding, fs.promises.readFile(file, encoding));
  }
  await fs.promises.writeFile(file, data);
  await promisify(fs.appendFile)(file, data);
  fs.appendFileSync(file, "!", "utf8");
  show("all", () => fs.readFileSync(file).toString("base64"));
}
for (const encoding of ["latin1", "hex", "base64", "utf16le"]) {
  fs.writeFileSync(file, "4142434445", encoding);
  show(encoding, () => fs.readFileSync(file, "latin1"));
  await promisify(fs.writeFile)(file, "4142434445", encoding);
  show(encoding, () => fs.readFileSync(file, "latin1"));
}

// Flags and modes
process.umask(0o022);
for (const flag of ["r", "r+", "rs+", "w+", "a", "a+", "wx", "ax", "as", "bad", 0, fs.constants.O_RDWR]) {
  fs.rmSync(at("flag"), { force: true });
  show(`${flag} new`, () => fs.closeSync(fs.openSync(at("flag"), flag)));
  fs.writeFileSync(at("flag"), "old", { mode: 0o640 });
  show(`${flag} old`, () => {
    const fd = fs.openSync(at("flag"), flag);
    try {
      fs.writeSync(fd, "N");
      return fs.readFileSync(at("flag"), "utf8");
    } finally {
      fs.closeSync(fd);
    }
  });
}
for (const mode of [0o600, "0600", "755", 0o7777]) {
  fs.rmSync(at("mode"), { force: true });
  fs.writeFileSync(at("mode"), "", { mode });
  show(String(mode), () => (fs.statSync(at("mode")).mode & 0o7777).toString(8));
}
for (const bad of ["8", "", -1, 1.5, 2 ** 32, {}, "rw"]) show(`mode ${bad}`, () => fs.writeFileSync(at("mode"), "", { mode: bad }));

// Positions
const fd = fs.openSync(file, "w+");
show("write", () => [fs.writeSync(fd, "0123456789"), fs.writeSync(fd, "ab", 3), fs.writeSync(fd, Buffer.from("xyz"), 1, 2, 6), fs.writeSync(fd, Buffer.from("Q"), { position: 9 })]);
const buffer = Buffer.alloc(12, ".");
show("read", () => [fs.readSync(fd, buffer, 0, 12, 0), buffer.toString(), fs.readSync(fd, buffer, { position: 5n, length: 2 }), buffer.toString(), fs.readSync(fd, buffer, 1, 1, null), fs.readSync(fd, buffer)]);
for (const args of [[-1], [13], [0, 13], [0, -1], [5, 8], [0, 1, -2], [0, 1, 1.5], [0, 1, 2n ** 63n], [0, 1, "1"], ["0"], [null, 2, 0], [0, null, 0]]) {
  show(`readSync ${args}`, () => fs.readSync(fd, buffer, ...args));
}
for (const args of [[-1], [13], [0, 13], [0, -1], [5, 8], [1.5]]) show(`writeSync ${args}`, () => fs.writeSync(fd, buffer, ...args));
show("readv", () => [fs.readvSync(fd, [buffer.subarray(0, 3), buffer.subarray(5, 9)], 2), buffer.toString(), fs.writevSync(fd, [Buffer.from("one"), new Uint8Array([33])], 0), fs.readFileSync(file, "utf8")]);
await later("read", promisify(fs.read)(fd, buffer, 0, 4, 0));
await later("write", promisify(fs.write)(fd, "text", 0));
await later("readv", promisify(fs.readv)(fd, [buffer.subarray(0, 2)], 1));
await later("writev", promisify(fs.writev)(fd, [buffer.subarray(0, 2)], 1));
await new Promise((resolve) => fs.read(fd, { buffer, position: 1 }, (error, count) => resolve(console.log(error, count))));
show("fd", () => [fs.readFileSync(fd, "utf8"), fs.writeFileSync(fd, "!"), fs.ftruncateSync(fd, 4), fs.fstatSync(fd).size]);
fs.closeSync(fd);

// Aborted
const controller = new AbortController();
await later("abort", Promise.all([fs.promises.readFile(file, { signal: controller.signal }).catch((error) => error.name), controller.abort()]));
await later("aborted", fs.promises.writeFile(file, "x", { signal: controller.signal }));
fs.readFile(file, { signal: controller.signal }, (error) => console.log(error.name, error.code, error.cause?.name));
for (const bad of [undefined, null, 1, {}, [], Symbol("s"), "a\0b", new URL("http://x/"), Buffer.from("a\0")]) {
  show("path", () => fs.readFileSync(bad));
  await later("path", fs.promises.readFile(bad));
  show("path", () => fs.readFile(bad, () => {}));
  show("data", () => fs.writeFileSync(file, bad));
}
for (const bad of [undefined, null, 1, {}]) show("callback", () => fs.readFile(file, bad));
for (const bad of ["no", 1, true]) show("options", () => fs.readFileSync(file, bad));
