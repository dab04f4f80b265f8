// node:sys: the old name of node:util.
import util from "../util/index.js";
import { emitProcessWarning } from "../process/_warning.js";

emitProcessWarning("sys is deprecated. Use util instead.", "DeprecationWarning", "DEP0025");

export * from "../util/index.js";
export default util;
