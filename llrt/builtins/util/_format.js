// util.format and util.formatWithOptions: printf-like placeholders, the rest joined by spaces.
// The inspector is loaded only when something other than strings and numbers is to be shown.
import { loadBuiltin, proxyDetails } from "native:engine";
import { bigintText, numberText } from "./_inspect/text.js";

// inspect.defaultOptions, once the inspector was loaded: nobody can have changed them before.
export const shared = { defaults: undefined };
const separator = (options) => options?.numericSeparator ?? shared.defaults?.numericSeparator;

const inspector = () => loadBuiltin("node:internal/util/inspect");

const datePrimitive = Date.prototype[Symbol.toPrimitive];

function isCustomStringified(value) {
  for (let details = proxyDetails(value); details !== undefined; details = proxyDetails(value)) {
    if (details[0] == null) return false;
    value = details[0];
  }
  if (typeof value[Symbol.toPrimitive] === "function" && value[Symbol.toPrimitive] !== datePrimitive) return true;
  if (typeof value.toString !== "function") return false;
  let object = value;
  while (!Object.hasOwn(object, "toString")) object = Object.getPrototypeOf(object);
  if (object === value) return true;
  const descriptor = Object.getOwnPropertyDescriptor(object, "constructor");
  const { isBuiltinName } = loadBuiltin("node:internal/util/inspect/naming");
  return !(descriptor !== undefined && typeof descriptor.value === "function" && isBuiltinName(descriptor.value.name));
}

function asText(value, options) {
  switch (typeof value) {
    case "string": return value;
    case "number": return numberText(value, separator(options));
    case "bigint": return bigintText(value, separator(options));
    case "object":
      if (value === null || isCustomStringified(value)) return String(value);
      return inspector().inspect(value, { ...options, depth: 0, colors: false, compact: 3 });
    default: return String(value);
  }
}

const CIRCULAR = "Converting circular structure to JSON";

function isCircular(value, path) {
  if (typeof value !== "object" || value === null) return false;
  if (path.includes(value)) return true;
  path.push(value);
  const found = Object.values(value).some((one) => isCircular(one, path));
  path.pop();
  return found;
}

function asJson(value) {
  try {
    return JSON.stringify(value);
  } catch (error) {
    // The engine's wording of this error differs from V8's: tell it by the value.
    if (String(error?.message).includes("circular") || String(error?.message).includes(CIRCULAR)) return "[Circular]";
    if (error instanceof TypeError && isCircular(value, [])) return "[Circular]";
    throw error;
  }
}

function asNumber(value, convert, grouped) {
  if (typeof value === "bigint" && convert !== Number.parseFloat) return bigintText(value, grouped);
  if (typeof value === "symbol") return "NaN";
  return numberText(convert(value), grouped);
}

const LETTERS = "sjdifOoc";

function substitute(letter, value, options) {
  switch (letter) {
    case "s": return asText(value, options);
    case "j": return asJson(value);
    case "d": return asNumber(value, Number, separator(options));
    case "i": return asNumber(value, Number.parseInt, separator(options));
    case "f": return asNumber(value, Number.parseFloat, separator(options));
    case "O": return inspector().inspect(value, options);
    case "o": return inspector().inspect(value, { ...options, showHidden: true, showProxy: true, depth: 4 });
    default: return "";
  }
}

function shown(value, options) {
  return typeof value === "string" ? value : inspector().inspect(value, options);
}

export function formatArguments(options, args) {
  const first = args[0];
  if (args.length === 1) return typeof first === "string" ? first : shown(first, options);
  let text = "";
  let used = 0;
  let separator = "";
  if (typeof first === "string") {
    used = 1;
    let last = 0;
    for (let i = first.indexOf("%"); i !== -1 && i < first.length - 1; i = first.indexOf("%", i)) {
      const letter = first[i + 1];
      if (letter === "%") {
        text += first.slice(last, i + 1);
      } else {
        if (used === args.length) {
          i++;
          continue;
        }
        if (!LETTERS.includes(letter)) {
          i++;
          continue;
        }
        const piece = substitute(letter, args[used], options);
        text += first.slice(last, i) + piece;
        used++;
      }
      i += 2;
      last = i;
    }
    text += first.slice(last);
    separator = " ";
  }
  for (; used < args.length; used++) {
    text += separator + shown(args[used], options);
    separator = " ";
  }
  return text;
}

export function format(...args) {
  return args.length === 0 ? "" : formatArguments(undefined, args);
}

export function formatWithOptions(inspectOptions, ...args) {
  loadBuiltin("node:internal/validators").validateObject(inspectOptions, "inspectOptions", 2);
  return args.length === 0 ? "" : formatArguments(inspectOptions, args);
}
