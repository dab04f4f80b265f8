"""Limits: what is exceeded raises, and the context can be used afterwards."""

import threading
import time

import pytest

import llrt


def test_timeout_of_a_call(context):
    started = time.monotonic()
    with pytest.raises(llrt.JSTimeout):
        context.eval("for (;;);", timeout=0.05)
    assert time.monotonic() - started < 5
    assert context.eval("1+1") == 2


def test_timeout_is_a_timeout_error(context):
    with pytest.raises(TimeoutError):
        context.eval("new Promise(() => setInterval(() => {}, 1))", timeout=0.05)


def test_js_cannot_catch_a_timeout(context):
    with pytest.raises(llrt.JSTimeout):
        context.eval("for (;;) { try { for (;;); } catch {} finally { continue } }", timeout=0.05)


def test_timeout_works_with_callbacks(context):
    context.set("tick", lambda: None)
    with pytest.raises(llrt.JSTimeout):
        context.eval("for (;;) tick();", timeout=0.05)


def test_memory_limit():
    with llrt.Runtime(memory_limit=16 << 20) as runtime:
        context = runtime.context()
        # What it holds goes with the function: a global would leave no room for anything else.
        with pytest.raises(llrt.JSMemoryError):
            context.eval("(() => { const all = []; for (;;) all.push(new Array(1000).fill('x'.repeat(100))) })()")
        assert context.eval("1+1") == 2


def test_stack_overflow(context):
    with pytest.raises(llrt.JSStackOverflow):
        context.eval("(function f() { f() })()")
    assert context.eval("1+1") == 2


def test_interrupt_from_another_thread():
    with llrt.Runtime() as runtime:
        context = runtime.context()
        timer = threading.Timer(0.05, runtime.interrupt)
        timer.start()
        with pytest.raises(llrt.JSInterrupted):
            context.eval("for (;;);")
        timer.join()
        assert context.eval("1+1") == 2


@pytest.mark.parametrize("arguments", [{"memory_limit": -1}, {"memory_limit": "1"}, {"timeout": 0}, {"stack_limit": 0}])
def test_bad_limits_are_refused(arguments):
    with pytest.raises(ValueError, match="must be a positive number"):
        llrt.Runtime(**arguments)


def test_two_runtimes_in_two_threads():
    results = []

    def work():
        with llrt.Runtime() as runtime:
            results.append(runtime.context().eval("let n = 0; for (let i = 0; i < 1e5; i++) n += i; n"))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [4999950000] * 4


def test_a_wrong_thread_is_a_clear_error(context):
    caught = []

    def work():
        try:
            context.eval("1")
        except RuntimeError as error:
            caught.append(str(error))

    context.eval("1")
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert len(caught) == 1 and "belongs to thread" in caught[0]
