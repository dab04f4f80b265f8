"""enter() and drain(): Node's order of ticks, microtasks and rejections, errors on the way, nesting."""

import pytest

from llrt import _quickjs
from llrt._quickjs import JSError, Value

HOOKS = """
import { setTickHook, setRejectionHook } from "native:engine";
const flags = new Int32Array(1);
const ticks = [];
globalThis.nextTick = f => { ticks.push(f); flags[0] = 1 };
setTickHook(() => {
  while (ticks.length) { const f = ticks.shift(); if (!ticks.length) flags[0] = 0; f() }
  flags[0] = 0 }, flags);
const rejected = new Map();
globalThis.unhandled = [];
setRejectionHook(
  (kind, promise, reason) => { kind === 0 ? rejected.set(promise, reason) : rejected.delete(promise) },
  () => {
    for (const [p, r] of rejected) {
      rejected.delete(p);
      if (r === "throw") throw new Error("from rejection");
      unhandled.push(r) } });
"""


@pytest.fixture
def log(context):
    entries = []
    context.global_.set("log", entries.append)
    return entries


@pytest.fixture
def node(context):
    """A context with tick and rejection hooks as the runtime installs them."""
    module = context.compile(HOOKS, "hooks.mjs", module=True)
    module.link([context.builtin("native:engine")])
    module.evaluate()
    return context


def test_eval_and_call_do_not_drain(context, log):
    context.eval("Promise.resolve().then(() => log('job'))")
    context.eval("() => 1")()
    assert log == [] and context.has_pending_jobs()
    context.drain()
    assert log == ["job"] and not context.has_pending_jobs()


def test_enter_calls_and_drains(context, log):
    function = context.eval("(a, b) => { log([a, b]); Promise.resolve().then(() => log('job')); return a + b }")
    assert context.enter(function, 1, 2) == 3
    assert log == [[1, 2], "job"]


def test_enter_converts_by_the_op_table(context):
    identity = context.eval("x => x")
    assert context.enter(identity, None) is None
    assert context.eval("x => x === undefined") and context.enter(context.eval("x => x === undefined"), None) is True
    assert isinstance(context.enter(identity, [1]), Value)
    assert context.enter(identity, *range(1, 20)) == 1


def test_enter_nested_drains_nothing(context, log):
    nested = context.eval("() => { Promise.resolve().then(() => log('job')); return 5 }")
    context.global_.set("op", context.function(lambda: context.enter_nested(nested), op=True))
    assert context.eval("let r = op(); log('after'); r") == 5
    assert log == ["after"]
    context.drain()
    assert log == ["after", "job"]


def test_ticks_come_before_microtasks_and_jobs_in_between(node, log):
    node.enter(
        node.eval(
            """() => {
        Promise.resolve().then(() => { log('m1'); nextTick(() => log('t3')) }).then(() => log('m2'));
        nextTick(() => { log('t1'); Promise.resolve().then(() => log('m3')) });
        nextTick(() => log('t2'));
        log('sync') }"""
        )
    )
    assert log == ["sync", "t1", "t2", "m1", "m3", "m2", "t3"]


def test_unhandled_rejections_come_last_and_handled_ones_do_not(node):
    node.enter(
        node.eval(
            """() => {
        Promise.reject('lost');
        const p = Promise.reject('late'); nextTick(() => p.catch(() => { }));
        Promise.reject('caught').catch(() => { }) }"""
        )
    )
    assert node.eval("unhandled") == ["lost"]


def test_without_hooks_unhandled_rejections_are_collected(context):
    context.eval("Promise.reject(new Error('a')); Promise.reject('b').catch(() => { }); p = Promise.reject('c')")
    context.drain()
    found = context.unhandled_rejections()
    assert [p.promise_state for p in found] == ["rejected", "rejected"]
    assert [str(p.rejection_error()) for p in found] == ["Error: a", "c"]
    assert context.unhandled_rejections() == []


def test_what_enter_calls_may_throw_before_anything_is_drained(context, log):
    with pytest.raises(JSError, match="boo"):
        context.enter(context.eval("() => { Promise.resolve().then(() => log('job')); throw new Error('boo') }"))
    assert log == []
    context.drain()
    assert log == ["job"]


def test_a_throwing_tick_is_raised_and_draining_can_go_on(node, log):
    with pytest.raises(JSError, match="boo"):
        node.enter(
            node.eval(
                """() => {
        nextTick(() => { throw new Error('boo') }); nextTick(() => log('t2')); Promise.resolve().then(() => log('m')) }"""
            )
        )
    node.drain()
    assert log == ["t2", "m"]


