// Puts the entries of one value on lines: all on one, in columns, or one a line.
// The rules are those of util.inspect's `compact` and `breakLength` options.

import { loadBuiltin } from "native:engine";

const COLOUR = /\u001b\[\d\d?m/g;

const shownLength = (state, text) => (state.colors ? text.replace(COLOUR, "").length : text.length);

// Columns on a terminal, for aligning; plain ASCII needs no table for that.
const ASCII = /^[\x20-\x7e]*$/;
export function shownWidth(state, text) {
  if (ASCII.test(text)) return text.length;
  return loadBuiltin("node:internal/util/string_width").getStringWidth(text, state.colors);
}

function fitsOnLine(state, entries, start, base) {
  // Entries are separated by ", ": count one column each besides what the caller counted.
  let total = entries.length + start;
  if (total + entries.length > state.breakLength) return false;
  for (let i = 0; i < entries.length; i++) {
    total += shownLength(state, entries[i]);
    if (total > state.breakLength) return false;
  }
  return base === "" || !base.includes("\n");
}

// Column count for `lengths`: about 2.5 times as wide as high, limited by the line, `compact` and 15.
function columnCount(state, total, widest, count, all) {
  const cell = widest + 2;
  if (cell * 3 + state.indentationLvl >= state.breakLength) return 1;
  if (total / cell <= 5 && widest > 6) return 1;
  const bias = Math.sqrt(cell - total / all);
  const biased = Math.max(cell - 3 - bias, 1);
  return Math.min(
    Math.round(Math.sqrt(2.5 * biased * count) / biased),
    Math.floor((state.breakLength - state.indentationLvl) / cell),
    state.compact * 4,
    15,
  );
}

const isNumeric = (value) => typeof value === "number" || typeof value === "bigint";

function allNumeric(values, count) {
  if (values === undefined) return true;
  for (let i = 0; i < count; i++) if (!isNumeric(values[i])) return false;
  return true;
}

// Aligns more than six entries of a list in columns: numbers to the right, others to the left.
function inColumns(state, entries, values) {
  const all = entries.length;
  const hasRest = state.maxArrayLength < all;
  const count = hasRest ? all - 1 : all;
  const lengths = new Array(count);
  let total = 0;
  let widest = 0;
  for (let i = 0; i < count; i++) {
    const length = shownWidth(state, entries[i]);
    lengths[i] = length;
    total += length + 2;
    if (length > widest) widest = length;
  }
  const columns = columnCount(state, total, widest, count, all);
  if (columns <= 1) return entries;
  const widths = [];
  for (let column = 0; column < columns; column++) {
    let width = 0;
    for (let i = column; i < count; i += columns) if (lengths[i] > width) width = lengths[i];
    widths.push(width + 2);
  }
  const lines = alignLines(entries, lengths, widths, count, allNumeric(values, all));
  if (hasRest) lines.push(entries[count]);
  return lines;
}

function alignLines(entries, lengths, widths, count, toRight) {
  const columns = widths.length;
  const lines = [];
  for (let first = 0; first < count; first += columns) {
    const end = Math.min(first + columns, count);
    let line = "";
    for (let i = first; i < end; i++) {
      const last = i === end - 1;
      const text = last ? entries[i] : `${entries[i]}, `;
      // Colour codes take no room: pad to the width as it shows.
      const width = widths[i - first] + entries[i].length - lengths[i] - (last ? 2 : 0);
      line += toRight ? text.padStart(width) : last ? text : text.padEnd(width);
    }
    lines.push(line);
  }
  return lines;
}

function layoutCompact(state, entries, base, open, close) {
  if (fitsOnLine(state, entries, 0, base)) {
    return `${open}${base ? ` ${base}` : ""} ${entries.join(", ")} ${close}`;
  }
  const indent = `\n${" ".repeat(state.indentationLvl)}`;
  const first = base === "" && open.length === 1 ? " " : `${base ? ` ${base}` : ""}${indent}  `;
  return `${open}${first}${entries.join(`,${indent}  `)} ${close}`;
}

// Joining and template strings copy, at every level of something deep: for long texts that would be
// quadratic.  The engine's + makes ropes.
function joined(entries, separator) {
  let text = entries[0] ?? "";
  if (!entries.some((entry) => entry.length > 1000)) return entries.join(separator);
  for (let i = 1; i < entries.length; i++) text = text + separator + entries[i];
  return text;
}

// `level` is the depth of the value, `values` the list itself when its entries may go into columns.
export function layout(state, entries, base, open, close, isList, level, values) {
  const { compact } = state;
  if (compact === true) return layoutCompact(state, entries, base, open, close);
  const head = base ? `${base} ${open}` : open;
  if (typeof compact === "number" && compact >= 1) {
    const count = entries.length;
    if (isList && count > 6) entries = inColumns(state, entries, values);
    // One line if at most `compact` inner levels are on it and it is short enough.
    if (state.currentDepth - level < compact && count === entries.length) {
      const start = count + state.indentationLvl + open.length + base.length + 10;
      if (fitsOnLine(state, entries, start, base)) {
        const joined = entries.join(", ");
        if (!joined.includes("\n")) return `${head} ${joined} ${close}`;
      }
    }
  }
  const indent = `\n${" ".repeat(state.indentationLvl)}`;
  return `${head}${indent}  ` + joined(entries, `,${indent}  `) + indent + close;
}
