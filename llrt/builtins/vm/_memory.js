// vm.measureMemory: the engine counts one heap, whatever the context.
import { gc, loadBuiltin, memoryUsage } from "native:engine";
import { validateObject, validateOneOf } from "../_validators.js";

let warned = false;

export function measureMemory(options = {}) {
  if (!warned) warn();
  validateObject(options, "options");
  const { mode = "summary", execution = "default" } = options;
  validateOneOf(mode, "options.mode", ["summary", "detailed"]);
  validateOneOf(execution, "options.execution", ["default", "eager"]);
  return new Promise((resolve) => {
    const { setTimeout } = loadBuiltin("node:timers");
    setTimeout(() => {
      gc();
      const { memoryUsedSize: size, realmCount } = memoryUsage();
      const estimate = () => ({ jsMemoryEstimate: size, jsMemoryRange: [size, size] });
      resolve(mode === "summary" ? { total: estimate() } : { total: estimate(), current: estimate(), other: Array.from({ length: realmCount }, estimate) });
    }, 0);
  });
}

function warn() {
  warned = true;
  const { emitProcessWarning } = loadBuiltin("node:internal/process/warning");
  emitProcessWarning("vm.measureMemory is an experimental feature and might change at any time", "ExperimentalWarning");
}
