// Methods whose code is loaded at their first call.
import { loadBuiltin } from "native:engine";

// A method `name` of `length` parameters: what the builtin exports under `exported`, called with the same `this`.
export function lazyMethod(module, name, length, exported = name) {
  let load = () => loadBuiltin(module)[exported];
  let run;
  // A method of an object literal: no constructor, as Node's operators.
  const { method } = {
    method(...args) {
      if (load !== undefined) {
        run = load();
        load = undefined;
      }
      return Reflect.apply(run, this, args);
    },
  };
  Object.defineProperty(method, "name", { value: name, configurable: true });
  Object.defineProperty(method, "length", { value: length, configurable: true });
  return method;
}
