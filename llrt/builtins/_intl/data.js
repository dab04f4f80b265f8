// The locale data of Intl: sections unpacked when first asked for, and the tree of a locale with what it inherits.
// Not here: which locale that is (negotiation.js). The sections are written by cext/intl/gen_data.py.
import { sectionText } from "native:intl";

const sections = new Map();
const trees = new Map();

// The content of a section.
export function section(name) {
  let content = sections.get(name);
  if (content === undefined) sections.set(name, (content = JSON.parse(sectionText(name))));
  return content;
}

// `over` laid over `under`; neither is changed.
function merge(under, over) {
  const result = { ...under };
  for (const key of Object.keys(over)) {
    const [a, b] = [under[key], over[key]];
    const tables = typeof a === "object" && typeof b === "object" && !Array.isArray(b) && a !== null;
    result[key] = tables ? merge(a, b) : b;
  }
  return result;
}

// What `locales` ({locale: what differs from its parent}) has for a locale. `name` tells such tables apart.
export function tree(name, locales, locale) {
  const key = `${name} ${locale}`;
  let found = trees.get(key);
  if (found === undefined) {
    const parent = section("core").parents[locale];
    const own = locales[locale];
    const inherited = parent === undefined || parent === "root" ? {} : tree(name, locales, parent);
    trees.set(key, (found = own === undefined ? inherited : merge(inherited, own)));
  }
  return found;
}
