// node:wasi.  The engine has no WebAssembly, so there is nothing to run: the class is here and throws.
// Reference: nodejs.org/api/wasi.html
import { missing } from "../_missing.js";

export const WASI = missing("wasi").klass("WASI/0", undefined, "finalizeBindings/1 start/1 initialize/1 getImportObject/0");

export default { WASI };
