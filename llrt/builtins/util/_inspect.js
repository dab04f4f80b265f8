// util.inspect: options, the walk from value to value, properties.  What each kind of value looks
// like is in ./_inspect/kinds.js (common) and rare.js, error.js (loaded when met).
// Reference: nodejs.org/api/util.html#utilinspectobject-options, output as of Node 24.
import { shared } from "./_format.js";
import { className, loadBuiltin, proxyDetails } from "native:engine";
import { primitiveText, quote, escape } from "./_inspect/text.js";
import { layout, shownWidth } from "./_inspect/layout.js";
import { describe } from "./_inspect/kinds.js";
import { fallbackName, prefixOf } from "./_inspect/naming.js";

const { getOwnPropertyDescriptor, hasOwn } = Object;

const customInspect = Symbol.for("nodejs.util.inspect.custom");

const defaults = {
  showHidden: false,
  depth: 2,
  colors: false,
  customInspect: true,
  showProxy: false,
  maxArrayLength: 100,
  maxStringLength: 10000,
  breakLength: 80,
  compact: 3,
  sorted: false,
  getters: false,
  numericSeparator: false,
};
shared.defaults = defaults;

function stylizeWithColor(text, styleType) {
  const style = inspect.styles[styleType];
  if (style === undefined) return text;
  const color = inspect.colors[style];
  return color === undefined ? text : `\u001b[${color[0]}m${text}\u001b[${color[1]}m`;
}

function stylizeNoColor(text) {
  return text;
}

function readOptions(state, options) {
  if (typeof options === "boolean") {
    state.showHidden = options;
    return;
  }
  if (!options) return;
  for (const key of Object.keys(options)) {
    if (hasOwn(defaults, key) || key === "stylize") state[key] = options[key];
    else state.userOptions ??= options;
  }
}

export function inspect(value, options) {
  const state = {
    budget: {},
    indentationLvl: 0,
    seen: [],
    currentDepth: 0,
    circular: undefined,
    userOptions: undefined,
    stylize: stylizeNoColor,
    ...defaults,
  };
  if (arguments.length > 1) {
    // The old form: inspect(value, showHidden, depth, colors).
    if (arguments[2] !== undefined) state.depth = arguments[2];
    if (arguments[3] !== undefined) state.colors = arguments[3];
    readOptions(state, options);
  }
  if (state.colors) state.stylize = stylizeWithColor;
  if (state.maxArrayLength === null) state.maxArrayLength = Infinity;
  if (state.maxStringLength === null) state.maxStringLength = Infinity;
  return formatValue(state, value, 0);
}

// What a [nodejs.util.inspect.custom] method gets as its second argument.
function optionsForCustom(state, foreign) {
  const options = { stylize: state.stylize };
  for (const key of Object.keys(defaults)) options[key] = state[key];
  Object.assign(options, state.userOptions);
  if (!foreign) return options;
  // Proxies and objects of another realm get nothing that leads to this realm's objects.
  Object.setPrototypeOf(options, null);
  for (const key of Object.keys(options)) {
    const value = options[key];
    if ((typeof value === "object" || typeof value === "function") && value !== null) delete options[key];
  }
  options.stylize = Object.setPrototypeOf((value, flavour) => {
    let text;
    try {
      text = `${state.stylize(value, flavour)}`;
    } catch {
      // A style that fails leaves the text as it is.
    }
    return typeof text === "string" ? text : value;
  }, null);
  return options;
}

function runCustom(state, custom, value, level, isProxy) {
  const depth = state.depth === null ? null : state.depth - level;
  const foreign = isProxy || !(value instanceof Object);
  const result = Reflect.apply(custom, value, [depth, optionsForCustom(state, foreign), inspect]);
  if (result === value) return undefined;
  if (typeof result !== "string") return formatValue(state, result, level);
  return result.replaceAll("\n", `\n${" ".repeat(state.indentationLvl)}`);
}

