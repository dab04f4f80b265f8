// performance.timerify(): a function whose calls become entries of the type 'function'.
// Reference: https://nodejs.org/api/perf_hooks.html#performancetimerifyfn-options
import { now } from "native:perf_hooks";
import { codes } from "../_errors.js";
import { validateFunction, validateObject } from "../_validators.js";
import { notify, PerformanceNodeEntry } from "../_web/performance_timeline.js";
import { isRecordable } from "./_histogram.js";

const { apply, construct } = Reflect;

function complete(name, start, args, histogram) {
  const duration = now() - start;
  histogram?.record(Math.ceil(duration * 1e6));
  const entry = PerformanceNodeEntry.make(name, "function", start, duration, args);
  args.forEach((arg, index) => {
    entry[index] = arg;
  });
  notify(entry);
}

export function timerify(fn, options = {}) {
  validateFunction(fn, "fn");
  validateObject(options, "options");
  const { histogram } = options;
  if (histogram !== undefined && !isRecordable(histogram)) {
    throw new codes.ERR_INVALID_ARG_TYPE("options.histogram", "RecordableHistogram", histogram);
  }

  function timerified(...args) {
    const start = now();
    if (new.target !== undefined) {
      const made = construct(fn, args, fn);
      complete(fn.name, start, args, histogram);
      return made;
    }
    const result = apply(fn, this, args);
    if (typeof result?.finally === "function") return result.finally(() => complete(fn.name, start, args, histogram));
    complete(fn.name, start, args, histogram);
    return result;
  }

  return Object.defineProperties(timerified, {
    length: { value: fn.length, configurable: false, enumerable: true },
    name: { value: `timerified ${fn.name}`, configurable: false, enumerable: true },
  });
}
