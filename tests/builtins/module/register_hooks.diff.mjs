// module.registerHooks: order and contract of the chains, what import and require see, virtual modules, errors.
import { createRequire, registerHooks } from "node:module";
const require = createRequire(import.meta.url);
const here = (text) => (typeof text === "string" ? text.replaceAll("file://", "").replaceAll(import.meta.dirname, "") : text);
const show = (context) => {
  const { conditions, ...rest } = context;
  const entries = Object.entries(rest).map(([k, v]) => [k, v instanceof Uint8Array ? `bytes ${v.length}` : here(v)]);
  return [Object.fromEntries(entries), conditions && [...conditions].filter((c) => c !== "node-addons").join()];
};

{
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      console.log("resolve", here(specifier), ...show(context));
      const result = next(specifier, context);
      console.log("  ->", ...show(result), Reflect.ownKeys(result));
      return result;
    },
    load(url, context, next) {
      console.log("load", here(url), ...show(context));
      const result = next(url, context);
      console.log("  ->", ...show(result));
      return result;
    },
  });
  console.log(hooks.constructor.name, hooks.deregister.length, registerHooks.length, Reflect.ownKeys(hooks).length);
  await import("./_fixtures/primitive.cjs");
  await import("./_fixtures/primitive.cjs");
  await import("./_fixtures/esm_default.mjs");
  await import("./_fixtures/data.json", { with: { type: "json" } });
  await import("node:util");
  await import("util");
  require("node:util");
  require("util");
  require("./_fixtures/primitive.cjs");
  require("./_fixtures/child.cjs");
  require("./_fixtures/counter.mjs");
  require("./_fixtures/data.json");
  console.log(here(require.resolve("./_fixtures/data.json")), here(import.meta.resolve("./nope.mjs")));
  await import("data:text/javascript,export default 1");
  console.log(hooks.deregister(), hooks.deregister());
  await import("./_fixtures/counter.mjs?again");
}

// Last registered first; nextX goes to the one before; contexts merge.
{
  const seen = [];
  const make = (name) =>
    registerHooks({
      resolve(specifier, context, next) {
        seen.push(`${name} ${context.mark}`);
        return next(specifier, name === "third" ? { mark: "set by third" } : undefined);
      },
    });
  const all = ["first", "second", "third"].map(make);
  require("./_fixtures/function.cjs");
  all[1].deregister();
  require("./_fixtures/function.cjs");
  console.log(seen);
  all.forEach((hooks) => hooks.deregister());
}

// Modules that are nowhere on disk, for import, for require, and for a static import inside of another module.
const sources = {
  "virtual:calc": ["module", "export const add = (a, b) => a + b; export default import.meta.url"],
  "virtual:data": ["json", '{"a": 1}'],
  "virtual:cjs": ["commonjs", "exports.name = __filename; exports.id = module.id; exports.calc = require('virtual:calc').add(1, 2);"],
  "virtual:bytes": ["commonjs", new TextEncoder().encode("exports.é = 'é'")],
  "virtual:detect": [undefined, "exports.detected = true"],
};
const virtual = {
  resolve: (specifier, context, next) => (specifier in sources ? { url: specifier, shortCircuit: true } : next(specifier, context)),
  load: (url, context, next) =>
    url in sources ? { format: sources[url][0], source: sources[url][1], shortCircuit: true } : next(url, context),
};
{
  const hooks = registerHooks(virtual);
  const plain = (value) => JSON.stringify(value);
  for (const name of ["virtual:cjs", "virtual:bytes", "virtual:detect"]) console.log(name, plain(require(name)), require(name) === require(name));
  console.log(plain((await import("./_fixtures/virtual_importer.mjs")).default));
  for (const name of ["virtual:cjs", "virtual:bytes"]) console.log(name, Object.keys(await import(name)));
  hooks.deregister();
  console.log(await import("virtual:calc?x").catch((error) => error.code));
  try {
    require("virtual:other");
  } catch (error) {
    console.log(error.code);
  }
}

// Sources of real files, and formats, may be others.
{
  const hooks = registerHooks({
    load(url, context, next) {
      const result = next(url, context);
      if (url.endsWith("function.cjs?changed")) return { ...result, source: `${result.source}; module.exports.changed = true;` };
      if (url === "node:querystring") return { source: "exports.instead = true", format: "commonjs", shortCircuit: true };
      return result;
    },
  });
  console.log((await import("./_fixtures/function.cjs?changed")).default.changed);
  console.log(require("querystring"), require("node:querystring"));
  hooks.deregister();
}

const attempt = async (hooks, load) => {
  const registered = registerHooks(hooks);
  try {
    console.log(await load());
  } catch (error) {
    console.log(error.name, error.code, error.message.replaceAll(import.meta.filename, ""));
  } finally {
    registered.deregister();
  }
};
const short = (rest) => () => ({ url: "virtual:x", shortCircuit: true, ...rest });
for (const load of [() => require("absent"), () => import("absent")]) {
  await attempt({ resolve: () => ({ url: "file:///x" }) }, load);
  for (const url of [undefined, null, 1, true, [], {}, () => {}]) await attempt({ resolve: short({ url }) }, load);
  await attempt({ resolve: short({ format: 5 }) }, load);
  await attempt({ resolve: short({ importAttributes: 5 }) }, load);
  for (const source of [1, true, [], {}, () => {}]) {
    await attempt({ resolve: short(), load: () => ({ source, format: "module", shortCircuit: true }) }, load);
  }
  await attempt({ resolve: short(), load: () => ({ source: "", format: 5, shortCircuit: true }) }, load);
  await attempt({ resolve: short(), load: () => ({ source: "", format: "module" }) }, load);
  await attempt({ resolve: () => { throw new TypeError("mine"); } }, load);
  await attempt({ resolve: (specifier, context, next) => next("node:util", context) }, async () => typeof (await load()).inspect);
}
await attempt({ resolve: short() }, () => import("absent"));
await attempt({ resolve: short({ url: "nourl" }) }, () => import("absent"));
await attempt({ resolve: short(), load: () => ({ source: "", format: "weird", shortCircuit: true }) }, () => import("absent"));
await attempt({ resolve: (specifier, context, next) => next(specifier, { conditions: "x" }) }, () => import("absent"));
for (const bad of [{ resolve: 1 }, { load: "x" }]) {
  try {
    registerHooks(bad);
  } catch (error) {
    console.log(error.code, error.message);
  }
}
console.log(registerHooks({}).deregister(), registerHooks({ resolve: null, load: undefined }).deregister());
