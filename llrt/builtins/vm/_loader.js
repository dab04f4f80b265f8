// The main loader's resolution, apart: most programs that use node:vm import nothing from there.
export { resolveImport } from "native:module";
