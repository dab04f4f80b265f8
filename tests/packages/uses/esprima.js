import * as esprima from "esprima";

console.log(JSON.stringify(esprima.parseScript("const f = async ({ a }) => { try { await a } catch (e) { throw `x${e}` } }", { range: true })).length, esprima.tokenize("var x = /re/g; // c", { comment: true }));
console.log(JSON.stringify(esprima.parseModule("export default class extends B { get x() { return super.y } }").body[0].declaration.body), esprima.version);
for (const bad of ["var 1x", "a +", "'open"]) { try { esprima.parseScript(bad); } catch (error) { console.log(error.name, error.message, error.index); } }
