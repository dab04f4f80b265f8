import { parseArgs } from "node:util";

const options = {
  foo: { type: "boolean", short: "f" }, bar: { type: "string", short: "b" }, list: { type: "string", multiple: true, short: "l" },
  count: { type: "boolean", multiple: true, short: "c" }, color: { type: "boolean" }, with: { type: "string", default: "dflt" }, many: { type: "string", multiple: true, default: ["a", "b"] }, yes: { type: "boolean", default: true },
};
const argLists = [
  [], ["-f"], ["--foo"], ["--foo", "--bar", "x"], ["--bar=x"], ["--bar="], ["--bar"], ["--bar", "-x"], ["--bar=-x"], ["-bx"], ["-b", "x"], ["-b"], ["-fb", "x"], ["-fbx"], ["-bfx"], ["-ff"], ["-cc", "--count"],
  ["-l", "1", "-l2", "--list=3", "--list", "4"], ["--no-color"], ["--no-bar"], ["--no-foo=1"], ["--color", "--no-color"], ["--no-nope"], ["pos"], ["pos", "-f", "pos2"], ["--", "-f", "x"], ["-f", "--", "--bar"], ["-"], ["-f", "-"], ["--foo=1"], ["--nope"], ["--nope", "x"], ["--nope=x"], ["-n"], ["-nx"], ["-n5", "-f"],
  ["--__proto__"], ["--__proto__=1"], ["--bar", "--"], ["--bar", "--foo"], ["-b-"], ["--=x"], ["---"], ["--f"], ["-fé"], ["--bar", ""], [""], ["--with", "y"], ["--many", "z"], ["--yes"], ["--no-yes"], ["-b", "-"], ["-b", "-5"], ["--bar", "-5"],
];
const run = (config) => {
  try {
    console.log(JSON.stringify(parseArgs(config)));
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};
for (const args of argLists) {
  console.log(">", JSON.stringify(args));
  run({ args, options });
  run({ args, options, allowPositionals: true, tokens: true });
  run({ args, options, strict: false, tokens: true });
  run({ args, options, strict: false, allowPositionals: false });
  run({ args, options, allowNegative: true, allowPositionals: true });
  run({ args, strict: false });
}
for (const bad of [
  5, { args: "x" }, { args: [], options: 5 }, { args: [], options: { a: 5 } }, { args: [], options: { a: {} } }, { args: [], options: { a: { type: "number" } } }, { args: [], options: { a: { type: "string", short: "ab" } } },
  { args: [], options: { a: { type: "string", short: 5 } } }, { args: [], options: { a: { type: "string", short: "" } } }, { args: [], options: { a: { type: "string", multiple: 5 } } }, { args: [], options: { a: { type: "string", default: 5 } } }, { args: [], options: { a: { type: "boolean", default: "x" } } },
  { args: [], options: { a: { type: "string", multiple: true, default: "x" } } }, { args: [], options: { a: { type: "boolean", multiple: true, default: [1] } } }, { args: [], strict: 5 }, { args: [], allowPositionals: 5 }, { args: [], tokens: 5 }, { args: [], allowNegative: 5 }, { args: [1] }, { args: [], options: { a: { type: undefined } } }, { args: [], options: { a: { type: "string", short: undefined } } }, { args: [], options: { a: { type: "string", multiple: undefined } } },
]) run(bad);
console.log(parseArgs({ args: ["-f"], options }));
