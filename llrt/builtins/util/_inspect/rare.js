// What the less common kinds of objects look like: typed arrays and buffers, iterators, weak
// collections, boxed primitives, module namespaces, proxies, sparse arrays.  Loaded when one is met.
import { className, isDetached, ownNonIndexProperties, previewEntries } from "native:engine";
import { formatProperty, formatValue } from "../_inspect.js";
import { prefixOf, shownKeys } from "./naming.js";
import { layout } from "./layout.js";
import { bigintText, moreItems, numberText, primitiveText } from "./text.js";

const TypedArray = Object.getPrototypeOf(Uint8Array);
const typedLength = Object.getOwnPropertyDescriptor(TypedArray.prototype, "length").get;
const INDEX = /^(?:0|[1-9][0-9]*)$/;

// A typed array, a Map or Set iterator; undefined for anything else.
export function describeIterable(state, value, kind, view) {
  const { constructorName: constructor, tag } = view;
  if (kind === "Map Iterator" || kind === "Set Iterator") {
    view.keys = shownKeys(value, state.showHidden);
    view.open = tag === kind || tag === "" ? `[${kind}] {` : `[${kind}] [${tag}] {`;
    view.entries = iteratorEntries;
    return view;
  }
  if (!ArrayBuffer.isView(value) || kind === "DataView") return undefined;
  const length = Reflect.apply(typedLength, value, []);
  view.keys = ownNonIndexProperties(value, !state.showHidden);
  view.open = `${prefixOf(constructor, tag, kind, `(${length})`)}[`;
  view.close = "]";
  view.isList = true;
  view.entries = typedArrayEntries;
  return length === 0 && view.keys.length === 0 && !state.showHidden ? `${view.open}]` : view;
}

export function describeRare(state, value, kind, view, inTyped) {
  const { constructorName: constructor, tag, keys } = view;
  const open = (fallback) => { view.open = `${prefixOf(constructor, tag, fallback)}{`; };
  switch (kind) {
    case "ArrayBuffer":
    case "SharedArrayBuffer":
      view.entries = inTyped ? sizeEntries : arrayBufferEntries;
      open(kind);
      return view;
    case "DataView":
      view.entries = dataViewEntries;
      open(kind);
      return view;
    case "WeakSet":
    case "WeakMap":
      view.entries = state.showHidden ? weakEntries : unknownEntries;
      open(kind);
      return view;
    case "Module Namespace":
      view.entries = namespaceEntries;
      open("Module");
      return view;
    case "Number": case "String": case "Boolean": case "Symbol": case "BigInt":
      return boxed(state, value, kind, view);
    default:
      return undefined;
  }
}

function boxed(state, value, kind, view) {
  const { constructorName: constructor, tag } = view;
  const { valueOf } = globalThis[kind].prototype;
  const primitive = valueOf.call(value);
  // The characters of a String object are its first keys: they are in the text already.
  if (kind === "String") view.keys = view.keys.filter((key) => typeof key === "symbol" || !(INDEX.test(key) && Number(key) < primitive.length));
  let text = `[${kind}`;
  if (constructor === null) text += " (null prototype)";
  else if (kind !== constructor) text += ` (${constructor})`;
  text += `: ${primitiveText((one) => one, primitive, state)}]`;
  if (tag !== "" && tag !== constructor) text += ` [${tag}]`;
  view.base = text;
  if (view.keys.length !== 0 || view.hidden !== undefined) return view;
  return state.stylize(text, kind.toLowerCase());
}

function typedArrayEntries(state, array, level) {
  const length = Reflect.apply(typedLength, array, []);
  const limit = Math.min(Math.max(0, state.maxArrayLength), length);
  const entries = new Array(limit);
  for (let i = 0; i < limit; i++) {
    const item = array[i];
    entries[i] = typeof item === "bigint"
      ? state.stylize(bigintText(item, state.numericSeparator), "bigint")
      : state.stylize(numberText(item, state.numericSeparator), "number");
  }
  if (length > limit) entries.push(moreItems(length - limit));
  if (state.showHidden) {
    state.indentationLvl += 2;
    for (const key of ["BYTES_PER_ELEMENT", "length", "byteLength", "byteOffset", "buffer"]) {
      entries.push(`${state.stylize(`[${key}]`, "string")}: ${formatValue(state, array[key], level, true)}`);
    }
    state.indentationLvl -= 2;
  }
  return entries;
}

// Inherited accessors that matter, shown as hidden properties are.
function accessorEntries(state, value, level, names) {
  state.indentationLvl += 2;
  const entries = names.map((name) => `${state.stylize(`[${name}]`, "string")}: ${formatValue(state, value[name], level)}`);
  state.indentationLvl -= 2;
  return entries;
}

const sizeEntries = (state, buffer, level) => accessorEntries(state, buffer, level, ["byteLength"]);
const dataViewEntries = (state, view, level) => accessorEntries(state, view, level, ["byteLength", "byteOffset", "buffer"]);

