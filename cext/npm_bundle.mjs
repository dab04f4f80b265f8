// The esbuild half of npm.py: bundles each entry of llrt/builtins/_npm into one ES module and tells which packages went in.
// usage: node npm_bundle.mjs NODE_MODULES SOURCES OUT.  `node:` and `native:` names stay imports; Node's bare names become `node:`.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { builtinModules, createRequire } from "node:module";
import { basename, join, relative, resolve, sep } from "node:path";

const [modules, sources, out] = process.argv.slice(2).map((path) => resolve(path));
const esbuild = createRequire(join(modules, "_.js"))("esbuild");
const options = JSON.parse(readFileSync(join(sources, "bundles.json"), "utf8"));
const bare = new Set(builtinModules);
// What require() of a builtin gives inside of a bundle: its default export, as everywhere; the namespace of an internal one.
const REQUIRED = "required-builtin";
const NAMESPACE = "builtin-namespace";

function canonical(specifier) {
  if (/^(node|native|llrt):/.test(specifier)) return specifier;
  const plain = specifier.replace(/\/$/, "");
  return bare.has(plain) ? `node:${plain}` : undefined;
}

// Internal builtins that are one thing have a default export only.
const hasDefault = (name) => !name.startsWith("node:internal/") || /^node:internal\/process\//.test(name);

function toBuiltin(specifier, kind) {
  if (kind !== "require-call") return { path: specifier, external: true };
  return { path: specifier, namespace: hasDefault(specifier) ? REQUIRED : NAMESPACE };
}

function plugin(replace) {
  return {
    name: "llrt",
    setup(build) {
      build.onResolve({ filter: /.*/ }, async ({ path, importer, kind, resolveDir, pluginData, namespace }) => {
        if (pluginData?.plain) return undefined;
        if (namespace === NAMESPACE) return { path, external: true };
        if (namespace === REQUIRED) return { path, namespace: NAMESPACE };
        const own = canonical(replace[path] ?? path);
        if (own !== undefined) return toBuiltin(own, kind);
        if (replace[path] !== undefined) return { path: resolve(sources, replace[path]) };
        const found = await build.resolve(path, { importer, kind, resolveDir: resolveDir || modules, pluginData: { plain: true } });
        if (found.errors.length > 0) return { errors: found.errors };
        const target = replace[relative(modules, found.path).split(sep).join("/")];
        if (target === undefined) return found;
        const builtin = canonical(target);
        return builtin !== undefined ? toBuiltin(builtin, kind) : { path: resolve(sources, target) };
      });
      build.onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path }) => {
        const name = JSON.stringify(path);
        return { contents: `export * from ${name};${hasDefault(path) ? ` export { default } from ${name};` : ""}` };
      });
      build.onLoad({ filter: /.*/, namespace: REQUIRED }, ({ path }) => ({
        contents: `module.exports = require(${JSON.stringify(path)}).default;`,
      }));
    },
  };
}

async function bundle(name) {
  const { replace = {}, ...settings } = options[name] ?? {};
  const done = await esbuild.build({
    entryPoints: [join(sources, `${name}.mjs`)],
    outfile: join(out, "_npm", `${name}.js`),
    absWorkingDir: modules,
    nodePaths: [modules],
    bundle: true,
    format: "esm",
    platform: "node",
    target: "es2023",
    mainFields: ["module", "main"],
    legalComments: "none", // NOTICE has them
    metafile: true,
    logLevel: "warning",
    ...settings,
    plugins: [plugin(replace)],
  });
  return packagesOf(Object.keys(done.metafile.inputs));
}

// "name/…", "@scope/name/…" relative to node_modules -> name, version, licence
function packagesOf(inputs) {
  const found = new Map();
  for (const input of inputs) {
    const [first, second] = input.split("/");
    const name = first.startsWith("@") ? `${first}/${second}` : first;
    const manifest = join(modules, name, "package.json");
    if (first === ".." || found.has(name) || input.includes(":") || !existsSync(manifest)) continue;
    const { version, license } = JSON.parse(readFileSync(manifest, "utf8"));
    found.set(name, { name, version, licence: license ?? "unknown" });
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

mkdirSync(join(out, "_npm"), { recursive: true });
const made = {};
for (const file of readdirSync(sources).sort()) {
  if (file.endsWith(".mjs")) made[basename(file, ".mjs")] = await bundle(basename(file, ".mjs"));
}
writeFileSync(join(out, "bundles.json"), `${JSON.stringify(made, null, 2)}\n`);
