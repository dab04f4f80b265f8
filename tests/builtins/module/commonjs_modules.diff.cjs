// CommonJS as users see it: the wrapper, the cache, cycles, JSON, require's members.
const path = (p) => (p ? p.split("/").slice(-2).join("/") : p);
console.log(path(__filename), path(__dirname), typeof require, this === module.exports, exports === module.exports);
console.log(arguments.length, arguments[0] === exports, arguments[1] === require, arguments[2] === module);
console.log(Object.keys(require).sort().join(), require.main === module, module.id, module.loaded, module.children.length);
console.log(path(module.filename), path(module.path), module.paths.slice(0, 2).map(path), module.parent);
console.log(require("./_fixtures/sloppy.cjs"));
const a = require("./_fixtures/cyc_a.cjs");
console.log(a, require("./_fixtures/cyc_b.cjs"));
console.log(require("./_fixtures/data.json"), require("./_fixtures/data.json") === require("./_fixtures/data"));
console.log(require("./_fixtures/bom.json"));
for (const bad of ["./_fixtures/broken.json", "./_fixtures/throws.cjs", "./none", "none", "", 5, null, undefined, "node:none", "./_fixtures/none.json"]) {
  try {
    require(bad);
  } catch (e) {
    const message = e.message.replaceAll(__dirname, "");
    console.log(String(bad), e.name, e.code, bad === "./_fixtures/broken.json" ? message.slice(0, 22) : message, e.requireStack?.map(path));
  }
}
try { require("./_fixtures/throws.cjs"); } catch (e) { console.log(e.message, throwsCount); }
console.log(require("./_fixtures/child.cjs"), module.children.map((m) => path(m.id)));
console.log(path(require.resolve("./_fixtures/data")), require.resolve.paths("./x").map(path), require.resolve.paths("url"), path(require.resolve.paths("x")[0]));
console.log(path(require.resolve("./function.cjs", { paths: [__dirname + "/_fixtures"] })));
try { require.resolve("./none"); } catch (e) { console.log(e.code); }
try { require.resolve(5); } catch (e) { console.log(e.code, e.message); }
const key = require.resolve("./_fixtures/function.cjs");
const first = require(key);
delete require.cache[key];
console.log(first === require(key), first.name === require(key).name, key in require.cache);
require.cache[key].exports = "patched";
console.log(require(key));
require.extensions[".custom"] = (m, f) => { m.exports = "custom " + path(f); };
console.log(Object.keys(require.extensions), require.extensions === require("module")._extensions);
console.log(require("url") === require("node:url"), typeof require("url").URL, require("module") === module.constructor);
console.log(module instanceof require("module"), Object.prototype.toString.call(require.cache), Object.getPrototypeOf(require.cache));
const M = require("module");
const m = new M("virtual.js", module);
m._compile("module.exports = [typeof require, __filename, this === exports]", "/virtual.js");
console.log(m.exports, M.wrap("X"), M.wrapper.length, M.Module === M, M._nodeModulePaths("/a/node_modules/b"));
console.log(M.isBuiltin("url"), M.isBuiltin("node:url"), M.isBuiltin("./url"), M.isBuiltin("test"), M.isBuiltin("wss"));
const original = M._load;
M._load = function (request, ...rest) { return request === "fake" ? "faked" : original.call(this, request, ...rest); };
console.log(require("fake"));
M._load = original;
const resolveOriginal = M._resolveFilename;
M._resolveFilename = function (request, ...rest) { return resolveOriginal.call(this, request === "alias" ? "./_fixtures/data.json" : request, ...rest); };
console.log(require("alias").n, typeof M._findPath("./_fixtures/data.json", [__dirname]), M._findPath("./nope", [__dirname]));
M._resolveFilename = resolveOriginal;
module.exports = "replaced";
console.log(exports === module.exports, module.constructor.name, typeof module.require, module.require("./_fixtures/primitive.cjs"));
import("./_fixtures/counter.mjs").then((ns) => console.log(ns.count, typeof ns.increment));
