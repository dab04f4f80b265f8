// What the common kinds of objects look like: plain objects, arrays, Map, Set, functions and classes,
// Promise, RegExp, Date.  describe() gives a finished text or a view:
//   { open, close, base, isList, keys, entries?(state, value, level, view), hidden, constructorName, tag }
import { className, functionKind, functionSource, isClass, loadBuiltin, loadedBuiltin, ownNonIndexProperties, promiseResult, promiseState } from "native:engine";
import { formatProperty, formatValue } from "../_inspect.js";
import { constructorName, fallbackName, prefixOf, shownKeys, tagOf } from "./naming.js";
import { moreItems } from "./text.js";

const { hasOwn } = Object;
const mapSize = Object.getOwnPropertyDescriptor(Map.prototype, "size").get;
const setSize = Object.getOwnPropertyDescriptor(Set.prototype, "size").get;
const { forEach: mapForEach } = Map.prototype;
const { forEach: setForEach } = Set.prototype;

const rare = () => loadBuiltin("node:internal/util/inspect/rare");

const isErrorObject = (value, kind) => kind === "Error" || Object.prototype.isPrototypeOf.call(Error.prototype, value);

export function describe(state, value, level, inTyped) {
  let hidden = state.showHidden && (level <= state.depth || state.depth === null) ? [] : undefined;
  const constructor = constructorName(value, state, level, hidden);
  if (hidden !== undefined && hidden.length === 0) hidden = undefined;
  const view = {
    open: "{", close: "}", base: "", isList: false, keys: undefined, entries: undefined, hidden,
    constructorName: constructor, tag: tagOf(value, state.showHidden),
  };
  const kind = className(value);
  if (kind === "Object" && constructor === "Object") return plainObject(state, value, view);
  if (constructor === null || Symbol.iterator in value) {
    const result = describeIterable(state, value, kind, view);
    if (result !== undefined) return result;
  }
  view.keys = shownKeys(value, state.showHidden);
  if (typeof value === "function") return describeFunction(state, value, view);
  if (constructor === "Object") return kind === "Arguments" ? braces(view, "[Arguments] ") : plainObject(state, value, view);
  if (isErrorObject(value, kind)) {
    view.base = loadBuiltin("node:internal/util/inspect/error").errorText(state, value, view);
    return isBare(view) ? view.base : view;
  }
  return describeByKind(state, value, kind, view, level, inTyped);
}

const isBare = (view) => view.keys.length === 0 && view.hidden === undefined;

// As Node tells one: by what a URL has and the older url.parse() results have not.
const isURL = (value) => Boolean(value.href && value.protocol && value.auth === undefined && value.path === undefined);

function braces(view, prefix) {
  view.open = `${prefix}{`;
  return isBare(view) ? `${view.open}}` : view;
}

function plainObject(state, value, view) {
  view.keys ??= shownKeys(value, state.showHidden);
  return braces(view, view.tag === "" ? "" : prefixOf("Object", view.tag, "Object"));
}

function describeIterable(state, value, kind, view) {
  const { constructorName: constructor, tag } = view;
  switch (kind) {
    case "Array": {
      const prefix = constructor !== "Array" || tag !== "" ? prefixOf(constructor, tag, "Array", `(${value.length})`) : "";
      view.keys = ownNonIndexProperties(value, !state.showHidden);
      view.open = `${prefix}[`;
      view.close = "]";
      view.isList = true;
      view.entries = arrayEntries;
      return value.length === 0 && isBare(view) ? `${view.open}]` : view;
    }
    case "Set":
    case "Map": {
      const size = Reflect.apply(kind === "Set" ? setSize : mapSize, value, []);
      const prefix = prefixOf(constructor, tag, kind, `(${size})`);
      view.keys = shownKeys(value, state.showHidden);
      view.entries = kind === "Set" ? setEntries : mapEntries;
      view.open = `${prefix}{`;
      return size === 0 && isBare(view) ? `${prefix}{}` : view;
    }
    case "Object": case "Error": case "Function": case "Arguments":
      return undefined;
    default:
      return rare().describeIterable(state, value, kind, view);
  }
}

function describeByKind(state, value, kind, view, level, inTyped) {
  const { constructorName: constructor, tag } = view;
  switch (kind) {
    case "Promise":
      view.open = `${prefixOf(constructor, tag, "Promise")}{`;
      view.entries = promiseEntries;
      return view;
    case "RegExp": {
      const text = RegExp.prototype.toString.call(constructor !== null ? value : rare().cleanRegExp(value));
      const prefix = prefixOf(constructor, tag, "RegExp");
      view.base = prefix === "RegExp " ? text : `${prefix}${text}`;
      const cut = level > state.depth && state.depth !== null;
      return isBare(view) || cut ? state.stylize(view.base, "regexp") : view;
    }
    case "Date": {
      const text = Number.isNaN(Date.prototype.getTime.call(value))
        ? Date.prototype.toString.call(value) : Date.prototype.toISOString.call(value);
      const prefix = prefixOf(constructor, tag, "Date");
      view.base = prefix === "Date " ? text : `${prefix}${text}`;
      return isBare(view) ? state.stylize(view.base, "date") : view;
    }
    case "Object":
      if (constructor !== "Object" && !(level > state.depth && state.depth !== null) && isURL(value)) {
        view.base = value.href;
        return isBare(view) ? view.base : view;
      }
      return braces(view, prefixOf(constructor, tag, fallbackName(value, kind, view)));
    default:
      return rare().describeRare(state, value, kind, view, inTyped) ?? braces(view, prefixOf(constructor, tag, fallbackName(value, kind, view)));
  }
}

