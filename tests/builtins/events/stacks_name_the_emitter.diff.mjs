// Methods of an emitter are in stacks, with a file of ours as their place.
import { EventEmitter } from "node:events";

class A extends EventEmitter {}
const emitter = new A();

const places = (error) => error.stack.split("\n").slice(1).map((line) => line.trim())
  .map((line) => /^at ([\w.<> ]+) \(node:[\w/]+:\d+:\d+\)$/.exec(line)?.[1]).filter((name) => name !== undefined);

emitter.on("x", () => console.log(places(new Error("x")).includes("A.emit")));
emitter.emit("x");
emitter.on("removeListener", () => console.log(places(new Error("removed")).includes("A.removeListener")));
emitter.on("y", emitter.emit);
emitter.off("y", emitter.emit);
