// The plain members of process: kinds, values, validation.
import os from "node:process";

const log = (...args) => console.log(...args);
function attempt(label, f) {
  try {
    log(label, f());
  } catch (error) {
    log(label, error.name, error.code, error.message, error.errno, error.syscall);
  }
}
log(os === process, Object.prototype.toString.call(process), process.constructor.name, Object.keys(process).includes("env"));
log(process.version, process.versions.node, process.versions.modules, process.release.name, process.release.lts, process.arch, process.platform);
log(Object.isExtensible(process.versions), typeof process.pid, process.pid === process.pid, typeof process.ppid, process.argv.length, process.argv[1].startsWith("/"));
log(Array.isArray(process.execArgv), typeof process.execPath, process.argv0.length > 0, typeof process.title, process.exitCode, process.config.variables !== undefined);
log(process.features.cached_builtins, process.features.require_module, process.features.debug);
log(Object.getOwnPropertyDescriptor(process, "version").writable, typeof process.emit);
attempt("uptime", () => process.uptime() > 0 && process.uptime() < 60);
attempt("hrtime", () => { const a = process.hrtime(); const d = process.hrtime(a); return [a.length, d[0], d[1] > 0, Number.isInteger(a[0])]; });
attempt("hrtime.bigint", () => { const a = process.hrtime.bigint(); return [typeof a, process.hrtime.bigint() > a]; });
attempt("hrtime(1)", () => process.hrtime(1));
attempt("hrtime([1])", () => process.hrtime([1]));
attempt("cwd", () => process.cwd() === process.env.PWD || process.cwd().startsWith("/"));
attempt("chdir", () => { const before = process.cwd(); process.chdir("/"); const now = process.cwd(); process.chdir(before); return now; });
attempt("chdir()", () => process.chdir());
process.chdir("/");
attempt("chdir nowhere", () => process.chdir("/nonexistent"));
attempt("umask", () => { const before = process.umask("022"); const now = process.umask(); process.umask(before); return now; });
attempt("umask text", () => process.umask("abc"));
attempt("umask object", () => process.umask({}));
attempt("umask -1", () => process.umask(-1));
attempt("memoryUsage", () => [Object.keys(process.memoryUsage()), Object.values(process.memoryUsage()).every(Number.isInteger), process.memoryUsage.rss() > 1e6]);
attempt("resourceUsage", () => [Object.keys(process.resourceUsage()).join(), Object.values(process.resourceUsage()).every(Number.isInteger), process.resourceUsage().maxRSS > 1000]);
attempt("cpuUsage", () => { const a = process.cpuUsage(); const b = process.cpuUsage(a); return [Object.keys(a), b.user >= 0 && b.system >= 0, a.user + a.system > 0]; });
attempt("threadCpuUsage", () => Object.keys(process.threadCpuUsage()));
for (const value of [1, {}, { user: -1, system: 1 }, { user: 1, system: "a" }, { user: 1, system: -1 }, []]) attempt("cpuUsage", () => process.cpuUsage(value));
attempt("memory limits", () => [typeof process.constrainedMemory(), process.availableMemory() > 0]);
attempt("ids", () => [process.getuid(), process.geteuid(), process.getgid(), process.getegid(), Array.isArray(process.getgroups())]);
attempt("setuid()", () => process.setuid());
attempt("setuid name", () => process.setuid("no such user"));
attempt("setuid 1.5", () => process.setuid(1.5));
attempt("setgid -1", () => process.setgid(-1));
attempt("setgid name", () => process.setgid("no such group"));
attempt("setgroups()", () => process.setgroups());
attempt("setgroups", () => process.setgroups([1, {}]));
attempt("initgroups()", () => process.initgroups());
attempt("initgroups", () => process.initgroups("root"));
attempt("kill()", () => process.kill());
attempt("kill text", () => process.kill("a"));
attempt("kill unknown", () => process.kill(process.pid, "SIGFOO"));
attempt("kill 0", () => process.kill(process.pid, 0));
attempt("kill '0'", () => process.kill(process.pid, "0"));
attempt("kill nobody", () => process.kill(999999999, 0));
attempt("kill bad number", () => process.kill(process.pid, 1000));
attempt("kill object", () => process.kill(process.pid, {}));
attempt("binding", () => process.binding("nope"));
attempt("linked binding", () => process._linkedBinding("nope"));
attempt("dlopen()", () => process.dlopen());
attempt("capture", () => process.setUncaughtExceptionCaptureCallback(1));
attempt("capture twice", () => { process.setUncaughtExceptionCaptureCallback(() => {}); process.setUncaughtExceptionCaptureCallback(() => {}); });
attempt("has capture", () => process.hasUncaughtExceptionCaptureCallback());
process.setUncaughtExceptionCaptureCallback(null);
attempt("getBuiltinModule", () => [process.getBuiltinModule("nope"), process.getBuiltinModule("events") === process.getBuiltinModule("node:events"), typeof process.getBuiltinModule("events").once]);
attempt("getBuiltinModule(1)", () => process.getBuiltinModule(1));
attempt("source maps", () => [process.sourceMapsEnabled, process.setSourceMapsEnabled(false)]);
attempt("source maps 1", () => process.setSourceMapsEnabled(1));
attempt("loadEnvFile nowhere", () => process.loadEnvFile("/nonexistent"));
attempt("loadEnvFile 1", () => process.loadEnvFile(1));
attempt("nextTick", () => process.nextTick(1));
attempt("title", () => { process.title = "abc"; return process.title; });
attempt("active", () => { const t = setTimeout(() => {}, 1); const list = process.getActiveResourcesInfo(); clearTimeout(t); return list.filter((n) => n === "Timeout"); });
attempt("ref", () => process.ref({ [Symbol.for("nodejs.ref")]() { log("ref called"); } }));
attempt("unref", () => process.unref(setTimeout(() => log("never"), 1000)));
attempt("flags", () => [process.allowedNodeEnvironmentFlags.has("--require"), process.allowedNodeEnvironmentFlags.has("r"), process.allowedNodeEnvironmentFlags.has("--max_old_space_size=1"), process.allowedNodeEnvironmentFlags.has("--nope"), process.allowedNodeEnvironmentFlags.add("x").has("x")]);
attempt("finalization", () => Object.keys(process.finalization));
for (const value of ["a", 1.5, {}, "", true, NaN, 1n, "1.5"]) attempt("exitCode", () => { process.exitCode = value; });
for (const value of ["3", " 5", "0x10", 7, 2 ** 40, null, undefined]) attempt("exitCode", () => { process.exitCode = value; return process.exitCode; });
for (const value of ["a", 1.5, {}, ""]) attempt("exit", () => process.exit(value));
process.exitCode = undefined;
