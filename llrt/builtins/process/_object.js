// The process object before anybody has asked for it (_process.js): its shape, and what most programs touch; the rest is loaded at
// first use (_rare.js, _stdio.js, _stdin.js, _signals.js, ...). The start-up image holds it: nothing here asks the process.
// Follows https://nodejs.org/docs/latest-v24.x/api/process.html
import { options } from "native:boot";
import { loadBuiltin } from "native:engine";
import * as native from "native:process";
import { nextTick, runNextTicks } from "../_boot/task_queues.js";
import { EventEmitter } from "../events/_emitter.js";
import { env } from "./_env.js";
import { exit, exitCodeAccessors, reallyExit } from "./_exit.js";
import { state } from "./_state.js";

const ARCHITECTURES = {
  __proto__: null,
  x86_64: "x64", amd64: "x64", aarch64: "arm64", arm64: "arm64", armv7l: "arm", i686: "ia32", i386: "ia32",
  riscv64: "riscv64", ppc64le: "ppc64", s390x: "s390x", loongarch64: "loong64",
};

const room = (name) => loadBuiltin(`node:internal/process/${name}`);
const rare = () => room("rare");

function makeProcessObject() {
  const process = function () {}; // for the name of its constructor only
  const prototype = Object.create(EventEmitter.prototype, {
    constructor: { value: process, writable: true, configurable: true },
  });
  Object.defineProperty(process, "name", { value: "process", configurable: true });
  Object.defineProperty(process, "prototype", { value: prototype });
  return Object.create(prototype);
}

const process = makeProcessObject();

const readOnly = { enumerable: true, configurable: true };

// A fact that is asked for at each look, or (cached) at the first one.
function define(name, get, { cached = false, writable = false } = {}) {
  const accessors = {
    get() {
      const value = get();
      if (cached) Object.defineProperty(process, name, { ...readOnly, value, writable });
      return value;
    },
    ...readOnly,
  };
  if (writable) {
    accessors.set = (value) => Object.defineProperty(process, name, { ...readOnly, value, writable: true });
  }
  Object.defineProperty(process, name, accessors);
}

function makeReadOnly(object) {
  for (const key of Object.keys(object)) Object.defineProperty(object, key, { writable: false });
  return object;
}

const once = { cached: true };
const onceWritable = { cached: true, writable: true };

define("version", () => `v${native.versions().node}`, once);
define("versions", () => makeReadOnly(native.versions()), once);
define("arch", () => ARCHITECTURES[native.machine()] ?? native.machine(), once);
define("platform", () => native.platform(), once);
define("release", () => ({ name: "node", lts: "Krypton" }), once);

define("moduleLoadList", () => rare().moduleLoadList());
process._rawDebug = (...args) => rare().rawDebug(...args);
process.binding = function binding(module) { return rare().binding(module); };
process._linkedBinding = function _linkedBinding(module) { return rare().linkedBinding(module); };
EventEmitter.call(process);
process.domain = null;
Object.defineProperty(process, "_exiting", {
  get: () => state.exiting,
  set: (value) => { state.exiting = Boolean(value); },
  ...readOnly,
});
Object.defineProperty(process, "exitCode", { ...exitCodeAccessors, enumerable: true });
define("config", () => rare().config, once);

// Methods that wait for their first call: name -> [length, file it is in].
function defineMethods(names, file) {
  for (const [name, length] of names) {
    const method = {
      [name](...args) {
        return Reflect.apply(room(file)[name], this, args);
      },
    }[name];
    Object.defineProperty(method, "length", { value: length, configurable: true });
    process[name] = method;
  }
}

process.dlopen = function dlopen() { return rare().dlopen(...arguments); };
process.uptime = function uptime() { return native.uptime(); };
defineMethods([["getActiveResourcesInfo", 0]], "rare");
process.reallyExit = reallyExit;
defineMethods(
  [
    ["_kill", 0], ["loadEnvFile", 0], ["cpuUsage", 1], ["threadCpuUsage", 1], ["resourceUsage", 0],
  ],
  "rare",
);
process.memoryUsage = function memoryUsage() { return rare().memoryUsage(); };
process.memoryUsage.rss = function rss() { return native.rss(); };
defineMethods([["constrainedMemory", 0], ["availableMemory", 0], ["kill", 2]], "rare");
process.exit = exit;
defineMethods([["execve", 1], ["ref", 1], ["unref", 1]], "rare");
define("finalization", () => room("finalization").finalization, onceWritable);

