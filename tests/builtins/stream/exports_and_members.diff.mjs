// Every export, member, name and length of node:stream and its classes.
import stream, * as namespace from "node:stream";
import * as consumers from "node:stream/consumers";
import * as promises from "node:stream/promises";

const show = (object, key) => {
  const { value, get, set, enumerable, writable } = Object.getOwnPropertyDescriptor(object, key);
  const kind = typeof value === "function" ? `${value.name}/${value.length}` : get ? `accessor${set ? "+set" : ""}` : typeof value;
  return `${String(key)} ${kind} ${enumerable} ${writable}`;
};
console.log(Object.keys(namespace).sort().join(), Object.keys(promises).sort().join(), Object.keys(consumers).sort().join());
console.log(Object.getOwnPropertyNames(stream).map((key) => show(stream, key)).join("\n"));
for (const name of ["Stream", "Readable", "Writable", "Duplex", "Transform", "PassThrough"]) {
  const Class = stream[name];
  const sorted = (object) => Reflect.ownKeys(object).sort((a, b) => (String(a) < String(b) ? -1 : 1));
  console.log(name, Object.getPrototypeOf(Class).name, Object.getPrototypeOf(Class.prototype).constructor.name);
  console.log(sorted(Class.prototype).map((key) => show(Class.prototype, key)).join("\n"));
  if (name !== "Stream") console.log(sorted(Class).map((key) => show(Class, key)).join("\n"));
  console.log(Object.keys(new Class()).join());
}
console.log(stream.promises === promises.default, stream.Stream === stream, namespace.default === stream);
console.log(Object.keys(promises.default).join(), Object.keys(consumers.default).join());
for (const accessor of ["objectMode", "ended", "flowing", "paused", "errored", "decoder", "encoding", "sync", "defaultEncoding"]) {
  console.log(accessor, new stream.Readable()._readableState[accessor], new stream.Duplex({ readable: false })._readableState[accessor]);
}
for (const accessor of ["objectMode", "ended", "ending", "finished", "needDrain", "decodeStrings", "errored", "writable", "allNoop", "sync"]) {
  console.log(accessor, new stream.Writable()._writableState[accessor], new stream.Duplex({ writable: false })._writableState[accessor]);
}
