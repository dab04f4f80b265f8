// How emitters look in the console.
import EventEmitter from "node:events";

const e = new EventEmitter();
console.log(e);
e.on("a", function named() {});
e.once("b", () => {});
console.log(e);
e.on("a", () => {});
console.log(e, e.rawListeners("b"));
class Mine extends EventEmitter {
  field = 1;
}
console.log(new Mine(), [new Mine()]);
console.log(EventEmitter.on(e, "x"));
console.log(new EventEmitter({ captureRejections: true }));
console.log(EventEmitter);
console.log(EventEmitter.addAbortListener(new AbortController().signal, () => {}));
