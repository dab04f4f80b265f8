// The text of a failed comparison: a sentence, then both values or the lines in which they differ.
import { loadBuiltin } from "native:engine";
import { colors } from "./_colors.js";
import { difference, differenceOfCharacters } from "./_difference.js";
import { inspect } from "../util/_inspect.js";

const SENTENCES = {
  __proto__: null,
  deepStrictEqual: "Expected values to be strictly deep-equal:",
  partialDeepStrictEqual: "Expected values to be partially and strictly deep-equal:",
  strictEqual: "Expected values to be strictly equal:",
  strictEqualObject: 'Expected "actual" to be reference-equal to "expected":',
  deepEqual: "Expected values to be loosely deep-equal:",
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notStrictEqualObject: 'Expected "actual" not to be reference-equal to "expected":',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
  notDeepEqualUnequal: "Expected values not to be loosely deep-equal:",
  sameStructure: "Values have same structure but are not reference-equal:",
};

const SHORT = 12;
const LONG = 512;
const MANY_LINES = 50;
const DEFAULT_COLUMNS = 80;

// Whatever inspect's defaults are: all there is, in an order that does not depend on how the objects were made.
const EVERYTHING = {
  compact: false, customInspect: false, depth: 1000, maxArrayLength: Infinity, showHidden: false, showProxy: false, sorted: true, getters: true,
};
const show = (value) => inspect(value, EVERYTHING);

const isObject = (value) => typeof value === "object" && value !== null;

export const showsDiff = (operator) => operator === "deepStrictEqual" || operator === "strictEqual" || operator === "partialDeepStrictEqual";

export function describe(actual, expected, operator, message, diff) {
  const full = diff === "full";
  colors.refresh();
  if (showsDiff(operator)) return describeDifference(actual, expected, operator, message, full);
  if (operator === "notDeepStrictEqual" || operator === "notStrictEqual") return describeSame(actual, operator, full);
  return describeBoth(show(actual), show(expected), operator, full);
}

// Equal where they should not be: one value is enough.
function describeSame(actual, operator, full) {
  const byReference = operator === "notStrictEqual" && (isObject(actual) || typeof actual === "function");
  const sentence = SENTENCES[byReference ? "notStrictEqualObject" : operator];
  const lines = show(actual).split("\n");
  if (lines.length > MANY_LINES && !full) lines.splice(MANY_LINES - 4, lines.length, `${colors.blue}...${colors.white}`);
  if (lines.length === 1) return `${sentence}${lines[0].length > 5 ? "\n\n" : " "}${lines[0]}`;
  return `${sentence}\n\n${lines.join("\n")}\n`;
}

const cut = (text, length) => (text.length > length ? `${text.slice(0, length - 3)}...` : text);

function describeBoth(actual, expected, operator, full) {
  if (operator === "notDeepEqual" && actual === expected) {
    const text = `${SENTENCES.notDeepEqual}\n\n${actual}`;
    return full ? text : cut(text, 2 * LONG);
  }
  if (!full) [actual, expected] = [cut(actual, LONG), cut(expected, LONG)];
  if (operator === "deepEqual") return `${SENTENCES.deepEqual}\n\n${actual}\n\nshould loosely deep-equal\n\n${expected}`;
  if (operator === "notDeepEqual") return `${SENTENCES.notDeepEqualUnequal}\n\n${actual}\n\nshould not loosely deep-equal\n\n${expected}`;
  return `${actual} ${operator} ${expected}`;
}

function describeDifference(actual, expected, operator, message, full) {
  const bothObjects = isObject(actual) && isObject(expected);
  if (operator === "strictEqual" && (bothObjects || (typeof actual === "function" && typeof expected === "function"))) {
    operator = "strictEqualObject";
  }
  const [shownActual, shownExpected] = [show(actual), show(expected)];
  let part;
  if (!bothObjects && !shownActual.includes("\n") && !shownExpected.includes("\n")) part = simple(actual, shownActual, expected, shownExpected);
  else if (shownActual === shownExpected) {
    operator = "sameStructure";
    part = sameStructure(shownActual, full);
  } else part = byLines(shownActual, shownExpected, operator, isObject(actual));
  return `${message || SENTENCES[operator]}\n${part.header}${part.skipped ? "\n... Skipped lines" : ""}\n${part.text}\n`;
}

const header = () => `${colors.green}+ actual${colors.white} ${colors.red}- expected${colors.white}`;

function sameStructure(shown, full) {
  const lines = shown.split("\n");
  const skipped = lines.length > MANY_LINES && !full;
  return { header: "", text: skipped ? `${lines.slice(0, MANY_LINES).join("\n")}\n...}` : shown, skipped };
}

function byLines(actual, expected, operator, commas) {
  const partial = operator === "partialDeepStrictEqual";
  const { text, skipped } = difference(actual.split("\n"), expected.split("\n"), commas, partial);
  const partialHeader = () => `${colors.gray}${colors.enabled ? "" : "+ "}actual${colors.white} ${colors.red}- expected${colors.white}`;
  return { header: partial ? partialHeader() : header(), text, skipped };
}

const quotes = (value) => (typeof value === "string" ? 2 : 0);

function simple(actual, shownActual, expected, shownExpected) {
  const length = shownActual.length - quotes(actual) + shownExpected.length - quotes(expected);
  // 0 and -0 are short, but the sign is easily overlooked.
  if (length <= SHORT && (actual !== 0 || expected !== 0)) return { header: "", text: `${shownActual} !== ${shownExpected}` };
  const strings = typeof actual === "string" && typeof expected === "string";
  if (strings && colors.enabled) {
    return {
      header: `${colors.green}actual${colors.white} ${colors.red}expected${colors.white}`,
      text: differenceOfCharacters(shownActual, shownExpected),
    };
  }
  const text = `\n${colors.green}+${colors.white} ${shownActual}\n${colors.red}- ${colors.white}${shownExpected}`;
  return { header: header(), text: text + pointer(shownActual, shownExpected) };
}

// A caret under the first character that differs, in what fits on a line; not for the first two characters.
function pointer(actual, expected) {
  const { stderr } = loadBuiltin("node:internal/process/process").default;
  if (actual.length + expected.length > (stderr.isTTY ? stderr.columns : DEFAULT_COLUMNS)) return "";
  let place = 0;
  while (place < actual.length && actual[place] === expected[place]) place++;
  return place >= 3 && place < actual.length ? `\n${" ".repeat(place + 2)}^` : "";
}
