"""The fast ops that look at the text of a message's head (cext/http/text.c), against the regular expressions they stand for."""

import pytest

from llrt import _http


@pytest.mark.parametrize(
    "name, expression",
    [
        ("isTrimmed", r"/^(?!.*(?:[\r\n\t]| {2}|^ | $))/s"),
        ("isToken", r"/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/"),
        ("isFieldText", r"/^[\t\x20-\x7e\x80-\xff]*$/"),
    ],
)
def test_they_say_what_the_expressions_say(context, name, expression):
    alike = context.eval(f"""(op) => {{
      const expression = {expression};
      let state = 7;
      const below = (n) => {{
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return Math.floor(state / 4294967296 * n);
      }};
      const pieces = [" ", " ", "a", "B", "-", "\\t", "\\n", "\\r", "\\0", "\\x7f", "\\x80", "\\xff", "\\u2028", "\\u65e5",
        "a long piece", ":"];
      const wrong = [];
      for (let round = 0; round < 6000; round++) {{
        const few = 1 + below(pieces.length);
        let text = "";
        for (let i = below(7); i > 0; i--) text += pieces[below(few)];
        if (op(text) !== expression.test(text)) wrong.push(JSON.stringify(text));
      }}
      return wrong.slice(0, 5).join();
    }}""")
    assert context.call(alike, context.function(_http.fastops[name])) == ""


@pytest.mark.parametrize("value", ["1", "null", "undefined", "['a']", "new String('a')", "Symbol('a')", "new Uint8Array(2)"])
def test_what_is_no_string_is_not_trimmed(context, value):
    context.global_.set("isTrimmed", context.function(_http.fastops["isTrimmed"]))
    assert context.eval(f"isTrimmed({value})") is False
