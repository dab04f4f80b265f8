// The main loader, apart: most programs that use node:vm import nothing from there.
export { importFrom } from "native:vm";