function circularMark(state, value) {
  state.circular ??= new Map();
  let index = state.circular.get(value);
  if (index === undefined) {
    index = state.circular.size + 1;
    state.circular.set(value, index);
  }
  return state.stylize(`[Circular *${index}]`, "special");
}

export function formatValue(state, value, level, inTyped) {
  if (typeof value !== "object" && typeof value !== "function") return primitiveText(state.stylize, value, state);
  if (value === null) return state.stylize("null", "null");
  const original = value;
  let isProxy = false;
  if (className(value) === "Proxy") {
    isProxy = true;
    if (state.showProxy) return loadBuiltin("node:internal/util/inspect/rare").formatProxy(state, proxyDetails(value), level);
    value = unwrapProxy(value);
    if (value === null) return state.stylize("<Revoked Proxy>", "special");
  }
  if (state.customInspect) {
    const custom = value[customInspect];
    if (typeof custom === "function" && custom !== inspect && !isPrototypeOfItsClass(value)) {
      const text = runCustom(state, custom, original, level, isProxy);
      if (text !== undefined) return text;
    }
  }
  if (state.seen.includes(value)) return circularMark(state, value);
  return formatObject(state, value, level, inTyped);
}

function unwrapProxy(value) {
  let details;
  while ((details = proxyDetails(value)) !== undefined) {
    value = details[0];
    if (value === null || value === undefined) return null;
  }
  return value;
}

// Foo.prototype itself is not inspected with Foo's custom method: `this` would not be a Foo.
function isPrototypeOfItsClass(value) {
  const descriptor = getOwnPropertyDescriptor(value, "constructor");
  return descriptor?.value?.prototype === value;
}

function formatObject(state, value, level, inTyped) {
  const view = describe(state, value, level, inTyped);
  if (typeof view === "string") return view;
  if (level > state.depth && state.depth !== null) {
    const name = prefixOf(view.constructorName, view.tag, fallbackName(value, "Object", view)).slice(0, -1);
    return state.stylize(view.constructorName === null ? name : `[${name}]`, "special");
  }
  level++;
  state.seen.push(value);
  state.currentDepth = level;
  const indentation = state.indentationLvl;
  let entries;
  try {
    entries = entriesOf(state, value, level, view);
  } catch (error) {
    return interrupted(state, error, value, view, indentation);
  }
  let { base, open } = view;
  const reference = state.circular?.get(value);
  if (reference !== undefined) {
    const mark = state.stylize(`<ref *${reference}>`, "special");
    if (state.compact !== true) base = base === "" ? mark : `${mark} ${base}`;
    else open = `${mark} ${open}`;
  }
  state.seen.pop();
  if (state.sorted) sortEntries(state, entries, view);
  const text = layout(state, entries, base, open, view.close, view.isList, level, view.isList ? value : undefined);
  return withinBudget(state, text);
}

function entriesOf(state, value, level, view) {
  const entries = view.entries === undefined ? [] : view.entries(state, value, level, view);
  const { keys } = view;
  for (let i = 0; i < keys.length; i++) entries.push(formatProperty(state, value, level, keys[i], view.isList ? "extra" : false));
  if (view.hidden !== undefined) entries.push(...view.hidden);
  return entries;
}

function sortEntries(state, entries, view) {
  const compare = state.sorted === true ? undefined : state.sorted;
  if (!view.isList) {
    entries.sort(compare);
  } else if (view.keys.length > 1) {
    const start = entries.length - view.keys.length;
    entries.splice(start, view.keys.length, ...entries.slice(start).sort(compare));
  }
}

// Above 128 MiB on one indentation level only the outermost level of the rest is shown.
function withinBudget(state, text) {
  const length = (state.budget[state.indentationLvl] || 0) + text.length;
  state.budget[state.indentationLvl] = length;
  if (length > 2 ** 27) state.depth = -1;
  return text;
}

function interrupted(state, error, value, view, indentation) {
  const { isStackOverflowError } = loadBuiltin("node:internal/errors");
  if (!isStackOverflowError(error)) throw error;
  state.seen.pop();
  state.indentationLvl = indentation;
  const name = prefixOf(view.constructorName, view.tag, fallbackName(value, "Object", view)).slice(0, -1);
  return state.stylize(`[${name}: Inspection interrupted prematurely. Maximum call stack size exceeded.]`, "special");
}

