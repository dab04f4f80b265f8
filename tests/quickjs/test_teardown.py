"""Closing frees everything and never aborts, whatever is still held; what is left says that it is closed."""

import gc
import subprocess
import sys
import textwrap

import pytest

from llrt import _quickjs


def test_everything_left_over_says_closed():
    runtime = _quickjs.Runtime()
    context = runtime.context()
    value = context.eval("({})", mode="handle")
    function = context.eval("() => 1")
    deferred = context.deferred()
    script = context.compile("1", "s")
    module = context.compile("import 'x'", "m", module=True)
    view = context.eval("new Uint8Array([1, 2, 3])")
    runtime.close()
    runtime.close()
    assert runtime.closed and context.closed and value.closed
    for use in (
        lambda: context.eval("1"),
        lambda: runtime.context(),
        lambda: value.get("a"),
        function,
        lambda: deferred.resolve(1),
        lambda: deferred.promise,
        script.run,
        module.evaluate,
        lambda: module.name,
        lambda: context.global_,
        lambda: runtime.gc(),
        runtime.adopt,
    ):
        with pytest.raises(RuntimeError, match="closed"):
            use()
    assert bytes(view) == b"\1\2\3"
    assert runtime.interrupt() is False
    assert "closed" in repr(value) and "closed" in repr(module) and "closed" in repr(deferred)


def test_python_objects_held_by_javascript_are_released():
    class Thing:
        def __call__(self):
            return 1

    import weakref

    thing = Thing()
    ref = weakref.ref(thing)
    runtime = _quickjs.Runtime()
    context = runtime.context()
    context.global_.set("f", thing)
    context.eval("globalThis.cycle = {f}; cycle.cycle = cycle; 0")
    del thing
    assert ref() is not None
    runtime.close()
    assert ref() is None


def test_dropping_the_runtime_first_is_fine():
    runtime = _quickjs.Runtime()
    context = runtime.context()
    value = context.eval("({a: 1})", mode="handle")
    del runtime, context
    gc.collect()
    assert value.get("a") == 1


def test_a_python_cycle_through_handles_is_collected():
    runtime = _quickjs.Runtime()
    context = runtime.context()

    class Holder:
        pass

    holder = Holder()
    holder.value = context.eval("({})", mode="handle")
    holder.context = context
    holder.self = holder
    context.set_import_hook(lambda *a, holder=holder: None)
    del runtime, context, holder
    gc.collect()


def test_closing_one_context_leaves_the_others(runtime):
    a, b = runtime.context(), runtime.context()
    value = a.eval("({x: 1})", mode="handle")
    b.global_.set("fromA", value)
    with a:
        a.global_.set("f", lambda: 1)
        b.global_.set("g", a.eval("() => f()"))
    assert a.closed and value.closed
    assert b.eval("fromA.x") == 1
    with pytest.raises(_quickjs.JSError, match="closed"):
        b.eval("g()")


def test_what_runs_cannot_be_closed(runtime, context):
    def close():
        for thing in (runtime, context):
            with pytest.raises(RuntimeError, match="running"):
                thing.close()

    context.global_.set("close", close)
    context.eval("close()")


def test_pending_jobs_and_promises_are_freed():
    runtime = _quickjs.Runtime()
    context = runtime.context()
    context.eval("Promise.resolve().then(() => { }); globalThis.p = new Promise(() => { }); (async () => { await p })()")
    deferred = context.deferred()
    context.eval("d => { d.then(() => { }) }")(deferred)
    runtime.close()


def test_finalization_registries_do_not_disturb_teardown():
    runtime = _quickjs.Runtime()
    context = runtime.context()
    context.global_.set("f", lambda *a: None)
    context.eval("r = new FinalizationRegistry(f); for (let i = 0; i < 100; i++) r.register({}, i); w = new WeakRef({})")
    runtime.gc()
    context.drain()
    runtime.close()


def test_a_destructor_may_use_another_runtime(context):
    class Finalizer:
        def __call__(self):
            pass

        def __del__(self):
            context.eval("globalThis.finalized = true")

    runtime = _quickjs.Runtime()
    runtime.context().global_.set("f", Finalizer())
    runtime.close()
    assert context.eval("finalized") is True


def test_a_destructor_may_enter_the_same_runtime(runtime, context):
    class Finalizer:
        def __call__(self):
            pass

        def __del__(self):
            context.eval("globalThis.finalized = (globalThis.finalized ?? 0) + 1")

    for _ in range(3):
        context.eval("f => { }")(Finalizer())
    runtime.gc()
    context.eval("1")
    assert context.eval("finalized") == 3


@pytest.mark.parametrize(
    "source",
    [
        "r = _quickjs.Runtime(); c = r.context(); v = c.eval('({})', mode='handle'); c.global_.set('f', lambda: v)",
        "r = _quickjs.Runtime(); c = r.context(); sys.r = r; sys.c = c; sys.d = c.deferred(); c.global_.set('d', sys.d)",
        "import atexit; c = _quickjs.Runtime().context(); atexit.register(lambda: print(c.eval('1 + 1')))",
        """
        class D:
            def __init__(self):
                self.c = _quickjs.Runtime().context()
            def __del__(self):
                self.c.eval("1")
        d = D()
        """,
        "c = _quickjs.Runtime().context(); v = memoryview(c.eval('new Uint8Array(9)')); b = bytearray(5); s = c.share(b)",
        """
        import threading
        contexts = []
        def run():
            contexts.append(_quickjs.Runtime().context())
            contexts[0].eval("for (;;) ;")
        threading.Thread(target=run, daemon=True).start()
        while not contexts:
            pass
        """,
    ],
)
def test_interpreter_shutdown_with_everything_open(source):
    done = subprocess.run(
        [sys.executable, "-c", "import sys\nfrom llrt import _quickjs\n" + textwrap.dedent(source)],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
