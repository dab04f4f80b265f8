"""JSON.stringify of plain data: Python's json reads it, and the engine's own function (which still serves replacers) writes
the same; limits hold."""

import json
import random

import pytest

from llrt._quickjs import JSMemoryError, JSStackOverflow, JSTimeout
from tests.support.json_values import value


def test_python_reads_what_it_writes(context):
    rng = random.Random(4)
    stringify = context.eval("(text) => JSON.stringify(JSON.parse(text, (key, value) => value))")
    for _ in range(1500):
        data = json.loads(json.dumps({"value": value(rng)}))  # joins surrogates that meet
        assert json.loads(context.call(stringify, json.dumps(data))) == data


def test_it_writes_what_the_engine_writes(context):
    rng = random.Random(5)
    alike = context.eval("""(text, gap) => {
      const data = JSON.parse(text);
      const [fast, own] = [JSON.stringify(data, null, gap), JSON.stringify(data, (key, member) => member, gap)];
      return fast === own ? "" : `${fast} <> ${own}`;
    }""")
    for _ in range(1500):
        text = json.dumps(value(rng))
        assert context.call(alike, text, rng.choice([None, None, 1, 10, "--", "é", "日", "0123456789AB"])) == "", text


def test_short_decimals_are_the_shortest(context):
    """Against the engine's conversion of numbers to strings, on decimals, their neighbours, and any doubles."""
    wrong = context.eval("""
      const bits = new DataView(new ArrayBuffer(8));
      let state = 1, wrong = [];
      const below = (n) => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return Math.floor(state / 4294967296 * n); };
      for (let i = 0; i < 300000; i++) {
        bits.setFloat64(0, below(4294967296) / [10, 100, 1000, 1e4, 1e5, 1e6, 1e7, 3][below(8)]);
        if (i & 1) bits.setUint32(4, bits.getUint32(4) + below(3) - 1);
        if (i % 7 === 0) bits.setUint32(0, below(4294967296));
        const d = bits.getFloat64(0);
        if (JSON.stringify(d) !== (Number.isFinite(d) ? String(d) : "null")) wrong.push(d);
      }
      wrong.join()""")
    assert wrong == ""


def test_depth_is_an_error_not_a_crash(context):
    context.eval("globalThis.nest = (depth) => { let v = 1; for (let i = 0; i < depth; i++) v = i & 1 ? [v] : { v }; return v }")
    for depth in (1, 399, 400, 401, 402, 1000):
        assert context.eval(f"JSON.stringify(nest({depth})) === JSON.stringify(nest({depth}), (k, v) => v)")
    with pytest.raises(JSStackOverflow):
        context.eval("JSON.stringify(nest(1e6))")
    context.eval("globalThis.end = (n) => { try { return end(n + 1) } catch { return JSON.stringify([[n]]).length } }")
    assert context.eval("end(0)") > 6


@pytest.mark.parametrize("item", ["1", "1.25", "'text \\n'", "'日本'", "{a: 1, b: [true, null]}", "'x'.repeat(2000)"])
def test_running_out_of_memory_is_an_error(runtime, context, item):
    context.eval(f"globalThis.data = Array.from({{ length: 500 }}, () => ({item}))")
    stringify = context.eval("() => JSON.stringify(data).length")
    length = context.call(stringify)
    for limit in range(0, 40_000, 1500):
        runtime.set_memory_limit(runtime.memory_usage()["malloc_size"] + limit)
        try:
            assert context.call(stringify) == length
        except JSMemoryError:
            pass
        finally:
            runtime.set_memory_limit(0)
    assert context.call(stringify) == length
    stringify.close()


@pytest.mark.parametrize("item", ["1", "'x'.repeat(100)", "{a: [1.5]}"])
def test_a_deadline_stops_it(context, item):
    context.eval(f"globalThis.data = Array.from({{ length: 300000 }}, () => ({item}))")
    with pytest.raises(JSTimeout):
        context.eval("for (;;) { try { JSON.stringify(data) } catch {} }", timeout=0.05)
    assert context.eval("JSON.stringify(data).length") > 300_000
