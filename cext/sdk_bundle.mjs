// The esbuild half of sdk.py: bundles the packages of sdk/flavours.json into ES modules that share chunks, as builtins of the names
// `sdk:PACKAGE` and `node:internal/sdk/chunks/...`. usage: node sdk_bundle.mjs NODE_MODULES SOURCES OUT
//
// What makes them builtins: files are replaced (sdk/replace.json) or edited (sdk/edits.json); what they import of Node comes through
// modules that load a room when something of it is first touched (sdk/_lazy/), so that evaluating the SDK touches none; and
// import() loads a builtin.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { builtinModules, createRequire } from "node:module";
import { dirname, join, relative, resolve, sep } from "node:path";

const [modules, sources, out] = process.argv.slice(2).map((path) => resolve(path));
const esbuild = createRequire(join(modules, "_.js"))("esbuild");
const read = (name) => JSON.parse(readFileSync(join(sources, name), "utf8"));
const flavours = read("flavours.json");
const replace = read("replace.json");
const edits = read("edits.json");
const packages = [...flavours.std, ...flavours.full, ...flavours.both].sort();
const bare = new Set(builtinModules);
const LAZY = "node:internal/sdk/lazy/";
const CHUNKS = "node:internal/sdk/chunks/";
const used = new Map(); // name of a builtin -> exports that are imported of it
const applied = new Set();

function builtinName(specifier) {
  if (/^(node|native|llrt):/.test(specifier)) return specifier;
  return bare.has(specifier) ? `node:${specifier}` : undefined;
}

const lazyFile = (name) => name.replace(/^(node|llrt):/, "").replaceAll("/", "_");
const inModules = (path) => relative(modules, path).split(sep).join("/");

// import { a, b as c } from "node:x"; import x from "node:x"
const IMPORT = /\bimport\s+(?:(\w+)\s*,?\s*)?(?:\{([^}]*)\}\s*)?(?:\*\s*as\s+(\w+)\s*)?from\s*["']([^"']+)["']/g;
function noteImports(text, path) {
  for (const [, byDefault, names, star, specifier] of text.matchAll(IMPORT)) {
    const name = builtinName(specifier);
    if (name === undefined || name.startsWith("native:") || name.startsWith("node:internal/")) continue;
    if (star !== undefined) throw new Error(`${path} imports all of ${specifier}: replace it`);
    const wanted = used.get(name) ?? used.set(name, new Set()).get(name);
    if (byDefault !== undefined) wanted.add("default");
    for (const part of names?.split(",") ?? []) if (part.trim()) wanted.add(part.trim().split(/\s+as\s+/)[0]);
  }
}

