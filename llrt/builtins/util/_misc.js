// Small functions of util that need other rooms: system error names, call sites, abort, signals.
import { callSites, loadBuiltin } from "native:engine";
import { sourceMaps } from "native:boot";
import { errnoEntries, errnoEntry, signalNumber } from "native:util";
import { codes, notSupported } from "../_errors.js";
import { kValidateObjectAllowObjects, signalNames, validateBoolean, validateInteger, validateNumber, validateObject } from "../_validators.js";

const { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE } = codes;

function checkErrno(errno) {
  validateNumber(errno, "err");
  if (errno >= 0 || !Number.isSafeInteger(errno)) throw new ERR_OUT_OF_RANGE("err", "a negative integer", errno);
}

export function getSystemErrorName(err) {
  checkErrno(err);
  return errnoEntry(-err)?.[0] ?? `Unknown system error ${err}`;
}

export function getSystemErrorMessage(err) {
  checkErrno(err);
  return errnoEntry(-err)?.[1] ?? `Unknown system error ${err}`;
}

export function getSystemErrorMap() {
  return new Map(errnoEntries().map(([errno, name, message]) => [errno, [name, message]]));
}

export function getCallSites(frameCount = 10, options) {
  if (options === undefined && typeof frameCount === "object") {
    options = frameCount;
    validateObject(options, "options");
    frameCount = 10;
  } else if (options !== undefined) {
    validateObject(options, "options");
  }
  if (options?.sourceMap !== undefined) validateBoolean(options.sourceMap, "options.sourceMap");
  validateInteger(frameCount, "frameCount", 1, 200);
  return callSites(1, frameCount).map((site) => {
    const original = options?.sourceMap === false ? undefined : originalPlace(site, options?.sourceMap === true);
    const { fileName, line, column } = original ?? site;
    return {
      __proto__: null,
      functionName: site.functionName ?? "",
      scriptId: "0",
      scriptName: fileName ?? "",
      lineNumber: line ?? 0,
      columnNumber: column ?? 0,
      column: column ?? 0,
    };
  });
}

// By the source map, where maps are enabled or asked for.
function originalPlace(site, asked) {
  return asked || sourceMaps() ? loadBuiltin("node:internal/module/source_maps").originalPlace(site, asked) : undefined;
}

// A promise for the abort, which does not keep `resource` alive: once it is collected, nobody waits.
export async function aborted(signal, resource) {
  const { AbortSignal } = loadBuiltin("node:internal/web/abort");
  if (!(signal instanceof AbortSignal)) {
    throw Object.assign(new TypeError("signal is not of type AbortSignal."), { code: "ERR_INVALID_ARG_TYPE" });
  }
  validateObject(resource, "resource", kValidateObjectAllowObjects);
  if (signal.aborted) return undefined;
  const { promise, resolve } = Promise.withResolvers();
  const reference = new WeakRef(resource);
  signal.addEventListener("abort", (event) => {
    if (reference.deref() !== undefined) resolve(event);
  }, { once: true });
  return promise;
}

export function convertProcessSignalToExitCode(signalCode) {
  const names = signalNames.filter((name) => signalNumber(name) !== undefined);
  if (names.includes(signalCode)) return 128 + signalNumber(signalCode);
  throw new ERR_INVALID_ARG_VALUE("signalCode", signalCode, `must be one of: ${names.map((name) => `'${name}'`).join(", ")}`);
}

export function inherits(ctor, superCtor) {
  if (ctor === undefined || ctor === null) throw new ERR_INVALID_ARG_TYPE("ctor", "Function", ctor);
  if (superCtor === undefined || superCtor === null) throw new ERR_INVALID_ARG_TYPE("superCtor", "Function", superCtor);
  if (superCtor.prototype === undefined) throw new ERR_INVALID_ARG_TYPE("superCtor.prototype", "Object", superCtor.prototype);
  Object.defineProperty(ctor, "super_", { value: superCtor, writable: true, configurable: true });
  Object.setPrototypeOf(ctor.prototype, superCtor.prototype);
}

export function extend(target, source) {
  if (source === null || typeof source !== "object") return target;
  for (const key of Object.keys(source)) target[key] = source[key];
  return target;
}

export function transferableAbortSignal(signal) {
  const { isAbortSignal, makeTransferable } = loadBuiltin("node:internal/web/abort");
  if (!isAbortSignal(signal)) throw new codes.ERR_INVALID_ARG_TYPE("signal", "AbortSignal", signal);
  return makeTransferable(signal);
}

export function transferableAbortController() {
  const { AbortController, makeTransferable } = loadBuiltin("node:internal/web/abort");
  const controller = new AbortController();
  makeTransferable(controller.signal);
  return controller;
}

// SIGINT traces need the inspector's machinery.
export function setTraceSigInt(enable) {
  throw notSupported("util.setTraceSigInt()");
}
