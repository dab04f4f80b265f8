// The members of process that few programs touch. Loaded at the first use of one of them.
// Follows https://nodejs.org/docs/latest-v24.x/api/process.html
import { memoryUsage as engineMemory, loadBuiltin, loadedBuiltin, publicBuiltins } from "native:engine";
import { writeError } from "native:boot";
import * as native from "native:process";
import { codes, notSupported } from "../_errors.js";
import {
  validateArray,
  validateBoolean,
  validateInteger,
  validateNumber,
  validateObject,
  validateString,
  validateUint32,
} from "../_validators.js";
import { signals } from "./_signals.js";
import { env } from "./_env.js";

export function since([seconds, nanoseconds], time) {
  validateArray(time, "time");
  if (time.length !== 2) throw new codes.ERR_OUT_OF_RANGE("time", 2, time.length);
  let wholeSeconds = seconds - time[0];
  let rest = nanoseconds - time[1];
  if (rest < 0) {
    wholeSeconds--;
    rest += 1e9;
  }
  return [wholeSeconds, rest];
}

export function rawDebug(...args) {
  const { format } = loadBuiltin("node:internal/util/format");
  writeError(`${format(...args)}\n`);
}

// The one that needs no internals: what util.types is made of.
const UTIL_BINDING = [
  "isAnyArrayBuffer", "isArrayBuffer", "isArrayBufferView", "isAsyncFunction", "isDataView", "isDate", "isExternal", "isMap",
  "isMapIterator", "isNativeError", "isPromise", "isRegExp", "isSet", "isSetIterator", "isTypedArray", "isUint8Array",
];

export function binding(module) {
  if (`${module}` !== "util") throw new Error(`No such module: ${module}`);
  const { types } = loadBuiltin("node:util");
  return Object.fromEntries(UTIL_BINDING.map((name) => [name, types[name]]));
}

export function linkedBinding(module) {
  throw new codes.ERR_INVALID_MODULE(`No such binding was linked: ${module}`);
}

export function dlopen(module, filename) {
  const missing = arguments.length < 2;
  const error = missing
    ? new TypeError("process.dlopen needs at least 2 arguments")
    : new Error(`${filename}: native addons are not supported by llrt`);
  error.code = missing ? "ERR_MISSING_ARGS" : "ERR_DLOPEN_FAILED";
  throw error;
}

// Of Node's own build; the number is that of process.versions.modules in the release llrt is measured against.
export const config = Object.freeze({ target_defaults: Object.freeze({}), variables: Object.freeze({
  node_module_version: 137,
  node_shared: false,
  v8_enable_i18n_support: 1,
  napi_build_version: "10",
}) });

export const features = Object.freeze({
  inspector: false,
  debug: false,
  uv: false,
  ipv6: true,
  tls_alpn: false,
  tls_sni: false,
  tls_ocsp: false,
  tls: false,
  openssl_is_boringssl: false,
  cached_builtins: true,
  require_module: true,
  quic: false,
  typescript: false,
});

// -- signals

export function _kill(pid, signal) {
  return native.kill(pid, signal);
}

export function kill(pid, signal) {
  // "1" and other strings that are numbers are taken, as by C.
  if (pid != (pid | 0)) throw new codes.ERR_INVALID_ARG_TYPE("pid", "number", pid);
  let number = signal;
  if (typeof signal === "number") {
    validateInteger(signal, "signal");
  } else {
    number = signals[signal || "SIGTERM"];
    if (number === undefined || typeof signal === "object") throw new codes.ERR_UNKNOWN_SIGNAL(signal);
  }
  const failed = this._kill(pid | 0, number);
  if (failed) throw systemError(failed, "kill");
  return true;
}

function systemError(errno, syscall) {
  const { ErrnoException } = loadBuiltin("node:internal/errors");
  return new ErrnoException(errno, syscall);
}

// -- time and memory

function cpuDifference(values, previous) {
  const [user, system] = values;
  if (!previous) return { user, system };
  validateObject(previous, "prevValue");
  for (const name of ["user", "system"]) {
    validateNumber(previous[name], `prevValue.${name}`);
    if (!(previous[name] <= Number.MAX_SAFE_INTEGER && previous[name] >= 0)) {
      throw new codes.ERR_INVALID_ARG_VALUE.RangeError(`prevValue.${name}`, previous[name]);
    }
  }
  return { user: user - previous.user, system: system - previous.system };
}

export function cpuUsage(previous) {
  return cpuDifference(native.cpuTimes(), previous);
}

export function threadCpuUsage(previous) {
  return cpuDifference(native.threadCpuTimes(), previous);
}

const RESOURCES = [
  "userCPUTime", "systemCPUTime", "maxRSS", "sharedMemorySize", "unsharedDataSize", "unsharedStackSize",
  "minorPageFault", "majorPageFault", "swappedOut", "fsRead", "fsWrite", "ipcSent", "ipcReceived", "signalsCount",
  "voluntaryContextSwitches", "involuntaryContextSwitches",
];

export function resourceUsage() {
  const figures = native.resourceUsage();
  return Object.fromEntries(RESOURCES.map((name, i) => [name, figures[i]]));
}

export function memoryUsage() {
  const { mallocSize, memoryUsedSize, binaryObjectSize } = engineMemory();
  return {
    rss: native.rss(),
    heapTotal: mallocSize,
    heapUsed: memoryUsedSize,
    external: binaryObjectSize,
    arrayBuffers: binaryObjectSize,
  };
}

