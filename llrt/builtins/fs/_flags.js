// fs.constants, and what the letters of open() mean.
import * as native from "native:fs";
import { codes } from "../_errors.js";
import { validateInt32 } from "../_validators.js";

const system = native.constants();
const { O_APPEND, O_CREAT, O_EXCL, O_RDONLY, O_RDWR, O_SYNC, O_TRUNC, O_WRONLY, ...others } = system;

const TYPES = { S_IFMT: 61440, S_IFREG: 32768, S_IFDIR: 16384, S_IFCHR: 8192, S_IFBLK: 24576, S_IFIFO: 4096, S_IFLNK: 40960, S_IFSOCK: 49152 };
const MODES = {
  S_IRWXU: 448, S_IRUSR: 256, S_IWUSR: 128, S_IXUSR: 64, S_IRWXG: 56, S_IRGRP: 32, S_IWGRP: 16, S_IXGRP: 8,
  S_IRWXO: 7, S_IROTH: 4, S_IWOTH: 2, S_IXOTH: 1, F_OK: 0, R_OK: 4, W_OK: 2, X_OK: 1,
  UV_FS_COPYFILE_EXCL: 1, COPYFILE_EXCL: 1, UV_FS_COPYFILE_FICLONE: 2, COPYFILE_FICLONE: 2,
  UV_FS_COPYFILE_FICLONE_FORCE: 4, COPYFILE_FICLONE_FORCE: 4,
};
const { O_NOCTTY, O_DIRECTORY, O_NOATIME, O_NOFOLLOW, ...last } = others;

function present(object) {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

export const constants = {
  __proto__: null,
  UV_FS_SYMLINK_DIR: 1, UV_FS_SYMLINK_JUNCTION: 2, O_RDONLY, O_WRONLY, O_RDWR,
  UV_DIRENT_UNKNOWN: 0, UV_DIRENT_FILE: 1, UV_DIRENT_DIR: 2, UV_DIRENT_LINK: 3, UV_DIRENT_FIFO: 4, UV_DIRENT_SOCKET: 5,
  UV_DIRENT_CHAR: 6, UV_DIRENT_BLOCK: 7,
  ...TYPES, O_CREAT, O_EXCL, UV_FS_O_FILEMAP: 0,
  ...present({ O_NOCTTY, O_TRUNC, O_APPEND, O_DIRECTORY, O_NOATIME, O_NOFOLLOW, O_SYNC, ...last }),
  ...MODES,
};
Object.freeze(constants);

const WRITE = O_TRUNC | O_CREAT;
const NEW = O_CREAT | O_EXCL;
const LETTERS = {
  __proto__: null,
  r: O_RDONLY, rs: O_RDONLY | O_SYNC, "r+": O_RDWR, "rs+": O_RDWR | O_SYNC,
  w: O_WRONLY | WRITE, wx: O_WRONLY | WRITE | O_EXCL, "w+": O_RDWR | WRITE, "wx+": O_RDWR | WRITE | O_EXCL,
  a: O_WRONLY | O_APPEND | O_CREAT, ax: O_WRONLY | O_APPEND | NEW, as: O_WRONLY | O_APPEND | O_CREAT | O_SYNC,
  "a+": O_RDWR | O_APPEND | O_CREAT, "ax+": O_RDWR | O_APPEND | NEW, "as+": O_RDWR | O_APPEND | O_CREAT | O_SYNC,
};
for (const [swapped, name] of [["sr", "rs"], ["xw", "wx"], ["xa", "ax"], ["sa", "as"]]) {
  LETTERS[swapped] = LETTERS[name];
  LETTERS[`${swapped}+`] = LETTERS[`${name}+`];
}

export function openFlags(flags, name = "flags") {
  if (typeof flags === "number") {
    validateInt32(flags, name);
    return flags;
  }
  if (flags == null) return O_RDONLY;
  const bits = typeof flags === "string" ? LETTERS[flags] : undefined;
  if (bits === undefined) throw new codes.ERR_INVALID_ARG_VALUE(name, flags);
  return bits;
}
