import { setTraceSigInt } from "node:util";

const calls = {
  "util.setTraceSigInt()": () => setTraceSigInt(true),
  "console.context()": () => console.context("x"),
};
for (const [name, call] of Object.entries(calls)) {
  let thrown;
  try {
    call();
  } catch (error) {
    thrown = error;
  }
  if (thrown?.code !== "ERR_NOT_SUPPORTED" || !thrown.message.startsWith(`${name} is not supported by llrt`)) {
    throw new Error(`${name}: ${thrown}`);
  }
}
