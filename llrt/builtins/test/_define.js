// test() and suite() with their overloads (name, options, function), and test.skip, .todo, .only, .expectFailure.
import { callSites } from "native:engine";
import { contextOf } from "./_context.js";
import { currentEntry, enqueue, root, start } from "./_run.js";
import { Entry } from "./_tree.js";

let defining;
export const definingEntry = () => defining;

function readArguments(name, options, fn) {
  if (typeof name === "function") return [name.name, {}, name];
  if (name !== null && typeof name === "object") return [typeof options === "function" ? options.name : "", name, options];
  if (typeof options === "function") return [name, {}, options];
  return [name, options ?? {}, fn];
}

function callerLocation() {
  const site = callSites(0, 20).find(({ fileName }) => fileName && !/^(node|native):/.test(fileName));
  return site && `${site.fileName}:${site.line}:${site.column}`;
}

function define(kind, parent, args, extra) {
  const [name, options, fn] = readArguments(...args);
  const label = typeof name === "string" && name !== "" ? name : fn?.name || "<anonymous>";
  const entry = new Entry(kind, parent, label, { ...options, ...extra }, fn, callerLocation());
  if (kind === "suite" && entry.skipped === false) collect(entry);
  parent.children.push(entry);
  return entry;
}

// The function of a suite runs at once: it only says what is in it.
function collect(entry) {
  const before = defining;
  defining = entry;
  try {
    const result = entry.fn.call(contextOf(entry), contextOf(entry));
    entry.ready = result;
    if (result instanceof Promise) result.catch(() => {});
  } catch (error) {
    entry.fail(error);
  } finally {
    defining = before;
  }
}

export function defineIn(parent, kind, args, extra) {
  start();
  return define(kind, parent, args, extra);
}

// Entries of a suite are run by it; others when it is their turn.
function make(kind, extra) {
  return (name, options, fn) => {
    const parent = defining ?? root;
    const entry = defineIn(parent, kind, [name, options, fn], extra);
    return parent === root ? enqueue(entry) : Promise.resolve();
  };
}

function withVariants(kind) {
  const fn = Object.defineProperty(make(kind), "name", { value: "test", configurable: true });
  for (const [name, extra] of [["expectFailure", true], ["skip", true], ["todo", true], ["only", true]]) {
    fn[name] = Object.defineProperty(make(kind, { [name]: extra }), "name", { value: "", configurable: true });
  }
  return fn;
}

export const test = withVariants("test");
export const suite = withVariants("suite");
export { currentEntry };
