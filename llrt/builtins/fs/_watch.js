// fs.watch and fs.promises.watch, on inotify: one descriptor a watcher. A recursive watcher watches every folder of the tree.
// Spec: https://nodejs.org/api/fs.html#fswatchfilename-options-listener
import { loadBuiltin } from "native:engine";
import * as native from "native:fs";
import { destroyResource, initResource, runInResource } from "../_async_context.js";
import { AbortError, codes, UVException } from "../_errors.js";
import {
  validateAbortSignal, validateBoolean, validateIgnoreOption, validateInteger, validateObject, validateOneOf,
} from "../_validators.js";
import { EventEmitter } from "../events/_emitter.js";
import { posix } from "../path/_posix.js";
import { namesOf } from "./_dirent.js";
import { copyOptions, getOptions, isUtf8, validPath } from "./_paths.js";
import { encoded } from "./_text.js";

const ATTRIB = 4, MODIFY = 2, MOVED_FROM = 0x40, MOVED_TO = 0x80, CREATE = 0x100, DELETE = 0x200, DELETE_SELF = 0x400, MOVE_SELF = 0x800;
const IGNORED = 0x8000, IS_DIR = 0x40000000, OVERFLOW = 0x4000;
const ALL = ATTRIB | CREATE | MODIFY | DELETE | DELETE_SELF | MOVE_SELF | MOVED_FROM | MOVED_TO;
const FOLDER = 16384;
const NO_SPACE = -28;

const nextTick = (...args) => loadBuiltin("node:internal/boot/task_queues").nextTick(...args);

// `ignore` as one function of a name.
function ignoring(ignore) {
  if (ignore == null) return () => false;
  const tests = [ignore].flat().map((one) => {
    if (typeof one === "string") {
      const matcher = loadBuiltin("node:internal/fs/glob_match").matcherOf(one, false, { matchBase: true, nocaseMagicOnly: false });
      return (name) => matcher.match(name);
    }
    return typeof one === "function" ? one : (name) => one.exec(name) !== null;
  });
  return (name) => tests.some((test) => test(name));
}

function watchError(errno, path) {
  const message = errno === NO_SPACE ? "System limit for number of file watchers reached" : "";
  const error = UVException({ errno, syscall: "watch", path, message });
  error.filename = path;
  return error;
}

export class FSWatcher extends EventEmitter {
  #id = -1;
  #path;
  #encoding;
  #ignores;
  #recursive;
  #folders = new Map(); // number of a watch -> path below the root, of a recursive watcher

  start(path, { persistent, recursive, encoding, ignore, throwIfNoEntry }) {
    this.#path = path;
    this.#encoding = encoding;
    this.#ignores = ignoring(ignore);
    this.#recursive = recursive && native.kind(path, true) === FOLDER;
    const missing = native.kind(path, true);
    if (missing === -2 && throwIfNoEntry === false) return;
    this.#id = native.watchOpen((watch, mask, name) => runInResource(this, () => this.#event(watch, mask, name)));
    const result = this.#id < 0 ? this.#id : native.watchAdd(this.#id, path, ALL);
    if (result < 0) {
      if (this.#id >= 0) native.watchClose(this.#id);
      this.#id = -1;
      throw watchError(result, path);
    }
    initResource(this, "FSEVENTWRAP");
    if (this.#recursive) {
      this.#folders.set(result, "");
      this.#addTree("", false);
    }
    if (!persistent) this.unref();
  }

  // Watches every folder below; tells of what is found there where it came to be just now.
  #addTree(below, tell) {
    const folder = posix.join(this.#path, below);
    const names = native.readdir(folder, true);
    if (typeof names === "number") return;
    for (const [type, name] of namesOf(names, undefined, true)) {
      const path = posix.join(below, name);
      if (tell) this.#tell("rename", path);
      const isFolder = type === 2 || (type === 0 && native.kind(posix.join(folder, name), false) === FOLDER);
      if (isFolder && !this.#ignores(path)) this.#addFolder(path, tell);
    }
  }

  #addFolder(path, tell) {
    const watch = native.watchAdd(this.#id, posix.join(this.#path, path), ALL);
    if (watch < 0) return;
    this.#folders.set(watch, path);
    this.#addTree(path, tell);
  }

  // A folder that is moved away takes its watches with it; one that comes back is watched anew, under its new name.
  #forgetTree(path) {
    for (const [watch, folder] of this.#folders) {
      if (folder !== path && !folder.startsWith(`${path}/`)) continue;
      native.watchRemove(this.#id, watch);
      this.#folders.delete(watch);
    }
  }

  #tell(type, name) {
    if (this.#id < 0 || (name !== null && this.#ignores(name))) return;
    this.emit("change", type, name);
  }

  #event(watch, mask, name) {
    if (mask & OVERFLOW) return;
    const type = (mask & ~(ATTRIB | MODIFY | IS_DIR)) !== 0 ? "rename" : "change";
    if (this.#recursive) {
      this.#eventBelow(watch, mask, name, type);
      return;
    }
    const own = name.length > 0 ? name : this.#ownName();
    this.#tell(type, this.#encoding === undefined || isUtf8(this.#encoding) ? encoded(own, "utf8") : encoded(own, this.#encoding));
  }

  #ownName() {
    return typeof this.#path === "string" ? posix.basename(this.#path) : posix.basename(encoded(this.#path, "utf8"));
  }

