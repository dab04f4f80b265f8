// module.createRequire, isBuiltin, builtinModules.
import module, { createRequire, isBuiltin, builtinModules } from "node:module";
const require = createRequire(import.meta.url);
console.log(require("./_fixtures/data.json").n, createRequire(new URL("./x.js", import.meta.url))("./_fixtures/data.json").n);
console.log(createRequire(import.meta.dirname + "/_fixtures/")("./data.json").n, require.main, typeof require.resolve);
for (const bad of ["./x.js", "x", 5, undefined, null, {}, "http://x/", new URL("http://x/y")]) {
  try { createRequire(bad); console.log("no error", bad); } catch (e) { console.log(e.name, e.code, e.message); }
}
console.log(isBuiltin("url"), isBuiltin("node:url"), isBuiltin("nope"), isBuiltin(""), isBuiltin("node:"), Array.isArray(builtinModules), builtinModules.includes("url"), Object.isFrozen(builtinModules));
console.log(module.builtinModules === builtinModules, typeof module, module.name, module.createRequire === createRequire);
