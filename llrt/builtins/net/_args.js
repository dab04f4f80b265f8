// The forms in which net.connect() and server.listen() take their arguments.
import { codes } from "../_errors.js";
import { validatePort } from "../_validators.js";

const { ERR_MISSING_ARGS } = codes;

// Marks arrays that normalizeArgs() has made already.
export const kNormalized = Symbol("normalizedArgs");

export const toNumber = (value) => ((value = Number(value)) >= 0 ? value : false);
export const isPipeName = (text) => typeof text === "string" && toNumber(text) === false;

// (options | port[, host] | path[, ...][, callback]) -> [options, callback or null]
export function normalizeArgs(args) {
  let options = {};
  if (args.length > 0) {
    const [first, second] = args;
    if (typeof first === "object" && first !== null) {
      options = first;
    } else if (isPipeName(first)) {
      options.path = first;
    } else {
      options.port = first;
      if (args.length > 1 && typeof second === "string") options.host = second;
    }
  }
  const last = args[args.length - 1];
  const list = args.length > 0 && typeof last === "function" ? [options, last] : [options, null];
  list[kNormalized] = true;
  return list;
}

export function checkConnectPort(port) {
  if (port === undefined) return;
  if (typeof port !== "number" && typeof port !== "string") {
    throw new codes.ERR_INVALID_ARG_TYPE("options.port", ["number", "string"], port);
  }
  validatePort(port);
}

export function checkTarget(options) {
  if (options.port === undefined && (options.path === undefined || options.path === null)) {
    throw new ERR_MISSING_ARGS(["options", "port", "path"]);
  }
}
