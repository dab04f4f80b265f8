// An error thrown by a hook is printed and ends the program with code 1; 'exit' is emitted.
const { AsyncResource, createHook } = require("node:async_hooks");
process.on("exit", (code) => console.log("exit", code));
process.on("uncaughtException", () => console.log("never"));
createHook({ init(id, type) { if (type === "Bad") throw new Error("from the hook"); } }).enable();
console.log("before");
new AsyncResource("Bad");
console.log("never");
