// Callback form of readdir and realpath, and realpath in JS. Not here: Dir (_dir.js).
import { loadBuiltin } from "native:engine";
import * as native from "native:fs";
import { posix } from "../path/_posix.js";
import { validateFunction } from "../_validators.js";
import { calls } from "./_calls.js";
import { checkedReaddir, giveReaddir, readdirAsync } from "./_dirent.js";
import { getOptions, isUtf8, validPath } from "./_paths.js";
import { failure, requireCallback, run, runSync, runWithCallback, settle } from "./_request.js";

export function readdir(path, options, callback) {
  callback = requireCallback(typeof options === "function" ? options : callback);
  [path, options] = checkedReaddir(path, options);
  if (options.recursive) {
    settle(readdirAsync(path, options), callback);
    return;
  }
  run("readdir", [path, Boolean(options.withFileTypes)], (result) => {
    if (typeof result === "number") callback(failure(result, "scandir", path));
    else callback(null, giveReaddir(result, path, options));
  });
}

// ---- realpath: libc finds it; where it cannot, what it stumbled over is looked for as Node does, link by link

function resolved(path) {
  path = typeof path === "string" ? path : `${typeof path?.href === "string" ? validPath(path) : path}`;
  return posix.resolve(validPath(path));
}

// The end of a chain of links to a pipe or socket (/dev/stdin), which is no path that is there.
function pipeEnd(path) {
  while (native.kind(path, false) === 40960) {
    const target = native.readlink(path);
    if (typeof target !== "string") return undefined;
    path = posix.resolve(native.realpath(posix.dirname(path)), target);
  }
  return path;
}

// The error, or the path after all.
function otherwise(path, errno) {
  const kind = native.kind(path, true);
  if (kind === 4096 || kind === 49152) return pipeEnd(path) ?? failureOf(path, errno);
  return failureOf(path, errno);
}

function failureOf(path, errno) {
  let at = "";
  for (const name of path.split("/").slice(1)) {
    at = `${at}/${name}`;
    const kind = native.kind(at, false);
    if (kind < 0) return failure(kind, "lstat", at);
    if (kind === 40960) {
      const target = native.kind(at, true);
      if (target < 0) return failure(target, "stat", at);
    }
  }
  return failure(errno, "realpath", path);
}

function give(result, { encoding }) {
  if (typeof result === "string" && (!encoding || isUtf8(encoding))) return result;
  return loadBuiltin("node:internal/fs/text").encoded(result, encoding || "utf8");
}

export function realpathSync(path, options) {
  options = getOptions(options);
  const from = resolved(path);
  const result = native.realpath(from);
  const found = typeof result === "number" ? otherwise(from, result) : result;
  if (found instanceof Error) throw found;
  return give(found, options);
}

export function realpath(path, options, callback) {
  if (typeof options === "function") [callback, options] = [options, undefined];
  else validateFunction(callback, "cb");
  options = getOptions(options);
  const from = resolved(path);
  run("realpath", [from], (result) => {
    const found = typeof result === "number" ? otherwise(from, result) : result;
    if (found instanceof Error) callback(found);
    else callback(null, give(found, options));
  });
}

export function realpathNativeSync(path, options) {
  return runSync(calls.realpath(path, options));
}

export function realpathNative(path, options, callback) {
  callback = requireCallback(typeof options === "function" ? options : callback);
  runWithCallback(calls.realpath(path, typeof options === "function" ? undefined : options), callback);
}
