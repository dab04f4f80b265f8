import fs from "node:fs";
import { promisify } from "node:util";
import { at, later, show } from "./_folder.mjs";

const file = at("file");
fs.writeFileSync(file, "12345", { mode: 0o644 });
fs.utimesSync(file, 1_000_000_000.5, new Date(1_234_567_890_123));
const stable = ({ mode, nlink, size, blksize, atimeMs, mtimeMs }) => ({ mode, nlink, size, blksize, atimeMs, mtimeMs });
const text = (value) => JSON.stringify(value, (key, one) => (typeof one === "bigint" ? `${one}n` : one));
show("stat", () => stable(fs.statSync(file)));
show("bigint", () => text(stable(fs.statSync(file, { bigint: true }))));
show("ns", () => { const s = fs.statSync(file, { bigint: true }); return text([s.atimeNs, s.mtimeNs, s.mtime]); });
await later("stat", fs.promises.stat(file).then(stable));
await later("stat", promisify(fs.stat)(file, { bigint: true }).then((s) => text(stable(s))));
await later("lstat", promisify(fs.lstat)(file).then(stable));
const stats = fs.statSync(file);
console.log(Object.keys(stats), Object.keys(fs.statSync(file, { bigint: true })), stats.constructor.name);
console.log(stats.atime, stats.mtime, Object.keys(stats).length, stats.atime === stats.atime, "mtime" in stats);
stats.mtime = 5;
console.log(stats.mtime, Object.getOwnPropertyNames(Object.getPrototypeOf(stats)));
const kinds = (s) => ["isFile", "isDirectory", "isSymbolicLink", "isFIFO", "isSocket", "isBlockDevice", "isCharacterDevice"].filter((name) => s[name]());
fs.symlinkSync("file", at("link"));
console.log(kinds(stats), kinds(fs.statSync("/")), kinds(fs.lstatSync(at("link"))), kinds(fs.statSync("/dev/null")), kinds(fs.statSync("/", { bigint: true })));
console.log(stats instanceof fs.Stats, fs.Stats.length, Object.keys(fs.statfsSync("/")), typeof fs.statfsSync("/", { bigint: true }).bsize);
await later("statfs", fs.promises.statfs("/").then((s) => [s.constructor.name, typeof s.blocks]));

// Times
for (const time of [0, 1.5, -1.5, "7", "1e3", new Date(5), 2 ** 33, NaN, Infinity, "x", null, undefined, {}]) {
  show("utimes", () => {
    fs.utimesSync(file, time, 12.25);
    const { atimeMs, mtimeMs } = fs.statSync(file);
    return [Math.abs(atimeMs - Date.now()) < 60_000 ? "now" : atimeMs, mtimeMs];
  });
}
fs.lutimesSync(at("link"), 1, 2);
const fd = fs.openSync(file, "r+");
fs.futimesSync(fd, 3, 4);
show("link", () => [fs.lstatSync(at("link")).mtimeMs, fs.statSync(at("link")).mtimeMs, fs.fstatSync(fd).mtimeMs, fs._toUnixTimestamp("5")]);
await later("utimes", fs.promises.utimes(file, 10, 11).then(() => fs.statSync(file).mtimeMs));
await later("lutimes", promisify(fs.lutimes)(at("link"), 12, 13).then(() => fs.lstatSync(at("link")).mtimeMs));

// Modes, owners, lengths
show("chmod", () => [fs.chmodSync(file, "600"), fs.fchmodSync(fd, 0o640), (fs.statSync(file).mode & 0o777).toString(8)]);
show("chown", () => [fs.chownSync(file, -1, -1), fs.lchownSync(at("link"), -1, -1), fs.fchownSync(fd, -1, -1)]);
for (const bad of [-2, 1.5, "0", 2 ** 32]) show("chown", () => fs.chownSync(file, bad, 0));
for (const length of [2, 7, 0, -5, undefined]) show("truncate", () => [fs.truncateSync(file, length), fs.statSync(file).size]);
for (const bad of [null, "1", 1.5]) show("truncate", () => fs.ftruncateSync(fd, bad));
await later("truncate", fs.promises.truncate(file, 3).then(() => fs.statSync(file).size));
await later("sync", Promise.all([promisify(fs.fsync)(fd), promisify(fs.fdatasync)(fd)]));
fs.closeSync(fd);
for (const mode of [undefined, 0, fs.constants.R_OK | fs.constants.W_OK]) show("access", () => fs.accessSync(file, mode));
for (const bad of [8, -1, "4", 1.5]) show("access", () => fs.accessSync(file, bad));
show("lchmod", () => [fs.lchmod, fs.lchmodSync]);
await later("lchmod", fs.promises.lchmod(file, 0o600));
show("exists", () => [fs.existsSync(file), fs.existsSync(at("none")), fs.existsSync(""), fs.existsSync(undefined), fs.existsSync("a\0b"), fs.existsSync(new URL(`file://${file}`)), fs.existsSync(Buffer.from(file))]);
console.log(await promisify(fs.exists)(file), await promisify(fs.exists)(at("none")));
fs.exists(at("none"), (...args) => console.log(args));

// The place of the process
const before = process.cwd();
process.chdir(at("."));
show("relative", () => [fs.readdirSync(".").sort(), fs.realpathSync("link") === fs.realpathSync(file), fs.existsSync("file")]);
await later("relative", fs.promises.stat("file").then((s) => s.size));
process.chdir(before);
const mask = process.umask(0o077);
fs.writeFileSync(at("masked"), "", { mode: 0o666 });
fs.mkdirSync(at("maskedFolder"));
show("umask", () => [fs.statSync(at("masked")).mode & 0o777, fs.statSync(at("maskedFolder")).mode & 0o777, process.umask(mask)]);
