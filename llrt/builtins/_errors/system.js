// Errors of system calls built in JS, in the four shapes Node gives them.  Not here: those that ops
// raise themselves (llrt/errors.py).  Loaded when the first one is made.
import { errnoEntry } from "native:util";
import { codes } from "../_errors.js";

// [name, message] of a negative errno, undefined for an unknown one.
export const uvErrmapGet = (errno) => errnoEntry(-errno);

function named(errno) {
  const entry = uvErrmapGet(errno);
  return entry === undefined ? ["UNKNOWN", "unknown error"] : entry;
}

function systemErrorName(errno) {
  if (errno >= 0 || !Number.isInteger(errno)) throw new codes.ERR_OUT_OF_RANGE("err", "a negative integer", errno);
  const entry = uvErrmapGet(errno);
  return entry === undefined ? `Unknown system error ${errno}` : entry[0];
}

// "ENOENT: no such file or directory, open '/a' -> '/b'"
export function uvException(context) {
  const [code, text] = named(context.errno);
  let message = `${code}: ${context.message || text}, ${context.syscall}`;
  const path = context.path ? context.path.toString() : undefined;
  const dest = context.dest ? context.dest.toString() : undefined;
  if (path) message += ` '${path}'`;
  if (dest) message += ` -> '${dest}'`;
  const error = new Error(message);
  for (const key of Object.keys(context)) {
    if (key !== "message" && key !== "path" && key !== "dest") error[key] = context[key];
  }
  error.code = code;
  if (path) error.path = path;
  if (dest) error.dest = dest;
  return error;
}

// "connect ECONNREFUSED: connection refused 1.2.3.4:80"
export function uvExceptionWithHostPort(errno, syscall, address, port) {
  const [code, text] = named(errno);
  const details = port && port > 0 ? ` ${address}:${port}` : address ? ` ${address}` : "";
  const error = Object.assign(new Error(`${syscall} ${code}: ${text}${details}`), { code, errno, syscall, address });
  if (port) error.port = port;
  return error;
}

// "spawn ENOENT", "connect ECONNREFUSED original"
export function errnoException(errno, syscall, original) {
  const code = systemErrorName(errno);
  return Object.assign(new Error(original ? `${syscall} ${code} ${original}` : `${syscall} ${code}`), { errno, code, syscall });
}

// "connect ECONNREFUSED 1.2.3.4:80 - Local (0.0.0.0:0)"
export function exceptionWithHostPort(errno, syscall, address, port, additional) {
  const code = systemErrorName(errno);
  let details = port && port > 0 ? ` ${address}:${port}` : ` ${address}`;
  if (additional) details += ` - Local (${additional})`;
  const error = Object.assign(new Error(`${syscall} ${code}${details}`), { errno, code, syscall, address });
  if (port) error.port = port;
  return error;
}

// "queryA ENOTFOUND host"; `code` is an errno or already a name.
export function dnsException(code, syscall, hostname) {
  let errno;
  if (typeof code === "number") {
    errno = code;
    code = code === -3007 || code === -3008 ? "ENOTFOUND" : systemErrorName(code);
  }
  const error = Object.assign(new Error(`${syscall} ${code}${hostname ? ` ${hostname}` : ""}`), { errno, code, syscall });
  if (hostname) error.hostname = hostname;
  return error;
}
