import { inspect } from "node:util";
import * as namespace from "./_cycle_a.mjs";
import * as cases from "./_inspect_cases.mjs";

console.log(namespace.early);
console.log(inspect(namespace).replace(/early:[^]*?(?=\n  later|later)/, "early "));
console.log(inspect(cases, { depth: 0 }), inspect([cases], { depth: 0 }));
console.log(inspect(cases, { showHidden: true, depth: 0 }), inspect(cases, { colors: true, depth: 0 }));
console.log(inspect(Object.create(cases), { depth: -1 }));
