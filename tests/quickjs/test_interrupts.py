"""Stopping JavaScript: deadlines, Runtime.interrupt(), Ctrl-C. JS cannot catch it, and the context works afterwards."""

import os
import signal
import threading
import time

import pytest

from llrt import _quickjs
from llrt._quickjs import JSInterrupted, JSTimeout

FOREVER = "for (;;) { try { for (;;) ; } catch { } finally { } }"


@pytest.fixture
def after():
    """after(seconds, function) calls it from another thread."""
    timers = []

    def start(seconds, function):
        timer = threading.Timer(seconds, function)
        timer.start()
        timers.append(timer)

    yield start
    for timer in timers:
        timer.join()


def test_eval_with_a_timeout_ends_in_time(context):
    start = time.monotonic()
    with pytest.raises(JSTimeout, match="deadline"):
        context.eval(FOREVER, timeout=0.05)
    assert time.monotonic() - start < 1
    assert context.eval("1 + 1") == 2


@pytest.mark.parametrize(
    "source",
    [
        "(function f() { f2() }); function f2() { for (;;) ; } f2()",
        "[1].map(() => { for (;;) ; })",
        "/(a+)+b/.test('a'.repeat(40))",
        "new Promise(() => { for (;;) ; })",
        "'x'.replace(/x/, () => { for (;;) ; })",
    ],
)
def test_code_inside_builtins_ends_too(context, source):
    with pytest.raises(JSTimeout):
        context.eval(source, timeout=0.05)
    assert context.eval("1 + 1") == 2


@pytest.mark.parametrize("statements", [0, 10, 60, 12000])
@pytest.mark.parametrize(
    "loop",
    [
        "for (;;) { BODY }",
        "while (true) { BODY }",
        "do { BODY } while (x !== NaN)",
        "do { BODY } while (!(x === NaN))",
        "for (;;) { if (x !== NaN) continue; BODY }",
        "l: for (;;) { try { BODY continue l; } finally { x = 1; } }",
        "for (;;) { try { BODY throw 1; } catch { continue; } }",
        "for (;;) { for (const a of [1, 2]) { BODY } }",
    ],
)
def test_a_loop_ends_whatever_jumps_back_in_it(context, loop, statements):
    """Only jumps back ask for the deadline: of each length, conditional or not."""
    source = f"(() => {{ let x = 0, y = 1; {loop.replace('BODY', 'x = y + x;' * statements)} }})()"
    with pytest.raises(JSTimeout):
        context.eval(source, timeout=0.05)
    assert context.eval("1 + 1") == 2


def test_calls_scripts_modules_and_constructors_take_timeouts(context):
    loop = context.eval("(function () { for (;;) ; })")
    for call in (
        lambda: loop(timeout=0.03),
        lambda: context.call(loop, timeout=0.03),
        lambda: loop.new(timeout=0.03),
        lambda: context.compile("for (;;) ;", "s.js").run(timeout=0.03),
        lambda: context.compile("for (;;) ;", "m.mjs", module=True).evaluate(timeout=0.03),
    ):
        with pytest.raises(JSTimeout):
            call()


def test_a_fast_call_does_not_notice_its_timeout(context):
    assert context.eval("1", timeout=60) == 1
    assert context.eval("1", timeout=float("inf")) == 1
    with pytest.raises(ValueError, match="timeout"):
        context.eval("1", timeout=-1)
    with pytest.raises(ValueError, match="timeout"):
        context.eval("1", timeout=float("nan"))


def test_a_runtime_deadline_stops_whatever_runs(runtime, context):
    runtime.set_deadline(time.monotonic() + 0.05)
    with pytest.raises(JSTimeout):
        context.eval(FOREVER)
    runtime.set_deadline(None)
    assert context.eval("let n = 0; while (n < 1e5) n++; n") == 100_000


def test_the_timeout_of_an_inner_call_stops_only_that(context):
    def inner():
        with pytest.raises(JSTimeout):
            context.eval(FOREVER, timeout=0.03)
        return "outer goes on"

    context.global_.set("inner", inner)
    assert context.eval("inner()", timeout=30) == "outer goes on"


def test_an_inner_timeout_uncaught_in_python_can_be_caught_in_js(context):
    context.global_.set("inner", lambda: context.eval(FOREVER, timeout=0.03))
    assert "deadline" in context.eval("try { inner() } catch (e) { e.message }")


