"""Primitive values cross exactly, both ways."""

import math

import pytest

from llrt._quickjs import BigInt, is_ascii, undefined


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("1", 1),
        ("-2147483648", -(2**31)),
        ("2147483648", 2**31),
        ("9007199254740991", 2**53 - 1),
        ("-9007199254740991", -(2**53) + 1),
        ("5.0", 5),
        ("0.5", 0.5),
        ("10n", 10),
        ("-1n", -1),
        ("2n**64n", 2**64),
        ("-(2n**63n)", -(2**63)),
        ("2n**4000n - 1n", 2**4000 - 1),
        ("-(2n**4000n)", -(2**4000)),
        ("'text'", "text"),
        ("''", ""),
    ],
)
def test_a_js_primitive_becomes_its_python_form(js, source, expected):
    value = js(source)
    assert value == expected
    assert type(value) is type(expected)


def test_undefined_is_its_own_falsy_singleton(js):
    assert js("undefined") is undefined
    assert not undefined
    assert repr(undefined) == "undefined"
    assert type(undefined)() is undefined


@pytest.mark.parametrize("source", ["2**53", "1e300", "-(2**53)"])
def test_a_number_beyond_the_safe_integers_stays_a_float(js, source):
    assert type(js(source)) is float


def test_minus_zero_and_nan_and_infinity_survive(js):
    identity = js("x => x")
    assert math.copysign(1, js("-0")) == -1
    assert math.copysign(1, identity(-0.0)) == -1
    assert math.isnan(identity(math.nan))
    assert identity(-math.inf) == -math.inf


@pytest.mark.parametrize("number", [0, 1, -1, 2**31 - 1, 2**31, -(2**31) - 1, 2**53 - 1, -(2**53) + 1])
def test_a_safe_int_becomes_a_number(js, number):
    assert js("x => typeof x")(number) == "number"
    assert js("x => x")(number) == number


@pytest.mark.parametrize("number", [2**53, -(2**53), 2**63, 2**64, -(2**63) - 1, 3**500, -(3**500)])
def test_an_int_beyond_2_53_becomes_a_bigint(js, number):
    assert js("x => typeof x")(number) == "bigint"
    assert js("x => x")(number) == number
    assert js("x => String(x)")(number) == str(number)


def test_the_bigint_class_makes_a_small_bigint(js):
    assert js("x => typeof x")(BigInt(5)) == "bigint"
    assert js("x => x === 5n")(BigInt(5)) is True


def test_bools_are_not_numbers(js):
    assert js("x => typeof x")(True) == "boolean"


def test_an_int_subclass_is_its_number(js):
    import enum

    assert js("x => x + 1")(enum.IntEnum("E", {"A": 4}).A) == 5


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "é",
        "ÿ",
        "Ā",
        "日本語",
        "😀",
        "a😀b",
        "\0",
        "a\0b",
        "\ud800",
        "\udc00a\ud800",
        "\udc00\ud800x",
        "x" * 100_000,
        "é" * 70_000,
        "😀" * 5000,
    ],
)
def test_a_string_survives_the_round_trip(js, text):
    assert js("x => x")(text) == text
    units = [
        int.from_bytes(text.encode("utf-16-le", "surrogatepass")[i : i + 2], "little")
        for i in range(0, 2 * len(text.encode("utf-16-le", "surrogatepass")) // 2, 2)
    ]
    assert js("x => x.length")(text) == len(units)
    assert (
        js("x => { let u = []; for (let i = 0; i < x.length; i++) u.push(x.charCodeAt(i)); return u }")(text[:50])
        == units[: len(text[:50].encode("utf-16-le", "surrogatepass")) // 2]
    )


def test_a_surrogate_pair_made_in_js_is_one_python_character(js):
    assert js(r"'\ud83d' + '\ude00'") == "😀"


def test_a_rope_arrives_flat(js):
    assert js("let s = ''; for (let i = 0; i < 20000; i++) s = i % 2 ? s + 'ab' : '日' + s; s").count("ab") == 10000
    assert js("let r = 'x'.repeat(5000) + 'é'.repeat(5000); [r, r + '!']") == [
        "x" * 5000 + "é" * 5000,
        "x" * 5000 + "é" * 5000 + "!",
    ]


def test_source_may_hold_any_character(js):
    assert js("'日本 😀 é'") == "日本 😀 é"
    assert js("'日本 😀'".encode()) == "日本 😀"


def test_a_symbol_is_a_handle(js):
    symbol = js("Symbol('s')")
    assert symbol.typeof == "symbol"
    assert js("x => x.description")(symbol) == "s"
    assert symbol.class_name is None


def test_is_ascii_looks_at_every_byte():
    for length in (*range(20), 63, 64, 65, 127, 128, 200):
        assert is_ascii(b"a" * length)
        for at in range(length):
            assert not is_ascii(b"a" * at + b"\x80" + b"a" * (length - at - 1))
            assert is_ascii(b"\x7f" * at + b"\0" + b"a" * (length - at - 1))
