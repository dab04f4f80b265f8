import * as acorn from "acorn";

const tree = acorn.parse("class A { static #x = 1n; async *m({ a = 1, ...b }) { yield* b?.c ?? `t${a}`; } } label: for (const x of [,1]) continue label; /re(?<n>g)/v", { ecmaVersion: "latest", locations: true });
const types = [];
const walk = (node) => { if (node && typeof node.type === "string") types.push(`${node.type}@${node.start}`); for (const key in node) { const v = node[key]; if (v && typeof v === "object" && key !== "loc") Array.isArray(v) ? v.forEach(walk) : walk(v); } };
walk(tree);
console.log(types.join(" "), [...acorn.tokenizer("a => a ** 2", { ecmaVersion: 2020 })].map((t) => t.type.label), acorn.parseExpressionAt("x + y; z", 0, { ecmaVersion: 2020 }).type);
for (const bad of ["let let = 1", "a b", "({a:1,a:1", "import x"]) { try { acorn.parse(bad, { ecmaVersion: 2022, sourceType: "module" }); } catch (error) { console.log(error.name, error.message, error.pos); } }
