// JSON modules: parsing with the file's name in the error, as require() and import have it.
import { loadBuiltin } from "native:engine";

const { parse: parseText } = JSON;

export function parse(source, path) {
  try {
    return parseText(source);
  } catch (error) {
    error.message = `${path}: ${error.message}`;
    throw error;
  }
}

// import of a JSON file: require() and import give one object, whichever was first.
export function importFile(source, path) {
  const { Module } = loadBuiltin("node:internal/module/cjs");
  const known = Module._cache[path];
  if (known?.loaded) return known.exports;
  const module = new Module(path);
  module.filename = path;
  module.exports = parse(source, path);
  module.loaded = true;
  Module._cache[path] = module;
  return module.exports;
}
