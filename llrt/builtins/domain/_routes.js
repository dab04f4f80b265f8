// How errors find their domain: uncaught ones through process, those of emitters through EventEmitter.prototype.emit.
import { codes } from "../_errors.js";
import { EventEmitter } from "../events/index.js";
import process from "../process/_process.js";
import { hasUncaughtExceptionCaptureCallback } from "../process/_fatal.js";
import { state } from "../process/_state.js";
import { attach, Domain } from "./_domain.js";
import { activate, clearDomains, scope, updateCapture } from "./_stack.js";

const { ERR_DOMAIN_CALLBACK_NOT_AVAILABLE, ERR_DOMAIN_CANNOT_SET_UNCAUGHT_EXCEPTION_CAPTURE, ERR_UNHANDLED_ERROR } = codes;
const { apply } = Reflect;

export function takeUncaught() {
  if (hasUncaughtExceptionCaptureCallback()) throw new ERR_DOMAIN_CALLBACK_NOT_AVAILABLE();
  const loaded = new Error("require(`domain`) at this point").stack;
  process.setUncaughtExceptionCaptureCallback = function (fn) {
    const error = new ERR_DOMAIN_CANNOT_SET_UNCAUGHT_EXCEPTION_CAPTURE();
    error.stack += `\n${"-".repeat(40)}\n${loaded}`;
    throw error;
  };
  // Listeners for uncaught errors run in no domain.
  process.on("newListener", (name, listener) => {
    if (name !== "uncaughtException" || listener === clearDomains) return;
    process.removeListener(name, clearDomains);
    process.prependListener(name, clearDomains);
  });
  process.on("removeListener", (name, listener) => {
    if (name !== "uncaughtException" || listener === clearDomains) return;
    const listeners = process.listeners(name);
    if (listeners.length === 1 && listeners[0] === clearDomains) process.removeListener(name, clearDomains);
  });
}

// An error that no listener of the emitter takes: its domain's, outside of that domain.
function giveToDomain(emitter, domain, args) {
  const er = args.length > 1 && args[1] ? args[1] : new ERR_UNHANDLED_ERROR(args[1]);
  if (typeof er === "object") {
    er.domainEmitter = emitter;
    attach(er, domain);
    er.domainThrown = false;
  }
  const before = scope.stack;
  const activeBefore = process.domain;
  let depth = before.length;
  while (depth > 0 && before[depth - 1] === activeBefore) depth--;
  scope.stack = before.slice(0, depth);
  activate(scope.stack.at(-1) ?? null);
  updateCapture();
  domain.emit("error", er);
  scope.stack = before;
  activate(activeBefore);
  updateCapture();
  return false;
}

export function routeEmitters() {
  EventEmitter.usingDomains = true;
  state.usesDomains = true;
  const { init } = EventEmitter;
  EventEmitter.init = function (options) {
    attach(this, scope.active && !(this instanceof Domain) ? scope.active : null);
    return init.call(this, options);
  };
  const { emit } = EventEmitter.prototype;
  EventEmitter.prototype.emit = function (...args) {
    const { domain } = this;
    const [type] = args;
    if (domain === null || domain === undefined || this === process || (type === "error" && this.listenerCount(type) > 0)) {
      return apply(emit, this, args);
    }
    if (type === "error") return giveToDomain(this, domain, args);
    domain.enter();
    const result = apply(emit, this, args);
    domain.exit();
    return result;
  };
}
