// ES modules: live bindings, namespaces, cycles, top-level await, JSON, dynamic import, import of CommonJS.
import * as counter from "./_fixtures/counter.mjs";
import { count, increment, default as named } from "./_fixtures/counter.mjs";
import data from "./_fixtures/data.json" with { type: "json" };
import fn, { extra } from "./_fixtures/function.cjs";
import * as transpiled from "./_fixtures/transpiled.cjs";
import big from "./_fixtures/primitive.cjs";
import nothing from "./_fixtures/undefined.cjs";
import { later } from "./_fixtures/imports_tla.mjs";
import * as child from "./_fixtures/child.cjs";
increment();
console.log(count, counter.count, named.name, counter, this);
try { counter.count = 5; } catch (e) { console.log(e.name); }
console.log(Object.prototype.toString.call(counter), Reflect.ownKeys(counter), "x" in counter, Object.isSealed(counter));
console.log(data, fn(), extra, fn.extra, big, typeof big, nothing, later, child);
console.log(transpiled);
console.log(typeof require, typeof module, typeof exports, typeof __filename, typeof import.meta);
const again = await import("./_fixtures/counter.mjs");
console.log(again === counter, (await import("./_fixtures/counter.mjs?x")).count, (await import("./_fixtures/counter.mjs#y")) === again);
for (const bad of ["./none.mjs", "./_fixtures/throws.mjs", "./_fixtures/throws.mjs", "./_fixtures/throws.cjs", "./_fixtures/broken.json", "nope", "node:nope", "./_fixtures", 5, null]) {
  try {
    await import(bad);
  } catch (e) {
    console.log(String(bad), e.name, e.code, e.message.replaceAll(import.meta.dirname, "").replaceAll("file://", ""));
  }
}
console.log(throwsEsm, throwsCount);
for (const attributes of [{ type: "json" }, { type: "css" }, { type: 5 }, { other: "json" }, {}, undefined, null, 5]) {
  try {
    const ns = await import("./_fixtures/data.json", { with: attributes });
    console.log(JSON.stringify(attributes), ns.default === data);
  } catch (e) {
    if (e.code === undefined) console.log(JSON.stringify(attributes), e.name);
    else console.log(JSON.stringify(attributes), e.name, e.code, e.message.replaceAll(import.meta.dirname, "").replaceAll("file://", ""));
  }
}
const order = [];
const first = import("./_fixtures/tla.mjs").then(() => order.push("import"));
order.push("sync");
await first;
console.log(order.join());
console.log(import.meta.url.split("/").pop(), import.meta.filename.split("/").pop(), import.meta.dirname.split("/").pop(), import.meta.main);
const results = await Promise.all(["./_fixtures/tla.mjs", "./_fixtures/imports_tla.mjs", "node:url"].map((s) => import(s)));
console.log(results.map((ns) => Object.keys(ns).length > 0));
console.log(await eval("import('node:url')").then((ns) => typeof ns.URL), await new Function("return import('node:url')")().then((ns) => typeof ns.URL));
const stars = await import("./_fixtures/stars.mjs");
console.log("same binding by two ways is no conflict:", Object.keys(stars), stars.count === counter.count);
