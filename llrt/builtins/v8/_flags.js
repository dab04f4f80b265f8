// v8.setFlagsFromString: of V8's flags one means something here, gc() in contexts of node:vm made from now on. About any other
// one is said what V8 says about flags it does not know.
import { gc, loadBuiltin } from "native:engine";
import { writeError } from "native:boot";

// The version of cached data, which in V8 depends on the flags.
let tag = 0x11c7a001;
export const versionTag = () => tag;

export function setFlags(text) {
  for (const flag of text.split(/\s+/)) {
    if (flag === "") continue;
    for (const letter of flag) tag = (Math.imul(tag, 31) + letter.codePointAt(0)) >>> 0;
    const name = flag.replace(/^--?/, "").replaceAll("_", "-");
    const { exposed } = loadBuiltin("node:internal/vm/context");
    if (name === "expose-gc") exposed.gc = () => gc();
    else if (name === "no-expose-gc" || name === "noexpose-gc") exposed.gc = undefined;
    else writeError(`Error: unrecognized flag ${flag}\nTry --help for options\n`);
  }
}
