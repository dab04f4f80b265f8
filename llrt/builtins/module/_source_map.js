// module.SourceMap: one source map (version 3, sections too), and where a place of the generated code comes from.
// https://tc39.es/ecma426/ ; what Node's class answers where the format is silent is kept.
import { validateObject } from "../_validators.js";

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const VALUE = new Int8Array(128).fill(-1);
for (let i = 0; i < DIGITS.length; i++) VALUE[DIGITS.charCodeAt(i)] = i;

class Cursor {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  get atSegmentEnd() {
    const letter = this.text[this.at];
    return letter === "," || letter === ";";
  }

  // A number in base 64, least digit first, its sign in the lowest bit.
  number() {
    let value = 0;
    let shift = 0;
    let digit;
    do {
      digit = VALUE[this.text.charCodeAt(this.at++)] ?? 0;
      if (digit < 0 || Number.isNaN(digit)) digit = 0;
      value += (digit & 31) << shift;
      shift += 5;
    } while (digit & 32);
    return value & 1 ? -(value >>> 1) : value >>> 1;
  }
}

// Adds [line, column, source, original line, original column, name] of every segment.
function readMappings(map, firstLine, firstColumn, out) {
  const { mappings, sources, names } = map;
  const count = sources.length;
  const cursor = new Cursor(mappings);
  let line = firstLine;
  let column = firstColumn;
  let source = 0;
  let originalLine = 0;
  let originalColumn = 0;
  let name = 0;
  let url = count > 0 ? sources[0] : undefined;
  while (cursor.at < mappings.length) {
    const letter = mappings[cursor.at];
    if (letter === ";") {
      line++;
      column = 0;
      cursor.at++;
      continue;
    }
    if (letter === ",") {
      cursor.at++;
      continue;
    }
    column += cursor.number();
    if (cursor.at >= mappings.length || cursor.atSegmentEnd) {
      out.push([line, column]);
      continue;
    }
    const step = cursor.number();
    if (step !== 0) {
      source += step;
      url = sources[source];
    }
    originalLine += cursor.number();
    originalColumn += cursor.number();
    let symbol;
    if (!cursor.atSegmentEnd) {
      name += cursor.number();
      symbol = names?.[name];
    }
    out.push([line, column, url, originalLine, originalColumn, symbol]);
  }
}

const inOrder = (a, b) => a[0] - b[0] || a[1] - b[1];

export class SourceMap {
  #payload;
  #lineLengths;
  #mappings = [];

  constructor(payload, options = undefined) {
    validateObject(payload, "payload");
    this.#payload = structuredClone(payload);
    const lineLengths = options?.lineLengths;
    if (lineLengths?.length) this.#lineLengths = [...lineLengths];
    const map = this.#payload;
    if (map.sections) {
      for (const { map: part, offset } of map.sections) readMappings(part, offset.line, offset.column, this.#mappings);
    } else {
      readMappings(map, 0, 0, this.#mappings);
    }
    this.#mappings.sort(inOrder);
  }

  get payload() {
    return structuredClone(this.#payload);
  }

  get lineLengths() {
    return this.#lineLengths === undefined ? undefined : [...this.#lineLengths];
  }

  // The segment that a place is in, both from 0.
  findEntry(lineOffset, columnOffset) {
    const mappings = this.#mappings;
    let low = 0;
    let high = mappings.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const [line, column] = mappings[middle];
      if (lineOffset < line || (lineOffset === line && columnOffset < column)) high = middle;
      else low = middle + 1;
    }
    const entry = mappings[low - 1];
    if (entry === undefined) return {};
    return {
      generatedLine: entry[0],
      generatedColumn: entry[1],
      originalSource: entry[2],
      originalLine: entry[3],
      originalColumn: entry[4],
      name: entry[5],
    };
  }

  // The original place of one in the generated code, both from 1.
  findOrigin(lineNumber, columnNumber) {
    const range = this.findEntry(lineNumber - 1, columnNumber - 1);
    if (range.originalSource === undefined || range.originalLine === undefined || range.originalColumn === undefined ||
      range.generatedLine === undefined || range.generatedColumn === undefined) {
      return {};
    }
    return {
      name: range.name,
      fileName: range.originalSource,
      lineNumber: range.originalLine + lineNumber - range.generatedLine,
      columnNumber: range.originalColumn + columnNumber - range.generatedColumn,
    };
  }
}
