// Everything goes to stdout here: stderr is compared by a Console over stdout.
import { Console } from "node:console";

const both = new Console({ stdout: process.stdout, stderr: process.stdout });
for (const c of [console, both]) {
  c.log();
  c.log("a");
  c.log("a", "b", 1, null, undefined, true, { a: 1 }, [1, 2]);
  c.log("%s is %d years and %i, %f, %j, %o, %O, %%", "Bob", 42, 42.5, "1.5", { a: 1 }, [1], { b: 2 }, "more");
  c.log("100%", "x");
  c.log("%s");
  c.log("multi\nline");
  c.log({ multi: "x".repeat(100), line: "y".repeat(100) });
  c.info("info %s", 1);
  c.debug("debug");
  c.dirxml({ a: 1 }, [2]);
  c.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 });
  c.dir({ [Symbol.for("nodejs.util.inspect.custom")]: () => "custom" });
  c.dir("text");
  c.dir();
  c.group("group %s", 1);
  c.log("in\ngroup");
  c.group();
  c.log({ a: 1, long: "z".repeat(80) });
  c.groupEnd();
  c.groupCollapsed("collapsed", { x: 1 });
  c.log("deeper");
  c.dir({ in: "group" });
  c.groupEnd();
  c.groupEnd();
  c.groupEnd();
  c.log("out");
  c.count();
  c.count();
  c.count("label");
  c.count(undefined);
  c.count(null);
  c.count({ toString: () => "obj" });
  c.countReset();
  c.count();
  c.countReset("label");
  c.count("label");
  c.assert(true, "not shown");
  c.clear();
  c.profile?.("x");
  c.profileEnd?.("x");
}
both.warn("warn %s", 1);
both.error("error", { a: 1 });
both.assert(false);
both.assert(false, "text %s", 1);
both.assert(0, { a: 1 }, "b");
both.assert(undefined, undefined);
both.group("grouped");
both.error("error\nin group");
both.assert(false, "assertion\nin group");
both.groupEnd();

class Loud extends Console {
  log(...args) { super.log("LOUD", ...args); }
}
const loud = new Loud(process.stdout);
loud.log("x");
const { log, info, count, group } = loud;
log("unbound");
info("info");
count("c");
group("g");
loud.groupEnd();

const wide = new Console({ stdout: process.stdout, groupIndentation: 5, inspectOptions: { depth: 0, breakLength: 20 } });
wide.group("five");
wide.log({ a: { b: 1 }, c: [1, 2, 3, 4, 5, 6, 7, 8] });
wide.groupEnd();
const coloured = new Console({ stdout: process.stdout, colorMode: true });
coloured.log("%s %O", { a: 1 }, [1], { b: "x" }, "text", 5);
coloured.log({ c: 1 });
coloured.table([{ a: 1 }]);
const byStream = new Console({ stdout: process.stdout, inspectOptions: new Map([[process.stdout, { depth: 0 }]]) });
byStream.log({ a: { b: 1 } });

const original = console.log;
console.log = (...args) => original("patched", ...args);
console.count("by log");
console.group("by log too");
console.info("not by log");
console.groupEnd();
console.table([1]);
console.log = original;

const { write } = process.stdout;
const seen = [];
process.stdout.write = (text) => { seen.push(text); return true; };
console.log("captured %d", 1);
console.table([[1]]);
process.stdout.write = write;
console.log(seen);
console.log(console === globalThis.console, console instanceof Console, both instanceof Console, {} instanceof Console, Object.prototype.toString.call(console));
console.log(Object.keys(console).join(" "), Object.keys(both).join(" "));
for (const key of Object.keys(console)) if (key !== "Console") original(key, console[key].name, console[key].length, Object.getOwnPropertyDescriptor(console, key).writable);
console.log(console, both);
