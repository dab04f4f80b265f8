// The report on stdout: a line for every test when its outermost one is done, the sums, and the failures in full.
import { loadBuiltin } from "native:engine";
import { shouldColorize } from "../util/_colors.js";

const COLORS = { "✔": 32, "✖": 31, "﹣": 90, "⚠": 33, "ℹ": 34, "▶": 90 };
const failures = [];

function write(text) {
  process.stdout.write(`${text}\n`);
}

function paint(symbol, text) {
  return shouldColorize(process.stdout) ? `\u001b[${COLORS[symbol]}m${symbol} ${text}\u001b[39m` : `${symbol} ${text}`;
}

function symbolOf(entry) {
  if (entry.skipped !== false) return "﹣";
  if (entry.failed) return entry.todo === false ? "✖" : "⚠";
  return "✔";
}

function lineOf(entry) {
  const note = entry.skipped !== false ? entry.skipped : entry.todo;
  const word = note === false ? "" : ` # ${note === true ? (entry.skipped !== false ? "SKIP" : "TODO") : note}`;
  return paint(symbolOf(entry), `${entry.name} (${Number(entry.duration.toFixed(6))}ms)${word}`);
}

export function reportEntry(entry) {
  const indent = "  ".repeat(entry.depth);
  if (entry.children.length > 0) {
    write(indent + paint("▶", entry.name));
    for (const child of entry.children) reportEntry(child);
  }
  if (entry.failed && entry.error.failureType !== "subtestsFailed") failures.push(entry);
  write(indent + lineOf(entry));
  for (const message of entry.diagnostics) write(indent + paint("ℹ", message));
}

function* everyEntry(entry) {
  for (const child of entry.children) {
    yield child;
    yield* everyEntry(child);
  }
}

function sums(root) {
  const count = { tests: 0, suites: 0, pass: 0, fail: 0, cancelled: 0, skipped: 0, todo: 0 };
  for (const entry of everyEntry(root)) {
    if (entry.kind === "suite") {
      count.suites++;
      continue;
    }
    count.tests++;
    if (entry.skipped !== false) count.skipped++;
    else if (entry.todo !== false) count.todo++;
    else if (!entry.failed) count.pass++;
    else if (entry.error?.failureType === "cancelledByParent" || entry.error?.failureType === "testTimeoutFailure") count.cancelled++;
    else count.fail++;
  }
  return count;
}

// Relative to the working directory where it is below it.
function shortLocation(location) {
  const path = location.replace(/^file:\/\//, "");
  const here = `${process.cwd()}/`;
  return path.startsWith(here) ? path.slice(here.length) : path;
}

export function reportSummary(root) {
  for (const [name, value] of Object.entries(sums(root))) write(paint("ℹ", `${name} ${value}`));
  write(paint("ℹ", `duration_ms ${performance.now()}`));
  if (root.failed) failures.push(root);
  if (failures.length === 0) return;
  write(`\n${paint("✖", "failing tests:")}`);
  const { inspect } = loadBuiltin("node:internal/util/inspect");
  for (const entry of failures) {
    const cause = entry.error?.code === "ERR_TEST_FAILURE" ? entry.error.cause : entry.error;
    write(`\n${entry.location === undefined ? "" : `test at ${shortLocation(entry.location)}\n`}${lineOf(entry)}\n${inspect(cause).replace(/^/gm, "  ")}`);
  }
}
