// node:path/posix: what node:path is.
export * from "./index.js";
export { default } from "./index.js";
