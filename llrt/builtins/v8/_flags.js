// v8.setFlagsFromString: of V8's flags one means something here, gc() in contexts of node:vm made from now on. About any other
// one is said what V8 says about flags it does not know.
import { gc, loadBuiltin } from "native:engine";
import { writeError } from "native:boot";

export function setFlags(text) {
  for (const flag of text.split(/\s+/)) {
    if (flag === "") continue;
    const name = flag.replace(/^--?/, "").replaceAll("_", "-");
    const { exposed } = loadBuiltin("node:internal/vm/context");
    if (name === "expose-gc") exposed.gc = () => gc();
    else if (name === "no-expose-gc" || name === "noexpose-gc") exposed.gc = undefined;
    else writeError(`Error: unrecognized flag ${flag}\nTry --help for options\n`);
  }
}
