// fs.glob in its three forms. One walk over the tree for each alternative of a pattern: at every folder it knows which parts of
// the pattern may come next. Spec: https://nodejs.org/api/fs.html#fsglobpattern-options-callback
import { loadBuiltin } from "native:engine";
import * as native from "native:fs";
import { codes } from "../_errors.js";
import { validateObject, validateString, validateStringArray } from "../_validators.js";
import { posix } from "../path/_posix.js";
import { Dirent, namesOf } from "./_dirent.js";
import { GLOBSTAR, matcherOf } from "./_glob_match.js";
import { requireCallback, runRaw, settle } from "./_request.js";

const DIR = 2, LINK = 3;
const KINDS = { 32768: 1, 16384: DIR, 40960: LINK, 4096: 4, 49152: 5, 8192: 6, 24576: 7 };
const { join, resolve } = posix;

// Where a walk stands: the parts that may match next in `path`, and those of them that came through a link (a "**" goes through
// one link at most).
class State {
  constructor(path, parts, indexes, links) {
    this.path = path;
    this.parts = parts;
    this.indexes = indexes;
    this.links = links;
  }

  at(index) { return this.parts.at(index); }

  matches(index, name) {
    const part = this.parts[index];
    if (part === GLOBSTAR) return true;
    return typeof part === "string" ? part === name : part !== undefined && part.test(name);
  }

  // Whether the path may be a result: its last part is due, also "**/" at a folder.
  isLast(isFolder) {
    const last = this.parts.length - 1;
    return this.indexes.has(last) || (this.at(-1) === "" && isFolder && this.indexes.has(last - 1) && this.at(-2) === GLOBSTAR);
  }

  next(path, indexes, links = new Set()) { return new State(path, this.parts, indexes, links); }
}

function optionsOf(pattern, options = {}) {
  validateObject(options, "options");
  const { cwd, exclude, withFileTypes } = options;
  let root = cwd ?? ".";
  if (typeof root === "object") root = loadBuiltin("node:internal/url/file_url").fileURLToPath(root);
  if (exclude != null && typeof exclude !== "function") {
    if (!Array.isArray(exclude)) throw new codes.ERR_INVALID_ARG_TYPE("options.exclude", ["string[]", "function"], exclude);
    validateStringArray(exclude, "options.exclude");
  }
  if (typeof pattern === "object") validateStringArray(pattern, "patterns");
  else validateString(pattern, "patterns");
  return { root: resolve(root), exclude, withFileTypes: Boolean(withFileTypes), patterns: [pattern].flat() };
}

export class Glob {
  #root;
  #exclude;
  #withFileTypes;
  #patterns;
  #queue = [];
  #seen = new Map(); // path -> what was looked for there
  #kinds = new Map(); // full path -> type, 0 for nothing
  #found = new Set();
  #fresh = [];
  #refused = new Map(); // path -> whether `exclude` refuses it

