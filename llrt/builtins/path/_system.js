// The working directory for relative paths, as a module of its own: loading it fails where the Environment may not reach
// the operating system.
export { cwd } from "native:process";
