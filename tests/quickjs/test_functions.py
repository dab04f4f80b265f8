"""Python callables called from JS: embedder's conversions and the op table."""

import pytest

from llrt import _quickjs
from llrt._quickjs import Block, Value, undefined


def test_a_python_function_is_called_with_converted_arguments(context):
    seen = []
    context.global_.set("f", context.function(lambda *args: seen.append(args)))
    context.eval("f(); f(1, 'a', null, undefined, [1, {b: 2}], true, 2.5, 10n)")
    assert seen == [(), (1, "a", None, undefined, [1, {"b": 2}], True, 2.5, 10)]


def test_a_callable_passed_as_a_value_becomes_a_function(context):
    assert context.eval("(f, x) => f(x) + 1")(lambda x: x * 2, 20) == 41
    assert context.eval("o => o.f(1)")({"f": lambda x: x + 1}) == 2


def test_the_result_is_converted_back(context):
    identity = context.function(lambda x: x)
    for value in (1, "é", None, undefined, [1, [2]], {"a": {"b": 1}}, 2**70, -0.5):
        assert identity(value) == value


def test_a_function_has_its_name(context):
    assert context.function(len, "size").get("name") == "size"
    assert context.eval("f => f.name")(len) == "len"


def test_many_arguments(context):
    assert context.eval("f => f(...Array(100).keys())")(lambda *a: len(a)) == 100


def test_python_function_gives_back_the_callable(context):
    def f():
        pass

    assert context.function(f).python_function() is f
    assert context.eval("() => 1").python_function() is None


def test_functions_are_reentrant(context):
    depth = context.eval("(f, n) => n === 0 ? 0 : 1 + f(n)")

    def again(n):
        return depth(again, n - 1)

    assert depth(again, 20) == 20


def test_a_functions_callable_is_released_with_it(context):
    class Callable:
        def __call__(self):
            return 1

    import weakref

    callable_ = Callable()
    ref = weakref.ref(callable_)
    context.eval("f => f()")(callable_)
    del callable_
    context.runtime.gc()
    _quickjs.live_counts()
    assert ref() is None


def test_what_is_no_callable_is_refused(context):
    with pytest.raises(TypeError, match="takes a callable"):
        context.function(5)


# ---- the op table -------------------------------------------------------------------------------------------------------


@pytest.fixture
def op(context):
    """op(source of the arguments) -> what a Python op receives; op.returns(value, source over r) -> what JS sees."""

    class Op:
        def __call__(self, source):
            seen = []
            context.global_.set("f", context.function(lambda *a: seen.extend(a), op=True))
            context.eval(f"f({source})")
            return seen

        def returns(self, value, source="r"):
            context.global_.set("f", context.function(lambda: value, op=True))
            return context.eval(f"r = f(); {source}")

    return Op()


def test_op_arguments_undefined_and_null_are_none(op):
    assert op("undefined, null") == [None, None]


def test_op_arguments_numbers(op):
    received = op("1, -0, 1.5, 2**60, 10n, true")
    assert received == [1, -0.0, 1.5, 2.0**60, 10, True]
    assert [type(x) for x in received] == [int, float, float, float, int, bool]


def test_op_arguments_strings_keep_lone_surrogates(op):
    assert op(r"'a\ud800'") == ["a\ud800"]


def test_op_arguments_buffers_are_writable_views(op, context):
    context.eval("b = new Uint8Array([1, 2, 3, 4])")
    whole, window, view = op("b.buffer, b.subarray(1, 3), new DataView(b.buffer, 2)")
    assert [bytes(x) for x in (whole, window, view)] == [b"\1\2\3\4", b"\2\3", b"\3\4"]
    assert whole.format == "B" and not whole.readonly
    window[0] = 9
    assert context.eval("b[1]") == 9


def test_op_arguments_arrays_and_plain_objects_are_copied_deeply(op):
    assert op("[1, {a: [null]}], {}") == [[1, {"a": [None]}], {}]


@pytest.mark.parametrize(
    "source", ["() => 1", "new Map", "new Date", "new Error", "/x/", "Promise.resolve()", "new (class {})", "Symbol()"]
)
def test_op_arguments_other_objects_are_handles(op, source):
    (value,) = op(source)
    assert isinstance(value, Value)


@pytest.mark.parametrize(
    ("value", "source", "expected"),
    [
        (None, "r === undefined", True),
        (True, "r === true", True),
        (5, "typeof r + r", "number5"),
        (2**53, "typeof r", "bigint"),
        (_quickjs.BigInt(5), "typeof r", "bigint"),
        (0.5, "r", 0.5),
        ("é", "r", "é"),
        (b"ab", "r instanceof Uint8Array && [...r]", [97, 98]),
        (bytearray(b"ab"), "r instanceof Uint8Array && [...r]", [97, 98]),
        (memoryview(b"abc")[1:], "r instanceof Uint8Array && [...r]", [98, 99]),
        ([1, None], "JSON.stringify(r)", "[1,null]"),
        ((1, [2]), "Array.isArray(r) && r[1][0]", 2),
        ({"a": None}, "'a' in r && r.a === undefined", True),
    ],
)
def test_op_results(op, value, source, expected):
    assert op.returns(value, source) == expected


def test_op_results_block_deferred_and_value(op, context):
    block = Block(2)
    memoryview(block)[1] = 7
    assert op.returns(block, "r instanceof Uint8Array && r[1]") == 7
    deferred = context.deferred()
    assert op.returns(deferred, "r instanceof Promise") is True
    value = context.eval("globalThis.v = {}", mode="handle")
    assert op.returns(value, "r === v") is True


def test_an_op_may_keep_and_call_a_function_later(context):
    kept = []
    context.global_.set("keep", context.function(kept.append, op=True))
    context.eval("keep(x => x + 1)")
    assert kept[0](1) == 2


def test_native_loader_gives_ops_and_values(context):
    context.set_native_loader(lambda room: {"add": lambda a, b: a + b, "room": room, "list": [1, None]})
    module = context.builtin("native:demo")
    module.evaluate()
    namespace = module.namespace()
    assert namespace.get("add")(1, 2) == 3
    assert namespace.get("add").get("name") == "add"
    assert namespace.get("room") == "demo"


def test_native_without_a_loader_is_an_error(context):
    with pytest.raises(_quickjs.HostError, match="no native loader"):
        context.load_builtin("native:demo")
