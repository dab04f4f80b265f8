// node:readline/promises. Follows https://nodejs.org/docs/latest-v24.x/api/readline.html#promises-api
import { nextTick } from "../_boot/task_queues.js";
import { AbortError, codes } from "../_errors.js";
import { validateAbortSignal, validateBoolean, validateInteger } from "../_validators.js";
import { addAbortListener } from "../events/_async.js";
import { isWritable } from "../stream/_predicates.js";
import { CLEAR_DOWN, sequenceBy, sequenceForLine, sequenceTo } from "./_cursor.js";
import { Interface as Base } from "./_interface.js";

export class Interface extends Base {
  question(query, options = {}) {
    return new Promise((resolve, reject) => {
      let done = resolve;
      if (options?.signal) {
        validateAbortSignal(options.signal, "options.signal");
        const aborted = () => new AbortError(undefined, { cause: options.signal.reason });
        if (options.signal.aborted) {
          reject(aborted());
          return;
        }
        const onAbort = () => {
          this._questionCancel();
          reject(aborted());
        };
        const listening = addAbortListener(options.signal, onAbort);
        done = (answer) => {
          listening[Symbol.dispose]();
          resolve(answer);
        };
      }
      this._question(query, done);
      this._questionReject = reject;
    });
  }
}

// Cursor movements collected and written together.
export class Readline {
  #autoCommit = false;
  #stream;
  #waiting = [];

  constructor(stream, options = undefined) {
    if (!isWritable(stream)) throw new codes.ERR_INVALID_ARG_TYPE("stream", "Writable", stream);
    this.#stream = stream;
    if (options?.autoCommit !== undefined && options?.autoCommit !== null) {
      validateBoolean(options.autoCommit, "options.autoCommit");
      this.#autoCommit = options.autoCommit;
    }
  }

  #add(sequence) {
    if (this.#autoCommit) nextTick(() => this.#stream.write(sequence));
    else this.#waiting.push(sequence);
    return this;
  }

  cursorTo(x, y = undefined) {
    validateInteger(x, "x");
    if (y !== undefined && y !== null) validateInteger(y, "y");
    return this.#add(sequenceTo(x, y ?? undefined));
  }

  moveCursor(dx, dy) {
    if (!dx && !dy) return this;
    validateInteger(dx, "dx");
    validateInteger(dy, "dy");
    return this.#add(sequenceBy(dx, dy));
  }

  clearLine(dir) {
    validateInteger(dir, "dir", -1, 1);
    return this.#add(sequenceForLine(dir));
  }

  clearScreenDown() {
    return this.#add(CLEAR_DOWN);
  }

  commit() {
    return new Promise((resolve) => {
      this.#stream.write(this.#waiting.join(""), resolve);
      this.#waiting = [];
    });
  }

  rollback() {
    this.#waiting = [];
    return this;
  }
}

export function createInterface(input, output, completer, terminal) {
  return new Interface(input, output, completer, terminal);
}

export default { Interface, Readline, createInterface };
