import fs from "node:fs";
import { once } from "node:events";
import { at, describe, later, show } from "./_folder.mjs";

fs.mkdirSync(at("w/deep"), { recursive: true });
fs.writeFileSync(at("w/file"), "");

// Until an event that satisfies: what comes besides depends on the system.
const until = (watcher, type, name) => new Promise((resolve) => {
  watcher.on("change", (kind, which) => { if (kind === type && String(which) === name) resolve(`${kind} ${which}`); });
});
async function watching(path, options, type, name, act) {
  const watcher = fs.watch(path, options);
  const seen = until(watcher, type, name);
  act();
  console.log(await seen);
  const closed = once(watcher, "close");
  watcher.close();
  await closed;
}
await watching(at("w"), undefined, "rename", "new", () => fs.writeFileSync(at("w/new"), "1"));
await watching(at("w"), { persistent: true }, "change", "file", () => fs.appendFileSync(at("w/file"), "1"));
await watching(at("w"), undefined, "rename", "new", () => fs.unlinkSync(at("w/new")));
await watching(at("w/file"), {}, "change", "file", () => fs.appendFileSync(at("w/file"), "1"));
await watching(at("w"), "hex", "rename", Buffer.from("hex").toString("hex"), () => fs.writeFileSync(at("w/hex"), ""));
await watching(at("w"), "buffer", "rename", "buffer", () => fs.writeFileSync(at("w/buffer"), ""));
await watching(at("w"), { recursive: true }, "rename", "deep/inner", () => fs.writeFileSync(at("w/deep/inner"), ""));

// A folder that is moved out of the tree is watched no more; one that is moved within it is, under its new name.
fs.mkdirSync(at("w/leaves/inner"), { recursive: true });
const tree = fs.watch(at("w"), { recursive: true });
const told = [];
tree.on("change", (type, name) => told.push(name));
const left = until(tree, "rename", "leaves");
fs.renameSync(at("w/leaves"), at("left"));
await left;
fs.writeFileSync(at("left/inner/unseen"), "");
const moved = until(tree, "rename", "moved");
fs.renameSync(at("w/deep"), at("w/moved"));
await moved;
// Node begins to watch what it is told of some turns later: it is written until it is seen.
const seen = until(tree, "rename", "moved/now");
const writing = setInterval(() => { fs.rmSync(at("w/moved/now"), { force: true }); fs.writeFileSync(at("w/moved/now"), ""); }, 5);
await seen;
clearInterval(writing);
tree.close();
console.log(told.filter((name) => name.endsWith("unseen") || name === "deep/now"));

const ignoring = fs.watch(at("w"), { ignore: ["*.log", /tmp$/, (name) => name === "no"] });
const names = [];
ignoring.on("change", (type, name) => names.push(name));
const last = until(ignoring, "rename", "yes");
for (const name of ["a.log", "a.tmp", "no", "yes"]) fs.writeFileSync(at("w", name), "");
await last;
console.log([...new Set(names)]);
ignoring.close();

show("missing", () => fs.watch(at("none")));
try {
  fs.watch(at("none"));
} catch (error) {
  console.log(error.filename === error.path, describe(error));
}
for (const options of [{ persistent: 1 }, { recursive: "x" }, { encoding: "no" }, { ignore: 1 }, { signal: 1 }]) show("options", () => fs.watch(at("w"), options).close());
const controller = new AbortController();
const stopped = fs.watch(at("w"), { signal: controller.signal });
controller.abort();
await once(stopped, "close");
console.log(stopped instanceof fs.watch(at("w")).unref().constructor);

// As an async iterator
const stop = new AbortController();
const iterator = fs.promises.watch(at("w"), { signal: stop.signal });
const first = iterator.next();
await new Promise((resolve) => { setImmediate(resolve); });
fs.writeFileSync(at("w/iterated"), "");
const { value, done } = await first;
console.log(value.eventType, value.filename, done);
stop.abort();
await later("aborted", (async () => { for await (const event of iterator) event; })());
await later("missing", fs.promises.watch(at("none")).next());
await later("options", fs.promises.watch(at("w"), { overflow: "x" }).next());

// watchFile
const [current, previous] = await new Promise((resolve) => {
  fs.watchFile(at("later"), { interval: 10 }, function listener(now, before) {
    fs.unwatchFile(at("later"), listener);
    resolve([now, before]);
  });
});
console.log(current.mtimeMs, previous.size, current instanceof fs.Stats);
// First that nothing is there, then what came to be.
const polled = [];
await new Promise((resolve) => {
  fs.watchFile(at("polled"), { interval: 5, bigint: true }, (now, before) => {
    polled.push([now.size, before.size]);
    if (polled.length === 1) fs.writeFileSync(at("polled.new"), "123");
    if (polled.length === 1) fs.renameSync(at("polled.new"), at("polled"));
    else resolve();
  });
});
console.log(polled);
fs.unwatchFile(at("polled"));
show("listener", () => fs.watchFile(at("polled")));