  #eventBelow(watch, mask, name, type) {
    const folder = this.#folders.get(watch);
    if (folder === undefined) return;
    if (mask & IGNORED) {
      this.#folders.delete(watch);
      return;
    }
    // What happens to a folder itself is told by the one it is in.
    if (name.length === 0) {
      if (folder === "" && mask & (DELETE_SELF | MOVE_SELF)) this.#tell("rename", this.#ownName());
      return;
    }
    const path = posix.join(folder, encoded(name, "utf8"));
    this.#tell(type, this.#encoding === undefined || isUtf8(this.#encoding) ? path : encoded(path, this.#encoding));
    if (mask & IS_DIR && mask & MOVED_FROM) this.#forgetTree(path);
    if (mask & IS_DIR && mask & (CREATE | MOVED_TO) && this.#id >= 0 && !this.#ignores(path)) this.#addFolder(path, true);
  }

  close() {
    if (this.#id < 0) return;
    native.watchClose(this.#id);
    this.#id = -1;
    destroyResource(this);
    nextTick(() => this.emit("close"));
  }

  ref() {
    if (this.#id >= 0) native.watchRef(this.#id, true);
    return this;
  }

  unref() {
    if (this.#id >= 0) native.watchRef(this.#id, false);
    return this;
  }
}

function checked(options) {
  const { recursive, ignore } = options;
  if (recursive !== undefined) validateBoolean(recursive, "options.recursive");
  validateIgnoreOption(ignore, "options.ignore");
  return { persistent: true, recursive: false, throwIfNoEntry: true, ...options };
}

export function watch(filename, options, listener) {
  if (typeof options === "function") [listener, options] = [options, undefined];
  options = checked(copyOptions(getOptions(options)));
  const path = validPath(filename);
  const watcher = new FSWatcher();
  watcher.start(path, options);
  if (listener) watcher.addListener("change", listener);
  const { signal } = options;
  if (signal?.aborted) {
    nextTick(() => watcher.close());
  } else if (signal) {
    const onAbort = () => watcher.close();
    signal.addEventListener("abort", onAbort);
    watcher.once("close", () => signal.removeEventListener("abort", onAbort));
  }
  return watcher;
}

function promiseOptions(options) {
  validateObject(options, "options");
  const { persistent = true, recursive = false, encoding = "utf8", maxQueue = 2048, overflow = "ignore", signal, ignore } = options;
  validateBoolean(persistent, "options.persistent");
  validateBoolean(recursive, "options.recursive");
  validateInteger(maxQueue, "options.maxQueue");
  validateOneOf(overflow, "options.overflow", ["ignore", "error"]);
  validateAbortSignal(signal, "options.signal");
  validateIgnoreOption(ignore, "options.ignore");
  if (encoding && encoding !== "buffer" && !loadBuiltin("node:internal/validators").isEncoding(encoding)) {
    throw new codes.ERR_INVALID_ARG_VALUE("options.encoding", encoding, "is invalid encoding");
  }
  return { persistent, recursive, encoding, maxQueue, overflow, signal, ignore, throwIfNoEntry: true };
}

export async function* watchAsync(filename, given) {
  const options = promiseOptions(given ?? {});
  const path = validPath(filename);
  const { signal, maxQueue, overflow } = options;
  const abortError = () => new AbortError(undefined, { cause: signal.reason });
  if (signal?.aborted) throw abortError();
  const events = [];
  let wake = () => {};
  let failed;
  const stop = (error) => {
    failed ??= error;
    wake();
  };
  const watcher = new FSWatcher();
  const onAbort = () => stop(abortError());
  watcher.on("change", (eventType, name) => {
    if (events.length >= maxQueue) {
      if (overflow === "ignore") loadBuiltin("node:internal/process/warning").emitWarning("fs.watch maxQueue exceeded");
      else stop(new codes.ERR_FS_WATCH_QUEUE_OVERFLOW(maxQueue));
      return;
    }
    events.push({ __proto__: null, eventType, filename: name });
    wake();
  });
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    watcher.start(path, options);
    for (;;) {
      while (events.length > 0) yield events.shift();
      if (failed !== undefined) throw failed;
      await new Promise((resolve) => { wake = resolve; });
    }
  } finally {
    signal?.removeEventListener("abort", onAbort);
    watcher.close();
  }
}

