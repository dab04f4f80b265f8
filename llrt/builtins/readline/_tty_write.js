// One key pressed in a terminal: which method of the Interface it means. `this` is the Interface.
import { loadBuiltin } from "native:engine";
import { AbortError } from "../_errors.js";
import { lengthAt, lengthBefore, lineEnds } from "./_characters.js";
import { clearScreenDown, cursorTo } from "./_cursor.js";

const UNDO = 0x1f;
const REDO = 0x1e;

export function ttyWrite(text, pressed) {
  const previous = this._previousKey;
  const key = pressed || {};
  this._previousKey = key;
  if (!key.meta || key.name !== "y") this._yanking = false;
  if (key.name !== "up" && key.name !== "down") this._wantedColumn = undefined;
  searchByPrefix(this, key);
  if (typeof key.sequence === "string") {
    const code = key.sequence.codePointAt(0);
    if (code === UNDO) return this._undo();
    if (code === REDO) return this._redo();
  }
  if (key.name === "escape") return undefined;
  if (key.ctrl && key.shift) return run(this, CONTROL_SHIFT, key);
  if (key.ctrl) return run(this, CONTROL, key);
  if (key.meta) return run(this, META, key);
  return writePlain(this, text, key, previous);
}

// Up and down look for lines that begin as what was typed.
function searchByPrefix(iface, { name, ctrl, meta, shift }) {
  if ((name === "up" || name === "down") && !ctrl && !meta && !shift) {
    iface._substringSearch ??= iface.line.slice(0, iface.cursor);
  } else if (iface._substringSearch !== null) {
    iface._substringSearch = null;
    if (iface.history.length === iface.historyIndex) iface.historyIndex = -1;
  }
}

const run = (iface, table, { name }) => (Object.hasOwn(table, name ?? "") ? table[name](iface) : undefined);

const CONTROL_SHIFT = {
  backspace: (iface) => iface._deleteLineLeft(),
  delete: (iface) => iface._deleteLineRight(),
};

const CONTROL = {
  c(iface) {
    if (iface.listenerCount("SIGINT") > 0) return iface.emit("SIGINT");
    iface._questionReject?.(new AbortError("Aborted with Ctrl+C"));
    return iface.close();
  },
  d(iface) {
    if (iface.cursor === 0 && iface.line.length === 0) {
      iface._questionReject?.(new AbortError("Aborted with Ctrl+D"));
      iface.close();
    } else if (iface.cursor < iface.line.length) {
      iface._deleteRight();
    }
  },
  h: (iface) => iface._deleteLeft(),
  u: (iface) => iface._deleteLineLeft(),
  k: (iface) => iface._deleteLineRight(),
  a: (iface) => iface._moveCursor(-Infinity),
  e: (iface) => iface._moveCursor(Infinity),
  b: (iface) => iface._moveCursor(-lengthBefore(iface.line, iface.cursor)),
  f: (iface) => iface._moveCursor(lengthAt(iface.line, iface.cursor)),
  l(iface) {
    cursorTo(iface.output, 0, 0);
    clearScreenDown(iface.output);
    iface._refreshLine();
  },
  n: (iface) => iface._historyNext(),
  p: (iface) => iface._historyPrev(),
  z: suspend,
  w: (iface) => iface._deleteWordLeft(),
  backspace: (iface) => iface._deleteWordLeft(),
  delete: (iface) => iface._deleteWordRight(),
  left: (iface) => iface._wordLeft(),
  right: (iface) => iface._wordRight(),
  y: (iface) => iface._yank(),
};

const META = {
  b: (iface) => iface._wordLeft(),
  f: (iface) => iface._wordRight(),
  d: (iface) => iface._deleteWordRight(),
  delete: (iface) => iface._deleteWordRight(),
  backspace: (iface) => iface._deleteWordLeft(),
  y: (iface) => iface._yankPop(),
};

// Ctrl-Z: the shell takes over; SIGCONT brings the line back.
function suspend(iface) {
  if (iface.listenerCount("SIGTSTP") > 0) {
    iface.emit("SIGTSTP");
    return;
  }
  const process = loadBuiltin("node:internal/process/process").default;
  process.once("SIGCONT", () => {
    if (!iface.paused) {
      iface.pause();
      iface.emit("SIGCONT");
    }
    iface._setRawMode(true);
    iface._refreshLine();
  });
  iface._setRawMode(false);
  process.kill(process.pid, "SIGTSTP");
}

const PLAIN = {
  backspace: (iface) => iface._deleteLeft(),
  delete: (iface) => iface._deleteRight(),
  left: (iface) => iface._moveCursor(-lengthBefore(iface.line, iface.cursor)),
  right: (iface) => iface._moveCursor(lengthAt(iface.line, iface.cursor)),
  home: (iface) => iface._moveCursor(-Infinity),
  end: (iface) => iface._moveCursor(Infinity),
  up: (iface) => iface._moveRow(-1) || iface._historyPrev(),
  down: (iface) => iface._moveRow(1) || iface._historyNext(),
};

function writePlain(iface, text, key, previous) {
  if (enterLine(iface, key)) return;
  if (Object.hasOwn(PLAIN, key.name ?? "")) PLAIN[key.name](iface);
  else if (key.name === "tab" && typeof iface.completer === "function" && iface.isCompletionEnabled) {
    iface._tabComplete(previous?.name === "tab");
  } else if (typeof text === "string" && text) {
    insertLines(iface, text);
  }
}

// Return, or the line feed that may follow it. Returns whether the key was one of them.
function enterLine(iface, { name }) {
  if (iface._sawReturnAt && name !== "enter") iface._sawReturnAt = 0;
  if (name === "return") {
    iface._sawReturnAt = Date.now();
    iface._line();
  } else if (name === "enter") {
    if (iface._sawReturnAt === 0 || Date.now() - iface._sawReturnAt > iface.crlfDelay) iface._line();
    iface._sawReturnAt = 0;
  } else {
    return false;
  }
  return true;
}

// Pasted text may hold whole lines.
function insertLines(iface, text) {
  let at = 0;
  for (const { 0: end, index } of text.matchAll(lineEnds())) {
    iface._insertString(text.slice(at, index));
    at = index + end.length;
    iface._line();
  }
  if (at < text.length || at === 0) iface._insertString(text.slice(at));
}

// A terminal that can't move its cursor (TERM=dumb).
export function ttyWriteDumb(text, pressed) {
  const key = pressed || {};
  if (key.name === "escape") return;
  if (key.ctrl && key.name === "c") {
    if (this.listenerCount("SIGINT") > 0) this.emit("SIGINT");
    else this.close();
    return;
  }
  if (key.ctrl && key.name === "d") {
    this.close();
    return;
  }
  if (enterLine(this, key) || typeof text !== "string" || !text) return;
  this.line += text;
  this.cursor += text.length;
  this._writeToOutput(text);
}
