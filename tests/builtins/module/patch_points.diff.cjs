// What packages patch (require-in-the-middle, pirates, proxyquire, mock-require): each is asked for what it replaces.
const Module = require("node:module");
const path = (file) => `${__dirname}/_fixtures/${file}`;
const short = (text) => String(text).replaceAll(__dirname, "");

// require-in-the-middle: Module.prototype.require
const { require: oldRequire } = Module.prototype;
const asked = [];
Module.prototype.require = function (id) {
  asked.push(id);
  return oldRequire.apply(this, arguments);
};
require("./_fixtures/requires_child.cjs");
Module.prototype.require = oldRequire;
console.log(asked);

// proxyquire, mock-require: Module._load and Module._resolveFilename
const { _load, _resolveFilename } = Module;
Module._load = function (request, parent, isMain) {
  return request === "mocked" ? { mocked: true, by: short(parent.filename), isMain } : _load.apply(this, arguments);
};
console.log(require("mocked"));
Module._load = _load;
Module._resolveFilename = function (request, parent, isMain, options) {
  return request === "elsewhere" ? path("child.cjs") : _resolveFilename.call(this, request, parent, isMain, options);
};
console.log(require("elsewhere") === require("./_fixtures/child.cjs"), short(require.resolve("elsewhere")));
Module._resolveFilename = _resolveFilename;

// pirates: an extension handler that replaces module._compile, for a text that is no JavaScript before it
for (const extension of [".js", ".strange"]) {
  const old = Module._extensions[extension] ?? Module._extensions[".js"];
  Module._extensions[extension] = function (module, filename) {
    const compile = module._compile;
    module._compile = function (code, name, format) {
      module._compile = compile;
      return module._compile(code.replace("<<value>>", "'compiled'"), name, format);
    };
    old(module, filename);
  };
  console.log(require(`./_fixtures/template${extension}`), Object.keys(require.extensions));
  Module._extensions[extension] = old;
}

// the cache
require.cache[path("not_there.cjs")] = { id: "x", exports: { fake: true }, loaded: true };
console.log(require("./_fixtures/child.cjs") === require.cache[path("child.cjs")].exports);
const before = require("./_fixtures/child.cjs");
delete require.cache[path("child.cjs")];
console.log(require("./_fixtures/child.cjs") !== before);

// a module made by hand
const made = new Module("/made/by/hand.js", module);
made.filename = made.id;
made.paths = Module._nodeModulePaths("/made/by");
made._compile("exports.where = [__filename, __dirname, module.paths[0], require.main === module]", made.filename);
console.log(made.exports.where, made.loaded, made.parent === module, module.children.includes(made), Object.keys(made));
made._compile("#!/bin/sh\nexports.again = 1", made.filename);
console.log(made.exports.again, Object.keys(Object.getOwnPropertyDescriptor(Module.prototype, "parent")), made.isPreloading);
try {
  made._compile("export const x = 1", "/made/by/other.js", "commonjs");
} catch (error) {
  console.log(error.name);
}

// Module.wrap and Module.wrapper
console.log(Module.wrap("x"), Module.wrapper);
const wrap = Module.wrap;
Module.wrap = (text) => wrap(`exports.wrapped = true; ${text}`);
console.log(require("./_fixtures/wrapped.cjs"));
Module.wrapper[0] += "globalThis.wrappedBy = __filename; ";
Module.wrap = wrap;
delete require.cache[path("wrapped.cjs")];
console.log(require("./_fixtures/wrapped.cjs"), short(globalThis.wrappedBy));
