// module.builtinModules: Node's list in Node's order: names usable without a scheme, then those that need it. Ours (llrt:*) are not in it.
import { publicBuiltins } from "native:engine";
import { builtinName } from "native:module";

function listBuiltins() {
  const names = publicBuiltins().filter((name) => name.startsWith("node:"));
  const bare = (name) => builtinName(name.slice(5)) === name;
  return [...names.filter(bare).map((name) => name.slice(5)).sort(), ...names.filter((name) => !bare(name)).sort()];
}

export const builtinModules = Object.freeze(listBuiltins());
