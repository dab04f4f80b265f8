// The lines entered before: newest first, without repetitions of the last, searched by what the line begins with.
import { validateArray, validateNumber } from "../_validators.js";

const DEFAULT_SIZE = 30;

// An entry of several lines is kept as Node keeps it in files: backwards, with "\r" between.
const toLine = (entry) => (entry.includes("\r") ? entry.split("\r").reverse().join("\n") : entry);
const toEntry = (line) => (line.includes("\n") ? line.split("\n").reverse().join("\r") : line);

export class History {
  constructor(iface, { history, historySize, removeHistoryDuplicates }) {
    this.iface = iface;
    if (historySize === undefined) historySize = DEFAULT_SIZE;
    if (history === undefined) history = [];
    validateNumber(historySize, "size", 0);
    validateArray(history, "history");
    this.size = historySize;
    this.removeDuplicates = Boolean(removeHistoryDuplicates);
    this.history = history;
    this.index = -1;
    this.isFlushing = false;
  }

  // Remembers the line; gives what is remembered of it.
  add() {
    const { iface, history } = this;
    if (iface.line.length === 0) return "";
    if (this.size === 0 || iface.line.trim().length === 0) return iface.line;
    const entry = toEntry(iface.line);
    if (history.length === 0 || history[0] !== entry) {
      if (this.removeDuplicates) {
        const index = history.indexOf(entry);
        if (index !== -1) history.splice(index, 1);
      }
      history.unshift(entry);
      if (history.length > this.size) history.pop();
    }
    this.index = -1;
    const line = toLine(history[0]);
    iface.emit("history", history);
    return line;
  }

  // The next older (step 1) or newer (-1) entry that begins with `prefix` and is not what is shown.
  find(step, prefix) {
    const { history, iface } = this;
    let index = this.index + step;
    for (; index >= 0 && index < history.length; index += step) {
      const line = toLine(history[index]);
      if (line.startsWith(prefix) && line !== iface.line) break;
    }
    return index;
  }

  canMove(step) {
    return step < 0 ? this.index >= 0 : this.index < this.history.length && this.history.length > 0;
  }

  move(step, prefix) {
    this.index = this.find(step, prefix);
    const entry = this.history[this.index];
    return entry === undefined ? prefix : toLine(entry); // beyond either end: what was typed
  }
}