export const constrainedMemory = () => native.memoryLimit();
export const availableMemory = () => native.memoryAvailable();

// -- directory, mask, credentials

export function chdir(directory) {
  validateString(directory, "directory");
  native.chdir(directory);
}

export function currentUmask() {
  const mask = native.umask(0);
  native.umask(mask);
  return mask;
}

export function umask(mask) {
  if (typeof mask === "string") {
    if (!/^[0-7]+$/.test(mask)) {
      throw new codes.ERR_INVALID_ARG_VALUE("mask", mask, "must be a 32-bit unsigned integer or an octal string");
    }
    return native.umask(Number.parseInt(mask, 8) & 0o777);
  }
  validateUint32(mask, "mask");
  return native.umask(mask & 0o777);
}

function validateId(id, name) {
  if (typeof id === "number") validateUint32(id, name);
  else if (typeof id !== "string") throw new codes.ERR_INVALID_ARG_TYPE(name, ["number", "string"], id);
}

const identitySetter = (call) => (id) => {
  validateId(id, "id");
  native.setId(call, id);
};

export const setuid = identitySetter("setuid");
export const seteuid = identitySetter("seteuid");
export const setgid = identitySetter("setgid");
export const setegid = identitySetter("setegid");

export function setgroups(groups) {
  validateArray(groups, "groups");
  for (let i = 0; i < groups.length; i++) validateId(groups[i], `groups[${i}]`);
  native.setGroups(groups);
}

export function initgroups(user, extraGroup) {
  validateId(user, "user");
  validateId(extraGroup, "extraGroup");
  native.initGroups(user, extraGroup);
}

// -- what is loaded, open, set

export function getBuiltinModule(id) {
  validateString(id, "id");
  const name = loadBuiltin("node:module").isBuiltin(id) ? id.replace(/^(?!node:|llrt:)/, "node:") : undefined;
  return name === undefined ? undefined : loadBuiltin(name).default;
}

export function getActiveResourcesInfo() {
  const { activeTimers } = loadBuiltin("node:internal/timers/timeout");
  const { activeImmediates } = loadBuiltin("node:internal/timers/immediate");
  const timers = new Array(activeTimers()).fill("Timeout");
  const immediates = new Array(activeImmediates()).fill("Immediate");
  return [...native.openResources(), ...timers, ...immediates];
}

export function _debugProcess() {
  throw notSupported("process._debugProcess()");
}

export function _debugEnd() {
  throw notSupported("process._debugEnd()");
}

let port = 9229;
export const debugPort = {
  get: () => port,
  set(value) {
    const number = value & 0xffff;
    if (number !== value || (number !== 0 && number < 1024)) {
      throw Object.assign(new RangeError("process.debugPort must be 0 or in range 1024 to 65535"), { code: "ERR_OUT_OF_RANGE" });
    }
    port = number;
  },
};

export function setSourceMapsEnabled(enabled) {
  validateBoolean(enabled, "enabled");
  loadBuiltin("node:internal/module/source_maps").enable(enabled);
}

export function ref(maybeRefable) {
  const fn = maybeRefable?.[Symbol.for("nodejs.ref")] || maybeRefable?.[Symbol.for("node:ref")] || maybeRefable?.ref;
  if (typeof fn === "function") Reflect.apply(fn, maybeRefable, []);
}

export function unref(maybeRefable) {
  const fn =
    maybeRefable?.[Symbol.for("nodejs.unref")] || maybeRefable?.[Symbol.for("node:unref")] || maybeRefable?.unref;
  if (typeof fn === "function") Reflect.apply(fn, maybeRefable, []);
}

export function loadEnvFile(path = undefined) {
  let file = path ?? ".env";
  if (typeof file !== "string") {
    if (file instanceof URL) file = loadBuiltin("node:url").fileURLToPath(file);
    else if (ArrayBuffer.isView(file)) file = loadBuiltin("node:buffer").Buffer.from(file).toString();
    else throw new codes.ERR_INVALID_ARG_TYPE("path", ["string", "Buffer", "URL"], path);
  }
  const variables = loadBuiltin("node:util").parseEnv(native.readText(file));
  for (const name of Object.keys(variables)) {
    if (!(name in env)) env[name] = variables[name];
  }
}

export function execve(execPath, args = [], variables = env) {
  validateString(execPath, "execPath");
  validateArray(args, "args");
  validateObject(variables, "env");
  for (let i = 0; i < args.length; i++) {
    if (typeof args[i] !== "string" || args[i].includes("\0")) {
      throw new codes.ERR_INVALID_ARG_VALUE(`args[${i}]`, args[i], "must be a string without null bytes");
    }
  }
  const list = [];
  for (const key of Object.keys(variables)) {
    const value = variables[key];
    if (typeof value !== "string" || value.includes("\0") || key.includes("\0")) {
      throw new codes.ERR_INVALID_ARG_VALUE("env", variables, "must be an object with string keys and values without null bytes");
    }
    list.push(`${key}=${value}`);
  }
  native.execve(execPath, args, list);
}

// The builtins that have been loaded, in Node's form of names.
export function moduleLoadList() {
  return publicBuiltins().filter((name) => loadedBuiltin(name) !== undefined).map((name) => `NativeModule ${name.replace(/^node:/, "")}`);
}
