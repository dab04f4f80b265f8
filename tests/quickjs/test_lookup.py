"""Context.lookup(): the trap `get` of a proxy over a dict of bytes."""

import gc

import pytest

from llrt import _quickjs


@pytest.fixture
def proxy(context):
    def make(values, encode=str.encode):
        return context.eval("get => new Proxy({ own: 1, get self() { return this; } }, { get })")(context.lookup(values, encode))

    return make


def test_the_dict_is_looked_at_each_time(context, proxy):
    values = {b"A": b"1"}
    read = context.eval("o => [o.A, o.B]")
    o = proxy(values)
    assert read(o) == ["1", _quickjs.undefined]
    values[b"B"] = b"2"
    del values[b"A"]
    assert read(o) == [_quickjs.undefined, "2"]


def test_what_the_dict_has_not_comes_from_the_target(context, proxy):
    o = proxy({b"A": b"1"})
    see = context.eval(
        "(o, h = Object.create(o)) => [o.own, o.self === o, h.self === h, h.A, o[Symbol.iterator], typeof o.toString]"
    )
    assert see(o) == [1, True, True, "1", _quickjs.undefined, "function"]


def test_names_and_values_of_any_text(context, proxy):
    asked = []

    def encode(name):
        asked.append(name)
        return name.encode("utf-8", "replace")

    o = proxy({"é".encode(): "ü€😀".encode(), b"bad": b"\xff", b"7": b"seven", b"": b"none"}, encode)
    assert context.eval("o => [o['é'], o.bad, o[7], o[''], o['ключ'], o['\\ud800']]")(o) == [
        "ü€😀",
        "\ufffd",
        "seven",
        "none",
        _quickjs.undefined,
        _quickjs.undefined,
    ]
    assert asked == ["é", "ключ", "\ud800"]


def test_an_exception_of_the_encoder_is_thrown(context, proxy):
    def encode(name):
        raise ValueError("no such name")

    with pytest.raises(_quickjs.HostError) as info:
        context.eval("o => o['é']")(proxy({}, encode))
    assert isinstance(info.value.__cause__, ValueError)


def test_it_is_for_three_arguments(context):
    with pytest.raises(_quickjs.JSError, match="a target, a key and a receiver"):
        context.lookup({}, str.encode)()


def test_only_a_dict_will_do(context):
    with pytest.raises(TypeError):
        context.lookup([], str.encode)


def test_the_dict_is_let_go_with_the_function():
    before = _quickjs.live_counts()
    with _quickjs.Runtime() as runtime:
        context = runtime.context()
        context.lookup({b"A": b"1"}, str.encode)
        gc.collect()
        context.eval("1")
    assert _quickjs.live_counts() == before