// Anchored edits: {file: [[anchor, replacement], ...]}; an anchor that is not there exactly once fails the build.
function edited(path, text) {
  const file = path.replace(/^(?:.*\/)?node_modules\//, "");
  for (const [anchor, replacement] of edits[file] ?? []) {
    if (text.split(anchor).length !== 2) throw new Error(`sdk/edits.json: ${file} does not have its anchor exactly once: ${anchor}`);
    text = text.replace(anchor, () => replacement);
    applied.add(file);
  }
  return text;
}

const plugin = {
  name: "llrt-sdk",
  setup(build) {
    build.onResolve({ filter: /.*/ }, async ({ path, importer, kind, resolveDir, pluginData }) => {
      if (pluginData?.plain) return undefined;
      // How a file of ours names one of a package that its "exports" hide.
      if (path.startsWith("modules:")) return { path: join(modules, path.slice(8)) };
      const own = replace[path];
      if (own !== undefined) return { path: resolve(sources, own) };
      const builtin = builtinName(path);
      if (builtin !== undefined) {
        const isDirect = kind === "dynamic-import" || builtin.startsWith("native:") || builtin.startsWith("node:internal/");
        return { path: isDirect ? builtin : LAZY + lazyFile(builtin), external: true, sideEffects: false };
      }
      const from = importer.startsWith(sources) && !path.startsWith(".") ? modules : resolveDir || modules;
      const found = await build.resolve(path, { importer, kind, resolveDir: from, pluginData: { plain: true } });
      if (found.errors.length > 0) return { errors: found.errors };
      const target = replace[inModules(found.path).replace(/^.*\/node_modules\//, "")];
      // What replaces a file may import that file itself.
      return target === undefined || importer === resolve(sources, target) ? found : { ...found, path: resolve(sources, target) };
    });
    build.onLoad({ filter: /\.m?js$/ }, ({ path }) => {
      const text = edited(inModules(path), readFileSync(path, "utf8"));
      noteImports(text, path);
      return { contents: text, loader: "js", resolveDir: dirname(path) };
    });
    // Of a package.json only the version is read.
    build.onLoad({ filter: /package\.json$/ }, ({ path }) => ({
      contents: JSON.stringify({ version: JSON.parse(readFileSync(path, "utf8")).version }),
      loader: "json",
    }));
  },
};

const entry = (name) => ({ in: name, out: name });
const done = await esbuild.build({
  entryPoints: packages.map(entry),
  outdir: join(out, "sdk"),
  chunkNames: "_chunks/[name]-[hash]",
  absWorkingDir: modules,
  nodePaths: [modules],
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  conditions: ["module"],
  mainFields: ["module", "main"],
  target: "es2023",
  minifySyntax: true,
  legalComments: "none", // NOTICE has them
  metafile: true,
  write: false,
  logLevel: "warning",
  plugins: [plugin],
});
for (const file of Object.keys(edits)) if (!applied.has(file)) throw new Error(`sdk/edits.json: ${file} is in no bundle`);

// What import() of a builtin or of a chunk means: builtins are loaded synchronously.
const DYNAMIC = /\bimport\("([^"]+)"\)/g;
function loaded(text, path) {
  let found = false;
  const body = text.replace(DYNAMIC, (whole, target) => {
    const name = target.startsWith(".") ? CHUNKS + target.replace(/^.*\//, "").replace(/\.js$/, "") : builtinName(target);
    if (name === undefined) throw new Error(`${path} imports ${target}`);
    found = true;
    return `Promise.resolve().then(() => loadBuiltinOfSdk(${JSON.stringify(name)}))`;
  });
  return found ? `import { loadBuiltin as loadBuiltinOfSdk } from "native:engine";\n${body}` : body;
}

function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

for (const { path, text } of done.outputFiles) write(path, loaded(text, path));
for (const [name, wanted] of used) {
  const own = LAZY + lazyFile(name);
  const names = [...wanted].sort();
  const lines = names.map((one, i) => `let m${i}; export { m${i} as ${one} }; lazyExport("${own}", "${one}", "${name}", "${one}");`);
  write(join(out, "sdk", "_lazy", `${lazyFile(name)}.js`), `import { lazyExport } from "native:engine";\n${lines.join("\n")}\n`);
}

// ---- which file is in which flavour, and what it was made of ----

const outputs = done.metafile.outputs;
const byOut = new Map(Object.keys(outputs).map((key) => [relative(out, resolve(modules, key)).split(sep).join("/"), outputs[key]]));
const keyOf = (path) => relative(out, resolve(modules, path)).split(sep).join("/");
function reached(roots) {
  const seen = new Set();
  const waiting = roots.map((name) => `sdk/${name}.js`);
  while (waiting.length > 0) {
    const file = waiting.pop();
    if (seen.has(file)) continue;
    seen.add(file);
    for (const { path, external } of byOut.get(file)?.imports ?? []) {
      if (!external) waiting.push(keyOf(path));
      else if (path.startsWith(LAZY)) waiting.push(`sdk/_lazy/${path.slice(LAZY.length)}.js`);
    }
  }
  return seen;
}

function packagesOf(files) {
  const found = new Map();
  for (const file of files) {
    for (const input of Object.keys(byOut.get(file)?.inputs ?? {})) {
      if (input.startsWith("..") || input.includes(":")) continue;
      const parts = input.split("/");
      const last = parts.lastIndexOf("node_modules") + 1;
      const name = parts.slice(last, last + (parts[last].startsWith("@") ? 2 : 1)).join("/");
      const manifest = join(modules, ...parts.slice(0, last), name, "package.json");
      if (!existsSync(manifest)) continue;
      const { version, license } = JSON.parse(readFileSync(manifest, "utf8"));
      found.set(`${name} ${version}`, { name, version, licence: license ?? "unknown" });
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

const result = {};
for (const [flavour, roots] of [["std", [...flavours.std, ...flavours.both]], ["full", packages]]) {
  const files = reached(roots);
  result[flavour] = { packages: [...roots].sort(), files: [...files].sort(), components: packagesOf(files) };
}
write(join(out, "flavours.json"), `${JSON.stringify(result, null, 1)}\n`);
