// FormData. Spec: https://xhr.spec.whatwg.org/#interface-formdata, with Node's messages. For fetch: entriesOf(formData).
import { loadBuiltin } from "native:engine";
import { File, isBlob } from "../../buffer/_blob.js";
import { definePairs, finishClass, illegalInvocation, refuse, requireArguments, shown, usvString } from "../webidl.js";

const kInspect = Symbol.for("nodejs.util.inspect.custom");

// The pairs of a FormData, undefined for anything else.
export let entriesOf;

function fileFrom(blob, filename) {
  const isFile = blob instanceof File;
  if (isFile && filename === undefined) return blob;
  const { type } = blob;
  if (isFile) return new File([blob], filename, { type, lastModified: blob.lastModified });
  return new File([blob], filename ?? "blob", { type });
}

function valueFrom(value, filename, hasFilename, where) {
  if (hasFilename || isBlob(value)) {
    if (!isBlob(value)) {
      const text = typeof value === "object" && value !== null ? JSON.stringify(value) : shown(value);
      throw refuse(where, `Expected value ("${text}") to be an instance of Blob.`);
    }
    return fileFrom(value, filename === undefined ? undefined : usvString(filename));
  }
  return usvString(value);
}

export class FormData {
  #entries = []; // [name, string or File]

  constructor(form = undefined) {
    if (form !== undefined) throw refuse("FormData constructor", "Argument 1 could not be converted to: undefined.");
  }

  static {
    entriesOf = (value) => (typeof value === "object" && value !== null && #entries in value ? value.#entries : undefined);
    Object.defineProperty(this, "length", { value: 0, configurable: true });
  }

  static #of(value) {
    const entries = entriesOf(value);
    if (entries === undefined) throw illegalInvocation();
    return entries;
  }

  append(name, value, filename = undefined) {
    const entries = FormData.#of(this);
    const where = "FormData.append";
    requireArguments(arguments.length, 2, where);
    const text = usvString(name);
    entries.push([text, valueFrom(value, filename, arguments.length > 2, where)]);
  }

  delete(name) {
    const entries = FormData.#of(this);
    requireArguments(arguments.length, 1, "FormData.delete");
    const text = usvString(name);
    this.#entries = entries.filter(([key]) => key !== text);
  }

  get(name) {
    const entries = FormData.#of(this);
    requireArguments(arguments.length, 1, "FormData.get");
    const text = usvString(name);
    return entries.find(([key]) => key === text)?.[1] ?? null;
  }

  getAll(name) {
    const entries = FormData.#of(this);
    requireArguments(arguments.length, 1, "FormData.getAll");
    const text = usvString(name);
    return entries.filter(([key]) => key === text).map(([, value]) => value);
  }

  has(name) {
    const entries = FormData.#of(this);
    requireArguments(arguments.length, 1, "FormData.has");
    const text = usvString(name);
    return entries.some(([key]) => key === text);
  }

  // In place of the first of that name.
  set(name, value, filename = undefined) {
    const entries = FormData.#of(this);
    const where = "FormData.set";
    requireArguments(arguments.length, 2, where);
    const text = usvString(name);
    const entry = [text, valueFrom(value, filename, arguments.length > 2, where)];
    const first = entries.findIndex(([key]) => key === text);
    if (first < 0) entries.push(entry);
    else this.#entries = entries.filter(([key], index) => index <= first || key !== text).with(first, entry);
  }

  [kInspect](depth, options) {
    const content = {};
    for (const [name, value] of FormData.#of(this)) {
      if (!Object.hasOwn(content, name)) content[name] = value;
      else if (Array.isArray(content[name])) content[name].push(value);
      else content[name] = [content[name], value];
    }
    const { inspect } = loadBuiltin("node:internal/util/inspect");
    return `FormData ${inspect(content, { ...options, depth: options.depth ?? depth })}`;
  }
}

definePairs(FormData, (value) => {
  const entries = entriesOf(value);
  if (entries === undefined) throw illegalInvocation();
  return entries;
});
finishClass(FormData, ["append", "delete", "get", "getAll", "has", "set"]);
