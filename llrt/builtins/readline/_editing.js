// What keys do to the line: insert, delete, move by words, cut and put back, undo. Methods of Interface; `this` is one.
import { lengthAt, lengthBefore } from "./_characters.js";

const LARGEST_UNDO = 2048;
const LARGEST_RING = 32;
const reversed = (text) => [...text].reverse().join("");
// Backwards: blanks, then a word or punctuation.
const WORD_LEFT = /^\s*(?:[^\w\s]+|\w+)?/;

export const editing = {
  _insertString(text) {
    this._beforeEdit(this.line, this.cursor);
    // More characters of a paste follow: the last one draws the line.
    const isLast = this.isCompletionEnabled;
    if (this.cursor < this.line.length) {
      this.line = this.line.slice(0, this.cursor) + text + this.line.slice(this.cursor);
      this.cursor += text.length;
      if (isLast) this._refreshLine();
      else this._writeToOutput(text);
      return;
    }
    const before = isLast ? this.getCursorPos() : undefined;
    this.line += text;
    this.cursor += text.length;
    if (isLast && before.rows < this.getCursorPos().rows) this._refreshLine();
    else this._writeToOutput(text);
  },

  _replace(line, cursor) {
    this.line = line;
    this.cursor = cursor;
    this._refreshLine();
  },

  _wordLeft() {
    if (this.cursor === 0) return;
    this._moveCursor(-WORD_LEFT.exec(reversed(this.line.slice(0, this.cursor)))[0].length);
  },

  _wordRight() {
    if (this.cursor >= this.line.length) return;
    this._moveCursor(/^(?:\s+|[^\w\s]+|\w+)\s*/.exec(this.line.slice(this.cursor))[0].length);
  },

  _deleteLeft() {
    if (this.cursor === 0 || this.line.length === 0) return;
    this._beforeEdit(this.line, this.cursor);
    const size = lengthBefore(this.line, this.cursor);
    this._replace(this.line.slice(0, this.cursor - size) + this.line.slice(this.cursor), this.cursor - size);
  },

  _deleteRight() {
    if (this.cursor >= this.line.length) return;
    this._beforeEdit(this.line, this.cursor);
    const size = lengthAt(this.line, this.cursor);
    this._replace(this.line.slice(0, this.cursor) + this.line.slice(this.cursor + size), this.cursor);
  },

  _deleteWordLeft() {
    if (this.cursor === 0) return;
    this._beforeEdit(this.line, this.cursor);
    const before = this.line.slice(0, this.cursor);
    const kept = before.slice(0, before.length - WORD_LEFT.exec(reversed(before))[0].length);
    this._replace(kept + this.line.slice(this.cursor), kept.length);
  },

  _deleteWordRight() {
    if (this.cursor >= this.line.length) return;
    this._beforeEdit(this.line, this.cursor);
    const after = this.line.slice(this.cursor);
    const cut = /^(?:\s+|\W+|\w+)\s*/.exec(after)[0].length;
    this._replace(this.line.slice(0, this.cursor) + after.slice(cut), this.cursor);
  },

  _deleteLineLeft() {
    this._beforeEdit(this.line, this.cursor);
    this._keep(this.line.slice(0, this.cursor));
    this._replace(this.line.slice(this.cursor), 0);
  },

  _deleteLineRight() {
    this._beforeEdit(this.line, this.cursor);
    this._keep(this.line.slice(this.cursor));
    this._replace(this.line.slice(0, this.cursor), this.cursor);
  },

  // ---- The ring of what was cut ------------------------------------------------------------------------------------------------

  _keep(text) {
    const ring = this._killRing;
    if (!text || text === ring[0]) return;
    ring.unshift(text);
    this._killRingCursor = 0;
    while (ring.length > LARGEST_RING) ring.pop();
  },

  _yank() {
    if (this._killRing.length === 0) return;
    this._yanking = true;
    this._insertString(this._killRing[this._killRingCursor]);
  },

  // Another one in the place of what was just put back.
  _yankPop() {
    if (!this._yanking || this._killRing.length < 2) return;
    const last = this._killRing[this._killRingCursor];
    this._killRingCursor = (this._killRingCursor + 1) % this._killRing.length;
    const text = this._killRing[this._killRingCursor];
    const head = this.line.slice(0, this.cursor - last.length) + text;
    this._replace(head + this.line.slice(this.cursor), head.length);
  },

  // ---- Undo ----------------------------------------------------------------------------------------------------------------------

  _beforeEdit(line, cursor) {
    if (this._undoStack.push({ line, cursor }) > LARGEST_UNDO) this._undoStack.shift();
  },

  _undo() {
    const entry = this._undoStack.pop();
    if (entry === undefined) return;
    this._redoStack.push({ line: this.line, cursor: this.cursor });
    this._replace(entry.line, entry.cursor);
  },

  _redo() {
    const entry = this._redoStack.pop();
    if (entry === undefined) return;
    this._undoStack.push({ line: this.line, cursor: this.cursor });
    this._replace(entry.line, entry.cursor);
  },

  // ---- History -------------------------------------------------------------------------------------------------------------------

  _addHistory() {
    return this.historyManager.add();
  },

  _historyMove(step) {
    const { historyManager } = this;
    if (!historyManager.canMove(step)) return;
    this._beforeEdit(this.line, this.cursor);
    const line = historyManager.move(step, this._substringSearch || "");
    this._replace(line, line.length);
  },

  // Up (-1) or down (1) within a line of several rows. Returns false where there is no such row.
  _moveRow(step) {
    const rows = this.line.split("\n");
    const before = this.line.slice(0, this.cursor).split("\n");
    const row = before.length - 1 + step;
    if (rows.length === 1 || row < 0 || row >= rows.length) return false;
    const column = this._wantedColumn ?? before.at(-1).length;
    const start = rows.slice(0, row).reduce((sum, text) => sum + text.length + 1, 0);
    this._moveCursor(start + Math.min(column, rows[row].length) - this.cursor);
    this._wantedColumn = column > rows[row].length ? column : undefined; // a shorter row does not forget it
    return true;
  },

  _historyNext() {
    this._historyMove(-1);
  },

  _historyPrev() {
    this._historyMove(1);
  },
};
