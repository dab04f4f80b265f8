import { dump, load } from "js-yaml";

const text = "a: &x [1, 2.5, 0x1f, true, ~]\nb: *x\nc: |\n  lines\n  more\nd: >-\n  folded\n  text\ne: {f: 'q''s', \"g\\n\": .inf}\nh: 2001-12-14t21:59:43.10-05:00\n'k: l': - not a list\n";
console.log(load(text.replace("'k: l': - not a list\n", "'k: l': \"x\"\n")));
console.log(dump({ s: "multi\nline", n: null, list: [1, [2, { a: "b: c" }]], empty: {}, quoted: "yes", date: "2020-01-01", long: "word ".repeat(30) }));
for (const bad of ["a: [1", "a: b: c", "\tx: 1", "a: 1\na: 2"]) { try { load(bad); } catch (error) { console.log(error.name, error.reason, error.mark?.line); } }
