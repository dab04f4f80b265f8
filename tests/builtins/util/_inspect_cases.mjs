// Shared by the inspect_*.diff.mjs files: prints every case under several sets of options.
import { inspect } from "node:util";

export const OPTION_SETS = [
  {},
  { showHidden: true },
  { depth: 0 },
  { depth: null, compact: false },
  { compact: true, breakLength: 40 },
  { colors: true },
  { compact: 1, breakLength: 60, sorted: true },
  { getters: true, numericSeparator: true, showProxy: true },
  { maxArrayLength: 2, maxStringLength: 7 },
  { breakLength: Infinity, compact: 5 },
];

// For what engines may keep in different own properties: errors (`stack`), the language's own objects.
export const VISIBLE_ONLY = OPTION_SETS.filter((set) => !set.showHidden);

export function show(name, make, sets = OPTION_SETS) {
  for (let i = 0; i < sets.length; i++) {
    let text;
    try {
      text = inspect(make(), { ...sets[i] });
    } catch (error) {
      text = `threw ${error?.name}: ${error?.message}`;
    }
    console.log(`--- ${name} #${i}\n${text}`);
  }
}

export function showAll(cases, sets) {
  for (const [name, make] of Object.entries(cases)) show(name, make, sets);
}
