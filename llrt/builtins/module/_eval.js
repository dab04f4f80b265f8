// -e, -p and the script on stdin: a classic script in the global scope that has CommonJS's five names and the builtins as globals.
// Compiling and running the text is the command line's; this prepares the scope and prints the result.
import { defineLazy, loadBuiltin, publicBuiltins } from "native:engine";
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
  defineBuiltins();
}

// `os.cpus()` without require(), as in Node: loaded when named.
function defineBuiltins() {
  for (const builtin of publicBuiltins()) {
    const name = builtin.slice(5);
    if (builtin.startsWith("node:") && /^[a-z]\w*$/.test(name) && !(name in globalThis)) {
      defineLazy(globalThis, name, builtin, "default");
    }
  }
}

export function print(result) {
  loadBuiltin("node:internal/console/global").default.log(result);
}
