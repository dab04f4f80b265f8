// process.finalization: calls back for objects that are still alive when the program ends.
// Follows https://nodejs.org/docs/latest-v24.x/api/process.html#processfinalizationregisterref-callback
import { codes } from "../_errors.js";
import { validateFunction } from "../_validators.js";
import { state } from "./_state.js";

const registered = { exit: new Set(), beforeExit: new Set() };
const collected = new FinalizationRegistry(({ entries, entry }) => entries.delete(entry));

function register(type, object, callback) {
  if (object === null || (typeof object !== "object" && typeof object !== "function")) {
    throw new codes.ERR_INVALID_ARG_TYPE("obj", "Object", object);
  }
  validateFunction(callback, "fn");
  const entries = registered[type];
  if (entries.size === 0) state.process.on(type, listeners[type]);
  const entry = { ref: new WeakRef(object), callback };
  entries.add(entry);
  collected.register(object, { entries, entry }, object);
}

function callAll(type) {
  for (const entry of registered[type]) {
    const object = entry.ref.deref();
    if (object !== undefined) entry.callback(object, type);
  }
  registered[type].clear();
}

const listeners = { exit: () => callAll("exit"), beforeExit: () => callAll("beforeExit") };

export const finalization = {
  register(object, callback) {
    register("exit", object, callback);
  },
  registerBeforeExit(object, callback) {
    register("beforeExit", object, callback);
  },
  unregister(object) {
    if (!object) return;
    collected.unregister(object);
    for (const entries of [registered.exit, registered.beforeExit]) {
      for (const entry of entries) {
        if (entry.ref.deref() === object) entries.delete(entry);
      }
    }
  },
};
