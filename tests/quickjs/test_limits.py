"""Memory and stack limits: a clear error, and the context goes on."""

import contextlib
import os
import threading

import pytest

from llrt import _quickjs
from llrt._quickjs import HostError, JSError, JSMemoryError, JSStackOverflow


def test_the_memory_limit_ends_allocation_without_end():
    with _quickjs.Runtime(memory_limit=16 << 20) as runtime:
        context = runtime.context()
        for source in (
            "let a = []; for (;;) a.push({})",
            "let s = 'x'; for (;;) s = (s + s).toUpperCase()",
            "new Uint8Array(1 << 28)",
            "'x'.repeat(1 << 28)",
        ):
            with pytest.raises(JSMemoryError, match="out of memory"):
                context.eval(f"(function () {{ {source} }})()")
            assert context.eval("1 + 1") == 2
            assert isinstance(context.eval("Array.from({length: 1000}, (_, i) => i)"), list)


def test_js_may_catch_running_out_of_memory():
    with _quickjs.Runtime(memory_limit=8 << 20) as runtime:
        assert (
            runtime.context().eval("try { (function () { let a = []; for (;;) a.push({}) })() } catch (e) { e.message }")
            == "out of memory"
        )


def test_a_python_argument_too_large_for_the_limit_is_a_memory_error():
    with _quickjs.Runtime(memory_limit=4 << 20) as runtime:
        length = runtime.context().eval("x => x.length")
        for value in ("x" * (8 << 20), b"x" * (8 << 20), ["x"] * (1 << 20), 1 << (64 << 20)):
            with pytest.raises((JSMemoryError, JSError)):
                length(value)
        assert length("abc") == 3


def test_the_limit_can_change(runtime, context):
    runtime.set_memory_limit(8 << 20)
    with pytest.raises(JSMemoryError):
        context.eval("new Uint8Array(16 << 20).length")
    runtime.set_memory_limit(0)
    assert context.eval("new Uint8Array(16 << 20).length") == 16 << 20


def test_limits_are_checked():
    for arguments in ({"memory_limit": -1}, {"stack_limit": -1}, {"gc_threshold": -1}):
        with pytest.raises(ValueError, match="at least 0"):
            _quickjs.Runtime(**arguments)


def sweep(limits, prepare):
    """Runs what prepare(context) gives, under each limit; only JS errors may come out of it."""
    failures = 0
    for limit in limits:
        runtime = _quickjs.Runtime()
        context = runtime.context()
        run = prepare(context)
        runtime.set_memory_limit(runtime.memory_usage()["malloc_size"] + limit)
        try:
            run()
        except (JSError, MemoryError, RuntimeError):
            failures += 1
        runtime.set_memory_limit(0)
        assert context.eval("1 + 1") == 2
        runtime.close()
        del context, run
    return failures


def conversions(context):
    identity = context.eval("x => x")
    context.global_.set("f", lambda *a: a)
    make = context.eval(
        """() => f([1, {a: 'x'}, new Map([[1, 2]]), new Set([1]), new Uint8Array(10), 10n ** 30n, () => 1,
            {get a() { return 'é€' }}])"""
    )

    def run():
        identity({"a": [1, "x", None, 2**70, b"bytes", {"n": 1.5}], "s": {1, 2}, "t": "é€😀"})
        make()
        context.function(lambda: 1, "name")

    return run


def failing(context):
    def throw():
        raise KeyError("x")

    throw_os = context.function(lambda: os.stat("/nope"))
    f, g = context.eval("[f => { try { f() } catch (e) { return e.message } }, f => f()]")

    def run():
        f(throw)
        f(throw_os)
        with contextlib.suppress(HostError):
            g(throw)

    return run


def modules(context):
    module = context.compile("import {x} from 'b'; export let y = x; await 1", "a", module=True)
    code = context.compile("1", "x").bytecode()

    def run():
        module.link([context.synthetic_module("b", ["x"], lambda m: m.set_export("x", 1))])
        module.evaluate()
        context.drain()
        deferred = context.deferred()
        deferred.resolve(_quickjs.Block(10))
        context.share(bytearray(10))
        context.read_bytecode(code).run()

    return run


@pytest.mark.parametrize("prepare", [conversions, failing, modules])
def test_running_out_of_memory_at_every_point_is_an_error_and_nothing_worse(prepare):
    assert sweep(range(0, 4096, 64), prepare) > 5
    assert sweep(range(4096, 20000, 1999), prepare) < 8


def test_endless_recursion_is_a_stack_overflow(context):
    for source in (
        "(function f() { f() })()",
        "let o = {}; o.toString = () => '' + o; '' + o",
        "let a = []; a[0] = a; a.flat(Infinity)",
        "class A { constructor() { new A } } new A",
        "let f = () => [1].map(f); f()",
    ):
        with pytest.raises((JSStackOverflow, JSMemoryError)):
            context.eval(source)
        assert context.eval("1 + 1") == 2


def test_js_may_catch_a_stack_overflow(context):
    assert (
        context.eval("try { (function f() { f() })() } catch (e) { e instanceof RangeError && e.message }")
        == "Maximum call stack size exceeded"
    )


def test_deeply_nested_source_and_json_are_errors(context):
    for source in ("[" * 200_000, "(" * 200_000, "JSON.parse('['.repeat(1e6))", "/" + "(" * 100_000 + "/"):
        with pytest.raises(JSError):
            context.eval(source)
    assert context.eval("1 + 1") == 2


def test_the_stack_limit_is_settable():
    def depth(limit):
        with _quickjs.Runtime(stack_limit=limit) as runtime:
            return runtime.context().eval("let n = 0; function f() { n++; f() } try { f() } catch { } n")

    assert 100 < depth(256 << 10) < depth(1 << 20)


def test_recursion_through_python_and_javascript_ends_in_an_error(context):
    depth = 0

    def f():
        nonlocal depth
        depth += 1
        return context.eval("f()")

    context.global_.set("f", f)
    with pytest.raises((RecursionError, JSError)):
        f()
    assert depth > 20
    assert context.eval("1 + 1") == 2


def test_recursion_through_handles_alone_ends_in_an_error(context):
    """No Python frame on the way: only the C stack and the recursion counter."""
    context.eval("function g() { return h() }")
    context.global_.set("h", context.function(context.eval("g")))
    with pytest.raises((RecursionError, JSError)):
        context.eval("g()")
    assert context.eval("1 + 1") == 2


def test_recursion_in_a_thread_with_a_small_stack():
    results = []

    def run():
        with _quickjs.Runtime() as runtime:
            context = runtime.context()
            context.global_.set("f", lambda: context.eval("f()"))
            for source in ("(function f() { f() })()", "f()", "[" * 100_000):
                try:
                    context.eval(source)
                except (JSError, RecursionError) as error:
                    results.append(type(error))

    previous = threading.stack_size(512 << 10)
    try:
        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(previous)
    assert len(results) == 3


def test_memory_usage_and_gc(runtime, context):
    context.eval("for (let i = 0; i < 1000; i++) { let a = {}; a.a = a }; 0")
    before = runtime.memory_usage()
    runtime.gc()
    after = runtime.memory_usage()
    assert after["obj_count"] <= before["obj_count"]
    assert after["malloc_size"] > 0
    assert runtime.counts()["objects"] > 0


def test_the_gc_threshold_collects_by_itself():
    with _quickjs.Runtime(gc_threshold=1 << 20) as runtime:
        context = runtime.context()
        context.eval("for (let i = 0; i < 200000; i++) { let a = {}; a.a = a }; 0")
        assert runtime.memory_usage()["obj_count"] < 100_000
