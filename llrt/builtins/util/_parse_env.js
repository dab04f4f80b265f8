// util.parseEnv: variables of a dotenv text.  Reference: nodejs.org/api/environment_variables.html#env-files
import { validateString } from "../_validators.js";

const trim = (text) => text.replace(/^[ \t\n]+|[ \t\n]+$/g, "");

// The value at the start of `text`, and what follows its line.
function readValue(text) {
  const mark = text[0];
  let quoted = false;
  if (mark === '"' || mark === "'" || mark === "`") {
    quoted = true;
    const end = text.indexOf(mark, 1);
    if (end !== -1) {
      const value = text.slice(1, end);
      const line = text.indexOf("\n", end + 1);
      return [mark === '"' ? value.replaceAll("\\n", "\n") : value, line === -1 ? "" : text.slice(line + 1)];
    }
  }
  const end = text.indexOf("\n");
  const line = end === -1 ? text : text.slice(0, end);
  const rest = end === -1 ? "" : text.slice(end + 1);
  if (quoted) return [line, rest]; // Without an end, the mark is a character like others.
  const hash = line.indexOf("#");
  return [trim(hash === -1 ? line : line.slice(0, hash)), rest];
}

export function parseEnv(content) {
  validateString(content, "content");
  const values = { __proto__: null };
  let text = trim(content.replaceAll("\r", ""));
  while (text !== "") {
    if (text[0] === "\n") {
      text = text.slice(1);
      continue;
    }
    const end = text.indexOf("\n");
    const line = end === -1 ? text : text.slice(0, end);
    const equals = line.indexOf("=");
    if (line.startsWith("#") || equals === -1) {
      text = end === -1 ? "" : text.slice(end + 1);
      if (equals === -1 && line[0] !== "#") text = trim(text);
      continue;
    }
    let name = trim(line.slice(0, equals));
    if (equals === line.length - 1) {
      values[name] = "";
      text = text.slice(equals + 1);
      continue;
    }
    if (name === "") {
      text = trim(text.slice(equals + 1));
      continue;
    }
    if (name.startsWith("export ")) name = trim(name.slice(7));
    [values[name], text] = readValue(trim(text.slice(equals + 1)));
    text = trim(text);
  }
  // Sorted, as Node gives them.
  const sorted = {};
  for (const name of Object.keys(values).sort()) sorted[name] = values[name];
  return sorted;
}
