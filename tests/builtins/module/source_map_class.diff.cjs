// module.SourceMap: entries and origins, sections, lineLengths, payload, wrong arguments; Error.prepareStackTrace's default.
const { SourceMap } = require("node:module");
const { inspect } = require("node:util");
const say = (...values) => console.log(...values.map((v) => (typeof v === "string" ? v : inspect(v))));
const payload = { version: 3, sources: ["a.ts", "b.ts"], names: ["foo", "bar"], mappings: "AAAAA,IAACC;;AACD,QCAA", sourcesContent: ["x\ny", "z"], sourceRoot: "/root" };
const map = new SourceMap(payload, { lineLengths: [1, 2] });
say(map, map.payload, map.payload !== payload, map.lineLengths, Object.getOwnPropertyNames(SourceMap.prototype), SourceMap.length, SourceMap.name);
for (const [line, column] of [[0, 0], [0, 3], [0, 4], [0, 100], [1, 0], [2, 0], [2, 7], [2, 8], [5, 0], [-1, 0]]) {
  say(line, column, map.findEntry(line, column), map.findOrigin(line + 1, column + 1));
}
for (const wrong of [undefined, null, 5, "x", { sections: [] }, { version: 3, sources: [], mappings: "" },
  { version: 3, sections: [{ offset: { line: 1, column: 2 }, map: { version: 3, sources: ["q"], names: [], mappings: "AAAA;CACA" } }] }]) {
  try {
    const made = new SourceMap(wrong);
    say(made.findEntry(1, 2), made.findEntry(2, 3), made.lineLengths);
  } catch (error) {
    say(error.name, error.message, error.code);
  }
}

const { value, ...flags } = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
say(flags, value.name, value.length, Object.keys(Error));
say(Error.prepareStackTrace(new TypeError("x"), ["a", "b"]), Error.prepareStackTrace({}, []));
const kept = Error.prepareStackTrace;
Error.prepareStackTrace = (error, sites) => kept(error, sites.slice(0, 1)).split("\n").length;
say(new Error("y").stack);
Error.prepareStackTrace = kept;
say(new Error("z").stack.split("\n")[0]);
