import fs from "node:fs";
import { Readable } from "node:stream";
import { finished, pipeline } from "node:stream/promises";
import { at, later, show } from "./_folder.mjs";

const file = at("file");
fs.writeFileSync(file, "0123456789");
const all = async (stream) => { const parts = []; for await (const part of stream) parts.push(part); return parts.join(""); };

// Reading
for (const options of [undefined, "utf8", { start: 2, end: 5 }, { start: 8, end: 100 }, { end: 0 }, { highWaterMark: 3, encoding: "hex" }, { flags: "r+" }]) {
  await later("read", all(fs.createReadStream(file, options)));
}
const events = [];
const reader = fs.createReadStream(file, { highWaterMark: 4 });
for (const name of ["open", "ready", "data", "end", "close"]) reader.on(name, (value) => events.push(name === "data" ? String(value) : name === "open" ? typeof value : name));
console.log(reader.path === file, reader.pending, reader.bytesRead, reader.flags, reader.mode, reader.start, reader.end, reader.autoClose, reader instanceof Readable);
await finished(reader);
await new Promise((resolve) => { reader.closed ? resolve() : reader.on("close", resolve); });
console.log(events, reader.bytesRead, reader.pending, reader.fd);
await later("missing", finished(fs.createReadStream(at("none")).resume()));
await later("folder", finished(fs.createReadStream(at(".")).resume()));
for (const options of [{ start: -1 }, { start: "1" }, { end: 1.5 }, { start: 5, end: 2 }, { fd: "x" }, { encoding: "no" }, 1, { fs: {} }, { flags: "bad" }]) {
  show("options", () => { fs.createReadStream(file, options).on("error", () => {}); });
}
const controller = new AbortController();
const aborted = fs.createReadStream(file, { signal: controller.signal });
controller.abort();
await later("aborted", finished(aborted.resume()));
console.log(fs.ReadStream.length, fs.WriteStream.length, fs.ReadStream(file).destroy() instanceof fs.ReadStream);

// Writing
const written = async (options, ...chunks) => {
  const stream = fs.createWriteStream(at("out"), options);
  for (const chunk of chunks) stream.write(chunk);
  stream.end();
  await finished(stream);
  return [stream.bytesWritten, fs.readFileSync(at("out"), "latin1")];
};
await later("write", written(undefined, "one", Buffer.from("two"), new Uint8Array([33])));
await later("append", written({ flags: "a" }, "!"));
await later("start", written({ flags: "r+", start: 2 }, "XX", "YY"));
await later("encoding", written({ encoding: "hex" }, "414243"));
await later("flush", written({ flush: true }, "flushed"));
await later("missing", finished(fs.createWriteStream(at("none/x"))));
for (const options of [{ start: -1 }, { flush: 1 }, { fs: { open() {}, close() {} } }]) show("options", () => { fs.createWriteStream(at("out"), options).on("error", () => {}); });
await pipeline(Readable.from(["a", "b", "c"]), fs.createWriteStream(at("piped")));
await pipeline(fs.createReadStream(at("piped")), fs.createWriteStream(at("copy")));
show("copied", () => fs.readFileSync(at("copy"), "utf8"));
const own = { ...fs, open: (path, flags, mode, callback) => fs.open(file, flags, mode, callback) };
await later("own fs", all(fs.createReadStream("another", { fs: own })));

// FileHandle
const handle = await fs.promises.open(at("handle"), "w+");
console.log(handle.constructor.name, typeof handle.fd, Object.keys(handle));
await later("write", handle.write("hello "));
await later("write", handle.write(Buffer.from("world"), 0, 5, null));
await later("read", handle.read(Buffer.alloc(5), 0, 5, 6).then(({ bytesRead, buffer }) => [bytesRead, String(buffer)]));
await later("read", handle.read({ position: 0, length: 3 }).then(({ bytesRead, buffer }) => [bytesRead, buffer.length]));
await later("writev", handle.writev([Buffer.from("1"), Buffer.from("22")], 0).then((r) => r.bytesWritten));
await later("readv", handle.readv([Buffer.alloc(2), Buffer.alloc(3)], 0).then((r) => [r.bytesRead, r.buffers.map(String)]));
await later("truncate", handle.truncate(4).then(() => handle.stat()).then((s) => s.size));
await later("append", handle.appendFile("more"));
await later("sync", Promise.all([handle.sync(), handle.datasync(), handle.chmod(0o600), handle.utimes(1, 2), handle.chown(-1, -1)]));
await later("readFile", handle.readFile("utf8"));
await later("writeFile", handle.writeFile((async function* () { yield "x"; yield Buffer.from("y"); })()));
await later("writeFile", fs.promises.writeFile(handle, "z"));
show("content", () => fs.readFileSync(at("handle"), "latin1"));
for (const bad of [[1], [Buffer.alloc(2), 3], [Buffer.alloc(2), 0, 5], [Buffer.alloc(0), 0, 1], [Buffer.alloc(1), 0, 1, -2]]) await later("read", handle.read(...bad));
for (const bad of [[1], [{}], [Buffer.alloc(2), 0, 5]]) await later("write", handle.write(...bad));
handle.on("close", () => console.log("closed"));
const [inUse] = [handle.stat(), handle.close(), handle.close() === handle.close()];
await later("in use", inUse.then((s) => s.isFile()));
await handle.close();
console.log(handle.fd);
await later("after", handle.read());
await later("after", handle.writeFile("x"));
{
  await using scoped = await fs.promises.open(file);
  console.log(await all(scoped.createReadStream({ start: 7 })));
}
const web = await fs.promises.open(file);
const parts = [];
for await (const part of web.readableWebStream()) parts.push(Buffer.from(part).toString());
console.log(parts.join(""));
show("locked", () => web.readableWebStream());
await web.close();
for (const [contents, type] of [["some text", "text/plain"]]) {
  fs.writeFileSync(at("blob"), contents);
  const blob = await fs.openAsBlob(at("blob"), { type });
  console.log(blob.size, blob.type, await blob.text(), await blob.slice(5).text());
}
show("blob", () => fs.openAsBlob(at("none")));

// Iterables
await fs.promises.writeFile(at("iterable"), ["a", "b", Buffer.from("c")]);
await fs.promises.writeFile(at("stream"), Readable.from(["d", "e"]));
show("iterables", () => [fs.readFileSync(at("iterable"), "utf8"), fs.readFileSync(at("stream"), "utf8")]);
await later("iterables", fs.promises.writeFile(at("iterable"), [1]));
