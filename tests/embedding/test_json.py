"""The JSON bridge."""

import pytest

import llrt


def test_eval_json(context):
    assert context.eval_json("({a: [1, 'x', null, true, {b: 1.5}]})") == {"a": [1, "x", None, True, {"b": 1.5}]}


def test_call_json(context):
    context.eval("globalThis.f = (a, b) => ({sum: a.n + b.n})")
    assert context.call_json("f", {"n": 1}, {"n": 2}) == {"sum": 3}


def test_it_says_what_json_says(context):
    assert context.eval_json("({nan: NaN, gone: undefined})") == {"nan": None}
    assert context.eval_json("undefined") is llrt.undefined


def test_promises_are_waited_for(context):
    assert context.eval_json("Promise.resolve([1])") == [1]


def test_cycles_raise(context):
    with pytest.raises(llrt.JSError):
        context.eval_json("const a = {}; a.a = a; a")


def test_it_agrees_with_the_direct_conversion(context):
    source = "Array.from({length: 500}, (_, i) => ({id: i, name: 'n' + i, tags: ['a', 'b'], price: i / 3, ok: i % 2 === 0}))"
    assert context.eval_json(source) == context.eval(source)