function arrayEntries(state, array, level) {
  const { length } = array;
  const limit = Math.min(Math.max(0, state.maxArrayLength), length);
  const entries = [];
  for (let i = 0; i < limit; i++) {
    if (!hasOwn(array, i)) return rare().sparseEntries(state, array, level, entries, i, limit);
    entries.push(formatProperty(state, array, level, i, "item"));
  }
  if (length > limit) entries.push(moreItems(length - limit));
  return entries;
}

function setEntries(state, set, level) {
  const limit = Math.max(0, state.maxArrayLength);
  const size = Reflect.apply(setSize, set, []);
  const entries = [];
  state.indentationLvl += 2;
  let i = 0;
  setForEach.call(set, (value) => {
    if (i++ < limit) entries.push(formatValue(state, value, level));
  });
  if (size > limit) entries.push(moreItems(size - limit));
  state.indentationLvl -= 2;
  return entries;
}

function mapEntries(state, map, level) {
  const limit = Math.max(0, state.maxArrayLength);
  const size = Reflect.apply(mapSize, map, []);
  const entries = [];
  state.indentationLvl += 2;
  let i = 0;
  mapForEach.call(map, (value, key) => {
    if (i++ < limit) entries.push(`${formatValue(state, key, level)} => ${formatValue(state, value, level)}`);
  });
  if (size > limit) entries.push(moreItems(size - limit));
  state.indentationLvl -= 2;
  return entries;
}

function promiseEntries(state, promise, level) {
  const status = promiseState(promise);
  if (status === 0) return [state.stylize("<pending>", "special")];
  state.indentationLvl += 2;
  const text = formatValue(state, promiseResult(promise), level);
  state.indentationLvl -= 2;
  return [status === 2 ? `${state.stylize("<rejected>", "special")} ${text}` : text];
}

const KIND_NAMES = { normal: "Function", generator: "GeneratorFunction", async: "AsyncFunction", asyncGenerator: "AsyncGeneratorFunction" };

function describeFunction(state, value, view) {
  view.base = looksLikeClass(value) ? classText(value, view) : functionText(state, value, view);
  return isBare(view) ? state.stylize(view.base, "special") : view;
}

// By the source, as Node does: an opening bracket in the heritage makes it a function.
const COMMENT = /\/\/.*?\n|\/\*.*?\*\//gs;
function looksLikeClass(value) {
  if (!isClass(value)) return false;
  const source = functionSource(value);
  if (!source.startsWith("class")) return !isOfIntl(value); // Builtins carry no source.
  if (!source.endsWith("}")) return false;
  const head = source.slice(5, source.indexOf("{"));
  return !head.includes("(") || /^\s+[^(]*?\s*\{/.test(source.slice(5).replace(COMMENT, ""));
}

// Intl's constructors are functions, though their prototypes are as constant as a class's.
function isOfIntl(value) {
  const intl = loadedBuiltin("node:internal/intl")?.default;
  return intl !== undefined && hasOwn(intl, value.name) && intl[value.name] === value;
}

function classText(value, { constructorName: constructor, tag }) {
  const name = (hasOwn(value, "name") && value.name) || "(anonymous)";
  let text = `class ${name}`;
  if (constructor !== "Function" && constructor !== null) text += ` [${constructor}]`;
  if (tag !== "" && constructor !== tag) text += ` [${tag}]`;
  if (constructor === null) text += " extends [null prototype]";
  else {
    const parent = Object.getPrototypeOf(value).name;
    if (parent) text += ` extends ${parent}`;
  }
  return `[${text}]`;
}

function functionText(state, value, { constructorName: constructor, tag }) {
  const type = KIND_NAMES[functionKind(value)] ?? "Function";
  let text = `[${type}`;
  if (constructor === null) text += " (null prototype)";
  const { name } = value;
  if (name === "") text += " (anonymous)";
  else text += `: ${typeof name === "string" ? name : formatValue(state, name, NaN)}`;
  text += "]";
  if (constructor !== type && constructor !== null) text += ` ${constructor}`;
  if (tag !== "" && constructor !== tag) text += ` [${tag}]`;
  return text;
}