def test_a_throwing_rejection_hook_is_raised_too(node):
    with pytest.raises(JSError, match="from rejection"):
        node.enter(node.eval("() => { Promise.reject('throw'); Promise.reject('b') }"))
    node.drain()
    assert node.eval("unhandled") in ([], ["b"])


def test_a_throwing_microtask_is_raised_and_draining_can_go_on(node, log):
    node.eval("1")
    module = node.compile(
        "import { enqueueMicrotask } from 'native:engine'; globalThis.enqueueMicrotask = enqueueMicrotask", "m", module=True
    )
    module.link([node.builtin("native:engine")])
    module.evaluate()
    node.eval("enqueueMicrotask(() => { throw new Error('boo') }); enqueueMicrotask(() => log('second'))")
    with pytest.raises(JSError, match="boo"):
        node.drain()
    node.drain()
    assert log == ["second"]


def test_the_uncaught_hook_takes_them_all_and_draining_goes_on(node, log):
    errors = []
    node.set_uncaught_hook(errors.append)
    node.enter(
        node.eval("() => { nextTick(() => { throw new Error('tick') }); nextTick(() => log('t2')); throw new Error('callback') }")
    )
    assert [e.message for e in errors] == ["callback", "tick"]
    assert log == ["t2"]
    node.set_uncaught_hook(lambda error: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        node.enter(node.eval("() => { throw 1 }"))


def test_drain_inside_a_callback_of_a_drain(context, log):
    context.global_.set("drain", context.drain)
    context.eval(
        "Promise.resolve().then(() => { log('outer'); drain(); log('end') }); Promise.resolve().then(() => log('inner'))"
    )
    context.drain()
    assert log == ["outer", "inner", "end"]


# ---- Deferred -------------------------------------------------------------------------------------------------------------


def test_a_deferred_settles_its_promise_once(context, log):
    deferred = context.deferred()
    context.eval("p => { p.then(v => log(['ok', v]), e => log(['no', e])) }")(deferred)
    deferred.resolve({"a": None})
    deferred.resolve(2)
    deferred.reject(ValueError("late"))
    assert log == [] and deferred.settled
    context.drain()
    assert log == [["ok", {"a": _quickjs.undefined}]]
    assert deferred.promise.promise_state == "fulfilled"


def test_a_deferred_rejects_with_an_exception_or_a_value(context):
    for reason, expected in ((ValueError("bad"), "RangeError: bad"), ("text", "text")):
        deferred = context.deferred()
        deferred.reject(reason)
        promise = deferred.promise
        promise.mark_handled()
        assert str(promise.rejection_error()) == expected
    assert isinstance(promise.result(), str)
    context.drain()
    assert len(context.unhandled_rejections()) <= 2


def test_a_deferred_follows_a_promise(context):
    inner, outer = context.deferred(), context.deferred()
    outer.resolve(inner)
    context.drain()
    assert outer.promise.promise_state == "pending"
    inner.resolve(5)
    context.drain()
    assert outer.promise.promise_result == 5


def test_a_deferred_can_be_subclassed(context):
    class Pending(_quickjs.Deferred):
        def resolve(self, value=None):
            self.queued = value

    pending = Pending(context)
    pending.resolve(7)
    assert not pending.settled
    context.global_.set("op", context.function(lambda: pending, op=True))
    assert context.eval("op() instanceof Promise") is True
    _quickjs.Deferred.resolve(pending, pending.queued)
    assert pending.promise.promise_result == 7


def test_promise_accessors(context):
    pending, fulfilled, rejected = (
        context.eval(s)
        for s in (
            "new Promise(() => { })",
            "Promise.resolve([1])",
            "p = Promise.reject(new TypeError('x')); p.catch(() => { }); p",
        )
    )
    assert [p.promise_state for p in (pending, fulfilled, rejected)] == ["pending", "fulfilled", "rejected"]
    assert fulfilled.promise_result == [1]
    assert isinstance(fulfilled.result(mode="handle"), Value)
    assert rejected.rejection_error().name == "TypeError"
    assert context.eval("({})", mode="handle").promise_state is None
    with pytest.raises(ValueError, match="not a settled"):
        pending.promise_result  # noqa: B018
    with pytest.raises(ValueError, match="not a rejected"):
        fulfilled.rejection_error()


def test_async_eval_gives_a_promise(context):
    promise = context.eval("const x = await 5; x + 1", async_=True)
    context.drain()
    assert promise.promise_result == 6
    failing = context.eval("await 5; throw new Error('x')", async_=True)
    context.drain()
    failing.mark_handled()
    assert failing.rejection_error().message == "x"
