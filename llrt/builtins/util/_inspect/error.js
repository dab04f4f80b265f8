// What an error looks like: its stack with a corrected first line, collapsed frames, colours for
// frames of the runtime and of packages.  Loaded when the first error is inspected.
import { className, loadBuiltin, publicBuiltins } from "native:engine";
import { formatValue } from "../_inspect.js";
import { prefixOf } from "./naming.js";

const FRAMES = "\n    at";

function isError(value) {
  return className(value) === "Error" || Object.prototype.isPrototypeOf.call(Error.prototype, value);
}

function stackOf(state, error) {
  const { stack } = error;
  if (typeof stack === "string" && stack !== "") return stack;
  const text = Error.prototype.toString.call(error);
  if (!stack) return text;
  state.indentationLvl += 4;
  const shown = formatValue(state, stack, NaN);
  state.indentationLvl -= 4;
  return `${text}\n    ${shown}`;
}

// name, message and stack that are in the stack already are not listed again.
function dropRepeatedKeys(state, keys, error, stack) {
  if (state.showHidden || keys.length === 0) return;
  for (const name of ["name", "message", "stack"]) {
    const index = keys.indexOf(name);
    if (index !== -1 && (typeof error[name] !== "string" || stack.includes(error[name]))) keys.splice(index, 1);
  }
}

const LEADING_NAME = /^([A-Z][a-z_ A-Z0-9[\]()-]+)(?::|\n\s+at)/;
const ONLY_NAME = /^([a-z_A-Z0-9-]*Error)$/;

// The first line gets the class's name where `name` does not tell it: "Foo: x" of a class
// Foo extends Error, "Error: x [RangeError]" where both are known.
function improveFirstLine(stack, constructor, name, tag) {
  const length = name.length;
  const startsWithName = name.endsWith("Error") && stack.startsWith(name)
    && (stack.length === length || stack[length] === ":" || stack[length] === "\n");
  if (constructor !== null && !startsWithName) return stack;
  let fallback = "Error";
  if (constructor === null) {
    const found = LEADING_NAME.exec(stack) ?? ONLY_NAME.exec(stack);
    fallback = found?.[1] ?? "";
    const removed = fallback.length;
    fallback ||= "Error";
    const prefix = prefixOf(null, tag, fallback).slice(0, -1);
    return prefix + stack.slice(removed);
  }
  const prefix = prefixOf(constructor, tag, fallback).slice(0, -1);
  if (name === prefix) return stack;
  if (!prefix.includes(name)) return `${prefix} [${name}]${stack.slice(length)}`;
  return length === 0 ? `${prefix}: ${stack}` : `${prefix}${stack.slice(length)}`;
}

// The frames an error shares with its cause are shown with the cause.
function collapseCauseFrames(state, error, frames) {
  let cause;
  try {
    ({ cause } = error);
  } catch {
    return; // A `cause` that throws when read is as good as none.
  }
  if (cause == null || typeof cause !== "object" || !isError(cause)) return;
  const causeStack = stackOf(state, cause);
  const start = causeStack.indexOf(FRAMES);
  if (start === -1) return;
  const { length, offset } = longestSharedRun(frames, causeStack.slice(start + 1).split("\n"));
  if (length > 3) {
    const skipped = length - 2;
    frames.splice(offset + 1, skipped, state.stylize(`    ... ${skipped} lines matching cause stack trace ...`, "undefined"));
  }
}

function longestSharedRun(a, b) {
  for (let i = 0; i < a.length - 3; i++) {
    const at = b.indexOf(a[i]);
    if (at === -1) continue;
    const rest = b.length - at;
    if (rest <= 3) continue;
    let length = 1;
    const most = Math.min(a.length - i, rest);
    while (length < most && a[i + length] === b[at + length]) length++;
    if (length > 3) return { length, offset: i };
  }
  return { length: 0, offset: 0 };
}

// In long stacks, runs of the same frames again and again (recursion) become one line.
function collapseRepeats(state, frames) {
  if (frames.length <= 10) return;
  for (let i = 0; i < frames.length - 3; i++) {
    const { period, times } = bestRepeat(frames, i);
    if (period * times < 3) continue;
    const text = `    ... collapsed ${period * times} duplicate lines matching above ${period} lines ${times} times...`;
    frames.splice(i + period, period * times, state.stylize(text, "undefined"));
    i += period;
  }
}

