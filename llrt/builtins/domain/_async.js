// Callbacks run in the domain in which their operation began.
import { loadBuiltin } from "native:engine";
import process from "../process/_process.js";

// async id -> domain
const domains = new Map();
let hook;

export function followAsyncWork() {
  hook ??= loadBuiltin("node:async_hooks").createHook({
    init(asyncId, type, triggerAsyncId, resource) {
      const { domain } = process;
      if (domain === null || domain === undefined) return;
      domains.set(asyncId, domain);
      // A promise of another realm would let what runs there out.
      if (type === "PROMISE" && !(resource instanceof Promise)) return;
      Object.defineProperty(resource, "domain", { __proto__: null, configurable: true, enumerable: false, value: domain, writable: true });
    },
    before(asyncId) { domains.get(asyncId)?.enter(); },
    after(asyncId) { domains.get(asyncId)?.exit(); },
    destroy(asyncId) { domains.delete(asyncId); },
  });
}

// From the first domain on.
export function hookAsyncWork() {
  followAsyncWork();
  hook.enable();
}
