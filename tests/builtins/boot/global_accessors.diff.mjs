// process, Buffer and performance are accessors, as in Node, that assignment replaces.
for (const name of ["process", "Buffer", "performance", "queueMicrotask", "structuredClone", "URL"]) {
  const found = Object.getOwnPropertyDescriptor(globalThis, name);
  console.log(name, found.get?.name, found.set?.name, typeof found.value, found.writable, found.enumerable, found.configurable);
}
const saved = process;
globalThis.process = { replaced: true };
console.log(process, typeof Object.getOwnPropertyDescriptor(globalThis, "process").get);
globalThis.process = saved;
console.log(process === saved, delete globalThis.Buffer, typeof Buffer);
globalThis.performance = 5;
console.log(performance);