  constructor(pattern, options) {
    const { root, exclude, withFileTypes, patterns } = optionsOf(pattern, options);
    this.#root = root;
    this.#withFileTypes = withFileTypes;
    if (Array.isArray(exclude)) {
      const matchers = exclude.map((one) => matcherOf(resolve(root, one)));
      this.#exclude = (path) => {
        const full = this.#full(path);
        // "x/**" is the folder x too.
        const folder = this.#kinds.get(full) === DIR ? `${full}/` : full;
        return matchers.some((matcher) => matcher.match(full) || matcher.match(folder));
      };
    } else if (exclude != null) {
      this.#exclude = (path) => Boolean(exclude(withFileTypes ? this.#dirent(path) : path));
    }
    this.#patterns = patterns.map((one) => matcherOf(one));
  }

  #full(path) { return resolve(this.#root, path); }

  #dirent(path) {
    const full = this.#full(path);
    return new Dirent(posix.basename(path) || path, this.#kinds.get(full) ?? 0, posix.dirname(full));
  }

  #isExcluded(path) {
    if (this.#exclude === undefined) return false;
    let refused = this.#refused.get(path);
    if (refused === undefined) this.#refused.set(path, refused = this.#exclude(path));
    return refused;
  }

  #add(path) {
    if (this.#found.has(path) || this.#isExcluded(path)) return;
    this.#found.add(path);
    this.#fresh.push(path);
  }

  // Each index once for a path; false when nothing is left to look for.
  #isNew(state) {
    const key = `${state.path}\0${this.#patternId(state.parts)}`;
    let seen = this.#seen.get(key);
    if (seen === undefined) this.#seen.set(key, seen = new Set());
    const before = seen.size;
    for (const index of state.indexes) seen.add(state.links.has(index) ? -1 - index : index);
    return seen.size > before;
  }

  #ids = new Map();
  #patternId(parts) {
    if (!this.#ids.has(parts)) this.#ids.set(parts, this.#ids.size);
    return this.#ids.get(parts);
  }

  // The type of a full path, asked at most once. Generators yield { op, args } and get the op's result.
  * #kind(full) {
    let kind = this.#kinds.get(full);
    if (kind === undefined) {
      const mode = yield { op: "kind", args: [full, false] };
      this.#kinds.set(full, kind = mode < 0 ? 0 : KINDS[mode] ?? 0);
    }
    return kind;
  }

  * #isFolder(full, kind) {
    return kind === DIR || (kind === LINK && (yield { op: "kind", args: [full, true] }) === 16384);
  }

  // All results, a few at a time.
  * walk() {
    for (const matcher of this.#patterns) {
      for (const parts of matcher.set) this.#queue.push(new State(".", parts, new Set([0]), new Set()));
    }
    while (this.#queue.length > 0) {
      const batch = this.#queue;
      this.#queue = [];
      for (const state of batch) {
        if (this.#isNew(state)) yield* this.#visit(state);
        if (this.#fresh.length > 0) {
          yield this.#fresh.map((path) => (this.#withFileTypes ? this.#dirent(path) : path));
          this.#fresh = [];
        }
      }
    }
  }

  // A pattern that starts with "/", ".." or ".": goes there first.
  #atStart(state) {
    if (!state.indexes.has(0) || state.indexes.size !== 1 || state.path !== ".") return false;
    const start = { "": "/", "..": "../", ".": "." }[typeof state.at(0) === "string" ? state.at(0) : "none"];
    if (start === undefined || (state.at(0) === "" && state.parts.length === 1)) return false;
    this.#queue.push(state.next(start, new Set([1])));
    return true;
  }

  * #visit(state) {
    const { path, parts } = state;
    const last = parts.length - 1;
    const full = this.#full(path);
    const kind = yield* this.#kind(full);
    const isFolder = yield* this.#isFolder(full, kind);
    if (path !== "." && this.#isExcluded(path)) return;
    if (this.#atStart(state)) return;
    if (state.isLast(isFolder)) {
      const part = state.at(-1);
      if (typeof part === "string") {
        const there = yield* this.#kind(part === "" ? full : this.#full(join(path, part)));
        if (there !== 0 && (part !== "" || isFolder)) this.#add(join(path, part).replace(/(?<=.)\/$/, ""));
        if (state.indexes.size === 1 && state.indexes.has(last)) return;
      } else if (part === GLOBSTAR && (path !== "." || state.at(0) === "." || (last === 0 && kind !== 0))) {
        this.#add(path);
      }
    }
    if (!isFolder) return;
    for (const [type, name] of yield* this.#children(state, full)) this.#enter(state, name, type);
  }

  // [type, name] of what may match in the folder: one lookup where only one name can.
  * #children(state, full) {
    const [index] = state.indexes;
    const only = state.indexes.size === 1 ? state.at(index) : undefined;
    if (typeof only === "string" && only !== ".") {
      const kind = yield* this.#kind(join(full, only));
      return kind === 0 ? [] : [[kind, only]];
    }
    const names = yield { op: "readdir", args: [full, true] };
    if (typeof names === "number") return [];
    const children = namesOf(names, undefined, true);
    for (const child of children) {
      if (child[0] === 0) child[0] = yield* this.#kind(join(full, child[1]));
      else this.#kinds.set(join(full, child[1]), child[0]);
    }
    return children;
  }

  #enter(state, name, type) {
    const path = join(state.path, name);
    const indexes = new Set();
    const links = new Set();
    const last = state.parts.length - 1;
    for (const index of state.indexes) {
      const part = state.at(index);
      if (part === GLOBSTAR) {
        this.#globstar(state, { index, name, type, path, indexes, links });
      } else if (typeof part === "string") {
        if (part === "." && state.matches(index + 1, name)) {
          if (index + 1 === last) this.#add(path);
          else indexes.add(index + 2);
        } else if (state.matches(index, name) && index !== last) {
          indexes.add(index + 1);
        }
      } else if (state.matches(index, name)) {
        if (index === last) this.#add(path);
        else if (type === DIR || type === LINK) indexes.add(index + 1);
      }
    }
    if (indexes.size > 0) this.#queue.push(state.next(path, indexes, links));
  }

  #globstar(state, { index, name, type, path, indexes, links }) {
    const last = state.parts.length - 1;
    if (name[0] === "." && !state.matches(index + 1, name)) return;
    const hidden = name[0] === ".";
    const throughLink = state.links.has(index);
    if (!hidden && !throughLink) {
      if (type === DIR) indexes.add(index);
      else if (index === last) this.#add(path);
    }
    // What comes behind "**" may match here already.
    const next = index + 1;
    const matches = state.matches(next, name);
    if (matches && next === last && !state.isLast(true)) this.#add(path);
    else if (matches && type === DIR) indexes.add(index + 2);
    if (!hidden && (matches || state.at(0) === ".") && (type === DIR || type === LINK) && !throughLink) indexes.add(next);
    if (type === LINK) links.add(index);
    if (state.at(next) === ".." && type === DIR) this.#upwards(state, next, last);
  }

  // "**/..": the folder and the one above are where the pattern goes on.
  #upwards(state, next, last) {
    for (const path of [state.path, join(state.path, "..")]) {
      if (next < last) this.#queue.push(state.next(path, new Set([next + 1])));
      else this.#add(path);
    }
  }

  * globSync() {
    const steps = this.walk();
    for (let step = steps.next(); !step.done;) {
      const { value } = step;
      if (Array.isArray(value)) yield* value;
      step = steps.next(Array.isArray(value) ? undefined : native[value.op](...value.args));
    }
  }

  async* glob() {
    const steps = this.walk();
    for (let step = steps.next(); !step.done;) {
      const { value } = step;
      if (Array.isArray(value)) yield* value;
      step = steps.next(Array.isArray(value) ? undefined : await runRaw(value.op, ...value.args));
    }
  }
}

export function globSync(pattern, options) {
  return [...new Glob(pattern, options).globSync()];
}

export function glob(pattern, options, callback) {
  if (typeof options === "function") [callback, options] = [options, undefined];
  callback = requireCallback(callback);
  settle(Array.fromAsync(new Glob(pattern, options).glob()), callback);
}
