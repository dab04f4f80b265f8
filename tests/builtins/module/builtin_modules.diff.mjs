// The names of builtins are Node's, with and without the scheme; each can be required and imported.
import { builtinModules, createRequire, isBuiltin } from "node:module";
const require = createRequire(import.meta.url);
process.removeAllListeners("warning");
const names = builtinModules;
console.log(names.join(" "), Array.isArray(builtinModules), Object.isFrozen(builtinModules));
for (const name of names) {
  const scheme = name.startsWith("node:") ? name : `node:${name}`;
  const imported = (await import(scheme)).default;
  console.log(name, isBuiltin(name), isBuiltin(scheme), typeof require(name), require(name) === require(scheme), imported === require(name));
}
for (const name of ["test", "node:nope", "fs/", "node:node:fs", "", "internal/util", "node:internal/util", "wasi/", "constructor", 5, null]) {
  console.log(name, isBuiltin(name));
}
