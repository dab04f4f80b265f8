// The memory that many Buffers share cannot be transferred, nor what a program has marked so.
import { markAsUntransferable } from "node:worker_threads";

const attempt = (label, f) => {
  try { console.log(label, f()); } catch (error) { console.log(label, error.name, error.code, error.message); }
};
const a = Buffer.from("hello"), b = Buffer.allocUnsafe(5), marked = new ArrayBuffer(8), free = new ArrayBuffer(8);
markAsUntransferable(marked);
for (const [name, memory] of Object.entries({ pool: a.buffer, other: b.buffer, marked })) {
  attempt(`${name} transfer`, () => memory.transfer());
  attempt(`${name} transfer of 0`, () => memory.transfer(0));
  attempt(`${name} transferToFixedLength`, () => memory.transferToFixedLength(4));
  attempt(`${name} by the prototype`, () => ArrayBuffer.prototype.transfer.call(memory, 100));
  attempt(`${name} structuredClone`, () => structuredClone(memory, { transfer: [memory] }));
  attempt(`${name} postMessage`, () => new MessageChannel().port1.postMessage(memory, [memory]));
  console.log(name, memory.detached);
}
console.log(a.toString(), a.length, Buffer.from("again").toString());
console.log(free.transfer().byteLength, free.detached, Buffer.alloc(10000).buffer.transfer().byteLength);
attempt("a copy", () => marked.slice(2).transfer().byteLength);
