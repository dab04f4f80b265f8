"""Bytecode: written with a header, read back by the same engine, refused otherwise before the engine sees it."""

import pytest

from llrt import _quickjs
from llrt._quickjs import JSError, Module, Script


def test_a_script_runs_from_bytecode_in_another_runtime(context):
    data = context.compile("globalThis.n = (globalThis.n ?? 0) + 1; n * 10", "s.js").bytecode()
    with _quickjs.Runtime() as other:
        script = other.context().read_bytecode(data)
        assert isinstance(script, Script)
        assert [script.run(), script.run()] == [10, 20]


def test_a_module_runs_from_bytecode(context):
    data = context.compile("import {x} from 'x'; export const y = x + 1", "m.mjs", module=True).bytecode()
    module = context.read_bytecode(memoryview(data))
    assert isinstance(module, Module) and (module.name, module.requests) == ("m.mjs", [("x", {})])
    module.link([context.synthetic_module("x", ["x"], lambda m: m.set_export("x", 1))])
    module.evaluate()
    assert module.namespace().get("y") == 2


def test_line_numbers_survive(context):
    script = context.read_bytecode(context.compile("\n\nthrow new Error('x')", "s.js").bytecode())
    with pytest.raises(JSError) as caught:
        script.run()
    assert caught.value.frames[0][1:3] == ("s.js", 3)


def test_a_script_runs_many_times(context):
    script = context.compile("[]", "s.js")
    assert script.run() == [] and script.run() == []
    assert script.run(mode="handle") != script.run(mode="handle")


def test_a_strict_script(context):
    assert context.compile("(function () { return this })()", "s", strict=True).run() is _quickjs.undefined


def test_an_evaluated_module_has_no_bytecode_any_more_or_the_same(context):
    module = context.compile("export let x = 1", "m", module=True)
    before = module.bytecode()
    module.evaluate()
    try:
        assert module.bytecode() == before
    except JSError:
        pass


def test_every_damage_is_noticed(context):
    data = context.compile("let a = {b: [1, 'text']}; a.b[1]", "s.js").bytecode()
    for i in range(len(data)):
        damaged = bytearray(data)
        damaged[i] ^= 0x40
        if 13 <= i < 16:
            continue  # reserved
        with pytest.raises(ValueError, match="bytecode"):
            context.read_bytecode(damaged)
    for length in range(len(data)):
        with pytest.raises(ValueError, match="bytecode"):
            context.read_bytecode(data[:length])
    with pytest.raises(ValueError, match="damaged"):
        context.read_bytecode(data + b"\0")


@pytest.mark.parametrize("data", [b"", b"x", b"console.log(1)" * 10, bytes(100), b"llrt\0bc\1" + bytes(24)])
def test_foreign_data_is_refused(context, data):
    with pytest.raises(ValueError, match="bytecode"):
        context.read_bytecode(data)


def test_another_engine_version_is_named(context):
    data = bytearray(context.compile("1", "s").bytecode())
    data[8] ^= 1
    with pytest.raises(ValueError, match="another version"):
        context.read_bytecode(data)
