// captureRejections: a rejected promise of a listener becomes an "error" event or goes to Symbol.for("nodejs.rejection").
import EventEmitter from "node:events";

const log = (...args) => console.log(...args);
const later = () => new Promise((resolve) => setTimeout(resolve, 1));

const e = new EventEmitter({ captureRejections: true });
e.on("a", async (value) => {
  throw new Error(`from ${value}`);
});
e.on("error", (error) => log("error event", error.message));
e.emit("a", 1);
await later();

const own = new EventEmitter({ captureRejections: true });
own[EventEmitter.captureRejectionSymbol] = (error, type, ...args) => log("own", error.message, type, args);
own.on("b", async () => {
  throw new Error("b");
});
own.emit("b", 1, 2);
await later();

process.once("uncaughtException", (error) => log("uncaught", error.message));
const loop = new EventEmitter({ captureRejections: true });
loop.on("error", async (error) => {
  log("async error listener", error.message);
  throw new Error("again");
});
loop.on("c", async () => {
  throw new Error("c");
});
process.once("unhandledRejection", (reason) => log("unhandled", reason.message));
loop.emit("c");
await later();

EventEmitter.captureRejections = true;
const byDefault = new EventEmitter();
byDefault.on("error", (error) => log("by default", error.message));
byDefault.on("d", () => ({
  then(_, reject) {
    reject(new Error("thenable"));
  },
}));
byDefault.emit("d");
await later();
log(EventEmitter.captureRejections);
