// util.transferableAbortController and transferableAbortSignal: what arrives follows the original, which stays usable.
import { transferableAbortController, transferableAbortSignal } from "node:util";

const { port1, port2 } = new MessageChannel();
const controller = transferableAbortController();
const received = [];
port2.on("message", (signal) => {
  received.push(signal);
  signal.onabort = () => console.log("abort", signal.reason);
});
port1.postMessage(controller.signal, [controller.signal]);
port1.postMessage(controller.signal, [controller.signal]);
for (let i = 0; i < 3; i++) await new Promise(setImmediate);
console.log(received.length, received.every((signal) => signal instanceof AbortSignal && !signal.aborted));
controller.abort("stop");
for (let i = 0; i < 3; i++) await new Promise(setImmediate);
console.log(received.map((signal) => [signal.aborted, signal.reason]), controller.signal.aborted);
const aborted = transferableAbortSignal(AbortSignal.abort("before"));
const copy = structuredClone(aborted, { transfer: [aborted] });
for (let i = 0; i < 3; i++) await new Promise(setImmediate);
console.log(copy.aborted, copy.reason, aborted.aborted);
for (const make of [() => transferableAbortSignal(), () => transferableAbortSignal({}), () => structuredClone(AbortSignal.abort()), () => structuredClone(aborted)]) {
  try {
    console.log(make());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
port1.close();
