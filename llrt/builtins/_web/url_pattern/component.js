// A component of a pattern: its regular expression, the names of its groups, and its canonical pattern string.
// Spec: https://urlpattern.spec.whatwg.org/#component
import { escapeRegExp, EXPRESSION, FIXED, parseParts, SEGMENT, segmentExpression, WILDCARD } from "./parts.js";
import { isNamePart } from "./tokens.js";

export const DEFAULT = { delimiter: "", prefix: "" };
export const HOSTNAME = { delimiter: ".", prefix: "" };
export const PATHNAME = { delimiter: "/", prefix: "/" };

const escapePattern = (text) => text.replace(/[+*?:{}()\\]/g, "\\$&");
const startsWithDigit = (text) => /^[0-9]/.test(text);
const firstOf = (text) => (text === "" ? "" : String.fromCodePoint(text.codePointAt(0)));

function expressionOf(part, segment) {
  const { type, value, modifier } = part;
  const inner = type === SEGMENT ? segment : type === WILDCARD ? ".*" : value;
  const prefix = escapeRegExp(part.prefix);
  const suffix = escapeRegExp(part.suffix);
  const once = modifier === "" || modifier === "?";
  if (prefix === "" && suffix === "") return once ? `(${inner})${modifier}` : `((?:${inner})${modifier})`;
  if (once) return `(?:${prefix}(${inner})${suffix})${modifier}`;
  const repeated = `(?:${prefix}((?:${inner})(?:${suffix}${prefix}(?:${inner}))*)${suffix})`;
  return modifier === "*" ? `${repeated}?` : repeated;
}

function regExpOf(parts, options, ignoreCase) {
  const segment = segmentExpression(options);
  let source = "^";
  for (const part of parts) {
    if (part.type !== FIXED) source += expressionOf(part, segment);
    else if (part.modifier === "") source += escapeRegExp(part.value);
    else source += `(?:${escapeRegExp(part.value)})${part.modifier}`;
  }
  return compile(`${source}$`, ignoreCase ? "i" : "");
}

// The standard asks for the flag v. The engine refuses some characters under it that it should refuse in classes only.
function compile(source, flags) {
  try {
    return new RegExp(source, `v${flags}`);
  } catch {
    return new RegExp(source, `u${flags}`);
  }
}

// Whether a part must stand in braces so that it is read back as it is.
function needsBraces(part, previous, next, options, hasName) {
  if (part.suffix !== "" || (part.prefix !== "" && part.prefix !== options.prefix)) return true;
  if (hasName && part.type === SEGMENT && part.modifier === "" && next !== undefined && next.prefix === "" && next.suffix === "") {
    if (next.type === FIXED ? isNamePart(firstOf(next.value)) : startsWithDigit(next.name)) return true;
  }
  return part.prefix === "" && previous?.type === FIXED && options.prefix !== "" && previous.value.endsWith(options.prefix);
}

function bodyOf(part, previous, braces, options, hasName) {
  if (part.type === EXPRESSION) return `(${part.value})`;
  if (part.type === SEGMENT) return hasName ? "" : `(${segmentExpression(options)})`;
  const bare = previous === undefined || previous.type === FIXED || previous.modifier !== "" || braces || part.prefix !== "";
  return !hasName && bare ? "*" : "(.*)";
}

function patternStringOf(parts, options) {
  let result = "";
  parts.forEach((part, index) => {
    if (part.type === FIXED) {
      const text = escapePattern(part.value);
      result += part.modifier === "" ? text : `{${text}}${part.modifier}`;
      return;
    }
    const previous = parts[index - 1];
    const hasName = !startsWithDigit(part.name);
    const braces = needsBraces(part, previous, parts[index + 1], options, hasName);
    let text = escapePattern(part.prefix) + (hasName ? `:${part.name}` : "");
    text += bodyOf(part, previous, braces, options, hasName);
    if (part.type === SEGMENT && hasName && part.suffix !== "" && isNamePart(firstOf(part.suffix))) text += "\\";
    text += escapePattern(part.suffix);
    result += (braces ? `{${text}}` : text) + part.modifier;
  });
  return result;
}

export class Component {
  constructor(input, encode, options, ignoreCase = false) {
    const parts = parseParts(input, options, encode);
    this.regexp = regExpOf(parts, options, ignoreCase);
    this.names = parts.filter(({ type }) => type !== FIXED).map(({ name }) => name);
    this.pattern = patternStringOf(parts, options);
    this.hasRegExpGroups = parts.some(({ type }) => type === EXPRESSION);
  }

  // {input, groups} or null.
  exec(input) {
    const found = this.regexp.exec(input);
    if (found === null) return null;
    const groups = {};
    this.names.forEach((name, index) => {
      groups[name] = found[index + 1];
    });
    return { input, groups };
  }
}

export { escapePattern };
