// Glob patterns as Node has them: minimatch with its options. For path.matchesGlob, fs.glob and the `ignore` of watchers.
import { GLOBSTAR, Minimatch } from "node:internal/npm/minimatch";

const OPTIONS = {
  nocase: false, windowsPathsNoEscape: true, nonegate: true, nocomment: true, optimizationLevel: 2, nocaseMagicOnly: true,
};

export { GLOBSTAR };

export function matcherOf(pattern, windows = false, extra = {}) {
  return new Minimatch(pattern, { ...OPTIONS, platform: windows ? "win32" : "linux", ...extra });
}

export function matches(path, pattern, windows) {
  return matcherOf(pattern, windows).match(path);
}
