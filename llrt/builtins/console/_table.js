// console.table: rows and columns of any object, drawn in a box.  Loaded when first called.
import { className, previewEntries } from "native:engine";
import { inspect } from "../util/_inspect.js";
import { getStringWidth } from "../util/_string_width.js";
import { validateArray } from "../_validators.js";

const INDEX = "(index)";
const ITERATION = "(iteration index)";

function cellText(value, options) {
  const nested = value !== null && typeof value === "object" && !Array.isArray(value) && Object.keys(value).length > 2;
  return inspect(value, { maxArrayLength: 3, breakLength: Infinity, ...options, depth: nested ? -1 : 0 });
}

const range = (length) => Array.from({ length }, (_, index) => index);

function draw(head, columns) {
  const rows = Math.max(0, ...columns.map((column) => column.length));
  const widths = head.map((title, index) => {
    let width = getStringWidth(title);
    for (const cell of columns[index]) if (cell !== undefined) width = Math.max(width, getStringWidth(cell));
    return width + 2;
  });
  const line = (left, middle, right) => left + widths.map((width) => "─".repeat(width)).join(middle) + right;
  const row = (cells) => `│${cells.map((cell, index) => ` ${cell}${" ".repeat(widths[index] - getStringWidth(cell) - 1)}`).join("│")}│`;
  let text = `${line("┌", "┬", "┐")}\n${row(head)}\n${line("├", "┼", "┤")}\n`;
  for (let i = 0; i < rows; i++) text += `${row(columns.map((column) => column[i] ?? ""))}\n`;
  return text + line("└", "┴", "┘");
}

function pairs(entries, options) {
  const keys = [];
  const values = [];
  for (let i = 0; i < entries.length; i += 2) {
    keys.push(cellText(entries[i], options));
    values.push(cellText(entries[i + 1], options));
  }
  return draw([ITERATION, "Key", "Values"], [range(keys.length).map(String), keys, values]);
}

function list(values, options) {
  const cells = values.map((value) => cellText(value, options));
  return draw([ITERATION, "Values"], [range(cells.length).map(String), cells]);
}

// Maps, Sets and their iterators (which are not advanced).
function collectionText(data, options) {
  const kind = className(data);
  if (kind === "Map") return pairs([...data].flat(1), options);
  if (kind === "Set") return list([...data], options);
  if (kind !== "Map Iterator" && kind !== "Set Iterator") return undefined;
  const { entries, isKeyValue } = previewEntries(data);
  return isKeyValue && kind === "Map Iterator" ? pairs(entries, options) : list(entries, options);
}

export function tableText(data, properties, options) {
  if (properties !== undefined) validateArray(properties, "properties");
  const collection = collectionText(data, options);
  if (collection !== undefined) return collection;
  const indexes = Object.keys(data);
  // An object, not a Map: columns named by integers come first.
  const columns = { __proto__: null };
  const values = [];
  indexes.forEach((index, row) => {
    const item = data[index];
    const primitive = item === null || (typeof item !== "function" && typeof item !== "object");
    if (primitive && properties === undefined) {
      values[row] = cellText(item, options);
      return;
    }
    for (const key of properties ?? Object.keys(item)) {
      columns[key] ??= [];
      if (!primitive && Object.hasOwn(item, key)) columns[key][row] = cellText(item[key], options);
    }
  });
  const head = [INDEX, ...Object.keys(columns)];
  const body = [indexes, ...Object.values(columns)];
  if (values.length > 0) {
    head.push("Values");
    body.push(values);
  }
  return draw(head, body);
}
