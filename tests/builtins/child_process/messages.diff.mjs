// starts itself
// fork(): messages both ways, in order, the end of the channel, errors of send().
import { fork } from "node:child_process";
import { once } from "node:events";

const child = fork(new URL("./_forked.cjs", import.meta.url), ["one", "two"], { execArgv: [], stdio: ["ignore", "inherit", "inherit", "ipc"] });
console.log(child.connected, child.stdin, child.stdout);
child.on("message", (message) => console.log("got", message));
child.on("disconnect", () => console.log("disconnected", child.connected));
const sent = [{ a: 1, text: "x".repeat(100_000).length }, "text with é and\nlines", 5, true, null, [1, [2]], "last"];
for (const message of sent) console.log(child.send(message));
for (const wrong of [[], [Symbol("s")], [() => {}], [1n], ["x", {}, 5]]) {
  try {
    child.send(...wrong);
    console.log("taken");
  } catch ({ name, code, message }) {
    console.log(name, code, message.slice(0, 60));
  }
}
console.log(await once(child, "exit"));
if (child.connected) await once(child, "disconnect");
child.send("late", (error) => console.log(error.code));
child.on("error", (error) => console.log("error", error.code));
child.disconnect();
for (const [stdio, name] of [["pipe", "x\0y"], [["pipe"], "x"]]) {
  try {
    fork(name, { stdio });
  } catch ({ name: kind, code, message }) {
    console.log(kind, code, message);
  }
}
