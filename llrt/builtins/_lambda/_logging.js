// console under Lambda: text lines with time, request id and level, or JSON; to stdout, as frames to the telemetry descriptor, or as
// lines to the platform's log socket, as the managed runtime does. Specification: AWS_LAMBDA_LOG_FORMAT, AWS_LAMBDA_LOG_LEVEL,
// _LAMBDA_TELEMETRY_LOG_FD, _LAMBDA_TELEMETRY_LOG_FD_PROVIDER_SOCKET.
import { loadBuiltin } from "native:engine";
import { state } from "../process/_state.js";
import { formatError, intoError } from "./_errors.js";

const LEVELS = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"];
const METHODS = { trace: "TRACE", debug: "DEBUG", info: "INFO", log: "INFO", warn: "WARN", error: "ERROR", fatal: "FATAL" };

// Of the last invocation; where several run at once, `source` knows which one it is.
export let requestId;
export let tenantId;
export let traceId;
// A number that each invocation has to itself: a retried event has the id of the try before.
export let invocationNumber = 0;
let source;
let json = false;
let format;
let lowest = 0;
let writeFrame;
let writeLine;

// Types of frames; the level is in their low bits.
const TEXT_FRAME = 0xa55a0003;
const JSON_FRAME = 0xa55a0002;

export function setLogContext(id, tenant, trace) {
  requestId = id;
  tenantId = tenant;
  traceId = trace;
  invocationNumber++;
}

// `store`: getRequestId() and getTenantId() of the invocation whose code is running.
export function setLogSource(store) {
  source = store;
}

// `sink`: writeFrame(type, text) and writeLine(text) -> whether it was taken, where the platform gave a descriptor for logs;
// `framed` says which of them it wants.
export function patchConsole(logFormat, logLevel, sink, framed) {
  if (framed) writeFrame = sink.writeFrame;
  else writeLine = sink?.writeLine;
  json = logFormat === "JSON";
  // The platform sets a level for JSON only; its clients filter text, too.
  lowest = Math.max(0, LEVELS.indexOf(logLevel));
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
  if (source !== undefined) {
    requestId = source.getRequestId();
    tenantId = source.getTenantId();
  }
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
  if (writeLine?.(`${line}\n`)) return;
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
  if (error !== undefined) Object.assign(record, describe(error, []));
  return JSON.stringify(record);
}

function replaceErrors(_key, value) {
  return value instanceof Error ? { ...describe(value, value.stack), ...value } : value;
}

// `unsplit`: the stack trace where the stack is no string.
function describe(error, unsplit) {
  const { stack } = error;
  return {
    errorType: error.constructor?.name ?? "UnknownError",
    errorMessage: error.message,
    stackTrace: typeof stack === "string" ? stack.split("\n") : unsplit,
  };
}
