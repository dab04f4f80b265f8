import fs, * as namespace from "node:fs";
import promises, * as promisesNamespace from "node:fs/promises";
import { createRequire } from "node:module";
import os, * as osNamespace from "node:os";
import { promisify } from "node:util";

const require = createRequire(import.meta.url);

function members(object) {
  for (const [name, { value, get, set, enumerable, writable, configurable }] of Object.entries(Object.getOwnPropertyDescriptors(object))) {
    const kind = get ? ["get", set !== undefined] : typeof value === "function" ? [value.name, value.length, Object.hasOwn(value, "prototype"), value.constructor.name] : [typeof value];
    console.log(name, kind.join(), enumerable, writable, configurable);
  }
}

members({ ...Object.getOwnPropertyDescriptors(fs), constants: {}, Dirent: {}, Stats: {}, Dir: {} });
for (const name of Object.keys(fs)) if (typeof fs[name] === "function" && !/Stream|^(Dir|Dirent|Stats|Utf8Stream|close|stat|lstat|fstat|statfs)$/.test(name)) console.log(name, fs[name].name, fs[name].length);
members(promises);
console.log(Object.keys(fs));
console.log(Object.keys(namespace).sort(), Object.keys(promisesNamespace).sort());
console.log(fs.promises === promises, require("fs/promises") === promises, require("fs") === fs, namespace.promises === promises, namespace.ReadStream === fs.ReadStream);
// Linux has other numbers for these on arm64; Node, with which they are compared, is of this machine, and we may be emulated.
const numbers = Object.assign(Object.create(Object.getPrototypeOf(fs.constants)), fs.constants);
const elsewhere = { O_DIRECTORY: [16384, 65536], O_NOFOLLOW: [32768, 131072], O_DIRECT: [65536, 16384] };
for (const [name, [arm64, x64]] of Object.entries(elsewhere)) if (process.arch === "arm64" && numbers[name] === arm64) numbers[name] = x64;
console.log(fs.constants === promises.constants, numbers, fs.F_OK, fs.R_OK, fs.W_OK, fs.X_OK);
console.log(typeof fs.realpath.native, typeof fs.realpathSync.native, fs.FileReadStream === fs.ReadStream);
for (const name of ["read", "write", "readv", "writev"]) console.log(name, typeof promisify(fs[name]));

// What graceful-fs and others do
const clone = Object.create(Object.getPrototypeOf(fs), Object.getOwnPropertyDescriptors(fs));
clone.readFile = () => "replaced";
console.log(clone.readFile(), fs.readFile !== clone.readFile, clone.promises === fs.promises);
const heir = Object.create(fs);
heir.existsSync = () => "own";
console.log(heir.existsSync(), heir.statSync("/").isDirectory());
const { readFile, ReadStream } = fs;
fs.readFile = function patched() {};
console.log(require("fs").readFile.name);
fs.readFile = readFile;
fs.ReadStream = class Replaced {};
console.log(fs.ReadStream.name, fs.FileReadStream === ReadStream);
fs.ReadStream = ReadStream;

members(os);
console.log(Object.keys(osNamespace).sort(), os.constants, os.EOL === "\n", os.devNull);
const asOnX64 = (name) => ({ arm64: "x64", aarch64: "x86_64" })[name] ?? name;
console.log(os.cpus().length, Object.keys(os.cpus()[0]), os.networkInterfaces(), os.userInfo(), os.userInfo({ encoding: "buffer" }), os.hostname(), os.version(), asOnX64(os.machine()), os.release(), os.type(), os.totalmem(), os.availableParallelism());
console.log(`${os.hostname}` === os.hostname(), os.arch() === process.arch, asOnX64(os.arch()), os.platform(), os.endianness(), os.homedir(), os.tmpdir(), os.getPriority() === os.getPriority(process.pid), os.loadavg().length);
for (const [name, ...args] of [["getPriority", -1], ["getPriority", "1"], ["setPriority", 0, 20], ["setPriority", "x", 1], ["setPriority", 1.5]]) {
  try {
    console.log(os[name](...args));
  } catch (error) {
    console.log(error.name, error.code, error.message, error.info);
  }
}
process.env.TMPDIR = "/some/where/";
process.env.HOME = "/my/home";
console.log(os.tmpdir(), os.homedir());
const constants = require("constants");
console.log(constants.O_RDONLY, constants.ENOENT, constants.SIGINT, Object.isFrozen(constants));
