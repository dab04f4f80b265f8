// Is --experimental-vm-modules there?
import { loadBuiltin } from "native:engine";

const { execArgv, env } = loadBuiltin("node:process").default;
const FLAG = "--experimental-vm-modules";

export const vmModules = execArgv.includes(FLAG) || (env.NODE_OPTIONS ?? "").split(/\s+/).includes(FLAG);
