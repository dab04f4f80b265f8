// Where text stands on a terminal, and how a line is drawn again. Methods of Interface; `this` is one.
import { stripVTControlCharacters } from "../util/index.js";
import { getStringWidth } from "../util/_string_width.js";
import { clearScreenDown, cursorTo, moveCursor } from "./_cursor.js";
import { commonPrefix } from "./_characters.js";

// What begins the further rows of a line of several.
const CONTINUED = "\n| ";
const shown = (line) => (line.includes("\n") ? line.replaceAll("\n", CONTINUED) : line);

export const display = {
  // { cols, rows } of the end of a text that begins at the left edge.
  _getDisplayPos(text) {
    const { columns, tabSize } = this;
    let offset = 0;
    let rows = 0;
    for (const character of stripVTControlCharacters(text)) {
      if (character === "\n") {
        rows += Math.ceil(offset / columns) || 1;
        offset = 0;
      } else if (character === "\t") {
        offset += tabSize - (offset % tabSize);
      } else {
        const width = getStringWidth(character, false);
        if (width === 0 || width === 1) {
          offset += width;
        } else {
          if ((offset + 1) % columns === 0) offset++; // no half characters at the edge
          offset += 2;
        }
      }
    }
    const cols = offset % columns;
    rows += (offset - cols) / columns;
    return { cols, rows };
  },

  getCursorPos() {
    return this._getDisplayPos(this._prompt + shown(this.line.slice(0, this.cursor)));
  },

  _refreshLine() {
    const line = this._prompt + shown(this.line);
    const end = this._getDisplayPos(line);
    const cursor = this.getCursorPos();
    const above = this.prevRows || 0;
    if (above > 0) moveCursor(this.output, 0, -above);
    cursorTo(this.output, 0);
    clearScreenDown(this.output);
    this._writeToOutput(line);
    if (end.cols === 0) this._writeToOutput(" "); // makes the terminal open the next row
    cursorTo(this.output, cursor.cols);
    const below = end.rows - cursor.rows;
    if (below > 0) moveCursor(this.output, 0, -below);
    this.prevRows = cursor.rows;
  },

  clearLine() {
    this._moveCursor(Infinity);
    this._writeToOutput("\r\n");
    this.line = "";
    this.cursor = 0;
    this.prevRows = 0;
  },

  _moveCursor(by) {
    if (by === 0) return;
    const before = this.getCursorPos();
    this.cursor = Math.min(Math.max(this.cursor + by, 0), this.line.length);
    const after = this.getCursorPos();
    if (before.rows === after.rows) moveCursor(this.output, after.cols - before.cols, 0);
    else this._refreshLine();
  },

  // What a completer found: [candidates, the part of the line they stand for].
  _showCompletions(isSecondTab, [candidates, typed]) {
    if (!candidates || candidates.length === 0) return;
    const prefix = commonPrefix(candidates.filter((candidate) => candidate !== ""));
    if (prefix.startsWith(typed) && prefix.length > typed.length) {
      this._insertString(prefix.slice(typed.length));
      return;
    }
    if (!typed.startsWith(prefix)) {
      this.line = this.line.slice(0, this.cursor - typed.length) + prefix + this.line.slice(this.cursor);
      this.cursor += prefix.length - typed.length;
      this._refreshLine();
      return;
    }
    if (!isSecondTab) return;
    this._beforeEdit(this.line, this.cursor);
    this._writeToOutput(table(candidates, this.columns));
    this._refreshLine();
  },
};

// In columns; an empty candidate begins a new group.
function table(candidates, columns) {
  const widths = candidates.map((candidate) => getStringWidth(candidate));
  const width = Math.max(...widths) + 2;
  const perRow = columns === Infinity ? 1 : Math.floor(columns / width) || 1;
  let text = "\r\n";
  let inRow = 0;
  let gap = 0;
  candidates.forEach((candidate, index) => {
    if (candidate === "" || inRow === perRow) {
      text += "\r\n";
      inRow = 0;
      gap = 0;
    } else {
      text += " ".repeat(gap);
    }
    if (candidate === "") {
      text += "\r\n";
    } else {
      text += candidate;
      gap = width - widths[index];
      inRow++;
    }
  });
  return inRow === 0 ? text : `${text}\r\n\r\n`;
}
