import fs from "node:fs";
import { promisify } from "node:util";
import { at, later, show } from "./_folder.mjs";

fs.mkdirSync(at("full/inner"), { recursive: true });
fs.writeFileSync(at("file"), "text");
fs.symlinkSync("nowhere", at("dangling"));
fs.symlinkSync("loop", at("loop"));
const none = at("none");
const calls = {
  access: [none], appendFile: [at("none/x"), "a"], chmod: [none, 0o600], chown: [none, 1, 1], copyFile: [none, at("other")], lchown: [none, 1, 1],
  link: [none, at("other")], lstat: [none], mkdir: [at("file/x")], mkdtemp: [at("none/x")], open: [none], opendir: [none], readFile: [none],
  readdir: [none], readlink: [at("file")], realpath: [at("none/deeper")], rename: [none, at("other")], rm: [none], rmdir: [at("full")], stat: [none],
  statfs: [none], symlink: ["x", at("file")], truncate: [none], unlink: [none], utimes: [none, 1, 1], lutimes: [none, 1, 1], writeFile: [at("full"), "a"],
};
for (const [name, args] of Object.entries(calls)) {
  show(`${name}Sync`, () => fs[`${name}Sync`](...args));
  await later(name, promisify(fs[name])(...args));
  await later(`promises.${name}`, fs.promises[name](...args));
}
for (const [name, ...args] of [
  ["readFile", at("full")], ["mkdir", at("file")], ["mkdir", at("file"), { recursive: true }], ["mkdir", at("file/x/y"), { recursive: true }], ["rmdir", at("file")],
  ["unlink", at("full")], ["rm", at("full")], ["readdir", at("file")], ["opendir", at("file")], ["realpath", at("dangling")], ["realpath", at("loop")], ["stat", at("loop")], ["access", at("file"), fs.constants.X_OK + 1],
  ["open", at("file"), "wx"], ["copyFile", at("file"), at("file"), fs.constants.COPYFILE_EXCL], ["rename", at("file"), at("full")],
]) {
  show(`${name}Sync`, () => fs[`${name}Sync`](...args));
  await later(name, promisify(fs[name])(...args));
  await later(`promises.${name}`, fs.promises[name](...args));
}
show("native", () => fs.realpathSync.native(none));
await later("native", promisify(fs.realpath.native)(none));
for (const name of ["close", "fstat", "fsync", "fdatasync", "ftruncate"]) {
  show(`${name}Sync`, () => fs[`${name}Sync`](1000));
  await later(name, promisify(fs[name])(1000));
}
show("readSync", () => fs.readSync(1000, Buffer.alloc(1)));
show("writeSync", () => fs.writeSync(1000, "a"));
show("futimesSync", () => fs.futimesSync(1000, 1, 1));
show("fchmodSync", () => fs.fchmodSync(1000, 1));
show("statSync", () => fs.statSync(none, { throwIfNoEntry: false }));
show("lstatSync", () => fs.lstatSync(at("file/x"), { throwIfNoEntry: false }));
