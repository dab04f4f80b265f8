// node:fs, the door. Here is what programs call at their start, synchronously; everything else waits in a file of its own for
// its first call: many packages import fs and use little of it. Spec: https://nodejs.org/api/fs.html
import { lazyExport, loadBuiltin } from "native:engine";
import * as sync from "./_sync.js";
import { finish, lateMembers } from "./_door.js";
import { runSync } from "./_request.js";

const room = (name) => loadBuiltin(`node:internal/fs/${name}`);
const late = (file, name, args) => Reflect.apply(room(file)[name], undefined, args);
// A call of the table, synchronously.
const call = (name, ...args) => runSync(room("calls").calls[name](...args));

export const {
  appendFileSync, closeSync, existsSync, fstatSync, lstatSync, openSync, readFileSync, readSync, statSync, writeFileSync, writeSync,
} = sync;

// ---- With a callback

export function appendFile(path, data, options, callback) { late("files", "appendFile", arguments); }
export function access(path, mode, callback) { late("callbacks", "access", arguments); }
export function chown(path, uid, gid, callback) { late("callbacks", "chown", arguments); }
export function chmod(path, mode, callback) { late("callbacks", "chmod", arguments); }
export function close(fd, callback = undefined) { late("callbacks", "close", arguments); }
export function copyFile(src, dest, mode, callback) { late("callbacks", "copyFile", arguments); }
export function cp(src, dest, options, callback) { late("cp", "cp", arguments); }
export function exists(path, callback) { late("callbacks", "exists", arguments); }
export function fchown(fd, uid, gid, callback) { late("callbacks", "fchown", arguments); }
export function fchmod(fd, mode, callback) { late("callbacks", "fchmod", arguments); }
export function fdatasync(fd, callback) { late("callbacks", "fdatasync", arguments); }
export function fstat(fd, options = undefined, callback) { late("callbacks", "fstat", arguments); }
export function fsync(fd, callback) { late("callbacks", "fsync", arguments); }
export function ftruncate(fd, len = 0, callback) { late("callbacks", "ftruncate", arguments); }
export function futimes(fd, atime, mtime, callback) { late("callbacks", "futimes", arguments); }
export function lchown(path, uid, gid, callback) { late("callbacks", "lchown", arguments); }
export function link(existingPath, newPath, callback) { late("callbacks", "link", arguments); }
export function lstat(path, options = undefined, callback) { late("callbacks", "lstat", arguments); }
export function lutimes(path, atime, mtime, callback) { late("callbacks", "lutimes", arguments); }
export function mkdir(path, options, callback) { late("callbacks", "mkdir", arguments); }
export function mkdtemp(prefix, options, callback) { late("callbacks", "mkdtemp", arguments); }
export function open(path, flags, mode, callback) { late("callbacks", "open", arguments); }
export function readdir(path, options, callback) { late("dirs", "readdir", arguments); }
export function read(fd, buffer, offsetOrOptions, length, position, callback) { late("callbacks", "read", arguments); }
export function readv(fd, buffers, position, callback) { late("callbacks", "readv", arguments); }
export function readFile(path, options, callback) { late("files", "readFile", arguments); }
export function readlink(path, options, callback) { late("callbacks", "readlink", arguments); }
export function rename(oldPath, newPath, callback) { late("callbacks", "rename", arguments); }
export function rm(path, options, callback) { late("rm", "rm", arguments); }
export function rmdir(path, options, callback) { late("rm", "rmdir", arguments); }
export function stat(path, options = undefined, callback) { late("callbacks", "stat", arguments); }
export function statfs(path, options = undefined, callback) { late("callbacks", "statfs", arguments); }
export function symlink(target, path, type, callback) { late("callbacks", "symlink", arguments); }
export function truncate(path, len, callback) { late("callbacks", "truncate", arguments); }
export function unlink(path, callback) { late("callbacks", "unlink", arguments); }
export function utimes(path, atime, mtime, callback) { late("callbacks", "utimes", arguments); }
export function writeFile(path, data, options, callback) { late("files", "writeFile", arguments); }
export function write(fd, buffer, offsetOrOptions, length, position, callback) { late("callbacks", "write", arguments); }
export function writev(fd, buffers, position, callback) { late("callbacks", "writev", arguments); }

export function glob(pattern, options, callback) { late("glob", "glob", arguments); }
export function realpath(path, options, callback) { late("dirs", "realpath", arguments); }
export function opendir(path, options, callback) { late("dir", "opendir", arguments); }

// ---- Synchronous

