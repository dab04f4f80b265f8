import path, * as namespace from "node:path";
import { createRequire } from "node:module";
import { posix, win32 } from "path";
import { show } from "./_cases.mjs";

const require = createRequire(import.meta.url);
console.log(Object.keys(namespace).sort(), path === posix, path.posix === path, win32.win32 === win32, win32.posix === posix);
console.log(require("path/posix") === path, require("node:path/win32") === win32);
for (const one of [posix, win32]) {
  for (const [name, { value, enumerable, writable, configurable }] of Object.entries(Object.getOwnPropertyDescriptors(one))) {
    const own = typeof value === "function" ? [value.name, value.length, Object.hasOwn(value, "prototype")] : [typeof value];
    console.log(name, own, enumerable, writable, configurable);
  }
  console.log(one.sep, one.delimiter, one._makeLong === one.toNamespacedPath);
  for (const bad of [undefined, null, 1, true, {}, [], Symbol("s")]) {
    for (const name of ["normalize", "isAbsolute", "dirname", "basename", "extname", "parse", "join", "resolve", "toNamespacedPath", "format"]) {
      console.log(name, show(() => one[name](bad)));
    }
    console.log(show(() => one.relative("a", bad)), show(() => one.relative(bad, "a")), show(() => one.basename("a", bad)));
    console.log(show(() => one.join("a", bad)), show(() => one.resolve("/a", bad)), show(() => one.resolve(bad, "/a")));
  }
  for (const object of [{}, { base: "b" }, { dir: "d" }, { dir: "/", root: "/", base: "b" }, { root: "/", name: "n", ext: "x" }, { dir: "d", name: "n", ext: ".x" }]) {
    console.log(show(() => one.format(object)));
  }
}
console.log(path.resolve() === process.cwd(), path.resolve("a/../b") === `${process.cwd()}/b`, path.relative("", "x"), path.resolve("", "."));
process.cwd = () => "/replaced";
console.log(path.resolve("a"), path.relative("/", ""), win32.resolve("."), win32.resolve("b"));
process.cwd = () => "";
console.log([path.resolve(""), path.resolve("x/.."), path.resolve("../y")]);
