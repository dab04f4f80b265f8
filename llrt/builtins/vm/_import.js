// import() in code of node:vm: the option importModuleDynamically as the function the engine asks.
import { loadBuiltin } from "native:engine";
import { codes } from "../_errors.js";
import { validateFunction } from "../_validators.js";

export const MAIN_LOADER = Symbol("vm_dynamic_import_main_context_default");

function missing() {
  throw new codes.ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING();
}

function missingFlag() {
  throw new codes.ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING_FLAG();
}

const hasFlag = () => loadBuiltin("node:internal/vm/flag").vmModules;

// What is wrong with the option is said at once; `getReferrer` gives the script or function.
export function importCallback(option, filename, getReferrer) {
  if (option === undefined) return missing;
  if (option === MAIN_LOADER) return (specifier, attributes) => byMainLoader(specifier, attributes, filename);
  validateFunction(option, "options.importModuleDynamically");
  if (!hasFlag()) return missingFlag;
  return async (specifier, attributes) => {
    const module = await option(specifier, getReferrer(), { __proto__: null, ...attributes }, "evaluation");
    return loadBuiltin("node:internal/vm/module").namespaceOf(module);
  };
}

function byMainLoader(specifier, attributes, filename) {
  const { pathToFileURL } = loadBuiltin("node:url");
  const { importFrom } = loadBuiltin("node:internal/vm/loader");
  const { cwd } = loadBuiltin("node:process").default;
  let base;
  if (/^file:/.test(filename)) base = filename;
  else if (filename?.startsWith("/")) base = pathToFileURL(filename).href;
  else base = pathToFileURL(`${cwd()}/`).href;
  return importFrom(base, `${specifier}`, attributes === undefined ? {} : { ...attributes });
}
