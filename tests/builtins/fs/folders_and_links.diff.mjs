import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { at, describe, later, show } from "./_folder.mjs";

// mkdir
show("first made", () => fs.mkdirSync(at("a/b//c/"), { recursive: true }));
show("none made", () => fs.mkdirSync(at("a/b"), { recursive: true }));
await later("first made", fs.promises.mkdir(at("d/e/f"), { recursive: true }));
await later("first made", promisify(fs.mkdir)(at("g/h"), { recursive: true, mode: 0o700 }));
await later("there", promisify(fs.mkdir)(at("g")));
show("mode", () => (fs.statSync(at("g/h")).mode & 0o777).toString(8));
for (const bad of [{ recursive: "yes" }, { mode: "8" }, "9"]) show("options", () => fs.mkdirSync(at("x"), bad));

// readdir
for (const name of ["z", "a/one", "a/b/two", "a/b/c/\u00fc\u65e5", "d/e/f/.hidden"]) fs.writeFileSync(at(name), name);
fs.symlinkSync("../a", at("d/up"));
fs.symlinkSync("nowhere", at("dangling"));
const dirent = (entry) => [entry.name, entry.parentPath, entry.isFile(), entry.isDirectory(), entry.isSymbolicLink(), entry.isFIFO()];
for (const options of [undefined, {}, "utf8", "hex", "buffer", { withFileTypes: true }, { recursive: true }, { recursive: true, withFileTypes: true }, { encoding: "latin1", withFileTypes: true }]) {
  const seen = (list) => list.map((entry) => (entry instanceof fs.Dirent ? dirent(entry) : String(entry))).sort();
  show("readdirSync", () => seen(fs.readdirSync(at("a/b"), options)));
  await later("readdir", promisify(fs.readdir)(at("a"), options).then(seen));
  await later("promises.readdir", fs.promises.readdir(at("d"), options).then(seen));
}
show("bytes", () => fs.readdirSync(Buffer.from(at("a/b/c"))));
show("recursive", () => fs.readdirSync(at("a"), { recursive: "yes" }));

// opendir
const dir = fs.opendirSync(at("a"));
const names = [];
for (let entry; (entry = dir.readSync()) !== null;) names.push(entry.name);
show("names", () => [names.sort(), path.basename(dir.path), dir.closeSync()]);
show("closed", () => dir.readSync());
show("closed", () => dir.closeSync());
await later("closed", dir.read());
await later("closed", dir.close());
const entries = [];
for await (const entry of await fs.promises.opendir(at("d"), { recursive: true })) entries.push(dirent(entry));
console.log(entries.map(([name]) => name).sort());
const busy = await promisify(fs.opendir)(at("a"));
const pending = busy.read();
show("busy", () => busy.closeSync());
console.log((await pending) instanceof fs.Dirent, await busy.close());
for (const bad of [{ bufferSize: 0 }, { bufferSize: "1" }, { encoding: "no" }]) show("options", () => fs.opendirSync(at("a"), bad));
show("Dirent", () => [new fs.Dirent("n", 1, "/p"), Object.keys(new fs.Dirent("n", 1, "/p"))]);
show("Dir", () => new fs.Dir());

// Links
fs.symlinkSync(at("z"), at("link"));
fs.linkSync(at("z"), at("hard"));
show("links", () => [fs.readlinkSync(at("link")), fs.readlinkSync(at("link"), "hex").length, fs.lstatSync(at("link")).isSymbolicLink(), fs.statSync(at("hard")).nlink]);
await later("readlink", fs.promises.readlink(at("link"), { encoding: "buffer" }).then(String));
show("realpath", () => [fs.realpathSync(at("d/up/b")), fs.realpathSync.native(at("d/up/b")), fs.realpathSync(at("d/up/b"), "base64").length]);
await later("realpath", promisify(fs.realpath)(at("d/../link")));
for (const bad of ["folder", 1, {}]) show("type", () => fs.symlinkSync("x", at("y"), bad));

