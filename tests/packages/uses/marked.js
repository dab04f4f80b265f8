import { Marked, marked } from "marked";

const text = "# Title *x*\n\nA [link](http://a.b \"t\") and `code`, **bold** ~~del~~ <http://c.d>\n\n- a\n  - b\n- [x] done\n\n1. one\n2. two\n\n| h | i |\n|---|--:|\n| 1 | 2 |\n\n```js\nlet a = 1 < 2;\n```\n\n> quote\n> more\n\n---\n![img](x.png) &amp; &copy; hard  \nbreak";
console.log(marked.parse(text));
console.log(marked.lexer("a\n\n* b").map((t) => t.type), marked.parseInline("*x* <b>"));
const custom = new Marked({ breaks: true, renderer: { heading({ tokens, depth }) { return `<h${depth} class="h">${this.parser.parseInline(tokens)}</h${depth}>`; } } });
console.log(custom.parse("## Hi\na\nb"));
