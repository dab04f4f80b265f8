"""Functions of one text share it (cext/quickjs/engine_texts.c): each says its own source wherever it is and whenever it is
compiled, an end of its source is an end of its text, and a text that no function is left of goes."""
# ruff: noqa: E501   the programs are clearer in long lines

import gc
import json

import pytest

from llrt import _quickjs

INNER = {
    "inner": 'function inner(a, b = `${a}}`) { return "\u00fc" + a.b; }',
    "arrow": "(a, [b]) => { return a / b / 1; }",
    "short": "a => a",
    "async": "async function* later() { yield await 1; }",
    "class": "class C extends Object { #p = () => { return 1; }; m() { return this.#p(); } get g() { return /[/}]/.test('}'); } }",
}
METHOD = "method(a) { return [" + ", ".join(INNER.values()) + "]; }"
OUTER = "function outer() { return {" + METHOD + "}; }"


@pytest.fixture(params=[0, 1, 2, 3])
def lazy(request):
    """Each way of compiling functions."""
    _quickjs.set_lazy_functions(request.param)
    yield request.param
    _quickjs.set_lazy_functions(1)


def padding(length: int) -> str:
    return "".join(f"// line {i} of what is before\n" for i in range(length // 27))


@pytest.mark.parametrize("before", ["", "let \u00e9 = '\u20ac\U0001f600';"])
@pytest.mark.parametrize("length", [0, 3500, 4096, 100_000])
def test_each_function_says_its_source(lazy, before, length, capfd):
    with _quickjs.Runtime() as runtime:
        context = runtime.context()
        outer = context.eval(f"{before}{padding(length)}{OUTER}`not in it`; outer", "sources.js")
        keep = context.eval(
            "globalThis.kept = {}; f => { kept.outer = f; kept.method = f().method; kept.inner = kept.method(); }"
        )
        for name in ("first", "again"):
            keep.call(outer)
            assert context.eval("kept.outer.toString()") == OUTER, name
            assert context.eval("kept.method.toString()") == METHOD, name
            assert json.loads(context.eval("JSON.stringify(kept.inner.map(String))")) == list(INNER.values()), name
        assert context.eval("kept.inner[0]({ b: 1 })") == "\u00fc1"
        assert context.eval("kept.inner[1](8, [2])") == 4
        assert context.eval("new kept.inner[4]().m() + String(new kept.inner[4]().g)") == "1true"
        assert context.eval("Object.getOwnPropertyDescriptor(kept.inner[4].prototype, 'g').get.toString()").startswith(
            "get g() {"
        )
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("end", ["", "}", "let a; let a;", "`", "/(/", "function g() { return 08n; }"])
def test_a_text_goes_with_its_last_function(lazy, end):
    text = f"{padding(60_000)}function one() {{ return () => {{ return 1; }} }} function two() {{ return one; }} {end}"
    with _quickjs.Runtime() as runtime:
        context = runtime.context()
        sizes = []
        for _ in range(6):
            try:
                context.eval(f"(() => {{ {text}; return [one()(), two()]; }})()", "gone.js")
            except _quickjs.JSSyntaxError:
                assert end
            gc.collect()
            runtime.gc()
            sizes.append(runtime.memory_usage()["malloc_size"])
        assert sizes[-1] - sizes[1] < len(text) / 2
