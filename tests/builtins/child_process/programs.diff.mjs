// Programs run to their end, beside and before this one: output, codes, signals, errors and limits as in Node.
import cp from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";

const shown = ({ pid, error, ...rest }) => ({ started: pid > 0, error: error && [error.message, error.code, error.errno, error.syscall, error.path, error.spawnargs], ...rest });
console.log(shown(cp.spawnSync("sh", ["-c", "echo out; echo err >&2; cat; exit 3"], { input: "given", encoding: "utf8" })));
console.log(shown(cp.spawnSync("sh", ["-c", "echo $A $0; pwd"], { env: { A: "b", PATH: process.env.PATH }, cwd: "/", argv0: "name", encoding: "latin1" })));
console.log(shown(cp.spawnSync("none-such-program", ["x"])), shown(cp.spawnSync("sleep", ["9"], { timeout: 20 })), shown(cp.spawnSync("kill -9 $$", { shell: true })));
const { error, status, signal } = cp.spawnSync("yes", { maxBuffer: 10, killSignal: "SIGKILL" });
console.log(error.message, status, signal);
console.log(shown(cp.spawnSync("cat", { input: Buffer.alloc(300_000, 97), maxBuffer: Infinity })).stdout.length);
console.log(cp.execSync("echo hello; exit 0").toString(), cp.execFileSync("printf", ["%s", "x y"], { encoding: "utf8" }));
for (const fail of [() => cp.execSync("echo no >&2; exit 2", { stdio: "pipe" }), () => cp.execFileSync("sh", ["-c", "exit 5"]), () => cp.execFileSync("none-such-program")]) {
  try {
    fail();
  } catch (thrown) {
    console.log(thrown.message, thrown.status, thrown.signal, thrown.code, Object.keys(thrown).sort().join());
  }
}
for (const args of [[], [5], [""], ["a\0b"], ["ls", "x"], ["ls", ["\0"]], ["ls", [], 5], ["ls", [], { cwd: 5 }], ["ls", [], { uid: 1.5 }], ["ls", [], { shell: 5 }], ["ls", [], { argv0: 5 }],
  ["ls", [], { stdio: "other" }], ["ls", [], { stdio: ["ipc", "ipc"] }], ["ls", [], { timeout: -1 }], ["ls", [], { killSignal: "SIGNONE" }], ["ls", [], { env: { "a\0": 1 } }], ["ls", [], { signal: 5 }], ["ls", [], { detached: 1 }]]) {
  for (const run of [cp.spawn, cp.spawnSync]) {
    try {
      run(...args);
      console.log("no error", args);
    } catch (thrown) {
      console.log(run.name, thrown.name, thrown.code, thrown.message);
    }
  }
}

const child = cp.spawn("sh", ["-c", "read x; echo got $x; echo e >&2; exit 4"]);
const events = [];
for (const name of ["spawn", "exit", "close", "error"]) child.on(name, (...args) => events.push([name, ...args]));
let [out, err] = ["", ""];
child.stdout.on("data", (data) => { out += data; });
child.stderr.on("data", (data) => { err += data; });
child.stdin.write("line\n");
await once(child, "close");
console.log(events, out, err, child.exitCode, child.signalCode, child.killed, child.spawnfile, child.spawnargs, child.connected, child.stdio.length);

const none = cp.spawn("none-such-program", ["a"]);
none.on("error", ({ message, code, errno, path, spawnargs, syscall }) => console.log(message, code, errno, path, spawnargs, syscall));
console.log(none.pid, await once(none, "close").catch(() => "error first"));

const killed = cp.spawn("sleep", ["9"]);
console.log(killed.kill(0), killed.kill("SIGINT"), killed.killed, await once(killed, "close"), killed.kill());
const controller = new AbortController();
const aborted = cp.spawn("sleep", ["9"], { signal: controller.signal });
const abortion = once(aborted, "error").catch((reason) => [reason]);
controller.abort("why");
console.log((await abortion).map(({ name, code, cause }) => [name, code, cause]));

const big = cp.spawn("cat");
let length = 0;
big.stdout.on("data", (data) => { length += data.length; });
big.stdin.end(Buffer.alloc(2_000_000, 97));
console.log(await once(big, "close"), length);
const ignored = cp.spawn("sh", ["-c", "echo x; exit 1"], { stdio: ["ignore", "ignore", 2] });
console.log(ignored.stdin, ignored.stdout, ignored.stderr, await once(ignored, "close"));
const extra = cp.spawn("sh", ["-c", "cat <&3; echo to four >&4"], { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
extra.stdio[4].on("data", (data) => console.log(String(data)));
extra.stdio[3].end("text");
console.log(await once(extra, "close"));

const execFile = promisify(cp.execFile);
const exec = promisify(cp.exec);
console.log(await execFile("echo", ["hi"]), await exec("echo $A", { env: { A: "b" } }), await execFile("printf", ["\\303\\251"], { encoding: "buffer" }));
for (const failing of [() => exec("echo o; echo e >&2; exit 7"), () => exec("kill $$"), () => execFile("none-such-program", ["a"]), () => exec("yes", { maxBuffer: 100 }), () => exec("sleep 9", { timeout: 20 })]) {
  const reason = await failing().catch((caught) => caught);
  console.log(reason.message, reason.code, reason.killed, reason.signal, reason.cmd, reason.stdout?.length, reason.stderr);
}