def test_the_outer_timeout_goes_through_inner_calls(context):
    context.global_.set("inner", lambda: context.eval(FOREVER, timeout=30))
    with pytest.raises(JSTimeout):
        context.eval("try { inner() } catch { globalThis.caught = true }; for (;;) ;", timeout=0.05)
    assert context.eval("typeof caught") == "undefined"


def test_promise_jobs_end_at_the_deadline_and_cannot_catch_it(runtime, context):
    context.eval(
        """async function f() { try { await 1; for (;;) ; } catch { globalThis.caught = 1 } };
        f().catch(() => { globalThis.caught = 2 })"""
    )
    runtime.set_deadline(time.monotonic() + 0.05)
    with pytest.raises(JSTimeout):
        context.drain()
    runtime.set_deadline(None)
    context.drain()
    assert context.eval("typeof caught") == "undefined"


def test_an_endless_microtask_chain_ends(runtime, context):
    context.eval("stop = false; (function again() { if (!stop) Promise.resolve().then(again) })()")
    runtime.set_deadline(time.monotonic() + 0.05)
    with pytest.raises(JSTimeout):
        context.drain()
    runtime.set_deadline(None)
    context.eval("stop = true")
    context.drain()


def test_interrupt_from_another_thread(runtime, context, after):
    after(0.05, runtime.interrupt)
    with pytest.raises(JSInterrupted):
        context.eval(FOREVER)
    assert context.eval("1 + 1") == 2


def test_interrupt_reaches_a_plain_call_and_a_drain(runtime, context, after):
    after(0.05, runtime.interrupt)
    with pytest.raises(JSInterrupted):
        context.eval("(function () { for (;;) ; })")()
    context.eval("Promise.resolve().then(() => { for (;;) ; })")
    after(0.05, runtime.interrupt)
    with pytest.raises(JSInterrupted):
        context.drain()


def test_interrupting_an_idle_runtime_does_nothing(runtime, context):
    assert runtime.interrupt() is False
    assert context.eval("let i = 0; while (i < 1e5) i++; i") == 100_000


def test_interrupt_inside_a_callback_stops_the_javascript_around_it(runtime, context):
    context.global_.set("stop", runtime.interrupt)
    with pytest.raises(JSInterrupted):
        context.eval("stop(); for (;;) ;")


def test_an_interrupt_of_inner_javascript_ends_the_outer_too(runtime, context):
    context.global_.set("inner", lambda: context.eval("stop(); for (;;) ;"))
    context.global_.set("stop", runtime.interrupt)
    with pytest.raises(JSInterrupted):
        context.eval("try { inner() } catch { globalThis.caught = 1 }; 5")
    assert context.eval("typeof caught") == "undefined"


def test_an_endless_getter_during_conversion_can_be_stopped(runtime, context, after):
    after(0.05, runtime.interrupt)
    with pytest.raises(JSInterrupted):
        context.eval("({get a() { for (;;) ; }})")


@pytest.mark.skipif(threading.current_thread() is not threading.main_thread(), reason="signals need the main thread")
def test_ctrl_c_stops_javascript(context, after):
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have started us with it ignored
    after(0.1, lambda: os.kill(os.getpid(), signal.SIGINT))
    with pytest.raises(KeyboardInterrupt):
        context.eval(FOREVER)
    assert context.eval("1 + 1") == 2


def test_a_signal_handler_runs_while_javascript_runs(runtime, context):
    ticks = []

    def handler(signum, frame):
        ticks.append(time.monotonic())
        if len(ticks) == 3:
            runtime.interrupt()

    previous = signal.signal(signal.SIGALRM, handler)
    signal.setitimer(signal.ITIMER_REAL, 0.05, 0.05)
    try:
        with pytest.raises(JSInterrupted):
            context.eval(FOREVER)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
    assert len(ticks) >= 3


def test_interrupted_state_does_not_leak_into_the_next_call(runtime, context):
    for _ in range(20):
        with pytest.raises(JSTimeout):
            context.eval("for (;;) ;", timeout=0.001)
        assert context.eval("(() => { let s = 0; for (let i = 0; i < 30000; i++) s += i; return s })()") == 449985000


def test_stopping_in_one_runtime_leaves_another_alone(context):
    with _quickjs.Runtime() as other:
        other_context = other.context()

        def run_other():
            with pytest.raises(JSTimeout):
                other_context.eval("for (;;) ;", timeout=0.03)
            return "fine"

        context.global_.set("other", run_other)
        assert context.eval("other()") == "fine"