process.hrtime = function hrtime(time) {
  const now = native.hrtime();
  if (time === undefined) return now;
  return rare().since(now, time);
};
process.hrtime.bigint = function hrtimeBigInt() {
  const [seconds, nanoseconds] = native.hrtime();
  return BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds);
};

process.openStdin = function () {
  process.stdin.resume();
  return process.stdin;
};
Object.defineProperty(process.openStdin, "name", { value: "" });
for (const name of ["getuid", "geteuid", "getgid", "getegid", "getgroups"]) {
  process[name] = { [name]() { return native[name](); } }[name];
}
define("allowedNodeEnvironmentFlags", () => room("flags").allowedNodeEnvironmentFlags, onceWritable);
define("features", () => rare().features, once);
defineMethods(
  [["setUncaughtExceptionCaptureCallback", 1], ["hasUncaughtExceptionCaptureCallback", 0]],
  "fatal",
);
defineMethods([["emitWarning", 4]], "warning");
// Where the stacks of warnings begin.
state.emitWarning = process.emitWarning;
process.nextTick = nextTick;
process._tickCallback = runNextTicks;
define("sourceMapsEnabled", () => native.sourceMaps());
defineMethods([["setSourceMapsEnabled", 1], ["getBuiltinModule", 1], ["_debugProcess", 0], ["_debugEnd", 0]], "rare");
define("stdout", () => room("stdio").stdio.stdout);
define("stdin", () => room("stdin").stdin);
define("stderr", () => room("stdio").stdio.stderr);
process.abort = { abort() { native.abort(); } }.abort;
process.umask = function umask(mask) { return mask === undefined ? rare().currentUmask() : rare().umask(mask); };
process.chdir = function chdir(directory) { return rare().chdir(directory); };
process.cwd = function cwd() { return native.cwd(); };
defineMethods(
  [["initgroups", 2], ["setgroups", 1], ["setegid", 1], ["seteuid", 1], ["setgid", 1], ["setuid", 1]],
  "rare",
);
process.env = env;
Object.defineProperty(process, "title", {
  get: () => native.title(),
  set: (value) => native.setTitle(`${value}`),
  ...readOnly,
});
define("argv", () => native.argv(), onceWritable);
define("execArgv", () => native.execArgv(), onceWritable);
define("pid", () => native.pid());
define("ppid", () => native.ppid());
define("execPath", () => native.execPath(), onceWritable);
define("argv0", () => native.argv0(), once);
define("report", () => room("report").report);
Object.defineProperty(process, "debugPort", { get: () => rare().debugPort.get(), set: (value) => rare().debugPort.set(value), ...readOnly });
process._preload_modules = [];
process._fatalException = (error, fromPromise) => room("fatal").triggerUncaughtException(error, fromPromise);
Object.defineProperty(process._fatalException, "name", { value: "" });
// Node's own leave-overs: they do nothing there either.
process._startProfilerIdleNotifier = () => {};
process._stopProfilerIdleNotifier = () => {};
Object.defineProperty(process, Symbol.toStringTag, { value: "process", writable: true });

for (const name of ["noDeprecation", "throwDeprecation", "traceDeprecation"]) {
  if (options[name]) process[name] = true;
}
if (options.traceWarnings) process.traceProcessWarnings = true;

process.on("newListener", function startListeningIfSignal(type) {
  if (typeof type === "string" && type.startsWith("SIG")) room("signals").start(process, type);
});
process.on("removeListener", function stopListeningIfSignal(type) {
  if (typeof type === "string" && type.startsWith("SIG")) room("signals").stop(process, type);
});
process.on("warning", function onWarning(warning) {
  room("warning").onWarning(warning);
});

export default process;
