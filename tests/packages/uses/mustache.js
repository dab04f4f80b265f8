import Mustache from "mustache";

const view = { name: "Chris", company: "<b>GitHub</b>", items: [{ n: 1 }, { n: 2 }], empty: [], fn: () => (text, render) => `<${render(text)}>`, deep: { er: "x" } };
console.log(Mustache.render("{{name}} {{company}} {{{company}}} {{#items}}[{{n}}]{{/items}}{{^empty}}none{{/empty}} {{#fn}}{{name}}{{/fn}} {{deep.er}} {{> p}} {{! no }}", view, { p: "partial {{name}}" }));
console.log(Mustache.render("<% name %> {{name}}", view, {}, ["<%", "%>"]), JSON.stringify(Mustache.parse("a{{b}}")));
try { Mustache.render("{{#open}}", {}); } catch (error) { console.log(error.message); }
