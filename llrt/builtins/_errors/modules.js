// Texts of the error codes of module resolution and loading.  Form of the entries: see ./common.js.
import { determineSpecificType, formatList } from "./messages.js";

const from = (base) => (base ? ` imported from ${base}` : "");

function invalidPackageTarget(packagePath, key, target, isImport = false, base = undefined) {
  const unprefixed = typeof target === "string" && !isImport && target.length > 0 && !target.startsWith("./");
  const kind = isImport ? "imports" : "exports";
  const what = key === "."
    ? `main target ${JSON.stringify(target)} defined`
    : `target ${JSON.stringify(target)} defined for '${key}'`;
  return `Invalid "${kind}" ${what} in the package config ${packagePath}package.json${from(base)}`
    + (unprefixed ? '; targets must start with "./"' : "");
}

function requireEsm(filename, hasEsmSyntax, parentPath = null, packageJsonPath = null) {
  const head = `require() of ES Module ${filename}${parentPath ? ` from ${parentPath}` : ""} not supported.`;
  if (!packageJsonPath) {
    if (!parentPath) return head;
    return `${head}\nInstead change the require of ${filename} to a dynamic import() which is available in all CommonJS modules.`;
  }
  const name = filename.slice(filename.lastIndexOf("/") + 1);
  if (hasEsmSyntax) {
    return `${head}\nInstead change the require of ${name} in ${parentPath} to a dynamic import() which is available in all CommonJS modules.`;
  }
  return `${head}\n${name} is treated as an ES module file as it is a .js file whose nearest parent package.json contains "type": "module" `
    + "which declares all .js files in that package scope as ES modules.\n"
    + `Instead either rename ${name} to end in .cjs, change the requiring code to use dynamic import() which is available in all `
    + 'CommonJS modules, or change "type": "module" to "type": "commonjs" in '
    + `${packageJsonPath} to treat all .js files as CommonJS (using .mjs for all ES modules instead).\n`;
}

export const table = {
  __proto__: null,
  ERR_INVALID_MODULE_SPECIFIER: ["T", (request, reason, base) => `Invalid module "${request}" ${reason}${from(base)}`],
  ERR_INVALID_PACKAGE_CONFIG: ["E", (path, base, message) =>
    `Invalid package config ${path}${base ? ` while importing ${base}` : ""}.${message ? ` ${message}` : ""}`],
  ERR_INVALID_PACKAGE_TARGET: ["E", invalidPackageTarget],
  ERR_INVALID_RETURN_PROPERTY: ["T", (input, name, property, value) =>
    `Expected a valid ${input} to be returned for the "${property}" from the "${name}" hook but got ${determineSpecificType(value)}.`],
  ERR_INVALID_RETURN_PROPERTY_VALUE: ["T", (input, name, property, value) =>
    `Expected ${input} to be returned for the "${property}" from the "${name}" hook but got ${determineSpecificType(value)}.`],
  ERR_IMPORT_ATTRIBUTE_UNSUPPORTED: ["T", (name, value, url) =>
    `Import attribute "${name}" with value "${value}" is not supported${url === undefined ? "" : ` in ${url}`}`],
  ERR_MODULE_NOT_FOUND: ["E", function (path, base, exactUrl) {
    if (exactUrl) this.url = `${exactUrl}`;
    return `Cannot find ${exactUrl ? "module" : "package"} '${path}'${base ? ` imported from ${base}` : ""}`;
  }],
  ERR_PACKAGE_IMPORT_NOT_DEFINED: ["T", (specifier, packagePath, base) =>
    `Package import specifier "${specifier}" is not defined${packagePath ? ` in package ${packagePath}package.json` : ""}${from(base)}`],
  ERR_PACKAGE_PATH_NOT_EXPORTED: ["E", (packagePath, subpath, base) => (subpath === "."
    ? `No "exports" main defined in ${packagePath}package.json${from(base)}`
    : `Package subpath '${subpath}' is not defined by "exports" in ${packagePath}package.json${from(base)}`)],
  ERR_REQUIRE_ASYNC_MODULE: ["E", (file, parent) => "require() cannot be used on an ESM graph with top-level await. Use import() instead. "
    + "To see where the top-level await comes from, use --experimental-print-required-tla."
    + (parent ? `\n  From ${parent} ` : "") + (file ? `\n  Requiring ${file} ` : "")],
  ERR_REQUIRE_ESM: ["E", requireEsm],
  ERR_UNSUPPORTED_DIR_IMPORT: ["E", function (path, base, exactUrl) {
    this.url = exactUrl;
    return `Directory import '${path}' is not supported resolving ES modules imported from ${base}`;
  }],
  ERR_UNSUPPORTED_ESM_URL_SCHEME: ["E", (url, supported) =>
    `Only URLs with a scheme in: ${formatList(supported)} are supported by the default ESM loader. Received protocol '${url.protocol}'`],
  ERR_REQUIRE_ESM_RACE_CONDITION: ["E", (file, parent, inLoaderThread) =>
    `Cannot require() ES Module ${file} because it is not yet fully loaded.\n`
    + "This may be caused by a race condition if the module is simultaneously dynamically import()-ed via Promise.all().\n"
    + `Try await-ing the import() sequentially in a loop instead.\n (From ${parent ? `${parent} in ` : ""}${inLoaderThread ? "loader hook worker thread" : "non-loader-hook thread"})`],
  ERR_ASYNC_LOADER_REQUEST_NEVER_SETTLED: "EAsync loader request never settled",
  ERR_CHILD_PROCESS_IPC_REQUIRED: "EForked processes must have an IPC channel, missing value 'ipc' in %s",
  ERR_CONSTRUCT_CALL_REQUIRED: "TClass constructor %s cannot be invoked without `new`",
  ERR_EVAL_ESM_CANNOT_PRINT: "E--print cannot be used with ESM input",
  ERR_IMPORT_ATTRIBUTE_MISSING: 'TModule "%s" needs an import attribute of "%s: %s"',
  ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE: 'TModule "%s" is not of type "%s"',
  ERR_INPUT_TYPE_NOT_ALLOWED: "E--input-type can only be used with string input via --eval, --print, or STDIN",
  ERR_INVALID_TYPESCRIPT_SYNTAX: "S%s",
  ERR_LOADER_CHAIN_INCOMPLETE: 'E"%s" did not call the next hook in its chain and did not explicitly signal a short circuit. If this is intentional, include `shortCircuit: true` in the hook\'s return.',
  ERR_MODULE_LINK_MISMATCH: "T%s",
  ERR_NO_TYPESCRIPT: "ENode.js is not compiled with TypeScript support",
  ERR_REQUIRE_CYCLE_MODULE: "E%s",
  ERR_SOURCE_MAP_CORRUPT: "EThe source map for '%s' does not exist or is corrupt.",
  ERR_SOURCE_MAP_MISSING_SOURCE: "ECannot find '%s' imported from the source map for '%s'",
  ERR_UNKNOWN_BUILTIN_MODULE: "ENo such built-in module: %s",
  ERR_UNKNOWN_FILE_EXTENSION: 'TUnknown file extension "%s" for %s',
  ERR_UNKNOWN_MODULE_FORMAT: "RUnknown module format: %s for URL %s",
  ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING: 'EStripping types is currently unsupported for files under node_modules, for "%s"',
  ERR_UNSUPPORTED_RESOLVE_REQUEST: 'TFailed to resolve module specifier "%s" from "%s": Invalid relative URL or base scheme is not hierarchical.',
  ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX: "S%s",
};
