"""Value handles: properties, calls, construction, identity, closing."""

import pytest

from llrt import _quickjs
from llrt._quickjs import JSError, undefined


def test_get_set_has_delete_keys(context):
    value = context.eval("({a: 1})", mode="handle")
    value.set("b", [1, 2])
    value.set(7, "seven")
    assert value.get("b") == [1, 2]
    assert value.get(7) == "seven"
    assert value.keys() == ["7", "a", "b"]
    assert value.has("a") and not value.has("zz")
    assert value.delete("a") is True
    assert value.get("a") is undefined


def test_a_symbol_is_a_key(context):
    iterator = context.eval("Symbol.iterator")
    assert context.eval("[]", mode="handle").get(iterator).typeof == "function"


def test_setting_a_frozen_property_is_an_error(context):
    with pytest.raises(JSError, match="read only"):
        context.eval("Object.freeze({a: 1})", mode="handle").set("a", 2)


def test_calls_take_arguments_this_and_timeout(js):
    function = js("(function (...args) { return [this, args] })", strict=True)
    assert function() == [undefined, []]
    assert function(1, "a", None) == [undefined, [1, "a", None]]
    assert function(*range(20))[1] == list(range(20))
    assert function.call(1, this={"t": 1}) == [{"t": 1}, [1]]
    assert function(1, this=5, timeout=1) == [5, [1]]
    with pytest.raises(TypeError, match="nope"):
        function(nope=1)


def test_calling_what_is_no_function_is_an_error(context):
    with pytest.raises(JSError, match="not a function"):
        context.eval("({})", mode="handle")()


def test_new_gives_a_handle(context):
    instance = context.eval("(class A { constructor(x) { this.x = x } })").new(5)
    assert instance.get("x") == 5
    with pytest.raises(JSError, match="constructor"):
        context.eval("() => 1").new()


def test_context_call_is_value_call(context):
    assert context.call(context.eval("(a, b) => a + b"), 1, 2) == 3


def test_typeof_and_class_name(context):
    handle = lambda source: context.eval(source, mode="handle")  # noqa: E731
    assert (handle("new Map").typeof, handle("new Map").class_name) == ("object", "Map")
    assert (handle("() => 1").typeof, handle("() => 1").class_name) == ("function", "Function")
    assert handle("new Uint8Array").class_name == "Uint8Array"
    assert context.eval_value("1").typeof == "number"
    assert context.eval_value("'s'").typeof == "string"
    assert context.eval_value("1n").typeof == "bigint"
    assert context.eval_value("null").typeof == "object"
    assert context.eval_value("undefined").typeof == "undefined"


def test_handles_of_one_object_are_equal(context):
    a, b = context.eval("globalThis", mode="handle"), context.global_
    assert a == b and hash(a) == hash(b)
    assert a != context.eval("({})", mode="handle")
    assert a != 1


def test_a_handle_passes_back_as_the_very_value(context):
    value = context.eval("globalThis.o = {}", mode="handle")
    assert context.eval("x => x === o")(value) is True
    assert context.eval("x => x[0].v === o")([{"v": value}]) is True


def test_str_and_repr(context):
    assert str(context.eval("x => 1")) == "x => 1"
    assert repr(context.eval("new WeakMap")) == "<llrt Value, WeakMap>"
    assert "Object" in str(context.eval("Object.create(null)", mode="handle"))


def test_raw_mode_gives_a_handle_of_anything(context):
    for source, kind in (("1", "number"), ("1n", "bigint"), ("undefined", "undefined"), ("'x'", "string"), ("[]", "object")):
        assert context.eval(source, mode="raw").typeof == kind
    assert context.eval("({a: 1n})", mode="handle").get("a", mode="raw").typeof == "bigint"
    assert context.enter_nested(context.eval("() => 1n"), mode="raw").typeof == "bigint"


def test_convert_copies_later(context):
    assert context.eval("({a: 1})", mode="handle").convert() == {"a": 1}


def test_value_makes_a_handle_of_python_data(context):
    assert context.value([1, {"a": 2}]).get(1) == {"a": 2}
    assert context.value(None).typeof == "object"
    assert context.value(None, mode="ops").typeof == "undefined"


def test_a_closed_handle_says_so(context):
    value = context.eval("({})", mode="handle")
    value.close()
    assert value.closed
    for use in (lambda: value.get("a"), value, lambda: value.typeof, lambda: context.eval("x => x")(value)):
        with pytest.raises(RuntimeError, match="closed"):
            use()
    assert repr(value) == "<llrt Value, closed>"
    value.close()


def test_a_handle_of_another_runtime_is_refused(context):
    with _quickjs.Runtime() as other:
        foreign = other.context().eval("({})", mode="handle")
        with pytest.raises(ValueError, match="another Runtime"):
            context.eval("x => x")(foreign)


def test_contexts_of_one_runtime_share_values(runtime):
    a, b = runtime.context(), runtime.context()
    value = a.eval("({x: 1})", mode="handle")
    assert b.eval("v => v.x")(value) == 1
    assert b.eval("v => v")(value) == {"x": 1}


def test_handles_cannot_be_made_by_hand(context):
    for cls in (_quickjs.Value, _quickjs.Script, _quickjs.Module):
        with pytest.raises(TypeError):
            cls()
        with pytest.raises(RuntimeError, match="closed"):
            made = cls.__new__(cls)
            made.get("x") if cls is _quickjs.Value else made.bytecode()
