// flags: --enable-source-maps
// Stacks with original places and names from inline and file maps, call sites, findSourceMap, switching off and on.
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const module_ = require("node:module");
const { getCallSites, inspect } = require("node:util");
const { inline, mappings } = require("./_encode_map.cjs");

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "maps-")));
process.on("exit", () => fs.rmSync(folder, { recursive: true }));
const write = (name, text) => {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return file;
};
const own = (text) => String(text).replaceAll(folder, "DIR").split("\n").filter((line) => !line.includes("node:") && !line.includes(__dirname)).join("\n");
const say = (...values) => console.log(...values.map((v) => own(typeof v === "string" ? v : inspect(v))));
const attempt = (f) => {
  try {
    say(f());
  } catch (error) {
    say(error.stack ?? error);
  }
};

const generated = "function a(b) {\n  throw new TypeError(b);\n}\nclass C { m() { a('from m') } }\nexports.run = function run() { a('message') };\nexports.C = C;\n";
const map = {
  version: 3,
  sources: ["original.ts"],
  names: ["renamed", "method"],
  sourcesContent: ["// one\n// two\n  throw new TypeError(b);\n"],
  mappings: mappings([[0, 0, 0, 0, 0], [1, 2, 0, 2, 2], [1, 8, 0, 2, 8], [3, 10, 0, 5, 1, 1], [3, 16, 0, 6, 3, 0], [4, 28, 0, 9, 4, 0]]),
};
const inlineFile = write("inline.js", `${generated}${inline(map)}\n`);
attempt(() => require(inlineFile).run());
attempt(() => new (require(inlineFile).C)().m());
write("maps/file.js.map", JSON.stringify({ ...map, sourceRoot: "../src", sourcesContent: undefined }));
const byFile = write("file.js", `${generated}//# sourceMappingURL=maps/file.js.map\n`);
attempt(() => require(byFile).run());
attempt(() => require(write("webpack.js", `${generated}${inline({ ...map, sources: ["webpack:///./x.ts"] })}\n`)).run());
attempt(() => require(write("node_modules/dep/index.js", `${generated}${inline(map)}\n`)).run());
for (const broken of ["data:application/json;base64,e30=", "data:application/json,%7B", "data:text/plain,x", "none.map", "https://example.invalid/x.map"]) {
  attempt(() => require(write(`broken-${broken.length}.js`, `${generated}//# sourceMappingURL=${broken}\n`)).run());
}

// the user's prepareStackTrace sees what was generated
Error.prepareStackTrace = (error, sites) => `${sites[0].getFileName()}:${sites[0].getLineNumber()}`;
attempt(() => require(inlineFile).run());
delete Error.prepareStackTrace;

const found = module_.findSourceMap(inlineFile);
say(found.findEntry(1, 8), found.findOrigin(2, 9), found.lineLengths, found.payload.sources, module_.findSourceMap(__filename), module_.findSourceMap("none"));
say(getCallSites(1, { sourceMap: true })[0].lineNumber > 0);

say(module_.getSourceMapsSupport(), process.sourceMapsEnabled);
process.setSourceMapsEnabled(false);
say(module_.getSourceMapsSupport(), process.sourceMapsEnabled);
attempt(() => require(inlineFile).run());
for (const args of [[5], [], [true, 5], [true, { nodeModules: 5 }], [true, { generatedCode: 5 }]]) attempt(() => { try { return module_.setSourceMapsSupport(...args); } catch (error) { return `${error.message} ${error.code}`; } });
module_.setSourceMapsSupport(true);
say(module_.getSourceMapsSupport());
attempt(() => require(write("node_modules/dep/again.js", `${generated}${inline(map)}\n`)).run());
