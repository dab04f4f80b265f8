// Dir: a folder as something to read from. The names are taken when it is opened. Spec: https://nodejs.org/api/fs.html#class-fsdir
import { loadBuiltin } from "native:engine";
import * as native from "native:fs";
import { codes } from "../_errors.js";
import { validateFunction, validateUint32 } from "../_validators.js";
import { Dirent, joinPath, namesOf } from "./_dirent.js";
import { getOptions, validPath } from "./_paths.js";
import { failed, failure, runRaw } from "./_request.js";

const nextTick = (...args) => loadBuiltin("node:internal/boot/task_queues").nextTick(...args);

export class Dir {
  #path;
  #options;
  #entries = [];
  #next = 0;
  #folders = []; // those still to be read, of a recursive one
  #closed = false;
  #pending = 0;
  #last = Promise.resolve();

  constructor(handle, path, options) {
    if (handle == null) throw new codes.ERR_MISSING_ARGS("handle");
    this.#path = path;
    this.#options = { bufferSize: 32, ...getOptions(options, { encoding: "utf8" }) };
    validateUint32(this.#options.bufferSize, "options.bufferSize", true);
    this.#add(handle, path);
  }

  #add(names, folder) {
    this.#entries = namesOf(names, this.#options.encoding, true).map(([type, name]) => new Dirent(name, type, folder));
    this.#next = 0;
  }

  get path() {
    if (!(#path in this)) throw new codes.ERR_INVALID_THIS("Dir");
    return this.#path;
  }

  // An entry, null at the end, undefined where another folder has to be read first.
  #take() {
    if (this.#next < this.#entries.length) {
      const entry = this.#entries[this.#next++];
      if (this.#options.recursive && entry.isDirectory()) this.#folders.push(joinPath(entry.parentPath, entry.name));
      return entry;
    }
    return this.#folders.length === 0 ? null : undefined;
  }

  #opened(folder, names) {
    if (failed(names)) throw failure(names, "opendir", folder);
    this.#add(names, folder);
  }

  async #readNext() {
    for (;;) {
      if (this.#closed) throw new codes.ERR_DIR_CLOSED();
      const entry = this.#take();
      if (entry !== undefined) return entry;
      const folder = this.#folders.shift();
      this.#opened(folder, await runRaw("readdir", folder, true));
    }
  }

  // One after the other.
  #queue(work) {
    this.#pending++;
    const done = this.#last.then(work).finally(() => { this.#pending--; });
    this.#last = done.catch(() => {});
    return done;
  }

  read(callback) {
    if (callback === undefined) return this.#queue(() => this.#readNext());
    if (this.#closed) throw new codes.ERR_DIR_CLOSED();
    validateFunction(callback, "callback");
    this.#queue(() => this.#readNext()).then((entry) => nextTick(callback, null, entry), (error) => nextTick(callback, error));
    return undefined;
  }

  readSync() {
    if (this.#closed) throw new codes.ERR_DIR_CLOSED();
    if (this.#pending > 0) throw new codes.ERR_DIR_CONCURRENT_OPERATION();
    for (;;) {
      const entry = this.#take();
      if (entry !== undefined) return entry;
      const folder = this.#folders.shift();
      this.#opened(folder, native.readdir(folder, true));
    }
  }

  close(callback) {
    if (callback === undefined) {
      if (this.#closed) return Promise.reject(new codes.ERR_DIR_CLOSED());
      return this.#queue(() => { this.#closed = true; });
    }
    validateFunction(callback, "callback");
    if (this.#closed) nextTick(callback, new codes.ERR_DIR_CLOSED());
    else this.#queue(() => { this.#closed = true; }).then(() => nextTick(callback, null));
    return undefined;
  }

  closeSync() {
    if (this.#closed) throw new codes.ERR_DIR_CLOSED();
    if (this.#pending > 0) throw new codes.ERR_DIR_CONCURRENT_OPERATION();
    this.#closed = true;
  }

  entries() {
    const iterator = this.#iterate();
    const { return: finish } = iterator;
    // A loop that is left by an error closes at once: the engine does not wait for what return() promises.
    iterator.return = (value) => {
      this.#closed = true;
      return finish.call(iterator, value);
    };
    return iterator;
  }

  async* #iterate() {
    try {
      for (;;) {
        const entry = await this.#queue(() => this.#readNext());
        if (entry === null) break;
        yield entry;
      }
    } finally {
      if (!this.#closed) await this.close();
    }
  }

  [Symbol.dispose]() {
    if (!this.#closed) this.closeSync();
  }

  async [Symbol.asyncDispose]() {
    if (!this.#closed) await this.close();
  }
}
Object.defineProperty(Dir.prototype, Symbol.asyncIterator, {
  value: Dir.prototype.entries, enumerable: false, writable: true, configurable: true,
});

function prepared(path, options) {
  path = validPath(path);
  options = getOptions(options, { encoding: "utf8" });
  if (options.bufferSize !== undefined) validateUint32(options.bufferSize, "options.bufferSize", true);
  return [path, options];
}

// The error of the synchronous form does not name the path, as in Node.
function make(path, options, names, shown) {
  if (failed(names)) throw failure(names, "opendir", shown);
  return new Dir(names, path, options);
}

export function opendirSync(path, options) {
  [path, options] = prepared(path, options);
  return make(path, options, native.readdir(path, true));
}

async function open(path, options) {
  return make(path, options, await runRaw("readdir", path, true), path);
}

export function opendir(path, options, callback) {
  callback = typeof options === "function" ? options : callback;
  validateFunction(callback, "callback");
  [path, options] = prepared(path, typeof options === "function" ? undefined : options);
  open(path, options).then((dir) => nextTick(callback, null, dir), (error) => nextTick(callback, error));
}

export async function opendirPromise(path, options) {
  return open(...prepared(path, options));
}
