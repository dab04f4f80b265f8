// Whatever a room has of Node without its being there says so when it is called: ERR_NOT_SUPPORTED, naming itself.
import assert from "node:assert";
import { builtinModules } from "node:module";

const mark = Symbol.for("llrt.notSupported");
let found = 0;

function check(fn, room, path) {
  found++;
  let thrown;
  try {
    thrown = fn.prototype && Object.getOwnPropertyNames(fn.prototype).length > 1 ? undefined : fn();
    if (thrown === undefined) new fn();
    assert.ok(thrown instanceof Promise, `${path} does not throw`);
    thrown.catch((error) => says(error, path));
  } catch (error) {
    says(error, path);
  }
}

function says(error, path) {
  assert.strictEqual(error.code, "ERR_NOT_SUPPORTED", `${path}: ${error.stack}`);
  const name = path.split(".").at(-1);
  assert.ok(error.message.includes(name) || error.message.includes("."), `${path}: ${error.message}`);
}

function walk(value, room, path, depth, seen) {
  if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value)) return;
  seen.add(value);
  if (typeof value === "function" && Object.hasOwn(value, mark)) check(value, room, path);
  if (depth === 0) return;
  for (const [key, { value: member, get }] of Object.entries(Object.getOwnPropertyDescriptors(value))) {
    if (get && Object.hasOwn(get, mark)) assert.throws(() => get.call({}), { code: "ERR_NOT_SUPPORTED" });
    walk(member, room, `${path}.${key}`, depth - 1, seen);
  }
}

for (const name of builtinModules) {
  const { default: room } = await import(name.includes(":") ? name : `node:${name}`);
  walk(room, name, name, 3, new Set());
}
assert.ok(found > 5, `only ${found} found`);
