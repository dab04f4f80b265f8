// console under Lambda: text lines with time, request id and level, or JSON; to stdout, or as frames to the telemetry descriptor, as the
// managed runtime does. Specification: AWS_LAMBDA_LOG_FORMAT, AWS_LAMBDA_LOG_LEVEL, _LAMBDA_TELEMETRY_LOG_FD.
import { loadBuiltin } from "native:engine";
import { state } from "../process/_state.js";
import { formatError, intoError } from "./_errors.js";

const LEVELS = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"];
const METHODS = { trace: "TRACE", debug: "DEBUG", info: "INFO", log: "INFO", warn: "WARN", error: "ERROR", fatal: "FATAL" };

let requestId;
let tenantId;
let json = false;
let format;
let lowest = 0;
let writeFrame;

// Types of frames; the level is in their low bits.
const TEXT_FRAME = 0xa55a0003;
const JSON_FRAME = 0xa55a0002;

export function setLogContext(id, tenant) {
  requestId = id;
  tenantId = tenant;
}

// `frames`: writes a frame of this type and text, where the platform gave a descriptor for them.
export function patchConsole(logFormat, logLevel, frames = undefined) {
  writeFrame = frames;
  json = logFormat === "JSON";
  // Levels filter JSON only: the platform sets one for no other format.
  lowest = json ? Math.max(0, LEVELS.indexOf(logLevel)) : 0;
  // Made at first touch, patched before anybody sees it; a start-up image has made it already.
  if (state.console !== undefined) patch(state.console);
  else state.onConsole = patch;
}

function patch(console) {
  for (const method of Object.keys(METHODS)) {
    const level = METHODS[method];
    const silent = LEVELS.indexOf(level) < lowest;
    console[method] = silent ? () => {} : (message, ...rest) => write(level, message, rest);
  }
}

// An error of the invocation, or one that nobody caught. Never throws: the report to the platform comes after it.
export function logError(label, error) {
  if (LEVELS.indexOf("ERROR") < lowest) return;
  try {
    if (json) write("ERROR", intoError(error), []);
    else write("ERROR", label, [formatError(intoError(error))]);
  } catch {
    write("ERROR", `${label} (an error that cannot be shown)`, []);
  }
}

function write(level, message, rest) {
  const time = new Date().toISOString();
  let line;
  if (json) {
    line = jsonLine(time, level, message, rest);
  } else {
    const text = rest.length === 0 && typeof message === "string" ? message : formatted(message, rest);
    line = `${time}\t${requestId}\t${level}\t${text}`;
    // One line an event: CloudWatch splits at line feeds. A frame is one event however many lines it has.
    if (writeFrame === undefined) line = line.replaceAll("\n", "\r");
  }
  if (writeFrame !== undefined) {
    const mask = (LEVELS.indexOf(level) + 1) << 2;
    writeFrame(((json ? JSON_FRAME : TEXT_FRAME) | mask) >>> 0, `${line}\n`);
    return;
  }
  // Through the stream: a function may have replaced its write().
  loadBuiltin("node:internal/process/process").default.stdout.write(`${line}\n`);
}

function formatted(message, rest) {
  format ??= loadBuiltin("node:util").format;
  return format(message, ...rest);
}

function jsonLine(timestamp, level, message, rest) {
  const record = { timestamp, level, requestId };
  if (tenantId !== undefined) record.tenantId = tenantId;
  if (rest.length === 0) {
    record.message = message;
    try {
      return JSON.stringify(record, replaceErrors);
    } catch {
      record.message = formatted(message, []);
      return JSON.stringify(record);
    }
  }
  record.message = formatted(message, rest);
  const error = message instanceof Error ? message : rest.find((value) => value instanceof Error);
  if (error !== undefined) Object.assign(record, describe(error));
  return JSON.stringify(record);
}

function replaceErrors(_key, value) {
  return value instanceof Error ? { ...describe(value), ...value } : value;
}

function describe(error) {
  const { stack } = error;
  return {
    errorType: error.constructor?.name ?? "UnknownError",
    errorMessage: error.message,
    stackTrace: typeof stack === "string" ? stack.split("\n") : [],
  };
}
