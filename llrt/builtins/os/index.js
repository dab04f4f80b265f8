// node:os. Spec: https://nodejs.org/api/os.html
import { loadBuiltin } from "native:engine";
import * as native from "native:os";
import { codes } from "../_errors.js";
import { validateInt32 } from "../_validators.js";
import { constants } from "./_constants.js";

const env = () => loadBuiltin("node:internal/process/env").env;
const processFacts = () => loadBuiltin("node:internal/process/process").default;

const SYSTEM = 0, NODE = 1, RELEASE = 2, VERSION = 3, MACHINE = 4;

// What a running system does not change, asked for once; its name may change.
let names;
const systemName = (which) => (names ??= native.uname())[which];

function systemError(syscall, errno) {
  const [code, message] = loadBuiltin("node:internal/errors").uvErrmapGet(errno) ?? ["UNKNOWN", "unknown error"];
  return new codes.ERR_SYSTEM_ERROR({ errno, code, message, syscall });
}

export function arch() { return processFacts().arch; }
export const availableParallelism = { availableParallelism() { return native.parallelism(); } }.availableParallelism;
export function cpus() {
  return native.cpus().map(([model, speed, user, nice, sys, idle, irq]) => ({ model, speed, times: { user, nice, sys, idle, irq } }));
}
export function endianness() { return native.bigEndian() ? "BE" : "LE"; }
export const freemem = { freemem() { return native.memory()[1]; } }.freemem;
export const totalmem = { totalmem() { return native.memory()[0]; } }.totalmem;
export function hostname() { return native.uname()[NODE]; }
export function loadavg() { return native.loadavg(); }
export function platform() { return processFacts().platform; }
export function uptime() { return native.uptime(); }
export const release = { getOSRelease: () => systemName(RELEASE) }.getOSRelease;
export const type = { getOSType: () => systemName(SYSTEM) }.getOSType;
export const version = { getOSVersion: () => systemName(VERSION) }.getOSVersion;
export const machine = { getMachine: () => systemName(MACHINE) }.getMachine;

export function homedir() {
  const home = env().HOME;
  if (home !== undefined && home !== "") return home;
  const user = native.passwd();
  if (user === undefined) throw systemError("uv_os_homedir", -2);
  return user[3];
}

export function tmpdir() {
  const { TMPDIR, TMP, TEMP } = env();
  const path = TMPDIR || TMP || TEMP || "/tmp";
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
}

export function getPriority(pid) {
  if (pid === undefined) pid = 0;
  else validateInt32(pid, "pid");
  const priority = native.getPriority(pid);
  if (priority >= 1000) throw systemError("uv_os_getpriority", 1000 - priority);
  return priority;
}

export function setPriority(pid, priority) {
  if (priority === undefined) [pid, priority] = [0, pid];
  validateInt32(pid, "pid");
  validateInt32(priority, "priority", -20, 19);
  const result = native.setPriority(pid, priority);
  if (result < 0) throw systemError("uv_os_setpriority", result);
}

export function userInfo(options) {
  const encoding = typeof options === "object" && options !== null ? options.encoding : undefined;
  const user = native.passwd();
  if (user === undefined) throw systemError("uv_os_get_passwd", -2);
  const [uid, gid, username, homedir, shell] = user;
  const text = (value) => {
    if (encoding === undefined || encoding === "utf8") return value;
    const bytes = loadBuiltin("node:internal/buffer/buffer").Buffer.from(value);
    return encoding === "buffer" ? bytes : bytes.toString(encoding);
  };
  return { __proto__: null, uid, gid, username: text(username), homedir: text(homedir), shell: text(shell) };
}

export function networkInterfaces() {
  return loadBuiltin("node:internal/os/interfaces").networkInterfaces();
}

const plain = { arch, availableParallelism, endianness, freemem, homedir, hostname, platform, release, tmpdir, totalmem, type, uptime, version, machine };
for (const fn of Object.values(plain)) fn[Symbol.toPrimitive] = () => fn();
// The names that Node's have.
for (const fn of [availableParallelism, freemem, totalmem]) Object.defineProperty(fn, "name", { value: "" });
for (const fn of [homedir, hostname, uptime]) Object.defineProperty(fn, "name", { value: "wrappedFn" });

export { constants };
export const EOL = "\n";
export const devNull = "/dev/null";

const os = {
  arch, availableParallelism, cpus, endianness, freemem, getPriority, homedir, hostname, loadavg, networkInterfaces, platform, release,
  setPriority, tmpdir, totalmem, type, userInfo, uptime, version, machine,
};
export default Object.defineProperties(os, {
  constants: { value: constants, enumerable: true },
  EOL: { value: EOL, enumerable: true, configurable: true },
  devNull: { value: devNull, enumerable: true, configurable: true },
});
