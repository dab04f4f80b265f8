// fs.watchFile: looks at a file again and again. Spec: https://nodejs.org/api/fs.html#fswatchfilefilename-options-listener
import { loadBuiltin } from "native:engine";
import * as native from "native:fs";
import { validateFunction, validateUint32 } from "../_validators.js";
import { EventEmitter } from "../events/_emitter.js";
import { posix } from "../path/_posix.js";
import { clearTimeout, setTimeout } from "../timers/index.js";
import { validPath } from "./_paths.js";
import { newRecord, statsFrom } from "./_stats.js";

// What makes two records differ: all but the time of access, the number of links and blocks (libuv's choice).
const COMPARED = [0, 1, 3, 4, 7, 8, 12, 13, 14, 15, 16, 17];

export class StatWatcher extends EventEmitter {
  #path;
  #bigint;
  #interval = 0;
  #timer;
  #last;
  #status = 0;
  #references = 0; // of listeners that ref() and unref() are balanced against
  #referenced = true;

  constructor(bigint) {
    super();
    this.#bigint = Boolean(bigint);
  }

  start(path, persistent, interval) {
    validateUint32(interval, "interval");
    this.#path = path;
    this.#interval = interval;
    this.#references = 1;
    [this.#status, this.#last] = this.#look();
    if (!persistent) this.#referenced = false;
    // That nothing is there is told once.
    const tell = this.#status < 0;
    this.#schedule(() => this.#first(tell), tell ? 0 : interval);
  }

  #look() {
    const record = newRecord(this.#bigint);
    const result = native.stat(this.#path, record, this.#bigint);
    return [result < 0 ? result : 0, result < 0 ? newRecord(this.#bigint) : record];
  }

  #schedule(work, delay) {
    this.#timer = setTimeout(work, delay);
    if (!this.#referenced) this.#timer.unref();
  }

  #first(tell) {
    if (!tell) {
      this.#again();
      return;
    }
    const nothing = this.#last;
    this.#schedule(() => this.#again(), this.#interval);
    this.#change(nothing, nothing);
  }

  #again() {
    const before = this.#last;
    const [status, now] = this.#look();
    const changed = status < 0 ? status !== this.#status : this.#status < 0 || COMPARED.some((at) => now[at] !== before[at]);
    this.#status = status;
    this.#last = now;
    this.#schedule(() => this.#again(), this.#interval);
    if (changed) this.#change(now, before);
  }

  #change(now, before) {
    this.emit("change", statsFrom(now), statsFrom(before));
  }

  stop() {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    loadBuiltin("node:internal/boot/task_queues").nextTick(() => this.emit("stop"));
  }

  // Listeners of one file share a watcher, and its reference.
  add() { this.#references++; }
  clean(all) { this.#references = all ? 0 : this.#references - 1; }

  ref() {
    this.#referenced = true;
    this.#timer?.ref();
    return this;
  }

  unref() {
    this.#referenced = false;
    this.#timer?.unref();
    return this;
  }
}

const watchers = new Map();

export function watchFile(filename, options, listener) {
  filename = posix.resolve(validPath(filename));
  if (options === null || typeof options !== "object") [listener, options] = [options, null];
  const { interval, persistent, bigint } = { interval: 5007, persistent: true, ...options };
  validateFunction(listener, "listener");
  let watcher = watchers.get(filename);
  if (watcher === undefined) {
    watcher = new StatWatcher(bigint);
    watcher.start(filename, persistent, interval);
    watchers.set(filename, watcher);
  } else {
    watcher.add();
  }
  watcher.addListener("change", listener);
  return watcher;
}

export function unwatchFile(filename, listener) {
  filename = posix.resolve(validPath(filename));
  const watcher = watchers.get(filename);
  if (watcher === undefined) return;
  if (typeof listener === "function") {
    const before = watcher.listenerCount("change");
    watcher.removeListener("change", listener);
    if (watcher.listenerCount("change") < before) watcher.clean(false);
  } else {
    watcher.removeAllListeners("change");
    watcher.clean(true);
  }
  if (watcher.listenerCount("change") === 0) {
    watcher.stop();
    watchers.delete(filename);
  }
}