// Removal
show("folder", () => fs.rmSync(at("a")));
await later("folder", fs.promises.rm(at("a")));
show("force", () => fs.rmSync(at("none"), { force: true }));
await later("recursive", fs.promises.rm(at("d"), { recursive: true }));
show("left", () => [fs.existsSync(at("d")), fs.existsSync(at("a/b/two"))]);
show("recursive", () => fs.rmSync(at("a"), { recursive: true, maxRetries: 1 }));
await later("rmdir", promisify(fs.rmdir)(at("g/h")));
show("options", () => fs.rmSync(at("g"), { recursive: 1 }));
show("options", () => fs.rmSync(at("g"), { recursive: true, retryDelay: -1 }));
show("left", () => fs.readdirSync(at(".")));

// Temporary folders
show("length", () => fs.mkdtempSync(at("tmp-")).length - at("tmp-").length);
await later("length", fs.promises.mkdtemp(at("tmp-"), "buffer").then((name) => name.length - at("tmp-").length));
const temporary = fs.mkdtempDisposableSync(at("tmp-"));
fs.writeFileSync(path.join(temporary.path, "x"), "");
temporary[Symbol.dispose]();
show("gone", () => [Object.keys(temporary), fs.existsSync(temporary.path)]);
const other = await fs.promises.mkdtempDisposable(at("tmp-"));
await other.remove();
show("gone", () => [Object.keys(other), fs.existsSync(other.path)]);

// Copies
fs.mkdirSync(at("from/deep"), { recursive: true });
fs.writeFileSync(at("from/deep/file"), "content", { mode: 0o640 });
fs.symlinkSync("deep/file", at("from/link"));
const list = (name) => fs.readdirSync(at(name), { recursive: true }).sort();
show("cpSync", () => [fs.cpSync(at("from"), at("to"), { recursive: true }), list("to"), fs.readlinkSync(at("to/link"))]);
await later("cp", fs.promises.cp(at("from"), at("to2"), { recursive: true, verbatimSymlinks: true, filter: async (src) => !src.endsWith("file") }).then(() => [list("to2"), fs.readlinkSync(at("to2/link"))]));
await later("cp", promisify(fs.cp)(at("from"), at("to3"), { recursive: true, dereference: true, preserveTimestamps: true }).then(() => fs.lstatSync(at("to3/link")).isFile()));
for (const [src, dest, options] of [
  ["from", "to4"], ["from", "from/inner", { recursive: true }], ["from/deep/file", "to"], ["from", "z", { recursive: true }], ["none", "to4"], ["from", "from", { recursive: true }],
  ["from/deep/file", "z", { force: false, errorOnExist: true }], ["z", "z2", { mode: 8 }], ["z", "z2", { dereference: true, verbatimSymlinks: true }], ["z", "z2", { filter: 1 }], ["z", "z2", { force: 1 }], ["z", "z2", 1],
]) {
  await fs.promises.cp(at(src), at(dest), options).then(() => console.log(src, dest), (error) => console.log(src, dest, error.code, error.info?.code, error.syscall, Object.keys(error)));
  try {
    fs.cpSync(at(src), at(dest), options);
    console.log(src, dest);
  } catch (error) {
    console.log(src, dest, error.code);
  }
}
show("filter", () => fs.cpSync(at("z"), at("z3"), { filter: async () => true }));
show("copyFile", () => [fs.copyFileSync(at("z"), at("z4"), fs.constants.COPYFILE_FICLONE), fs.readFileSync(at("z4"), "utf8")]);
console.log(describe(Object.assign(new Error("x"))));

// Patterns
const glob = async (pattern, options) => console.log(pattern, fs.globSync(pattern, { cwd: at("from"), ...options }).sort(), (await Array.fromAsync(fs.promises.glob(pattern, { cwd: at("from"), ...options }))).length, (await promisify(fs.glob)(pattern, { cwd: at("from"), ...options })).length);
for (const pattern of ["**", "*", "**/file", "{deep,none}/*", "d*p/f?le", "./*", "../from/*", "deep/", "[d-l]*", "!(deep)", ["link", "deep"]]) await glob(pattern);
await glob("**", { exclude: ["deep/**"] });
await glob("**", { exclude: (name) => name === "link" });
console.log(fs.globSync("*", { cwd: at("from"), withFileTypes: true }).map((entry) => [entry.name, entry.isDirectory()]));
for (const [pattern, options] of [[1], ["*", { exclude: 1 }], [["a", 1]], ["*", 1]]) show("glob", () => fs.globSync(pattern, options));
