import Handlebars from "handlebars";

Handlebars.registerHelper("loud", (text) => new Handlebars.SafeString(`<b>${Handlebars.escapeExpression(text).toUpperCase()}</b>`));
Handlebars.registerPartial("row", "<li>{{@index}}: {{name}}{{#if last}} (last){{/if}}</li>");
const template = Handlebars.compile("<ul>{{#each people}}{{> row last=@last}}{{else}}none{{/each}}</ul>{{loud title}} {{{raw}}} {{raw}} {{#with deep.er}}{{x}}{{../title}}{{/with}} {{lookup map 'k'}}");
console.log(template({ people: [{ name: "a" }, { name: "<b>" }], title: "t&t", raw: "<i>", deep: { er: { x: 1 } }, map: { k: "v" } }));
console.log(template({ people: [] }), Handlebars.precompile("{{a}}").length > 100);
try { Handlebars.compile("{{#if}}")({}); } catch (error) { console.log(error.message); }
