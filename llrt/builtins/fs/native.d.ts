// The ops of native:fs as JS sees them: cext/fs (the list: fs.h), and native.py for the thread pool and watches.
// An op gives what its system call gives, or the negative errno. Text comes as a string where it is ASCII, else as bytes; text
// given is a string, or bytes for a path that is no UTF-8.

type Path = string | Uint8Array;
type Text = string | Uint8Array;
// dev mode nlink uid gid rdev blksize ino size blocks, then seconds and nanoseconds of access, change of content, change of status, birth.
type StatRecord = Float64Array | BigInt64Array;
// type bsize frsize blocks bfree bavail files ffree
type StatFsRecord = Float64Array | BigInt64Array;

// -- Descriptors. A position that is negative or missing is where the descriptor stands.
export function open(path: Path, flags: number, mode: number): number;
export function close(fd: number): number;
export function read(fd: number, data: Uint8Array, offset: number, length: number, position?: number): number;
export function write(fd: number, data: Uint8Array, offset: number, length: number, position?: number): number;
/** As UTF-8. */
export function writeText(fd: number, text: string, position?: number): number;
export function ftruncate(fd: number, length: number): number;
export function fsync(fd: number): number;
export function fdatasync(fd: number): number;

// -- Status. `wide`: the record takes int64.
export function stat(path: Path, record: StatRecord, wide: boolean): number;
export function lstat(path: Path, record: StatRecord, wide: boolean): number;
export function fstat(fd: number, record: StatRecord, wide: boolean): number;
export function statfs(path: Path, record: StatFsRecord, wide: boolean): number;
export function access(path: Path, mode: number): number;
export function exists(path: Path): boolean;
/** The type bits of the mode. */
export function kind(path: Path, follow: boolean): number;

// -- The tree
export function mkdir(path: Path, mode: number): number;
/** The first folder made; undefined when all were there. */
export function mkdirs(path: Path, mode: number): Text | number | undefined;
export function mkdtemp(prefix: Path): Text | number;
export function rmdir(path: Path): number;
export function unlink(path: Path): number;
/** A file, or a folder with all it holds; links are not followed. */
export function rmTree(path: Path): number;
export function rename(from: Path, to: Path): number;
export function link(from: Path, to: Path): number;
export function symlink(target: Path, path: Path): number;
export function readlink(path: Path): Text | number;
export function realpath(path: Path): Text | number;
/** "name\0name\0", sorted by bytes; `typed`: each with its type (libuv's number, as a character) in front. */
export function readdir(path: Path, typed: boolean): Text | number;
export function chmod(path: Path, mode: number): number;
export function fchmod(fd: number, mode: number): number;
export function chown(path: Path, uid: number, gid: number): number;
export function lchown(path: Path, uid: number, gid: number): number;
export function fchown(fd: number, uid: number, gid: number): number;
/** Seconds; infinity is now. */
export function utimes(path: Path, atime: number, mtime: number): number;
export function lutimes(path: Path, atime: number, mtime: number): number;
export function futimes(fd: number, atime: number, mtime: number): number;

// -- Whole files. Errnos of the calls behind open() have -10000 added.
export function copyFile(from: Path, to: Path, mode: number): number;
export function readFile(file: Path | number, flags: number, most: number): Uint8Array | number;
/** A string where it is ASCII. */
export function readText(file: Path | number, flags: number, most: number): Text | number;
export function writeFile(file: Path | number, content: string | Uint8Array, flags: number, mode: number, flush: boolean): number;
export function sleep(ms: number): undefined;

// -- Any of the above in the thread pool, by its number: `onDone(result)` in the loop, `onDone()` where memory ended.
export const numbers: Record<string, number>;
export function submit(op: number, onDone: (result?: unknown) => void, ...args: unknown[]): void;

export function constants(): Record<string, number>;

// -- Watches (inotify): watchers by number, each with watches by number
export function watchOpen(onEvent: (watch: number, mask: number, name: Uint8Array) => void): number;
export function watchAdd(watcher: number, path: Path, mask: number): number;
export function watchRemove(watcher: number, watch: number): void;
export function watchRef(watcher: number, on: boolean): void;
export function watchClose(watcher: number): void;
