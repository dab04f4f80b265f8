// What of a Writable is loaded when it is first used.
import { AbortError } from "../_errors.js";
import { eos } from "./_finished.js";

export function asyncDispose() {
  if (!this.destroyed) this.destroy(this.writableFinished ? null : new AbortError());
  return new Promise((resolve, reject) => {
    eos(this, (error) => (error && error.name !== "AbortError" ? reject(error) : resolve(null)));
  });
}
