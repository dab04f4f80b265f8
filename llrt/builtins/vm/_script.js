// vm.Script: compiled once, run in any context; cached data is the engine's bytecode behind a header that says what it is of.
import { compileScript, loadBuiltin, readScript, runScript, scriptBytecode, stoppedBy } from "native:engine";
import { codes } from "../_errors.js";
import { validateBoolean, validateInt32, validateObject, validateString, validateUint32 } from "../_validators.js";
import { checkContext, contextOptions, createContext, noOptions } from "./_context.js";
import { importCallback } from "./_import.js";

export const kParsingContext = Symbol("script parsing context");
const STOPPED_BY_TIME = 1;

let run; // a script's private #run

class ContextifyScript {
  #script;
  #text;

  constructor(source, filename, lineOffset, columnOffset, cachedData, parsingContext, callback) {
    this.#text = { source, filename, lineOffset, columnOffset };
    if (cachedData !== undefined) {
      const bytecode = loadBuiltin("node:internal/vm/cached_data").open(cachedData, source, filename);
      this.cachedDataRejected = bytecode === undefined;
      if (bytecode !== undefined) {
        this.#script = readScript(bytecode, callback);
        return;
      }
    }
    try {
      this.#script = compileScript(source, filename, lineOffset + 1, columnOffset, callback, parsingContext);
    } catch (error) {
      loadBuiltin("node:internal/vm/decorate").decorate(error, this.#text, true);
      throw error;
    }
  }

  createCachedData() {
    return loadBuiltin("node:internal/vm/cached_data").seal(scriptBytecode(this.#script), this.#text.source, this.#text.filename);
  }

  static {
    run = (script, context, { timeout, displayErrors, breakOnSigint }) =>
      breakOnSigint
        ? loadBuiltin("node:internal/vm/sigint").watched(() => script.#run(context, timeout, displayErrors, true))
        : script.#run(context, timeout, displayErrors, false);
  }

  #run(context, timeout, displayErrors, breakOnSigint) {
    try {
      return runScript(this.#script, context, timeout, breakOnSigint);
    } catch (error) {
      const why = error === null ? stoppedBy() : 0;
      if (why !== 0) throw stopped(why === STOPPED_BY_TIME, timeout);
      if (displayErrors) {
        const { decorate } = loadBuiltin("node:internal/vm/decorate");
        decorate(error, this.#text, false);
      }
      throw error;
    }
  }
}

// As Node's C++ makes it: without the code in its name.
function stopped(byTime, timeout) {
  const error = new Error(byTime ? `Script execution timed out after ${timeout}ms` : "Script execution was interrupted by `SIGINT`");
  error.code = byTime ? "ERR_SCRIPT_EXECUTION_TIMEOUT" : "ERR_SCRIPT_EXECUTION_INTERRUPTED";
  return error;
}

// The value of the last magic comment of this name.
function magicComment(source, name) {
  if (!source.includes(`${name}=`)) return undefined;
  const found = [...source.matchAll(new RegExp(`^[ \\t]*//[#@][ \\t]*${name}=[ \\t]*([^\\s'"]*)[ \\t]*$`, "gm"))];
  return found.at(-1)?.[1];
}

export class Script extends ContextifyScript {
  constructor(code, options = noOptions) {
    const source = `${code}`;
    let given = options;
    if (typeof options === "string") given = { filename: options };
    else validateObject(options, "options");
    const {
      filename = "evalmachine.<anonymous>", lineOffset = 0, columnOffset = 0, cachedData, produceCachedData = false,
      importModuleDynamically, [kParsingContext]: parsingContext,
    } = given;
    validateString(filename, "options.filename");
    validateInt32(lineOffset, "options.lineOffset");
    validateInt32(columnOffset, "options.columnOffset");
    if (cachedData !== undefined && !ArrayBuffer.isView(cachedData)) {
      throw new codes.ERR_INVALID_ARG_TYPE("options.cachedData", ["Buffer", "TypedArray", "DataView"], cachedData);
    }
    validateBoolean(produceCachedData, "options.produceCachedData");
    let self;
    const callback = importCallback(importModuleDynamically, filename, () => self);
    super(source, filename, lineOffset, columnOffset, cachedData, parsingContext, callback);
    self = this;
    if (produceCachedData) {
      this.cachedData = this.createCachedData();
      this.cachedDataProduced = true;
    }
    this.sourceURL = magicComment(source, "sourceURL");
    this.sourceMapURL = magicComment(source, "sourceMappingURL");
  }

  runInThisContext(options) {
    return run(this, undefined, runOptions(options));
  }

  runInContext(contextifiedObject, options) {
    checkContext(contextifiedObject);
    return run(this, contextifiedObject, runOptions(options));
  }

  runInNewContext(contextObject, options) {
    const context = createContext(contextObject, contextOptions(options));
    return this.runInContext(context, options);
  }
}

function runOptions(options = noOptions) {
  validateObject(options, "options");
  const { timeout, displayErrors = true, breakOnSigint = false } = options;
  if (timeout !== undefined) validateUint32(timeout, "options.timeout", true);
  validateBoolean(displayErrors, "options.displayErrors");
  validateBoolean(breakOnSigint, "options.breakOnSigint");
  return { timeout: timeout ?? 0, displayErrors, breakOnSigint };
}
