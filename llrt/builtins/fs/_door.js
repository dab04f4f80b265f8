// What the object of node:fs has beside plain functions: members that load a file when they are read, in Node's order and kind.
import { defineLazy, loadBuiltin } from "native:engine";
import { customPromisify, customPromisifyArgs } from "../util/_promisify.js";
import * as room from "./index.js";

const FS = "node:internal/fs/";

// [name, builtin, its export]
export const lateMembers = [
  ["Dirent", `${FS}dirent`, "Dirent"],
  ["Stats", `${FS}stats_class`, "Stats"],
  ["ReadStream", `${FS}streams`, "ReadStream"],
  ["WriteStream", `${FS}streams`, "WriteStream"],
  ["FileReadStream", `${FS}streams`, "ReadStream"],
  ["FileWriteStream", `${FS}streams`, "WriteStream"],
  ["Utf8Stream", `${FS}utf8_stream`, "Utf8Stream"],
  ["Dir", `${FS}dir`, "Dir"],
  ["constants", `${FS}flags`, "constants"],
  ["promises", "node:fs/promises", "default"],
];

// A class that programs may replace by assignment (graceful-fs does).
function defineReplaceable(fs, name, file, exported) {
  let value;
  const accessors = {
    get() { return (value ??= loadBuiltin(file)[exported]); },
    set(replacement) { value = replacement; },
  };
  Object.defineProperty(fs, name, { ...accessors, enumerable: true, configurable: true });
}

function defineGetter(fs, name, get, enumerable, configurable) {
  Object.defineProperty(fs, name, { get, enumerable, configurable });
}

// Properties of the functions, which Node hangs on the real ones.
function annotate() {
  Object.defineProperty(room.read, customPromisifyArgs, { value: ["bytesRead", "buffer"], enumerable: false });
  Object.defineProperty(room.write, customPromisifyArgs, { value: ["bytesWritten", "buffer"], enumerable: false });
  Object.defineProperty(room.readv, customPromisifyArgs, { value: ["bytesRead", "buffers"], enumerable: false });
  Object.defineProperty(room.writev, customPromisifyArgs, { value: ["bytesWritten", "buffer"], enumerable: false });
  Object.defineProperty(room.exists, customPromisify, {
    value: function exists(path) { return new Promise((resolve) => room.default.exists(path, resolve)); },
  });
  const native = (name) => (...args) => loadBuiltin(`${FS}dirs`)[name](...args);
  room.realpath.native = native("realpathNative");
  room.realpathSync.native = native("realpathNativeSync");
}

export function finish(fs, functions) {
  annotate();
  const { _toUnixTimestamp, opendir, opendirSync } = functions;
  for (const [name, file, exported] of lateMembers) {
    if (name === "Dir") {
      fs._toUnixTimestamp = _toUnixTimestamp;
      defineLazy(fs, name, file, exported, true);
      Object.assign(fs, { opendir, opendirSync });
      for (const [mode, value] of [["F_OK", 0], ["R_OK", 4], ["W_OK", 2], ["X_OK", 1]]) defineGetter(fs, mode, () => value, false, false);
    } else if (name === "constants") {
      defineLazy(fs, name, file, exported, true);
    } else if (name === "promises" || name === "Utf8Stream") {
      defineGetter(fs, name, () => loadBuiltin(file)[exported], true, true);
    } else if (name === "Dirent" || name === "Stats") {
      defineLazy(fs, name, file, exported, true);
    } else {
      defineReplaceable(fs, name, file, exported);
    }
  }
}
