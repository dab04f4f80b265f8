"""Errors of JSON in V8's words. Many more are compared with Node in json/*.diff.mjs."""

import pytest

from llrt._quickjs import JSError, JSSyntaxError

PARSE = {
    "": "Unexpected end of JSON input",
    "<html>": "Unexpected token '<', \"<html>\" is not valid JSON",
    "<html><body>hello</body></html>": "Unexpected token '<', \"<html><bod\"... is not valid JSON",
    "[1,2,3,4,5,6,7,8,9,10,x,11,12,13,14,15]": "Unexpected token 'x', ...\",7,8,9,10,x,11,12,13\"... is not valid JSON",
    '{"aaaaaaaaaaaaaaaaaaaaaa":1,"b":x}': 'Unexpected token \'x\', ..."aa":1,"b":x}" is not valid JSON',
    "undefined": '"undefined" is not valid JSON',
    '{"a":1,}': "Expected double-quoted property name in JSON at position 7 (line 1 column 8)",
    "{a:1}": "Expected property name or '}' in JSON at position 1 (line 1 column 2)",
    '{"a" 1}': "Expected ':' after property name in JSON at position 5 (line 1 column 6)",
    '["日",\r\n 1\n\n 2]': "Expected ',' or ']' after array element in JSON at position 12 (line 4 column 2)",
    '{"a":1': "Expected ',' or '}' after property value in JSON at position 6 (line 1 column 7)",
    "1 2": "Unexpected non-whitespace character after JSON at position 2 (line 1 column 3)",
    '"a\nb"': "Bad control character in string literal in JSON at position 2 (line 1 column 3)",
    '"\\x"': "Bad escaped character in JSON at position 2 (line 1 column 3)",
    '"\\u12g4"': "Bad Unicode escape in JSON at position 5 (line 1 column 6)",
    '"a': "Unterminated string in JSON at position 2 (line 1 column 3)",
    "01": "Unexpected number in JSON at position 1 (line 1 column 2)",
    'nul"': "Unexpected string in JSON at position 3 (line 1 column 4)",
    "-": "No number after minus sign in JSON at position 1 (line 1 column 2)",
    "1.": "Unterminated fractional number in JSON at position 2 (line 1 column 3)",
    "1e+": "Exponent part is missing a number in JSON at position 3 (line 1 column 4)",
    "[\0]": "Unexpected token '\0', \"[\0]\" is not valid JSON",
    "[\ud800]": "Unexpected token '\ud800', \"[\ud800]\" is not valid JSON",
}


@pytest.mark.parametrize("text", PARSE)
@pytest.mark.parametrize("reviver", ["", ", (key, value) => value"])
def test_parse_says_what_is_wrong_and_where(context, text, reviver):
    context.eval("globalThis.parse = (text) => JSON.parse(text" + reviver + ")")
    with pytest.raises(JSSyntaxError) as caught:
        context.call(context.global_.get("parse"), text)
    assert caught.value.message == PARSE[text]
    assert caught.value.stack.split("\n")[-2].strip() == "at JSON.parse (<anonymous>)"


def test_a_circle_is_shown(context):
    with pytest.raises(JSError) as caught:
        context.eval("const o = { a: [{ b: { c: { d: {} } } }] }; o.a[0].b.c.d.e = o; JSON.stringify({ o })")
    assert caught.value.message == (
        "Converting circular structure to JSON\n    --> starting at object with constructor 'Object'\n"
        "    |     property 'a' -> object with constructor 'Array'\n    |     index 0 -> object with constructor 'Object'\n"
        "    |     ...\n    |     property 'd' -> object with constructor 'Object'\n    --- property 'e' closes the circle"
    )


def test_a_circle_through_a_getter_has_no_path(context):
    """No JS runs to find it out (Node, which remembers the keys, shows it)."""
    with pytest.raises(JSError) as caught:
        context.eval("const o = { get g() { return o } }; JSON.stringify(o)")
    assert caught.value.message == "Converting circular structure to JSON"
