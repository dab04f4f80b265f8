import { Console } from "node:console";

const written = [];
const stream = (name) => ({ write: (text, callback) => { written.push([name, text]); callback?.(); }, on() {}, once() {}, removeListener() {}, listenerCount: () => 0 });
const attempt = (fn) => {
  try {
    return fn();
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
};
for (const args of [[], [null], [5], [{}], [{ stdout: 5 }], [{ stdout: stream("o"), stderr: {} }], [stream("o"), {}], [{ stdout: stream("o"), colorMode: 5 }], [{ stdout: stream("o"), groupIndentation: -1 }], [{ stdout: stream("o"), groupIndentation: 1001 }], [{ stdout: stream("o"), groupIndentation: "x" }], [{ stdout: stream("o"), groupIndentation: 1.5 }], [{ stdout: stream("o"), inspectOptions: 5 }], [{ stdout: stream("o"), inspectOptions: null }], [{ stdout: stream("o"), inspectOptions: { colors: true }, colorMode: true }], [{ stdout: stream("o"), inspectOptions: { colors: true } }]]) {
  console.log(attempt(() => typeof new Console(...args)));
}
const c = new Console(stream("out"), stream("err"));
c.log("to out");
c.warn("to err");
c.error("%s", "x");
c.trace === undefined || c.group("g");
c.error("indented");
const alone = Console(stream("alone"));
alone.error("same stream");
console.log(alone instanceof Console, written);
const broken = { write() { throw new Error("write fails"); }, once() {}, removeListener() {}, listenerCount: () => 0 };
console.log(attempt(() => new Console(broken).log("x")), attempt(() => new Console({ stdout: broken, ignoreErrors: false }).log("x")), attempt(() => new Console(broken, broken, false).log("x")));
console.log(Console.name, Console.length, Object.keys(Console.prototype).join(" "));
const timed = [];
const t = new Console({ write: (text) => timed.push(text), once() {}, removeListener() {}, listenerCount: () => 0 });
t.time("a");
t.timeLog("a", "extra", { x: 1 });
t.timeEnd("a");
t.time();
t.timeEnd();
console.log(timed.map((text) => text.replace(/[\d.]+ms/, "N ms")));
t.trace("trace %s", 1);
console.log(timed.at(-1).split("\n")[0]);