function bestRepeat(frames, start) {
  let best = { period: 0, times: 0 };
  for (let next = frames.indexOf(frames[start], start + 1); next !== -1; next = frames.indexOf(frames[start], next + 1)) {
    const period = next - start;
    let matched = 0;
    while (next + matched < frames.length && frames[start + matched] === frames[next + matched]) matched++;
    const times = Math.floor(matched / period);
    if (period * times > best.period * best.times) best = { period, times };
  }
  return best;
}

const RUNTIME_FRAME = /^ {4}at (?:[^/\\(]+ \(|)node:(.+):\d+:\d+(?:\)|$)/;

function isRuntimeModule(name) {
  return name.startsWith("internal/") || publicBuiltins().includes(`node:${name}`);
}

// Frames of the runtime are grey, packages underlined, the working directory grey.
function colourFrame(state, line, directories) {
  const core = RUNTIME_FRAME.exec(line);
  if (core !== null && isRuntimeModule(core[1])) return state.stylize(line, "undefined");
  let text = "";
  let position = 0;
  const packages = /[/\\]node_modules[/\\](@[^/\\]+[/\\][^/\\]+|[^/\\]+)(?=[/\\])/g;
  for (let match = packages.exec(line); match !== null; match = packages.exec(line)) {
    text += line.slice(position, match.index + 14);
    text += state.stylize(match[1], "module");
    position = match.index + match[0].length;
  }
  text += line.slice(position);
  for (const directory of directories()) {
    const index = text.indexOf(directory);
    if (index === -1) continue;
    let end = index + directory.length;
    if (text[index - 1] === "(") return greyDirectory(state, text, index - 1, end, true);
    return greyDirectory(state, text, index, end, false);
  }
  return text;
}

// "(" and "/path/" are one grey piece, and so is the ")" at the end.
function greyDirectory(state, text, start, end, inBrackets) {
  if (text[end] === "/" || text[end] === "\\") end++;
  let result = `${text.slice(0, start)}${state.stylize(text.slice(start, end), "undefined")}`;
  if (!inBrackets) return result + text.slice(end);
  result += text.slice(end, -1);
  return `${result}${state.stylize(")", "undefined")}`;
}

function workingDirectories() {
  let list;
  return () => {
    if (list !== undefined) return list;
    try {
      const { cwd } = loadBuiltin("node:internal/process/process").default;
      const path = cwd();
      list = [path];
      const { pathToFileURL } = loadBuiltin("node:url");
      list.push(pathToFileURL(path).href);
    } catch {
      list ??= []; // The directory is gone: nothing to shorten.
    }
    return list;
  };
}

function framesText(state, error, stack, start) {
  const frames = stack.slice(start + 1).split("\n");
  collapseCauseFrames(state, error, frames);
  collapseRepeats(state, frames);
  if (!state.colors) return `${stack.slice(0, start)}\n${frames.join("\n")}`;
  const directories = workingDirectories();
  return stack.slice(0, start) + frames.map((line) => `\n${colourFrame(state, line, directories)}`).join("");
}

export function errorText(state, error, view) {
  const name = error.name != null ? `${error.name}` : "Error";
  let stack = stackOf(state, error);
  const { keys } = view;
  dropRepeatedKeys(state, keys, error, stack);
  if ("cause" in error && !keys.includes("cause")) keys.push("cause");
  if (Array.isArray(error.errors) && !keys.includes("errors")) keys.push("errors");
  stack = improveFirstLine(stack, view.constructorName, name, view.tag);
  const { message } = error;
  let position = (message && stack.indexOf(message)) || -1;
  if (position !== -1) position += message.length;
  const start = stack.indexOf(FRAMES, position);
  // Without frames the brackets tell it from text.
  stack = start === -1 ? `[${stack}]` : framesText(state, error, stack, start);
  if (state.indentationLvl !== 0) stack = stack.replaceAll("\n", `\n${" ".repeat(state.indentationLvl)}`);
  return stack;
}