export function accessSync(path, mode) { call("access", path, mode); }
export function chownSync(path, uid, gid) { call("chown", path, uid, gid); }
export function chmodSync(path, mode) { call("chmod", path, mode); }
export function copyFileSync(src, dest, mode) { call("copyFile", src, dest, mode); }
export function fchownSync(fd, uid, gid) { call("fchown", fd, uid, gid); }
export function fchmodSync(fd, mode) { call("fchmod", fd, mode); }
export function fdatasyncSync(fd) { call("fdatasync", fd); }
export function fsyncSync(fd) { call("fsync", fd); }
export function futimesSync(fd, atime, mtime) { call("futimes", fd, atime, mtime); }
export function lchownSync(path, uid, gid) { call("lchown", path, uid, gid); }
export function linkSync(existingPath, newPath) { call("link", existingPath, newPath); }
export function lutimesSync(path, atime, mtime) { call("lutimes", path, atime, mtime); }
export function renameSync(oldPath, newPath) { call("rename", oldPath, newPath); }
export function symlinkSync(target, path, type) { call("symlink", target, path, type); }
export function unlinkSync(path) { call("unlink", path); }
export function utimesSync(path, atime, mtime) { call("utimes", path, atime, mtime); }
export function mkdirSync(path, options) { return call("mkdir", path, options); }
export function mkdtempSync(prefix, options) { return call("mkdtemp", prefix, options); }
export function readlinkSync(path, options) { return call("readlink", path, options); }
export function statfsSync(path, options = { bigint: false }) { return call("statfs", path, options); }
export function ftruncateSync(fd, len = 0) { call("ftruncate", fd, len === undefined ? 0 : len); }
export function truncateSync(path, len) { late("sync_rare", "truncateSync", arguments); }
export function readvSync(fd, buffers, position) { return late("sync_rare", "readvSync", arguments); }
export function writevSync(fd, buffers, position) { return late("sync_rare", "writevSync", arguments); }
export function readdirSync(path, options) { return late("dirent", "readdirSync", arguments); }
export function realpathSync(path, options) { return late("dirs", "realpathSync", arguments); }
export function opendirSync(path, options) { return late("dir", "opendirSync", arguments); }
export function rmSync(path, options) { late("rm", "rmSync", arguments); }
export function rmdirSync(path, options) { late("rm", "rmdirSync", arguments); }
export function cpSync(src, dest, options) { late("cp", "cpSync", arguments); }
export function globSync(pattern, options) { return late("glob", "globSync", arguments); }
export function mkdtempDisposableSync(prefix, options) { return late("temporary", "mkdtempDisposableSync", arguments); }

// ---- Others
export function createReadStream(path, options) { return new (room("streams").ReadStream)(path, options); }
export function createWriteStream(path, options) { return new (room("streams").WriteStream)(path, options); }
export function openAsBlob(path, options = {}) { return late("blob", "openAsBlob", arguments); }
export function watch(filename, options, listener) { return late("watch", "watch", arguments); }
export function watchFile(filename, options, listener) { return late("watch_file", "watchFile", arguments); }
export function unwatchFile(filename, listener) { late("watch_file", "unwatchFile", arguments); }
function toUnixTimestamp(time, name = "time") { return late("calls", "toUnixTimestamp", arguments); }
export { toUnixTimestamp as _toUnixTimestamp };
export const lchmod = undefined;
export const lchmodSync = undefined;

// Loaded when they are read.
export let constants, Dir, Dirent, FileReadStream, FileWriteStream, promises, ReadStream, Stats, Utf8Stream, WriteStream;
for (const [name, file, exported] of lateMembers) lazyExport("node:fs", name, file, exported);

const fs = {
  appendFile, appendFileSync, access, accessSync, chown, chownSync, chmod, chmodSync, close, closeSync, copyFile, copyFileSync,
  cp, cpSync, createReadStream, createWriteStream, exists, existsSync, fchown, fchownSync, fchmod, fchmodSync, fdatasync,
  fdatasyncSync, fstat, fstatSync, fsync, fsyncSync, ftruncate, ftruncateSync, futimes, futimesSync, glob, globSync, lchown,
  lchownSync, lchmod, lchmodSync, link, linkSync, lstat, lstatSync, lutimes, lutimesSync, mkdir, mkdirSync, mkdtemp,
  mkdtempSync, mkdtempDisposableSync, open, openSync, openAsBlob, readdir, readdirSync, read, readSync, readv, readvSync,
  readFile, readFileSync, readlink, readlinkSync, realpath, realpathSync, rename, renameSync, rm, rmSync, rmdir, rmdirSync,
  stat, statfs, statSync, statfsSync, symlink, symlinkSync, truncate, truncateSync, unwatchFile, unlink, unlinkSync, utimes,
  utimesSync, watch, watchFile, writeFile, writeFileSync, write, writeSync, writev, writevSync,
};
finish(fs, { _toUnixTimestamp: toUnixTimestamp, opendir, opendirSync });

export default fs;
