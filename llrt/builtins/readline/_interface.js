// The class behind readline.Interface and the one of readline/promises: lines of a stream, prompts and questions, on a terminal with
// editing (_editing.js, _display.js, _tty_write.js). Methods with an underscore are internal; programs replace some of them, so they are
// always called through `this`.
// Follows https://nodejs.org/docs/latest-v24.x/api/readline.html#class-interfaceconstructor
import { loadBuiltin } from "native:engine";
import { nextTick } from "../_boot/task_queues.js";
import { codes } from "../_errors.js";
import { validateAbortSignal, validateString, validateUint32 } from "../_validators.js";
import { addAbortListener, kFirstEventParam, on } from "../events/_async.js";
import { EventEmitter } from "../events/_emitter.js";
import { StringDecoder } from "../string_decoder/index.js";
import { inspect } from "../util/_inspect.js";
import { lineEnds } from "./_characters.js";
import { display } from "./_display.js";
import { editing } from "./_editing.js";
import { History } from "./_history.js";
import { emitKeypressEvents, kSawKeyPress } from "./_keypress.js";
import { ttyWrite } from "./_tty_write.js";

// "\r" and "\n" that come within this time (ms) end one line; programs may ask for more.
const SHORTEST_CRLF_DELAY = 100;
const kLines = Symbol("line object stream");

const hidden = (value) => ({ __proto__: null, value, writable: true, enumerable: false, configurable: true });

// The object's own state that is not for display.
function hide(target, values) {
  for (const [name, value] of Object.entries(values)) Object.defineProperty(target, name, hidden(value));
}

function readOptions(given) {
  const options = { prompt: "> ", escapeCodeTimeout: 500, tabSize: 8 };
  const { output, completer, terminal, history, historySize, removeHistoryDuplicates, signal, crlfDelay, input } = given;
  Object.assign(options, { output, completer, terminal, history, historySize, removeHistoryDuplicates, signal, crlfDelay, input });
  if (given.tabSize !== undefined) {
    validateUint32(given.tabSize, "tabSize", true);
    options.tabSize = given.tabSize;
  }
  if (given.prompt !== undefined) options.prompt = given.prompt;
  if (given.escapeCodeTimeout !== undefined) {
    if (!Number.isFinite(given.escapeCodeTimeout)) {
      throw new codes.ERR_INVALID_ARG_VALUE("input.escapeCodeTimeout", options.escapeCodeTimeout);
    }
    options.escapeCodeTimeout = given.escapeCodeTimeout;
  }
  if (signal) validateAbortSignal(signal, "options.signal");
  return options;
}

export function InterfaceConstructor(input, output, completer, terminal) {
  this.isCompletionEnabled = true;
  EventEmitter.call(this);
  const options = input?.input
    ? readOptions(input)
    : { input, output, completer, terminal, prompt: "> ", escapeCodeTimeout: 500, tabSize: 8, history: input.history,
      historySize: input.historySize, removeHistoryDuplicates: input.removeHistoryDuplicates, signal: input.signal };
  this.escapeCodeTimeout = options.escapeCodeTimeout;
  this.tabSize = options.tabSize;
  if (options.completer !== undefined && typeof options.completer !== "function") {
    throw new codes.ERR_INVALID_ARG_VALUE("completer", options.completer);
  }
  setUp(this, options);
  listen(this, options.input);
  if (options.signal) closeOnAbort(this, options.signal);
  this.line = "";
  options.input.resume();
}

function setUp(iface, { input, output, completer, terminal, prompt, crlfDelay, ...rest }) {
  hide(iface, {
    _sawReturnAt: 0, [kSawKeyPress]: false, _previousKey: null, _substringSearch: null,
    _undoStack: [], _redoStack: [], _killRing: [], _killRingCursor: 0, _yanking: false, _wantedColumn: undefined, _prompt: prompt,
    _line_buffer: null, _questionCallback: null, _questionReject: undefined, _oldPrompt: undefined, _decoder: undefined, [kLines]: undefined,
  });
  const historyManager = new History(iface, rest);
  iface.historyManager = historyManager;
  Object.defineProperties(iface, {
    history: { get: () => historyManager.history, set(value) { historyManager.history = value; }, enumerable: true, configurable: true },
    historyIndex: { get: () => historyManager.index, set(value) { historyManager.index = value; }, enumerable: true, configurable: true },
    historySize: { get: () => historyManager.size, enumerable: true, configurable: true },
    isFlushing: { get: () => historyManager.isFlushing, enumerable: true, configurable: true },
  });
  iface.line = "";
  iface.output = output;
  iface.input = input;
  iface.crlfDelay = crlfDelay ? Math.max(SHORTEST_CRLF_DELAY, crlfDelay) : SHORTEST_CRLF_DELAY;
  iface.completer = completer;
  iface.terminal = Boolean(terminal === undefined && output !== null && output !== undefined ? output.isTTY : terminal);
}

function listen(iface, input) {
  const { output, terminal } = iface;
  const listening = [];
  const attach = (emitter, type, listener) => {
    emitter.on(type, listener);
    listening.push([emitter, type, listener]);
  };
  attach(input, "error", (error) => iface.emit("error", error));
  if (terminal) {
    emitKeypressEvents(input, iface);
    attach(input, "keypress", (text, key) => {
      iface._ttyWrite(text, key);
      // Half of a character that is two code units: drawn again when the other half is there.
      const unit = key?.sequence ? key.sequence.codePointAt(0) : 0;
      if (unit >= 0xd800 && unit <= 0xdfff) iface._refreshLine();
    });
    attach(input, "end", () => {
      if (typeof iface.line === "string" && iface.line.length > 0) iface.emit("line", iface.line);
      iface.close();
    });
    iface._setRawMode(true);
    iface.cursor = 0;
    if (output !== null && output !== undefined) attach(output, "resize", () => iface._refreshLine());
  } else {
    attach(input, "data", (data) => iface._normalWrite(data));
    attach(input, "end", () => {
      if (typeof iface._line_buffer === "string" && iface._line_buffer.length > 0) iface.emit("line", iface._line_buffer);
      iface.close();
    });
    iface._decoder = new StringDecoder("utf8");
  }
  iface.once("close", () => {
    for (const [emitter, type, listener] of listening) emitter.removeListener(type, listener);
  });
}

