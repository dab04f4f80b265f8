import * as babel from "prettier/plugins/babel";
import * as estree from "prettier/plugins/estree";
import * as markdown from "prettier/plugins/markdown";
import * as postcss from "prettier/plugins/postcss";
import { check, format } from "prettier/standalone";

(async () => {
  const plugins = [babel, estree, markdown, postcss];
  console.log(await format("const a={b:1,c:[1,2,3],d:(x)=>{return x??y?.z}};class A extends B{static #p=1;async*m(){yield*1}}if(a)b();else{c()}", { parser: "babel", plugins }));
  console.log(await format('{"a":[1,2,{"b":null}]}', { parser: "json", plugins }), await format("a{color:RED;b:c}@media(max-width:1px){d{e:f}}", { parser: "css", plugins }));
  console.log(await format("*  a\n*  b\n\nTitle\n===\n\n|a|b|\n|-|-|\n|1|22|", { parser: "markdown", plugins }), await check("a;\n", { parser: "babel", plugins }));
  try { await format("let a = ", { parser: "babel", plugins }); } catch (error) { console.log(error.name, error.message.split("\n")[0]); }
})();
