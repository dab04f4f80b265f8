// Members, their order of kind and enumerability, names, lengths, tags, and what they say of a foreign `this`.
import * as web from "node:stream/web";

console.log(Object.keys(web.default));
console.log(Object.keys(web).sort());

function describe(descriptor) {
  const kind = descriptor.get ? `get${descriptor.set ? "/set" : ""} ${descriptor.get.name}` : typeof descriptor.value;
  const fn = typeof descriptor.value === "function" ? ` ${descriptor.value.name}/${descriptor.value.length}` : "";
  return `${kind}${fn} ${descriptor.enumerable ? "e" : "-"}${descriptor.configurable ? "c" : "-"}${descriptor.writable ? "w" : "-"}`;
}

function foreign(fn) {
  try {
    const result = fn.call({});
    if (result instanceof Promise) result.then(() => {}, (error) => console.log(" rejects", error.code, error.message));
    return "ok";
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
}

for (const [name, Class] of Object.entries(web.default)) {
  if (name === "ReadableStreamTee") continue;
  console.log(name, Class === globalThis[name], Class.name, Class.length, describe(Object.getOwnPropertyDescriptor(globalThis, name)));
  for (const key of Reflect.ownKeys(Class.prototype).filter((key) => typeof key === "string").sort()) {
    const descriptor = Object.getOwnPropertyDescriptor(Class.prototype, key);
    console.log(" ", key, describe(descriptor));
    const fn = descriptor.get ?? descriptor.value;
    if (key === "constructor" || /Text|Strategy/.test(name) || /DefaultController/.test(name) && /Readable/.test(name)) continue;
    console.log("   ", foreign(fn));
  }
  console.log(" ", Object.prototype.toString.call(Object.create(Class.prototype)));
  const tag = Object.getOwnPropertyDescriptor(Class.prototype, Symbol.toStringTag);
  if (tag) console.log(" ", describe(tag));
}
console.log(describe(Object.getOwnPropertyDescriptor(ReadableStream, "from")));
console.log(ReadableStream.prototype[Symbol.asyncIterator] === ReadableStream.prototype.values);
