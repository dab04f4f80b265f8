// vm.Script, compileFunction, options and their errors, cached data, timeouts, decorated stacks.
const vm = require("node:vm");
const { inspect } = require("node:util");
const say = (...values) => console.log(...values.map((v) => (typeof v === "string" ? v : inspect(v))));
const head = (stack) => stack.split("\n").filter((line) => !/^ {4}at (?!f |new|.*\.(js|vm)\b)/.test(line) && !line.includes("node:") && !line.includes(__filename)).join("\n");
const attempt = (f) => {
  try {
    say(f());
  } catch (error) {
    say("threw", error?.name, error?.message, error?.code);
  }
};
const stackOf = (f) => {
  try {
    say(f());
  } catch (error) {
    say(head(error.stack));
  }
};
say(Object.keys(vm), vm.constants, Object.getOwnPropertyNames(vm.Script.prototype), Object.getPrototypeOf(vm.Script).name);
for (const f of Object.values(vm)) if (typeof f === "function") say(f.name, f.length);

// Script
globalThis.counter = 0;
const script = new vm.Script("counter = (typeof counter === 'undefined' ? 0 : counter) + 1");
say(script, script.runInThisContext(), script.runInThisContext(), script.runInNewContext({ counter: 9 }), script.runInNewContext(), globalThis.counter);
const box = vm.createContext({});
say(script.runInContext(box), script.runInContext(box), box);
vm.runInThisContext("var declaredHere = 1; let lexical = 2; function named() {}");
say(globalThis.declaredHere, typeof globalThis.lexical, vm.runInThisContext("lexical"), typeof named);
for (const options of [5, { filename: 5 }, { lineOffset: "1" }, { lineOffset: 1.5 }, { columnOffset: {} }, { cachedData: "x" }, { produceCachedData: 1 },
  { importModuleDynamically: 5 }]) attempt(() => new vm.Script("1", options));
for (const options of [5, { timeout: 0 }, { timeout: -1 }, { timeout: "1" }, { displayErrors: 1 }, { breakOnSigint: 1 }]) attempt(() => script.runInThisContext(options));
for (const code of [undefined, null, 5, {}, { toString: () => "40 + 2" }, Symbol("s")]) attempt(() => new vm.Script(code).runInThisContext());
attempt(() => vm.Script("1"));
say(new vm.Script("1\n//# sourceMappingURL=foo.js").sourceMapURL, new vm.Script("1\n//# sourceURL=bar.js").sourceURL);

// cached data
const produced = new vm.Script("(function f() { return 'cached' })()", { produceCachedData: true });
say(produced.cachedDataProduced, produced.cachedData instanceof Buffer);
const again = (code, cachedData) => new vm.Script(code, { cachedData });
say(again("(function f() { return 'cached' })()", produced.cachedData).cachedDataRejected, again("(function f() { return 'cached' })()", produced.cachedData).runInThisContext());
say(again("(function g() { return 'other code' })()", produced.cachedData).cachedDataRejected, again("1", Buffer.alloc(3)).cachedDataRejected);
say(again("40 + 2", new vm.Script("40 + 2").createCachedData()).runInNewContext());

// stacks and their decoration
stackOf(() => new vm.Script("foo bar", { filename: "a.js" }));
stackOf(() => new vm.Script("foo bar", { filename: "a.js", lineOffset: 5, columnOffset: 3 }));
stackOf(() => new vm.Script("\n\nlet a = 1 +* 2", { filename: "a.js", lineOffset: 5, columnOffset: 3 }));
stackOf(() => new vm.Script('throw new Error("q")', { filename: "a.js", lineOffset: 5, columnOffset: 3 }).runInThisContext());
stackOf(() => vm.runInThisContext("throw new Error('q')", { filename: "a.js", displayErrors: false }));
stackOf(() => vm.runInNewContext('function f() {\n  throw new Error("x")\n}\nf()', {}, "file.vm"));
stackOf(() => vm.runInNewContext("  null.x", {}, "file.vm"));
attempt(() => vm.runInThisContext("throw 5"));
attempt(() => vm.runInThisContext("throw Object.freeze(new Error('frozen'))"));

// timeouts
attempt(() => vm.runInThisContext("while (true);", { timeout: 10 }));
attempt(() => vm.runInNewContext("try { while (true); } catch { x = 1 } finally { x = 2 }", {}, { timeout: 10 }));
attempt(() => vm.runInNewContext("loop(); 'not reached'", { loop() { vm.runInNewContext("while (true);", {}, { timeout: 5 }); } }, { timeout: 10000 }));
attempt(() => vm.runInNewContext("Promise.resolve().then(() => { while (true); })", {}, { timeout: 10, microtaskMode: "afterEvaluate" }));
attempt(() => vm.runInThisContext("1 + 1", { timeout: 1000 }));
attempt(() => vm.runInThisContext("1 + 1", { breakOnSigint: true }));

// compileFunction
const f = vm.compileFunction("return a + b + x", ["a", "b"], { contextExtensions: [{ x: 5 }] });
say(f(1, 2), f.toString(), f.name, f.length);
say(vm.compileFunction("return [this === globalThis, arguments.length]")(1, 2), vm.compileFunction("return typeof q", [], { parsingContext: vm.createContext({ q: 1 }) })());
say(vm.compileFunction("return a", ["a = 5"].slice(1)).toString());
for (const args of [[5], ["", 5], ["", [5]], ["return }"], ["", [], { filename: 5 }], ["", [], { parsingContext: {} }], ["", [], { parsingContext: 5 }],
  ["", [], { contextExtensions: 5 }], ["", [], { contextExtensions: [5] }], ["", [], { cachedData: 5 }], ["", [], { produceCachedData: 5 }]]) {
  attempt(() => vm.compileFunction(...args));
}
stackOf(() => vm.compileFunction('\n throw new Error("x")', [], { filename: "cf.js", lineOffset: 10 })());
const cached = vm.compileFunction("return 1", [], { produceCachedData: true });
say(cached.cachedDataProduced, vm.compileFunction("return 1", [], { cachedData: cached.cachedData }).cachedDataRejected);

// import() without an answer, and by the main loader
const errors = (promise) => promise.then((ns) => say(typeof ns.default, Object.keys(ns).length > 0), (error) => say(error.name, error.message, error.code));
(async () => {
  await errors(vm.runInThisContext("import('node:path')"));
  await errors(vm.compileFunction("return import('node:path')")());
  await errors(vm.runInNewContext("import('node:path')", {}));
  const importModuleDynamically = vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
  await errors(new vm.Script("import('node:path')", { importModuleDynamically }).runInThisContext());
  await errors(vm.compileFunction("return import('node:path')", [], { importModuleDynamically })());
  await errors(new vm.Script("import('./none.mjs')", { importModuleDynamically, filename: "/tmp/x.js" }).runInThisContext());
  await errors(new vm.Script("import('node:path')", { importModuleDynamically: () => 1 }).runInThisContext());
})();
