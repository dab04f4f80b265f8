"""JSON.parse: what Python's json and the engine's own parser (which still serves revivers) read, they read alike; limits hold."""

import json
import math
import random

import pytest

from llrt._quickjs import JSMemoryError, JSSyntaxError, JSTimeout
from tests.support.json_values import value

SEEN = """
globalThis.seen = (value) => {
  if (typeof value !== "object" || value === null) return typeof value + (Object.is(value, -0) ? "-0" : String(value));
  const keys = Reflect.ownKeys(value);
  const flags = ({ writable, enumerable, configurable }) => writable && enumerable && configurable;
  const member = (key) => `${key}:${flags(Object.getOwnPropertyDescriptor(value, key))}:${seen(value[key])}`;
  return `${Array.isArray(value)}{${keys.map(member)}}`;
};
globalThis.own = (text) => JSON.parse(text, (key, value) => value);     // the engine's parser
globalThis.alike = (text) => {
  const results = [JSON.parse, own].map((parse) => {
    try { return seen(parse(text)); } catch (error) { return error.name; }
  });
  return results[0] === results[1] ? "" : results.join(" <> ");
};
"""
DAMAGE = ['"', "\\", "{", "]", ",", ":", "-", "0", ".", "e", "\x00", "nul", "é", "日", "\ud800", ""]
PIECES = ["[1,2.5]", '[{"key":"text","other":[true]}]', '["\\u0100 and more"]', '[{"日本":"語"}]', '[{"a":{"b":1},"a":2}]']


@pytest.fixture
def js(context):
    context.eval(SEEN)
    return context.eval


def test_it_reads_what_python_writes(context):
    rng = random.Random(1)
    write_again = context.eval("(text) => JSON.stringify(JSON.parse(text), (key, value) => value)")
    for _ in range(1500):
        data = json.loads(json.dumps({"value": value(rng)}))  # joins surrogates that meet
        text = json.dumps(data, ensure_ascii=rng.random() < 0.5, indent=rng.choice([None, None, 1]))
        assert json.loads(context.call(write_again, text)) == data, text


def test_it_reads_what_the_engine_reads(js, context):
    rng = random.Random(2)
    alike = js("alike")
    for _ in range(2500):
        text = json.dumps(value(rng), ensure_ascii=rng.random() < 0.5)
        for _ in range(rng.randrange(3)):
            at = rng.randrange(len(text) + 1)
            text = text[:at] + rng.choice(DAMAGE) + text[at + rng.randrange(3) :]
        assert context.call(alike, text) == "", text


def test_doubles_are_the_nearest(context):
    rng = random.Random(3)
    texts = ["1.7976931348623159e308", "2.4703282292062327e-324", "2.4703282292062328e-324", "123456789012345e22"]
    texts += ["1" + "0" * 400, "0." + "0" * 400 + "1", "9007199254740993." + "0" * 60 + "1", "1e-400", "-0.0", "0e99999999999"]
    for _ in range(5000):
        digits = rng.randrange(10 ** rng.randrange(1, 25))
        texts.append(f"{digits}.{rng.randrange(10**12)}e{rng.randrange(-330, 310)}")
        texts.append(f"{digits}e{rng.randrange(-30, 30)}")
    read = context.call(context.eval("(text) => new Float64Array(JSON.parse(text))"), "[" + ",".join(texts) + "]")
    for text, got in zip(texts, read.tolist(), strict=True):
        assert got == float(text) and math.copysign(1, got) == math.copysign(1, float(text)), text


def test_the_decimal_point_is_a_point_in_every_locale(context):
    import locale

    before = locale.setlocale(locale.LC_ALL)
    for name in ("de_DE.UTF-8", "fr_FR.UTF-8", "C"):
        try:
            locale.setlocale(locale.LC_ALL, name)
        except locale.Error:
            continue
        try:
            assert context.eval('JSON.parse("[0.30000000000000004,1.5]").join()') == "0.30000000000000004,1.5"
        finally:
            locale.setlocale(locale.LC_ALL, before)


def test_repeated_keys_die_without_harm(js, context):
    text = '{"a":{"q1":{"q2":["uniq"]}},"a":{"q1":{"q2":["uniq"]}},"b":{"q1":{"q2":["uniq"]},"q1":{"q2":["uniq"]}}}'
    assert context.call(js("alike"), "[" + ",".join([text] * 50) + "]") == ""


def test_nesting_is_not_limited_by_the_stack(context):
    context.eval("globalThis.depth = 0; for (let v = JSON.parse('['.repeat(1e6) + ']'.repeat(1e6)); v; v = v[0]) depth++")
    assert context.eval("depth") == 1_000_000
    with pytest.raises(JSSyntaxError):
        context.eval("JSON.parse('{\"a\":['.repeat(1e5))")


@pytest.mark.parametrize("text", PIECES)
def test_running_out_of_memory_is_an_error(runtime, context, text):
    parse = context.eval("(text, count) => JSON.parse('[' + Array(count).fill(text).join() + ']').length")
    assert context.call(parse, text, 3) == 3
    for limit in range(0, 40_000, 1500):
        runtime.set_memory_limit(runtime.memory_usage()["malloc_size"] + limit)
        try:
            context.call(parse, text, 300)
        except JSMemoryError:
            pass
        finally:
            runtime.set_memory_limit(0)
    assert context.call(parse, text, 300) == 300
    parse.close()


@pytest.mark.parametrize("piece", ["1", '"' + "x" * 100 + '"', '{"a":[]}', '{"a":1,"a":2}'])
def test_a_deadline_stops_it(context, piece):
    make = "const text = '[' + Array(300000).fill(" + json.dumps(piece) + ").join() + ']';"
    context.eval("var { parse } = JSON;" + make + "globalThis.text = text")
    with pytest.raises(JSTimeout):
        context.eval("for (;;) { try { parse(text) } catch {} }", timeout=0.05)
    assert context.eval("parse(text).length") == 300_000
