// node:readline: the door, and the Interface with callbacks. Follows https://nodejs.org/docs/latest-v24.x/api/readline.html
import { loadBuiltin } from "native:engine";
import { AbortError } from "../_errors.js";
import { validateAbortSignal } from "../_validators.js";
import { addAbortListener } from "../events/_async.js";
import { customPromisify } from "../util/_promisify.js";
import { inspect } from "../util/_inspect.js";
import { clearLine, clearScreenDown, cursorTo, moveCursor } from "./_cursor.js";
import { Interface as Base } from "./_interface.js";
import { emitKeypressEvents } from "./_keypress.js";
import { ttyWriteDumb } from "./_tty_write.js";
import promises from "./promises.js";

// May be called without new; subclasses are classes or functions.
export function Interface(input, output, completer, terminal) {
  if (!(this instanceof Interface)) return new Interface(input, output, completer, terminal);
  const given = input?.input && typeof input.completer === "function" ? input.completer : completer;
  if (given?.length === 1 || (typeof given === "function" && given.length !== 2)) {
    const withCallback = (line, callback) => callback(null, given(line));
    if (input?.input) input = { ...input, completer: withCallback };
    else completer = withCallback;
  }
  const self = Reflect.construct(Base, [input, output, completer, terminal], new.target ?? this.constructor);
  if (loadBuiltin("node:internal/process/process").default.env.TERM === "dumb") self._ttyWrite = ttyWriteDumb.bind(self);
  return self;
}
Object.setPrototypeOf(Interface.prototype, Base.prototype);
Object.setPrototypeOf(Interface, Base);

// Listens for the abort of a question; the result undoes that.
function cancelOnAbort(iface, signal, reject) {
  const onAbort = () => (reject ? reject(new AbortError(undefined, { cause: signal.reason })) : iface._questionCancel());
  const listening = addAbortListener(signal, onAbort);
  return () => listening[Symbol.dispose]();
}

function question(query, options, callback) {
  let done = typeof options === "function" ? options : callback;
  if (options?.signal) {
    validateAbortSignal(options.signal, "options.signal");
    if (options.signal.aborted) return;
    const forget = cancelOnAbort(this, options.signal);
    const original = done;
    done = typeof original === "function" ? (answer) => {
      forget();
      return original(answer);
    } : forget;
  }
  if (typeof done === "function") this._question(query, done);
}

question[customPromisify] = function question(query, options) {
  if (options === null || typeof options !== "object") options = {};
  if (options.signal?.aborted) {
    return Promise.reject(new AbortError(undefined, { cause: options.signal.reason }));
  }
  return new Promise((resolve, reject) => {
    let done = resolve;
    if (options.signal) {
      const forget = cancelOnAbort(this, options.signal, reject);
      done = (answer) => {
        forget();
        resolve(answer);
      };
    }
    this.question(query, options, done);
  });
};

function _tabComplete(isSecondTab) {
  this.pause();
  this.completer(this.line.slice(0, this.cursor), (error, found) => {
    this.resume();
    if (error) this._writeToOutput(`Tab completion error: ${inspect(error)}`);
    else this._showCompletions(isSecondTab, found);
  });
}

Interface.prototype.question = question;
Object.defineProperty(_tabComplete, "name", { value: "" });
for (const name of ["_setRawMode", "_onLine", "_writeToOutput", "_addHistory", "_refreshLine", "_normalWrite", "_insertString", "_tabComplete",
  "_wordLeft", "_wordRight", "_deleteLeft", "_deleteRight", "_deleteWordLeft", "_deleteWordRight", "_deleteLineLeft", "_deleteLineRight", "_line",
  "_historyNext", "_historyPrev", "_getDisplayPos", "_getCursorPos", "_moveCursor", "_ttyWrite"]) {
  Interface.prototype[name] = name === "_tabComplete" ? _tabComplete : Base.prototype[name] ?? Base.prototype.getCursorPos;
}

export function createInterface(input, output, completer, terminal) {
  return new Interface(input, output, completer, terminal);
}

export { clearLine, clearScreenDown, cursorTo, emitKeypressEvents, moveCursor, promises };
export default { Interface, clearLine, clearScreenDown, createInterface, cursorTo, emitKeypressEvents, moveCursor, promises };
