// Two values' lines side by side: lines of one only are marked, long runs of common lines are left out.
import { shortestEdit } from "../util/_diff.js";
import { colors } from "./_colors.js";

// This many common lines in a row are shown; up to two more are not worth leaving out.
const COMMON = 5;

// The last member of an object has no comma: that alone is no difference.
const sameButComma = (a, b) => a === b || `${a},` === b || a === `${b},`;
const same = (a, b) => a === b;

function common(run, isLast) {
  const shown = isLast || run.length <= COMMON ? run.slice(0, COMMON) : run.length <= COMMON + 2 ? run : undefined;
  const line = (text) => `${colors.white}  ${text}\n`;
  if (shown !== undefined) return shown.map(line).join("");
  return `${run.slice(0, COMMON).map(line).join("")}${colors.blue}...${colors.white}\n${line(run.at(-1))}`;
}

export function difference(actual, expected, commas, partial) {
  let text = "";
  let skipped = false;
  let run = [];
  const flush = (isLast) => {
    text += common(run, isLast);
    skipped ||= !isLast && run.length > COMMON + 2;
    run = [];
  };
  for (const [side, a, b] of shortestEdit(actual, expected, commas ? sameButComma : same)) {
    if (side === 0) {
      run.push(commas && !a.endsWith(",") ? b : a);
      continue;
    }
    flush(false);
    if (side < 0) text += `${colors.red}-${colors.white} ${b}\n`;
    else if (partial) text += `${colors.gray}${colors.enabled ? " " : "+"} ${a}${colors.white}\n`;
    else text += `${colors.green}+${colors.white} ${a}\n`;
  }
  flush(true);
  return { text: `\n${text.trimEnd()}`, skipped };
}

export function differenceOfCharacters(actual, expected) {
  let text = "\n";
  for (const [side, a, b] of shortestEdit(actual.split(""), expected.split(""), same)) {
    text += side === 0 ? colors.white + a : side < 0 ? colors.red + b : colors.green + a;
    text += colors.white;
  }
  return text;
}
