// Plural rules of CLDR: compiled from their text, applied to a rounded number. https://unicode.org/reports/tr35/tr35-numbers.html#Language_Plural_Rules
import { section } from "./data.js";

const compiled = new Map();

const language = (locale) => locale.split("-")[0];

// "n % 100 = 3..10,11" -> a test of operands
function compileRelation(text) {
  const [, operand, modulus, negated, list] = /^([nivwftce])(?: % (\d+))? (!?)= (.+)$/.exec(text.trim());
  const ranges = list.split(",").map((range) => range.split("..").map(Number));
  const divisor = modulus === undefined ? Infinity : Number(modulus);
  const wanted = negated !== "!";
  const [[first, last = first]] = ranges;
  if (ranges.length === 1 && first === last) return (operands) => (operands[operand] % divisor === first) === wanted;
  return (operands) => {
    const value = operands[operand] % divisor;
    return ranges.some(([low, high = low]) => value >= low && value <= high && (low === high || Number.isInteger(value))) === wanted;
  };
}

function compileAll(relations) {
  if (relations.length === 1) return relations[0];
  if (relations.length > 2) return (operands) => relations.every((holds) => holds(operands));
  const [a, b] = relations;
  return (operands) => a(operands) && b(operands);
}

function compileCondition(text) {
  const alternatives = text.split(" or ").map((part) => compileAll(part.split(" and ").map(compileRelation)));
  return alternatives.length === 1 ? alternatives[0] : (operands) => alternatives.some((holds) => holds(operands));
}

// [[category, condition]], without "other".
export function rulesOf(locale, type) {
  const key = `${type} ${language(locale)}`;
  let found = compiled.get(key);
  if (found === undefined) {
    const table = section("core")[type][language(locale)] ?? {};
    found = Object.keys(table)
      .map((category) => [category, table[category].split("@")[0].trim()])
      .filter(([category, text]) => category !== "other" && text !== "")
      .map(([category, text]) => [category, compileCondition(text)]);
    compiled.set(key, found);
  }
  return found;
}

// Numbers longer than this keep the digits that rules look at, their last ones.
const EXACT = 15;

function operandsOf({ digits, point }, shown) {
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, "0") : "";
  const fraction = (point < 0 ? "0".repeat(-point) + digits : digits.slice(Math.max(point, 0))).padEnd(shown, "0");
  const i = Number(whole.length > EXACT ? `1${whole.slice(-EXACT)}` : whole);
  const trimmed = fraction.replace(/0+$/, "");
  const [f, t] = [Number(fraction.slice(0, EXACT)), Number(trimmed.slice(0, EXACT))];
  return { n: trimmed === "" ? i : Number(`${i}.${trimmed}`), i, v: fraction.length, w: trimmed.length, f, t, c: 0, e: 0 };
}

const whole = { n: 0, i: 0, v: 0, w: 0, f: 0, t: 0, c: 0, e: 0 };

// The category of a whole number from 0 on.
export function selectInteger(rules, i) {
  whole.n = whole.i = i;
  for (let k = 0; k < rules.length; k++) if (rules[k][1](whole)) return rules[k][0];
  return "other";
}

// The category of a number that round() gave.
export function selectPlural(rules, value, shown) {
  if (value.special !== undefined || rules.length === 0) return "other";
  const operands = operandsOf(value, shown);
  for (const [category, holds] of rules) if (holds(operands)) return category;
  return "other";
}

// The category of a range by those of its ends.
export function selectRange(locale, from, to) {
  const rules = section("core").ranges[language(locale)] ?? [];
  for (const [start, end, result] of rules) if (start === from && end === to) return result;
  return "other";
}
