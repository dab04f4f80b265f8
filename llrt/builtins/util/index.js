// node:util.  This door only puts together what the files beside it do; heavy ones load at first call.
// Reference: nodejs.org/api/util.html
import { loadBuiltin } from "native:engine";
import { inspect } from "./_inspect.js";
import { format, formatWithOptions } from "./_format.js";
import { callbackify, promisify } from "./_promisify.js";
import { debuglog, deprecate } from "./_debuglog.js";
import {
  aborted, convertProcessSignalToExitCode, extend, getCallSites, getSystemErrorMap, getSystemErrorMessage, getSystemErrorName,
  inherits, setTraceSigInt, transferableAbortController, transferableAbortSignal,
} from "./_misc.js";
import { MIMEParams, MIMEType } from "./_mime.js";
import { TextDecoder, TextEncoder } from "../_web/encoding.js";
import { ErrnoException, ExceptionWithHostPort } from "../_errors.js";
import types from "./types.js";

const load = (name) => loadBuiltin(`node:internal/util/${name}`);

function isDeepStrictEqual(val1, val2, skipPrototype) {
  return load("comparisons").isDeepStrictEqual(val1, val2, skipPrototype);
}

const parseArgs = (...args) => load("parse_args").parseArgs(...args);
const diff = function diff(actual, expected) { return load("diff").diff(actual, expected); };
const styleText = function styleText(format, text, options) { return load("style_text").styleText(format, text, options); };
const stripVTControlCharacters = function stripVTControlCharacters(str) { return load("style_text").stripVTControlCharacters(str); };
const parseEnv = function parseEnv(content) { return load("parse_env").parseEnv(content); };
const toUSVString = function toUSVString(input) { return `${input}`.toWellFormed(); };

const debug = debuglog;
const _extend = deprecate(extend, "The `util._extend` API is deprecated. Please use Object.assign() instead.", "DEP0060");
const isArray = deprecate(function isArray(value) { return Array.isArray(value); },
  "The `util.isArray` API is deprecated. Please use `Array.isArray()` instead.", "DEP0044");
const _errnoException = (...args) => ErrnoException(...args);
const _exceptionWithHostPort = (...args) => ExceptionWithHostPort(...args);

export {
  _errnoException, _exceptionWithHostPort, _extend, callbackify, convertProcessSignalToExitCode, debug, debuglog, deprecate,
  format, styleText, formatWithOptions, getCallSites, getSystemErrorMap, getSystemErrorName, getSystemErrorMessage, inherits,
  inspect, isArray, isDeepStrictEqual, promisify, stripVTControlCharacters, toUSVString, transferableAbortSignal,
  transferableAbortController, aborted, types, parseEnv, parseArgs, TextDecoder, TextEncoder, MIMEType, MIMEParams, diff,
  setTraceSigInt,
};

export default {
  _errnoException, _exceptionWithHostPort, _extend, callbackify, convertProcessSignalToExitCode, debug, debuglog, deprecate,
  format, styleText, formatWithOptions, getCallSites, getSystemErrorMap, getSystemErrorName, getSystemErrorMessage, inherits,
  inspect, isArray, isDeepStrictEqual, promisify, stripVTControlCharacters, toUSVString, transferableAbortSignal,
  transferableAbortController, aborted, types, parseEnv, parseArgs, TextDecoder, TextEncoder, MIMEType, MIMEParams, diff,
  setTraceSigInt,
};
