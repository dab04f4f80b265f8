// A folder of its own for one test, and outputs without its name in them.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

export const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "llrt-fs-")));
process.on("exit", () => fs.rmSync(folder, { recursive: true, force: true }));
export const at = (...names) => path.join(folder, ...names);
const hide = (text) => String(text).replaceAll(folder, "<folder>").replace(/\/x\w{6}\b/g, "/x<name>");

export function describe(error) {
  const { errno, code, syscall, path: where, dest } = error;
  return hide(`${error.name} ${error.message} | ${JSON.stringify({ errno, code, syscall, path: where, dest })} ${Object.keys(error)}`);
}

export function show(name, call) {
  try {
    console.log(name, hide(JSON.stringify(call())));
  } catch (error) {
    console.log(name, describe(error));
  }
}

export const later = (name, promise) => promise.then((value) => console.log(name, hide(JSON.stringify(value))), (error) => console.log(name, describe(error)));
