// Serializer and Deserializer method by method, hostile input, and the other members' results and errors.
const v8 = require("node:v8");
const { inspect } = require("node:util");
const say = (...values) => console.log(...values.map((v) => (typeof v === "string" ? v : inspect(v))));
const attempt = (f) => {
  try {
    say(f());
  } catch (error) {
    say("threw", error?.name, error?.message, error?.code);
  }
};
say(Object.keys(v8));
for (const [name, member] of Object.entries(v8)) {
  if (typeof member !== "function") say(name, Object.keys(member));
  else if (!/^(Default)?(Des|S)erializer$|^GCProfiler$/.test(name)) say(name, member.length);
}

const serializer = new v8.Serializer();
say(serializer.writeHeader(), serializer.writeValue(new Uint8Array([1, 2, 3]).subarray(1)), serializer.releaseBuffer().toString("hex"), serializer.releaseBuffer().length);
{
  const s = new v8.Serializer();
  for (const n of [0, 1, 127, 128, 300, 2 ** 32 - 1, -1, "x"]) s.writeUint32(n);
  s.writeUint64(1, 2);
  s.writeUint64(2 ** 32 - 1, 2 ** 32 - 1);
  s.writeDouble(1.5);
  s.writeRawBytes(Buffer.from("raw"));
  s.writeRawBytes(new DataView(new ArrayBuffer(2)));
  const bytes = s.releaseBuffer();
  say(bytes.toString("hex"));
  const d = new v8.Deserializer(bytes);
  say([0, 0, 0, 0, 0, 0, 0, 0].map(() => d.readUint32()), d.readUint64(), d.readUint64(), d.readDouble(), d.readRawBytes(3).toString(), d.readRawBytes(2));
  attempt(() => d.readRawBytes(1));
}
{
  const moved = new ArrayBuffer(3);
  const s = new v8.Serializer();
  s.transferArrayBuffer(7, moved);
  s.writeHeader();
  s.writeValue({ moved, view: new Uint8Array(moved, 1) });
  const bytes = s.releaseBuffer();
  say(bytes.toString("hex"));
  const d = new v8.Deserializer(bytes);
  d.transferArrayBuffer(7, moved);
  const value = d.readHeader() && d.readValue();
  say(value, value.view.buffer === moved, d.getWireFormatVersion(), d.buffer === bytes);
}
class Mine extends v8.DefaultSerializer {
  _writeHostObject(view) { this.writeUint32(99); say("host", view); }
  _getDataCloneError = class Refused extends Error {};
}
attempt(() => { const s = new Mine(); s.writeValue(new Uint8Array(1)); return s.releaseBuffer().toString("hex"); });
attempt(() => new Mine().writeValue(() => 0));
attempt(() => v8.Serializer());
attempt(() => v8.Deserializer(Buffer.alloc(1)));
for (const wrong of [5, "x", undefined, {}, new ArrayBuffer(1)]) {
  attempt(() => new v8.Deserializer(wrong));
  attempt(() => new v8.Serializer().writeRawBytes(wrong));
  attempt(() => v8.deserialize(wrong));
}
attempt(() => new v8.Deserializer(Buffer.alloc(1)).transferArrayBuffer(1, 5));

// hostile or old bytes: an Error or a value
for (const hex of ["", "ff", "ff0f", "ff10", "00", "ff0f5f", "ff0f0000005f", "ff0f6f", "ff0f6f7b05", "ff0f5e00", "ff0f41ffffffff7f", "ff0f61ffffffff0f40", "ff0f2205", "ff0f6303aabbcc",
  "ff0f5a20", "ff0f52220128", "ff0f5222012801", "ff0f3b4902", "ff0f3b49023a01", "ff0f2749022c05", "ff0f4205", "ff0f42020000564201", "ff0f42020000564200ff0100", "ff0f4202000056770101",
  "ff0f7458", "ff0f5c", "ff0f5c63", "ff0f723f", "ff0f722e", "ff0f72", "ff0f4e00", "ff0f3f00", "ff0f3f055f", "ff0d6f2203666f6f5e007b01", "ff0f5302c3a9", "ff0f55ffffffff0f", "ff0f6f5f5f7b01", "ff0f7e0502aa"]) {
  attempt(() => v8.deserialize(Buffer.from(hex, "hex")));
}

attempt(() => v8.setFlagsFromString(5));
v8.setFlagsFromString("--expose-gc");
attempt(() => require("node:vm").runInNewContext("typeof gc + gc()"));
for (const text of [5, undefined, "", "\u00ff", "\u0100"]) attempt(() => v8.isStringOneByteRepresentation(text));
class Counted {}
const kept = [new Counted(), new Counted(), Object.create(Counted.prototype)];
attempt(() => [v8.queryObjects(Counted), v8.queryObjects(class Never {}), kept.length]);
for (const args of [[5], [Counted, 5], [Counted, { format: "x" }]]) attempt(() => v8.queryObjects(...args));
say(typeof v8.cachedDataVersionTag(), v8.takeCoverage(), v8.stopCoverage());
attempt(() => v8.startupSnapshot.addSerializeCallback(() => 0));
attempt(() => v8.startupSnapshot.setDeserializeMainFunction(() => 0));
say(Object.keys(v8.getHeapStatistics()), Object.keys(v8.getHeapCodeStatistics()), v8.getHeapSpaceStatistics().map((space) => space.space_name), Object.keys(v8.getHeapSpaceStatistics()[0]));
const { used_heap_size, total_heap_size, heap_size_limit } = v8.getHeapStatistics();
say(used_heap_size > 0 && used_heap_size <= total_heap_size && total_heap_size <= heap_size_limit);
for (const limit of [0, -1, "1", 1.5]) attempt(() => v8.setHeapSnapshotNearHeapLimit(limit));
const profiler = new v8.GCProfiler();
profiler.start();
say(Object.keys(profiler.stop()), profiler.stop());

// promise hooks
const log = [];
const names = new Map();
const name = (promise) => names.get(promise) ?? (names.set(promise, names.size), names.size - 1);
for (const wrong of [5, undefined, async () => 0]) attempt(() => v8.promiseHooks.onInit(wrong));
const stop = v8.promiseHooks.createHook({
  init(promise, parent) { log.push(`init ${name(promise)} ${parent === undefined ? "" : name(parent)}`); },
  before(promise) { log.push(`before ${name(promise)}`); },
  after(promise) { log.push(`after ${name(promise)}`); },
  settled(promise) { log.push(`settled ${name(promise)}`); },
});
(async () => {
  await 1;
  await Promise.resolve(2).then(() => 3);
})().finally(() => {});
setImmediate(() => {
  stop();
  Promise.resolve();
  console.log(log.join("\n"));
});
