// -e, -p and the script on stdin: a classic script in the global scope that has CommonJS's five names as globals.
// Compiling and running the text is the command line's; this prepares the scope and prints the result.
import { loadBuiltin } from "native:engine";
import { folderOfText } from "native:module";
import { makeRequire, Module } from "./_cjs.js";

export function prepare(name) {
  const module = new Module(name);
  const folder = folderOfText();
  module.filename = folder + name;
  module.paths = Module._nodeModulePaths(folder.slice(0, -1) || "/");
  const names = { module, exports: module.exports, require: makeRequire(module), __filename: name, __dirname: "." };
  for (const key of Object.keys(names)) {
    Object.defineProperty(globalThis, key, { value: names[key], writable: true, enumerable: true, configurable: true });
  }
}

export function print(result) {
  loadBuiltin("node:internal/console/global").default.log(result);
}
