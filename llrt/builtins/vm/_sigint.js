// breakOnSigint: while the script runs, SIGINT ends it and the program's own listeners are away.
import { unwatch, watch } from "native:vm";
import process from "../process/_process.js";

export function watched(run) {
  const listeners = process.rawListeners("SIGINT"); // those of once() keep being once's
  for (const listener of listeners) process.removeListener("SIGINT", listener);
  watch();
  try {
    return run();
  } finally {
    unwatch();
    for (const listener of listeners) process.on("SIGINT", listener);
  }
}
