// --enable-source-maps: which files have maps, stacks with the original places. A map is read when the first stack that needs
// it is formatted, never before. Loaded by the flag or when a program asks.
import { setStackHooks } from "native:engine";
import { setSourceMaps, sourceMaps, sourceText } from "native:boot";
import { Buffer } from "../buffer/_buffer.js";
import { kIsNodeError } from "../_errors.js";
import { validateBoolean, validateObject } from "../_validators.js";
import { fileURLToPath, pathToFileURL } from "../url/_file_url.js";
import { URL } from "../url/_url.js";
import { SourceMap } from "./_source_map.js";

const support = { __proto__: null, enabled: false, nodeModules: false, generatedCode: false };
const maps = new Map(); // file name in stacks -> {map, text of the sources} or undefined
const IN_NODE_MODULES = /[/\\]node_modules[/\\]/;

// Once `enabled` says so for the whole program (the flag, process.setSourceMapsEnabled), dependencies are mapped too.
export function enable(enabled) {
  setSourceMapsSupport(enabled, { nodeModules: enabled, generatedCode: enabled });
}

if (sourceMaps()) enable(true);

export function setSourceMapsSupport(enabled, options = {}) {
  validateBoolean(enabled, "enabled");
  validateObject(options, "options");
  const { nodeModules = false, generatedCode = false } = options;
  validateBoolean(nodeModules, "options.nodeModules");
  validateBoolean(generatedCode, "options.generatedCode");
  Object.assign(support, { enabled, nodeModules, generatedCode });
  setSourceMaps(enabled);
  setStackHooks(enabled ? prepareStack : undefined);
}

export const getSourceMapsSupport = () => Object.freeze({ __proto__: null, ...support });

// ---- Finding maps

const COMMENT = /\/[*/]#\s+sourceMappingURL=([^\s]+)/g;

function urlInside(text) {
  let last;
  for (const match of text.matchAll(COMMENT)) last = match[1];
  return last;
}

function dataOf(url, base) {
  if (url.startsWith("data:")) {
    const [head, body = ""] = url.split(",", 2);
    const parts = head.slice("data:".length).split(";");
    if (parts[0] !== "application/json") return undefined;
    const text = parts.at(-1) === "base64" ? Buffer.from(body, "base64").toString() : decodeURIComponent(body);
    return { data: JSON.parse(text), base };
  }
  const file = new URL(url, base);
  if (file.protocol !== "file:") return undefined;
  const text = sourceText(fileURLToPath(file));
  return text === undefined ? undefined : { data: JSON.parse(text), base: file };
}

function absolute(data, base) {
  const root = data.sourceRoot || "";
  data.sources = data.sources?.map((source) => {
    try {
      return new URL(root + source, base).href;
    } catch {
      return source;
    }
  });
  data.sourceRoot = "";
  for (const { map } of data.sections ?? []) absolute(map, base);
}

function load(name) {
  const text = sourceText(name);
  if (text === undefined || !text.includes("sourceMappingURL=")) return undefined;
  const base = /^\w+:/.test(name) ? name : pathToFileURL(name).href;
  const url = urlInside(text);
  try {
    const found = url === undefined ? undefined : dataOf(url, base);
    if (found === undefined) return undefined;
    absolute(found.data, found.base);
    return { data: found.data, lineLengths: text.split("\n").map((line) => line.length) };
  } catch {
    return undefined; // a broken map is none
  }
}

function mapOf(name) {
  if (typeof name !== "string" || name === "" || name.startsWith("node:")) return undefined;
  if (!support.nodeModules && IN_NODE_MODULES.test(name)) return undefined;
  if (!maps.has(name)) {
    const found = load(name);
    let map;
    try {
      map = found && new SourceMap(found.data, { lineLengths: found.lineLengths });
    } catch {
      // as above
    }
    maps.set(name, map === undefined ? undefined : { map, data: found.data });
  }
  return maps.get(name);
}

export function findSourceMap(path) {
  if (!support.enabled || typeof path !== "string" || path === "") return undefined;
  return mapOf(path.startsWith("file:") ? fileURLToPath(path) : path)?.map ?? mapOf(path)?.map;
}

// ---- Places

const shown = (source) => (source.startsWith("file:") ? fileURLToPath(source) : source);

// {fileName, line, column, source: line of the original text} of a place in generated code; undefined: it has no map.
// `asked`: also while maps are not enabled.
export function originalPlace({ fileName, line, column }, asked = false) {
  const found = asked || support.enabled ? mapOf(fileName) : undefined;
  const entry = found?.map.findEntry(line - 1, column - 1);
  if (entry?.originalSource === undefined || entry.originalLine === undefined) return undefined;
  return {
    fileName: shown(entry.originalSource),
    line: entry.originalLine + 1,
    column: entry.originalColumn + 1,
    source: originalText(found.data, entry.originalSource)?.split(/\r?\n/)[entry.originalLine],
  };
}

function originalText(data, source) {
  const index = data.sources?.indexOf(source) ?? -1;
  return data.sourcesContent?.[index] ?? sourceText(shown(source));
}

// ---- Stacks

function prepareStack(error, sites) {
  let head;
  try {
    head = kIsNodeError in error ? `${error.name} [${error.code}]: ${error.message}` : Error.prototype.toString.call(error);
  } catch {
    head = "<error>";
  }
  return head + sites.map((site, i) => `\n    at ${describe(site, sites[i + 1])}`).join("");
}

function describe(site, caller) {
  const found = mapOf(site.getFileName());
  const entry = found?.map.findEntry(site.getLineNumber() - 1, site.getColumnNumber() - 1);
  if (entry?.originalSource === undefined || entry.originalLine === undefined || entry.originalColumn === undefined) return `${site}`;
  const prefix = site.isAsync() ? "async " : site.isConstructor() ? "new " : "";
  const type = site.isToplevel() || site.isConstructor() ? undefined : site.getTypeName();
  const name = nameOf(found.map, site, caller) || (site.getFunctionName() ?? site.getMethodName() ?? "<anonymous>");
  const full = type === null || type === undefined || type === "global" ? name : `${type}.${name}`;
  return `${prefix}${full} (${shown(entry.originalSource)}:${entry.originalLine + 1}:${entry.originalColumn + 1})`;
}

// The original name of the function: that of the place where it begins, else what the call in the caller's line says.
function nameOf(map, site, caller) {
  const line = site.getEnclosingLineNumber();
  const own = line > 0 ? map.findEntry(line - 1, site.getEnclosingColumnNumber() - 1).name : undefined;
  if (own) return own;
  if (caller === undefined || site.getFileName() !== caller.getFileName()) return undefined;
  return map.findEntry(caller.getLineNumber() - 1, caller.getColumnNumber() - 1).name;
}
