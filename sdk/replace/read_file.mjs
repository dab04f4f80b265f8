// readFile of the shared configuration: the files are small and mostly not there, so a thread costs more than asking.
import { readFileSync } from "node:fs";

export const filePromises = {};
export const fileIntercept = {};

export function readFile(path, options) {
  if (fileIntercept[path] !== undefined) return fileIntercept[path];
  if (!filePromises[path] || options?.ignoreCache) {
    filePromises[path] = new Promise((resolve) => resolve(readFileSync(path, "utf8")));
    filePromises[path].catch(() => {});
  }
  return filePromises[path];
}
