// Lines of what is no terminal, prompts, questions, errors, iteration, and the shape of the module.
import readline, * as namespace from "node:readline";
import * as promises from "node:readline/promises";
import { PassThrough } from "node:stream";
import { once } from "node:events";
import { promisify } from "node:util";

const turns = async (n = 5) => { for (let i = 0; i < n; i++) await new Promise(setImmediate); };
const text = (error) => `${error.name} ${error.code ?? ""} ${error.message}`;
const attempt = (run) => { try { console.log(run()); } catch (error) { console.log(text(error)); } };

console.log(Object.keys(namespace).sort().join(), Object.keys(promises).sort().join(), readline.promises === promises.default);
for (const Class of [readline.Interface, promises.Interface, promises.Readline]) {
  console.log(Class.name, Class.length, Object.keys(Class.prototype).sort().map((key) => `${key}/${Class.prototype[key].length}`).join());
}
for (const name of ["clearLine", "clearScreenDown", "createInterface", "cursorTo", "emitKeypressEvents", "moveCursor"]) {
  console.log(readline[name].name, readline[name].length);
}

async function lines(title, chunks, options) {
  const input = new PassThrough();
  const output = new PassThrough();
  const rl = readline.createInterface({ input, output, ...options });
  const log = [];
  rl.on("line", (line) => log.push(JSON.stringify(line))).on("close", () => log.push("close")).on("pause", () => log.push("pause"));
  for (const chunk of chunks) {
    input.write(chunk);
    await turns(2);
  }
  input.end();
  await turns();
  console.log(title, log.join(" "), rl.closed, rl.terminal, rl.line, rl.cursor, rl.columns);
}
await lines("plain", ["a\nb\n", "c"]);
await lines("ends", ["a\r\nb\rc\u2028d\u2029e\n\nf"]);
await lines("split ends", ["a\r", "\nb", "\r", "\n"]);
await lines("split characters", [Buffer.from("€").subarray(0, 1), Buffer.from("€").subarray(1), "\n"]);
await lines("nothing", []);

const make = (options) => {
  const input = new PassThrough();
  const output = new PassThrough({ encoding: "utf8" });
  const rl = readline.createInterface({ input, output, ...options });
  return { input, output, rl };
};
for (const options of [{ historySize: -1 }, { historySize: "x" }, { history: 1 }, { completer: 1 }, { tabSize: 0 }, { tabSize: 1.5 }, { escapeCodeTimeout: "x" },
  { signal: 1 }]) {
  attempt(() => make(options));
}
attempt(() => readline.createInterface());
attempt(() => make({ crlfDelay: 5 }).rl.crlfDelay);
attempt(() => make({ crlfDelay: Infinity }).rl.crlfDelay);
attempt(() => make({ prompt: "? " }).rl.getPrompt());
attempt(() => readline.Interface(new PassThrough()) instanceof readline.Interface);
{
  const { input, output, rl } = make();
  console.log(Object.keys(rl).sort().join(), rl.history, rl.historyIndex, rl.historySize);
  rl.setPrompt("% ");
  rl.prompt();
  rl.question("name? ", (answer) => console.log("answer", answer));
  rl.question("ignored? ", () => console.log("never"));
  rl.write("typed\n");
  input.write("Ada\n");
  await turns();
  console.log(JSON.stringify(output.read()), rl.getPrompt());
  const asking = promisify(rl.question).call(rl, "again? ");
  input.write("yes\n");
  console.log(await asking);
  console.log(rl.pause() === rl, rl.pause(), rl.resume() === rl, rl.resume());
  rl.close();
  rl.close();
  for (const method of ["pause", "resume", "prompt", "question", "write"]) attempt(() => rl[method]("x", () => {}));
}
{
  const { input, rl } = make();
  const seen = [];
  input.write("1\n2\n3\n4");
  input.end();
  for await (const line of rl) {
    seen.push(line);
    if (line === "3") break;
  }
  console.log(seen.join(), rl.closed);
}
{
  const rl = promises.createInterface({ input: new PassThrough(), output: new PassThrough() });
  const controller = new AbortController();
  const asking = rl.question("?", { signal: controller.signal });
  controller.abort("enough");
  await asking.catch((error) => console.log(text(error), error.cause));
  await rl.question("?", { signal: AbortSignal.abort() }).catch((error) => console.log(text(error)));
  const answer = rl.question("name");
  rl.write("Bob\n");
  console.log(await answer);
  rl.close();
  await rl.question("?").catch((error) => console.log(text(error)));
}
{
  const controller = new AbortController();
  const { rl } = make({ signal: controller.signal });
  setImmediate(() => controller.abort());
  await once(rl, "close");
  const { rl: late } = make({ signal: AbortSignal.abort() });
  await once(late, "close");
  console.log("closed by signals");
  { using rl2 = make().rl; rl2.on("close", () => console.log("disposed")); }
}
{
  const { input, rl } = make();
  rl.on("error", (error) => console.log("error", error.message));
  input.destroy(new Error("bad input"));
  await turns();
  console.log(rl.closed);
}
{
  const output = new PassThrough({ encoding: "utf8" });
  const line = new promises.Readline(output);
  line.cursorTo(1).cursorTo(2, 3).moveCursor(-1, 2).moveCursor(0, 0).clearLine(-1).clearLine(0).clearLine(1).clearScreenDown();
  console.log(output.read(), await line.commit(), JSON.stringify(output.read()));
  line.clearLine(0).rollback();
  await line.commit();
  console.log(JSON.stringify(output.read()));
  new promises.Readline(output, { autoCommit: true }).cursorTo(0);
  await turns();
  console.log(JSON.stringify(output.read()));
  for (const bad of [() => new promises.Readline({}), () => new promises.Readline(output, { autoCommit: 1 }), () => line.cursorTo("x"), () => line.clearLine(2), () => line.moveCursor(1, "y")]) attempt(bad);
  const log = [];
  for (const run of [() => readline.cursorTo(output, 1), () => readline.cursorTo(output, 1, 2), () => readline.cursorTo(output, 1, (e) => log.push(e)), () => readline.cursorTo(null, 1, 2, (e) => log.push(e)),
    () => readline.cursorTo(output), () => readline.cursorTo(output, "x", 1), () => readline.cursorTo(output, NaN), () => readline.cursorTo(output, 1, NaN), () => readline.cursorTo(output, 1, 1, 1),
    () => readline.moveCursor(output, 1, -2), () => readline.moveCursor(output, 0, 0, (e) => log.push(e)), () => readline.clearLine(output, 0), () => readline.clearLine(undefined, 1), () => readline.clearScreenDown(output),
    () => readline.clearScreenDown(output, {})]) attempt(run);
  await turns();
  console.log(log, JSON.stringify(output.read()));
}
