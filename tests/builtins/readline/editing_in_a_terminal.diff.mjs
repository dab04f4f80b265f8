// What keys do: the line, the cursor and every byte written, on a stream that says it is a terminal.
import readline from "node:readline";
import promises from "node:readline/promises";
import { PassThrough } from "node:stream";

const turns = async (n = 4) => { for (let i = 0; i < n; i++) await new Promise(setImmediate); };
const UP = "\x1b[A", DOWN = "\x1b[B", RIGHT = "\x1b[C", LEFT = "\x1b[D", HOME = "\x1b[H", END = "\x1b[F", DELETE = "\x1b[3~";

async function type(title, keys, options = {}) {
  const { columns = 80, source = readline, ...rest } = options;
  const input = new PassThrough();
  const output = Object.assign(new PassThrough({ encoding: "utf8" }), { columns, isTTY: true });
  const rl = source.createInterface({ input, output, terminal: true, prompt: "> ", ...rest });
  const log = [];
  for (const event of ["line", "SIGINT", "SIGTSTP", "history", "close", "pause", "resume"]) {
    if (options.signals !== false || !event.startsWith("SIG")) rl.on(event, (value) => log.push(value === undefined ? event : `${event}:${value}`));
  }
  rl.prompt();
  for (const key of [].concat(keys)) {
    if (typeof key === "function") await key(rl, log);
    else input.write(key);
    await turns();
    if (rl.closed) break;
    log.push(`${JSON.stringify(rl.line)}@${rl.cursor}`);
  }
  console.log(`${title}: ${log.join(" ")}\n  ${JSON.stringify(output.read())}`);
  if (!rl.closed) rl.close();
}

await type("typing", ["abc", "\r"]);
await type("moving", ["hello", LEFT, LEFT, "X", HOME, "Y", END, "Z", RIGHT]);
await type("deleting", ["hello", "\x7f", LEFT, LEFT, DELETE, "\b"]);
await type("words", ["one two.three  four", "\x1bb", "\x1bb", "\x1bb", "\x1bf", "\x1bd", "\x17", "\x1b\x7f"]);
await type("lines", ["one two", LEFT, LEFT, "\x0b", "\x15", "\x19", "\x1by"]);
await type("control keys", ["abcdef", "\x01", "\x06", "\x04", "\x05", "\x02", "\x08", "\x0c"]);
await type("undo and redo", ["ab", "cd", "\x7f", "\x1f", "\x1f", "\x1e"]);
await type("history", ["one\r", "two\r", "", UP, UP, UP, DOWN, DOWN, DOWN, "\x10", "\x0e"]);
await type("history by prefix", ["apple\r", "banana\r", "avocado\r", "a", UP, UP, UP, DOWN]);
await type("history without repetitions", ["a\r", "b\r", "a\r", UP, UP, UP], { removeHistoryDuplicates: true });
await type("history given", [UP, UP, UP, "\r"], { history: ["new", "old"], historySize: 2 });
await type("entries of several lines", [UP, UP, UP, UP, DOWN, LEFT, UP, DOWN, "q\r"], { history: ["one\ntwo", "plain", "a\rb"] });
await type("no history", ["a\r", UP], { historySize: 0 });
await type("wide characters", ["a谢b", LEFT, LEFT, "\x7f", "😀", LEFT, DELETE, "e\u0301"]);
await type("a line longer than the screen", ["abcdefghijklmnop", LEFT, LEFT, HOME, "X", END], { columns: 8 });
await type("pasted into the middle", ["abc", LEFT, LEFT, "XYZ", "1"], { columns: 8 });
await type("pasted at the edge", ["abcde", "fg", "h", "i"], { columns: 8 });
await type("a prompt of lines", ["xyz", HOME, "\x0c"], { prompt: "first\nsecond> ", columns: 10 });
await type("tabs", ["a\tb"], { tabSize: 4 });
await type("pasted lines", ["one\ntwo\nthr"]);
await type("return and line feed", ["a\r\n", "b\n", "\r", "\n"]);
await type("Ctrl-C heard", ["ab", "\x03", "c"]);
await type("Ctrl-C", ["ab", "\x03"], { signals: false });
await type("Ctrl-D", ["ab", "\x04", "\x15", "\x04"]);
await type("Ctrl-Z heard", ["\x1a"]);
await type("escape", ["a", "\x1b", (rl) => rl.write("b"), (rl) => rl.write(null, { ctrl: true, name: "u" })]);
await type("unknown sequences", ["\x1b[99~", "\x1bOx", "\x1b[1;5C", "\x1b[1;3D", "\x1b[Z", "ok"]);
await type("resized", ["abcdefghijkl", (rl) => { rl.output.columns = 5; rl.output.emit("resize"); }]);
await type("hidden input", [(rl) => { rl._writeToOutput = () => {}; }, "secret", "\r"]);
await type("question", [(rl, log) => { rl.question("who? ", (answer) => log.push(`answer:${answer}`)); }, "me", "\r", "rest"]);

const words = ["apple", "apricot", "banana", "", "blueberry"];
const completer = (line) => [words.filter((word) => word.startsWith(line)), line];
await type("completion of one", ["ban", "\t"], { completer });
await type("completion of a part", ["a", "\t", "\t", "\t"], { completer });
await type("completion of nothing", ["zz", "\t", "\t"], { completer });
await type("completion with a callback", ["ap", "\t", "\t"], { completer: (line, callback) => setImmediate(callback, null, completer(line)), columns: 12 });
await type("completion fails", ["a", "\t"], { completer: (line, callback) => callback("no words") });
await type("completion of a promise", ["ban", "\t"], { completer: async (line) => completer(line), source: promises });
await type("completion of a promise fails", ["a", "\t"], { completer: async () => { throw "no words"; }, source: promises });
await type("a tab without completer", ["a", "\t", "b"]);
await type("Ctrl-C at a promise", [(rl, log) => { rl.question("? ").catch((error) => log.push(`${error.name} ${error.message}`)); }, "\x03"], { source: promises, signals: false });
await type("Ctrl-D at a promise", [(rl, log) => { rl.question("? ").catch((error) => log.push(`${error.name} ${error.message}`)); }, "\x04"], { source: promises });

{
  const input = new PassThrough();
  readline.emitKeypressEvents(input);
  const seen = [];
  input.on("keypress", (text, key) => seen.push(`${JSON.stringify(text)} ${JSON.stringify(key)}`));
  for (const data of ["aB1 é😀", "\r\n\t\b\x7f\x01\x1a", "\x1ba\x1bB\x1b1\x1b\r\x1b\n\x1b\t\x1b ", "\x1b[A\x1b[1;2A\x1b[1;5B\x1b[1;3C\x1b[1;9D", "\x1bOP\x1bOQ\x1bOF\x1bO5A", "\x1b[[A\x1b[[E\x1b[11~\x1b[24~\x1b[24;5~",
    "\x1b[2~\x1b[3$\x1b[3^\x1b[5;2~\x1b[6;5~\x1b[7~\x1b[8~", "\x1b[a\x1b[e\x1bOa\x1bOe\x1b[Z", "\x1b[200~x\x1b[201~", "\x1b[99~\x1b[!\x1b\x1b[A\x1bé", "\x1c\x1d\x00"]) {
    input.write(data);
    await turns();
  }
  console.log(seen.join("\n"));
  const escaped = new Promise((resolve) => input.once("keypress", (text, key) => resolve(key)));
  input.write("\x1b");
  console.log(await escaped);
}
