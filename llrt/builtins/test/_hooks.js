// Hooks of the suite or test that is being defined or run, and its context.
import { contextOf } from "./_context.js";
import { definingEntry } from "./_define.js";
import { addHook, currentEntry, root, start } from "./_run.js";

function hook(kind) {
  return (fn, options) => {
    start();
    addHook(definingEntry() ?? currentEntry(), kind, fn, options);
  };
}

const nameless = (fn) => Object.defineProperty(fn, "name", { value: "", configurable: true });

export const before = nameless(hook("before"));
export const after = nameless(hook("after"));
export const beforeEach = nameless(hook("beforeEach"));
export const afterEach = nameless(hook("afterEach"));

export function getTestContext() {
  const entry = definingEntry() ?? currentEntry();
  return entry === root ? undefined : contextOf(entry);
}
