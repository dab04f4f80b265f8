// The two facts about the process that printing a warning needs, as a module of their own: loading it fails where the
// Environment may not reach the operating system.
export { getEnv, pid } from "native:process";
