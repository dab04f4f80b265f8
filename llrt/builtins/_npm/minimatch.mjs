// Glob patterns, as Node matches them: path.matchesGlob, fs.glob, the `ignore` of watchers.
export { GLOBSTAR, Minimatch, minimatch } from "minimatch";
