// Operations on files, microseconds each, as JSON. The same in both programs. Every file is in the page cache.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "llrt-bench-"));
const small = path.join(folder, "small.txt");
const large = path.join(folder, "large.txt");
const other = path.join(folder, "other.txt");
fs.writeFileSync(small, "x".repeat(1000));
fs.writeFileSync(large, "x".repeat(1 << 20));
for (let i = 0; i < 100; i++) fs.writeFileSync(path.join(folder, `entry-${i}`), "");
const fd = fs.openSync(small);
const buffer = Buffer.alloc(1000);

const result = {};

function sync(name, count, work) {
  for (let i = 0; i < count / 5; i++) work();
  const start = performance.now();
  for (let i = 0; i < count; i++) work();
  result[name] = ((performance.now() - start) / count) * 1000;
}

async function async_(name, count, work) {
  for (let i = 0; i < count / 5; i++) await work();
  const start = performance.now();
  for (let i = 0; i < count; i++) await work();
  result[name] = ((performance.now() - start) / count) * 1000;
}

sync("existsSync, there", 20000, () => fs.existsSync(small));
sync("existsSync, not there", 20000, () => fs.existsSync("/none/of/it"));
sync("statSync", 20000, () => fs.statSync(small));
sync("statSync, not there, no error", 20000, () => fs.statSync("/none", { throwIfNoEntry: false }));
sync("statSync, error", 5000, () => { try { fs.statSync("/none"); } catch { /* expected */ } });
sync("readFileSync 1 KB, utf8", 10000, () => fs.readFileSync(small, "utf8"));
sync("readFileSync 1 KB", 10000, () => fs.readFileSync(small));
sync("readFileSync 1 MB, utf8", 500, () => fs.readFileSync(large, "utf8"));
sync("readFileSync 1 MB", 500, () => fs.readFileSync(large));
sync("writeFileSync 1 KB", 2000, () => fs.writeFileSync(other, "y".repeat(1000)));
sync("readSync 1 KB", 20000, () => fs.readSync(fd, buffer, 0, 1000, 0));
sync("openSync, closeSync", 10000, () => fs.closeSync(fs.openSync(small)));
sync("readdirSync, 103 names", 2000, () => fs.readdirSync(folder));
sync("path.join", 50000, () => path.join("/usr/lib", "node", "../x.js"));
await async_("promises.readFile 1 KB, utf8", 3000, () => fs.promises.readFile(small, "utf8"));
await async_("promises.readFile 1 MB", 300, () => fs.promises.readFile(large));
await async_("promises.stat", 3000, () => fs.promises.stat(small));
await async_("16 promises.stat at once", 300, () => Promise.all(Array.from({ length: 16 }, () => fs.promises.stat(small))));
await async_("fs.stat with callback", 3000, () => new Promise((resolve) => { fs.stat(small, resolve); }));
await async_("createReadStream 1 MB", 100, async () => { for await (const chunk of fs.createReadStream(large)) chunk; });

fs.rmSync(folder, { recursive: true });
console.log(JSON.stringify(result));
