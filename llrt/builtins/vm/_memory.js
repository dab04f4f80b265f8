// vm.measureMemory: the engine counts one heap, whatever the context.
import { gc, memoryUsage } from "native:engine";
import { loadBuiltin } from "native:engine";
import { validateObject, validateOneOf } from "../_validators.js";

export function measureMemory(options = {}) {
  const { emitProcessWarning } = loadBuiltin("node:internal/process/warning");
  emitProcessWarning("vm.measureMemory is an experimental feature and might change at any time", "ExperimentalWarning");
  validateObject(options, "options");
  const { mode = "summary", execution = "default" } = options;
  validateOneOf(mode, "options.mode", ["summary", "detailed"]);
  validateOneOf(execution, "options.execution", ["default", "eager"]);
  return new Promise((resolve) => {
    const { setTimeout } = loadBuiltin("node:timers");
    setTimeout(() => {
      gc();
      const size = memoryUsage().memoryUsedSize;
      const estimate = () => ({ jsMemoryEstimate: size, jsMemoryRange: [size, size] });
      resolve(mode === "summary" ? { total: estimate() } : { total: estimate(), current: estimate(), other: [] });
    }, 0).unref();
  });
}
