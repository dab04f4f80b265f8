// llrt:util: the terminal's size, a line to stderr, and scripts evaluated as scripts.  LLRT's own module.
import { evalScript, loadBuiltin } from "native:engine";

// [columns, rows] of the first standard stream that is a terminal; zeros without one.
export function dimensions() {
  const { isatty, WriteStream } = loadBuiltin("node:tty").default;
  for (const fd of [1, 2, 0]) {
    if (!isatty(fd)) continue;
    const { stdout, stderr } = process;
    const stream = fd === 1 ? stdout : fd === 2 ? stderr : new WriteStream(fd);
    return [stream.columns ?? 0, stream.rows ?? 0];
  }
  return [0, 0];
}

// Evaluates a file as a script, in the global scope unless `global` is false; the promise is of its completion value.
export async function load(path, { global = true, strict = false } = {}) {
  const source = loadBuiltin("node:fs").readFileSync(path, "utf8");
  const directive = strict ? '"use strict";' : "";
  if (global) return evalScript(directive + source, `${path}`, 1);
  return new Function(directive + source)();
}

export function print(value, stdout = false) {
  process[stdout ? "stdout" : "stderr"].write(`${value}\n`);
}

export default { dimensions, load, print };