const IDENTIFIER = /^[a-zA-Z_][a-zA-Z_0-9]*$/;

function keyText(state, key, enumerable) {
  if (typeof key === "symbol") {
    const text = state.stylize(escape(Symbol.prototype.toString.call(key)), "symbol");
    return enumerable ? text : `[${text}]`;
  }
  if (key === "__proto__") return enumerable ? "['__proto__']" : "[['__proto__']]";
  if (!enumerable) return `[${IDENTIFIER.test(key) ? key : state.stylize(quote(key), "string")}]`;
  return IDENTIFIER.test(key) ? state.stylize(key, "name") : state.stylize(quote(key), "string");
}

function shallRunGetter(state, descriptor) {
  const { getters } = state;
  return getters && (getters === true
    || (getters === "get" && descriptor.set === undefined)
    || (getters === "set" && descriptor.set !== undefined));
}

function getterText(state, descriptor, original, level) {
  const label = descriptor.set !== undefined ? "Getter/Setter" : "Getter";
  const special = (text) => state.stylize(text, "special");
  if (!shallRunGetter(state, descriptor)) return special(`[${label}]`);
  const indentation = state.indentationLvl;
  state.indentationLvl += 2;
  try {
    const value = Reflect.apply(descriptor.get, original, []);
    const text = formatValue(state, value, level);
    return (typeof value === "object" && value !== null) || typeof value === "function"
      ? `${special(`[${label}]`)} ${text}`
      : `${special(`[${label}:`)} ${text}${special("]")}`;
  } catch (error) {
    state.indentationLvl = indentation + 2;
    return `${special(`[${label}:`)} <Inspection threw (${formatValue(state, error, level)})>${special("]")}`;
  } finally {
    state.indentationLvl = indentation;
  }
}

// "key: value".  `place` is false for an object's property, 'item' for an item of a list (shown
// without its key) and 'extra' for a further property of a list.
export function formatProperty(state, object, level, key, place, descriptor, original = object) {
  let gap = " ";
  let text;
  descriptor ??= getOwnPropertyDescriptor(object, key)
    ?? { value: object[key], configurable: true, enumerable: true };
  if (descriptor.value !== undefined) {
    const indent = state.compact !== true || place !== false ? 2 : 3;
    state.indentationLvl += indent;
    text = formatValue(state, descriptor.value, level);
    if (indent === 3 && state.breakLength < shownWidth(state, text)) gap = `\n${" ".repeat(state.indentationLvl)}`;
    state.indentationLvl -= indent;
  } else if (descriptor.get !== undefined) {
    text = getterText(state, descriptor, original, level);
  } else if (descriptor.set !== undefined) {
    text = state.stylize("[Setter]", "special");
  } else {
    text = state.stylize("undefined", "undefined");
  }
  return place === "item" ? text : `${keyText(state, key, descriptor.enumerable)}:${gap}` + text;
}

inspect.custom = customInspect;

Object.defineProperty(inspect, "defaultOptions", {
  get: () => defaults,
  set(options) {
    loadBuiltin("node:internal/validators").validateObject(options, "options");
    Object.assign(defaults, options);
  },
  enumerable: false,
  configurable: true,
});

// Styles and colours are tables most programs never read.
for (const name of ["colors", "styles"]) {
  Object.defineProperty(inspect, name, {
    get() {
      const { colors, styles } = loadBuiltin("node:internal/util/inspect/styles");
      Object.defineProperty(inspect, "colors", { value: colors, writable: true, enumerable: true, configurable: true });
      Object.defineProperty(inspect, "styles", { value: styles, writable: true, enumerable: true, configurable: true });
      return inspect[name];
    },
    set(value) {
      Object.defineProperty(inspect, name, { value, writable: true, enumerable: true, configurable: true });
    },
    enumerable: true,
    configurable: true,
  });
}

export default inspect;
