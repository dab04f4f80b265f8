// Dirent, and folders as lists: readdir in its forms. Spec: https://nodejs.org/api/fs.html#fsreaddirpath-options-callback
import { loadBuiltin } from "native:engine";
import * as native from "native:fs";
import { validateBoolean } from "../_validators.js";
import { getOptions, isUtf8, validPath } from "./_paths.js";
import { failed, failure, runRaw } from "./_request.js";

const kType = Symbol("type");
const FILE = 1, DIR = 2, LINK = 3, FIFO = 4, SOCKET = 5, CHAR = 6, BLOCK = 7;
const KINDS = { 32768: FILE, 16384: DIR, 40960: LINK, 4096: FIFO, 49152: SOCKET, 8192: CHAR, 24576: BLOCK };

const text = () => loadBuiltin("node:internal/fs/text");

export class Dirent {
  constructor(name, type, path) {
    this.name = name;
    this.parentPath = path;
    this[kType] = type;
  }

  isDirectory() { return this[kType] === DIR; }
  isFile() { return this[kType] === FILE; }
  isBlockDevice() { return this[kType] === BLOCK; }
  isCharacterDevice() { return this[kType] === CHAR; }
  isSymbolicLink() { return this[kType] === LINK; }
  isFIFO() { return this[kType] === FIFO; }
  isSocket() { return this[kType] === SOCKET; }
}

// A folder and a name in it, each a string or bytes.
export function joinPath(folder, name) {
  if (typeof folder === "string" && typeof name === "string") return loadBuiltin("node:internal/path/posix").posix.join(folder, name);
  return text().joinBytes(folder, name);
}

// The names that op readdir gives; [type, name] pairs where `typed`.
export function namesOf(result, encoding, typed) {
  if (typeof result === "string" && (encoding === undefined || isUtf8(encoding))) {
    const names = result.split("\0");
    names.pop();
    return typed ? names.map((name) => [name.charCodeAt(0) - 48, name.slice(1)]) : names;
  }
  return text().parts(result).map((bytes) => (typed
    ? [bytes[0] - 48, text().encoded(bytes.subarray(1), encoding ?? "utf8")]
    : text().encoded(bytes, encoding ?? "utf8")));
}

// Some file systems do not tell types: then lstat does.
function knownType(type, folder, name) {
  return type !== 0 ? type : KINDS[native.kind(joinPath(folder, name), false)] ?? 0;
}

const direntsOf = (pairs, folder) => pairs.map(([type, name]) => new Dirent(name, knownType(type, folder, name), folder));

const isFolder = (path, type) => type === DIR || ((type === LINK || type === 0) && native.kind(path, true) === 16384);

// Breadth first, as Node; yields a folder, takes op readdir's result. Through links too, but not where the promise form gives
// Dirents (`ownOnly`).
function* walk(base, { encoding, withFileTypes }, ownOnly = false) {
  const found = [];
  const folders = [base];
  for (const folder of folders) {
    const pairs = namesOf(yield folder, encoding, true);
    for (const [type, name] of pairs) {
      const path = joinPath(folder, name);
      if (withFileTypes) {
        const dirent = new Dirent(name, knownType(type, folder, name), folder);
        found.push(dirent);
      } else {
        found.push(typeof path === "string" && typeof base === "string" ? loadBuiltin("node:internal/path/posix").posix.relative(base, path) : path);
      }
      if (ownOnly && withFileTypes ? type === DIR : isFolder(path, type)) folders.push(path);
    }
  }
  return found;
}

function checked(path, options) {
  options = getOptions(options);
  path = validPath(path);
  if (options.recursive != null) validateBoolean(options.recursive, "options.recursive");
  return [path, options];
}

function give(result, path, { encoding, withFileTypes }) {
  const names = namesOf(result, encoding, Boolean(withFileTypes));
  return withFileTypes ? direntsOf(names, path) : names;
}

function readSync(folder, typed) {
  const result = native.readdir(folder, typed);
  if (failed(result)) throw failure(result, "scandir", folder);
  return result;
}

async function readAsync(folder, typed) {
  const result = await runRaw("readdir", folder, typed);
  if (failed(result)) throw failure(result, "scandir", folder);
  return result;
}

export function readdirSync(path, options) {
  [path, options] = checked(path, options);
  if (!options.recursive) return give(readSync(path, Boolean(options.withFileTypes)), path, options);
  const steps = walk(path, options);
  let step = steps.next();
  while (!step.done) step = steps.next(readSync(step.value, true));
  return step.value;
}

export async function readdirAsync(path, options, ownOnly = false) {
  [path, options] = checked(path, options);
  options = { ...options };
  if (!options.recursive) return give(await readAsync(path, Boolean(options.withFileTypes)), path, options);
  const steps = walk(path, options, ownOnly);
  let step = steps.next();
  while (!step.done) step = steps.next(await readAsync(step.value, true));
  return step.value;
}

export { checked as checkedReaddir, give as giveReaddir };
