// Says more when an ES module used a name that only CommonJS has: the message of its ReferenceError, as Node words it.
// Loaded when the main module was rejected.
const NAME = /^(require|module|exports|__filename|__dirname) is not defined$/;

const INSTEAD = {
  __proto__: null,
  require: "replace require() with import",
  module: "use export instead of module.exports/exports",
  exports: "use export instead of module.exports/exports",
  __filename: "use import.meta.filename instead",
  __dirname: "use import.meta.dirname instead",
};

// `describe()` gives [URL, whether it awaits at its top level, the package.json that makes it a module or undefined].
export function explain(error, describe) {
  try {
    const name = error?.name === "ReferenceError" && NAME.exec(error.message)?.[1];
    if (name) reword(error, name, describe());
  } catch {
    // A frozen or hostile error stays as it is.
  }
}

function reword(error, name, [url, awaits, packageJson]) {
  const before = error.message;
  let message = `${before} in ES module scope`;
  if (awaits) {
    message =
      `Cannot determine intended module format because both '${name}' and top-level await are present. ` +
      "If the code is intended to be CommonJS, wrap await in an async function. " +
      `If the code is intended to be an ES module, ${INSTEAD[name]}.`;
  } else {
    if (name === "require") message += ", you can use import instead";
    if (packageJson !== undefined && url.endsWith(".js")) {
      message +=
        "\nThis file is being treated as an ES module because it has a '.js' file extension and " +
        `'${packageJson}' contains "type": "module". ` +
        "To treat it as a CommonJS script, rename it to use the '.cjs' file extension.";
    }
  }
  const { stack } = error;
  error.message = message;
  if (typeof stack === "string") error.stack = stack.replace(before, () => message);
  if (awaits) error.code = "ERR_AMBIGUOUS_MODULE_SYNTAX";
}