function arrayBufferEntries(state, buffer, level) {
  if (className(buffer) === "ArrayBuffer" && isDetached(buffer)) {
    return [state.stylize("(detached)", "special"), ...sizeEntries(state, buffer, level)];
  }
  const bytes = new Uint8Array(buffer);
  const limit = Math.min(Math.max(0, state.maxArrayLength), bytes.length);
  let text = "";
  for (let i = 0; i < limit; i++) text += `${i === 0 ? "" : " "}${bytes[i] < 16 ? "0" : ""}${bytes[i].toString(16)}`;
  if (bytes.length > limit) text += ` ${moreItems(bytes.length - limit, "byte")}`;
  return [`${state.stylize("[Uint8Contents]", "special")}: <${text}>`, ...sizeEntries(state, buffer, level)];
}

// Holes and the items between them; a run of holes is one entry, and counts as one.
export function sparseEntries(state, array, level, entries, index, limit) {
  const keys = Object.keys(array);
  let position = index;
  for (; index < keys.length && entries.length < limit; index++) {
    const key = keys[index];
    if (!INDEX.test(key) || key > 2 ** 32 - 2) break;
    if (`${position}` !== key) {
      entries.push(holes(state, key - position));
      position = Number(key);
      if (entries.length === limit) break;
    }
    entries.push(formatProperty(state, array, level, key, "item"));
    position++;
  }
  const remaining = array.length - position;
  if (entries.length !== limit) {
    if (remaining > 0) entries.push(holes(state, remaining));
  } else if (remaining > 0) {
    entries.push(moreItems(remaining));
  }
  return entries;
}

const holes = (state, count) => state.stylize(`<${count} empty item${count > 1 ? "s" : ""}>`, "undefined");

const unknownEntries = (state) => [state.stylize("<items unknown>", "special")];

function weakEntries(state, value, level) {
  const { entries: items, isKeyValue } = previewEntries(value);
  const limit = Math.min(Math.max(0, state.maxArrayLength), isKeyValue ? items.length / 2 : items.length);
  const total = isKeyValue ? items.length / 2 : items.length;
  const entries = [];
  state.indentationLvl += 2;
  for (let i = 0; i < limit; i++) {
    entries.push(isKeyValue
      ? `${formatValue(state, items[2 * i], level)} => ${formatValue(state, items[2 * i + 1], level)}`
      : formatValue(state, items[i], level));
  }
  state.indentationLvl -= 2;
  // The order in a weak collection means nothing: a stable one is easier to read.
  entries.sort();
  if (total > limit) entries.push(moreItems(total - limit));
  return entries;
}

function iteratorEntries(state, value, level, view) {
  const { entries: items, isKeyValue } = previewEntries(value);
  const total = isKeyValue ? items.length / 2 : items.length;
  const limit = Math.min(Math.max(0, state.maxArrayLength), total);
  const entries = [];
  state.indentationLvl += 2;
  if (isKeyValue) view.open = view.open.replace(/ Iterator\] \{$/, " Entries] {");
  for (let i = 0; i < limit; i++) {
    if (!isKeyValue) {
      entries.push(formatValue(state, items[i], level));
      continue;
    }
    const pair = [formatValue(state, items[2 * i], level), formatValue(state, items[2 * i + 1], level)];
    entries.push(layout(state, pair, "", "[", "]", true, level));
  }
  state.indentationLvl -= 2;
  if (total > limit) entries.push(moreItems(total - limit));
  return entries;
}

function namespaceEntries(state, namespace, level, view) {
  const entries = view.keys.map((key) => {
    try {
      return formatProperty(state, namespace, level, key, false);
    } catch (error) {
      if (!(error instanceof ReferenceError)) throw error;
      // A binding that is not initialised yet.
      const name = formatProperty(state, { [key]: "" }, level, key, false);
      return `${name.slice(0, name.lastIndexOf(" ") + 1)}${state.stylize("<uninitialized>", "special")}`;
    }
  });
  view.keys = [];
  return entries;
}

export function formatProxy(state, [target, handler], level) {
  if (target === null || target === undefined) return state.stylize("<Revoked Proxy>", "special");
  if (level > state.depth && state.depth !== null) return state.stylize("Proxy [Array]", "special");
  level++;
  state.indentationLvl += 2;
  const entries = [formatValue(state, target, level), formatValue(state, handler, level)];
  state.indentationLvl -= 2;
  return layout(state, entries, "", "Proxy [", "]", true, level);
}

const sourceGetter = Object.getOwnPropertyDescriptor(RegExp.prototype, "source").get;
// A RegExp without its prototype, made whole again to be printed.
export const cleanRegExp = (value) => new RegExp(Reflect.apply(sourceGetter, value, []), flagsOf(value));

function flagsOf(value) {
  let flags = "";
  for (const [letter, name] of [["d", "hasIndices"], ["g", "global"], ["i", "ignoreCase"], ["m", "multiline"], ["s", "dotAll"], ["u", "unicode"], ["v", "unicodeSets"], ["y", "sticky"]]) {
    const getter = Object.getOwnPropertyDescriptor(RegExp.prototype, name)?.get;
    if (getter && Reflect.apply(getter, value, [])) flags += letter;
  }
  return flags;
}
