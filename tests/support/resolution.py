"""Programs that ask what specifiers give by import() and by require(), for tests of resolution."""

import json

# Prints what each specifier gives by import() and by require().
ASK_BOTH = """
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
function shown(error) {
  return `${error.name} ${error.code} ${error.message.split("\\n")[0]}`;
}
for (const specifier of %s) {
  try {
    const ns = await import(specifier);
    console.log("import", specifier, typeof ns.default === "object" ? JSON.stringify(ns.default) : ns.default);
  } catch (error) {
    console.log("import", specifier, shown(error));
  }
  try {
    console.log("require", specifier, JSON.stringify(require(specifier)));
  } catch (error) {
    console.log("require", specifier, shown(error));
  }
}
"""


def ask(*specifiers):
    return ASK_BOTH % json.dumps(specifiers)


def package(**fields):
    return json.dumps(fields)


def value(text):
    return f"module.exports = {text!r};"
