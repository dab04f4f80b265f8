import { posix as path } from "node:path";
import { paths, show } from "./_cases.mjs";

const lines = [];
for (const [i, one] of paths.entries()) {
  const two = paths[(i * 7 + 3) % paths.length];
  for (const name of ["normalize", "isAbsolute", "dirname", "basename", "extname", "parse", "toNamespacedPath"]) {
    lines.push(`${name} ${one} ${show(() => path[name](one))}`);
  }
  lines.push(`resolve ${one} ${two} ${show(() => path.resolve("/w/x", one, two))} ${show(() => path.resolve("C:\\w", one))}`);
  lines.push(`join ${one} ${two} ${show(() => path.join(one, two, "..", "e"))} ${show(() => path.join(two, one))}`);
  lines.push(`relative ${one} ${two} ${show(() => path.relative("/w/x/" + one, "/w/" + two))}`);
  lines.push(`basename ${one} ${show(() => path.basename(one, one.slice(1)))} ${show(() => path.basename(one + "d.js", ".js"))}`);
}
console.log(lines.join("\n"));
