// The expression at the place of a call, from the line of source it is on: `assert.ok(x)` of "if (y) assert.ok(x);".
// One line only, as Node does: an expression that goes on in the next line is cut.
import * as native from "native:module";

const KEYWORDS = new Set(("break case catch continue debugger default do else finally for function if return switch throw try var const while "
  + "with new this super class extends export import null true false in instanceof typeof void delete").split(" "));

// What may come before a slash that divides; after anything else it begins a regular expression.
const isOperand = (token) => token !== undefined && (token.kind === "name" || token.kind === "value" || token.text === ")" || token.text === "]"
  || token.text === "}" || token.text === "this" || token.text === "super" || token.text === "null" || token.text === "true" || token.text === "false");

const TOKEN = new RegExp([
  "\\s+|\\/\\/.*|\\/\\*.*?(?:\\*\\/|$)",
  "(#?[\\p{ID_Start}$_][\\p{ID_Continue}$\\u200c\\u200d]*)",
  "((?:\\d|\\.\\d)[\\w.]*|\"(?:[^\"\\\\]|\\\\.)*\"?|'(?:[^'\\\\]|\\\\.)*'?)",
  "(\\?\\.(?!\\d)|[^])",
].join("|"), "uy");
const REGEXP = /\/(?:[^\\/[]|\\.|\[(?:[^\]\\]|\\.)*\]?)+\/[a-z]*/uy;

// The end of a template that begins at `start`; what is inside of ${} counts for nothing here.
function endOfTemplate(line, start) {
  let depth = 0;
  for (let i = start + 1; i < line.length; i++) {
    const char = line[i];
    if (char === "\\") i++;
    else if (depth === 0 && char === "`") return i + 1;
    else if (char === "$" && line[i + 1] === "{") depth++;
    else if (char === "}" && depth > 0) depth--;
  }
  return line.length;
}

function* tokens(line) {
  let before;
  for (let at = 0; at < line.length;) {
    TOKEN.lastIndex = at;
    const [text, name, value, sign] = TOKEN.exec(line);
    let token;
    if (name !== undefined) token = { kind: KEYWORDS.has(name) ? "keyword" : "name", start: at, text };
    else if (value !== undefined) token = { kind: "value", start: at, text };
    else if (sign !== undefined) token = { kind: "sign", start: at, text };
    at += text.length;
    if (token === undefined) continue;
    if (text === "`") {
      token.kind = "template";
      at = endOfTemplate(line, token.start);
    } else if (text === "/" && !isOperand(before)) {
      REGEXP.lastIndex = token.start;
      const found = REGEXP.exec(line);
      if (found !== null) {
        token.kind = "regexp";
        at = token.start + found[0].length;
      }
    }
    before = token;
    yield token;
  }
}

const MEMBER = new Set([".", "?.", "[", "]"]);
const isMember = (token) => token.kind === "sign" && MEMBER.has(token.text);
const isMemberName = (token) => token.kind === "name" || token.kind === "value";

// `column` is where the engine says the call is: at the last name of a.b.c(x), so names before it are looked for.
export function expressionAt(line, column) {
  let first;
  let last;
  let depth = 0;
  let end;
  for (const token of tokens(line)) {
    if (token.start < column) {
      if (token.text === ";" && token.kind === "sign") {
        first = undefined;
        continue;
      }
      if (isMember(token) && last?.kind === "name") first ??= last;
      else if (!isMember(token) && !isMemberName(token)) first = undefined;
      last = token;
    } else if (token.kind === "sign") {
      if (token.text === "(") depth++;
      else if (token.text === ")" && --depth === 0) {
        end = token.start + 1;
        break;
      } else if (token.text === ";") {
        // A statement inside of the call: nothing is shown.
        return "";
      }
    }
  }
  return line.slice(first?.start ?? column, end);
}

function sourceOf(fileName) {
  if (fileName.startsWith("data:")) {
    const comma = fileName.indexOf(",");
    const body = decodeURIComponent(fileName.slice(comma + 1));
    return /;base64$/i.test(fileName.slice(0, comma)) ? new TextDecoder().decode(Uint8Array.fromBase64(body)) : body;
  }
  const path = fileName.startsWith("file:") ? native.filePath(fileName) : fileName;
  return path.startsWith("/") ? native.readSource(path)[0] : "";
}

function firstSite(fn) {
  const { prepareStackTrace } = Error;
  const limit = Error.stackTraceLimit;
  try {
    Error.stackTraceLimit = 1;
    Error.prepareStackTrace = (_, sites) => sites[0];
    const here = {};
    Error.captureStackTrace(here, fn);
    return here.stack;
  } finally {
    Error.stackTraceLimit = limit;
    Error.prepareStackTrace = prepareStackTrace;
  }
}

// The expression with which the program called `fn`; nothing when its source is not to be had.
export function callerExpression(fn) {
  try {
    const site = firstSite(fn);
    const fileName = site?.getFileName?.();
    if (typeof fileName !== "string") return undefined;
    const line = sourceOf(fileName).split(/\r\n|[\n\r\u2028\u2029]/)[site.getLineNumber() - 1];
    return line === undefined ? undefined : expressionAt(line, site.getColumnNumber() - 1);
  } catch {
    return undefined;
  }
}
