// require() of ES modules: namespaces, __esModule, "module.exports", top-level await, cycles, errors.
const ns = require("./_fixtures/counter.mjs");
console.log(Object.keys(ns), ns.__esModule, ns.count, typeof ns.default, require("./_fixtures/counter.mjs") === ns);
ns.increment();
console.log(ns.count, Object.prototype.toString.call(ns));
console.log(require("./_fixtures/esm_default.mjs").default.name, require("./_fixtures/esm_default.mjs").__esModule);
console.log(require("./_fixtures/esm_module_exports.mjs"));
for (const bad of ["./_fixtures/tla.mjs", "./_fixtures/imports_tla.mjs", "./_fixtures/throws.mjs", "./_fixtures/throws.mjs"]) {
  try { require(bad); } catch (e) { console.log(bad, e.name, e.code, e.message.replaceAll(__dirname, "")); }
}
import("./_fixtures/counter.mjs").then((m) => console.log(m.count, m.increment === ns.increment));
