// console under Lambda: text lines with time, request id and level, or JSON; all to stdout as the managed runtime does.
// Not here: the telemetry descriptor (a later version). Specification: AWS_LAMBDA_LOG_FORMAT, AWS_LAMBDA_LOG_LEVEL.
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

export function setLogContext(id, tenant) {
  requestId = id;
  tenantId = tenant;
}

export function patchConsole(logFormat, logLevel) {
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
    // One line an event: CloudWatch splits at line feeds.
    line = `${time}\t${requestId}\t${level}\t${text}`.replaceAll("\n", "\r");
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