function closeOnAbort(iface, signal) {
  const onAbort = () => iface.close();
  if (signal.aborted) {
    nextTick(onAbort);
  } else {
    const listening = addAbortListener(signal, onAbort);
    iface.once("close", () => listening[Symbol.dispose]());
  }
}

Object.setPrototypeOf(InterfaceConstructor.prototype, EventEmitter.prototype);
Object.setPrototypeOf(InterfaceConstructor, EventEmitter);
Object.defineProperty(InterfaceConstructor, "length", { value: 4, configurable: true });

function checkOpen(iface) {
  if (iface.closed) throw new codes.ERR_USE_AFTER_CLOSE("readline");
}

export class Interface extends InterfaceConstructor {
  // InterfaceConstructor is a function: a plain call makes `this` of the subclass.
  constructor(...args) {
    super(...args);
  }

  get columns() {
    return this.output?.columns ?? Infinity;
  }

  setPrompt(prompt) {
    this._prompt = prompt;
  }

  getPrompt() {
    return this._prompt;
  }

  prompt(preserveCursor) {
    if (this.paused || this.closed) this.resume();
    if (this.terminal && loadBuiltin("node:internal/process/process").default.env.TERM !== "dumb") {
      if (!preserveCursor) this.cursor = 0;
      this._refreshLine();
    } else {
      this._writeToOutput(this._prompt);
    }
  }

  close() {
    if (this.closed) return;
    this.pause();
    if (this.terminal) this._setRawMode(false);
    this.closed = true;
    this.emit("close");
  }

  pause() {
    checkOpen(this);
    if (this.paused) return undefined;
    this.input.pause();
    this.paused = true;
    this.emit("pause");
    return this;
  }

  resume() {
    checkOpen(this);
    if (!this.paused) return undefined;
    this.input.resume();
    this.paused = false;
    this.emit("resume");
    return this;
  }

  // Text, or a key, as if the user had typed it.
  write(data, key) {
    checkOpen(this);
    if (this.paused) this.resume();
    if (this.terminal) this._ttyWrite(data, key);
    else this._normalWrite(data);
  }

  [Symbol.asyncIterator]() {
    this[kLines] ??= on(this, "line", { close: ["close"], highWaterMark: 1024, [kFirstEventParam]: true });
    return this[kLines];
  }
}

const methods = {
  _setRawMode(raw) {
    const was = this.input.isRaw;
    if (typeof this.input.setRawMode === "function") this.input.setRawMode(raw);
    return was;
  },

  _question(query, callback) {
    checkOpen(this);
    if (this._questionCallback) {
      this.prompt();
      return;
    }
    this._oldPrompt = this._prompt;
    this.setPrompt(query);
    this._questionCallback = callback;
    this.prompt();
  },

  _questionCancel() {
    if (!this._questionCallback) return;
    this._questionCallback = null;
    this.setPrompt(this._oldPrompt);
    this.clearLine();
  },

  _onLine(line) {
    if (!this._questionCallback) {
      this.emit("line", line);
      return;
    }
    const callback = this._questionCallback;
    this._questionCallback = null;
    this.setPrompt(this._oldPrompt);
    callback(line);
  },

  _writeToOutput(text) {
    validateString(text, "stringToWrite");
    if (this.output !== null && this.output !== undefined) this.output.write(text);
  },

  // What is not a terminal: lines as they come, a rest until more comes.
  _normalWrite(data) {
    if (data === undefined) return;
    let text = this._decoder.write(data);
    if (this._sawReturnAt && Date.now() - this._sawReturnAt <= this.crlfDelay) {
      if (text.codePointAt(0) === 10) text = text.slice(1);
      this._sawReturnAt = 0;
    }
    const ends = /[\r\u2028\u2029]/.test(text) ? lineEnds() : "\n"; // the plain one splits fastest
    if (ends === "\n" ? !text.includes("\n") : !lineEnds().test(text)) {
      if (text) this._line_buffer = this._line_buffer ? this._line_buffer + text : text;
      return;
    }
    if (this._line_buffer) {
      text = this._line_buffer + text;
      this._line_buffer = null;
    }
    this._sawReturnAt = text.endsWith("\r") ? Date.now() : 0;
    const lines = text.split(ends);
    this._line_buffer = lines.pop();
    for (const line of lines) this._onLine(line);
  },

  // The line is entered.
  _line() {
    const line = this._addHistory();
    this._undoStack = [];
    this._redoStack = [];
    this.clearLine();
    this._onLine(line);
  },

  async _tabComplete(isSecondTab) {
    this.pause();
    let found;
    try {
      found = await this.completer(this.line.slice(0, this.cursor));
    } catch (error) {
      this._writeToOutput(`Tab completion error: ${inspect(error)}`);
      return;
    } finally {
      this.resume();
    }
    this._showCompletions(isSecondTab, found);
  },

  _ttyWrite: ttyWrite,
};

for (const [name, value] of Object.entries({ ...methods, ...display, ...editing })) {
  Object.defineProperty(Interface.prototype, name, hidden(value));
}
Interface.prototype[Symbol.dispose] = function () {
  this.close();
};
Object.defineProperty(Interface.prototype[Symbol.dispose], "name", { value: "[Symbol.dispose]" });
