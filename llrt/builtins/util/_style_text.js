// util.styleText and util.stripVTControlCharacters.
import { codes } from "../_errors.js";
import { validateBoolean, validateString } from "../_validators.js";
import { inspect } from "./_inspect.js";
import { shouldColorize } from "./_colors.js";
import { stripAnsi } from "./_string_width.js";
import { state as processState } from "../process/_state.js";

export function stripVTControlCharacters(text) {
  validateString(text, "str");
  return text.includes("\u001b") || text.includes("\u009b") ? stripAnsi(text) : text;
}

const HEX = /^#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/;

function codesOf(format) {
  const known = inspect.colors[format];
  if (known !== undefined) return known;
  if (typeof format === "string" && HEX.test(format)) {
    const digits = format.length === 4 ? [...format.slice(1)].map((digit) => digit + digit).join("") : format.slice(1);
    const number = parseInt(digits, 16);
    return [`38;2;${number >> 16};${(number >> 8) & 255};${number & 255}`, 39];
  }
  const names = Reflect.ownKeys(inspect.colors).map((name) => `'${String(name)}'`).join(", ");
  throw new codes.ERR_INVALID_ARG_VALUE("format", format, `must be one of: ${names}`);
}

// An inner style that ends with this style's code must not end this one: it starts again after it.
// The code for the end of bold and dim is the same, so there it stays.
function reopen(text, end, start) {
  if (!text.includes(end)) return text;
  const tail = text.endsWith(end) ? end : "";
  const body = text.slice(0, text.length - tail.length);
  return body.replaceAll(end, end === "\u001b[22m" ? end + start : start) + tail;
}

function isStream(value) {
  return value !== null && typeof value === "object"
    && (typeof value.pipe === "function" || typeof value.write === "function" || typeof value.getReader === "function"
      || typeof value.getWriter === "function" || typeof value.on === "function");
}

export function styleText(format, text, options) {
  const { validateStream = true, stream = processState.stdout ?? 1 } = options ?? {};
  validateString(text, "text");
  validateBoolean(validateStream, "options.validateStream");
  let plain = false;
  if (validateStream) {
    if (stream !== 1 && !isStream(stream)) {
      throw new codes.ERR_INVALID_ARG_TYPE("stream", ["ReadableStream", "WritableStream", "Stream"], stream);
    }
    plain = !shouldColorize(stream);
  }
  let left = "";
  let right = "";
  for (const name of Array.isArray(format) ? format : [format]) {
    if (name === "none") continue;
    const [open, close] = codesOf(name);
    left += `\u001b[${open}m`;
    right = `\u001b[${close}m${right}`;
    text = reopen(text, `\u001b[${close}m`, `\u001b[${open}m`);
  }
  return plain ? text : `${left}${text}${right}`;
}
