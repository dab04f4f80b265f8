"""Python callables in JS."""

import pytest

import llrt


def test_a_function_is_called_with_converted_values(context):
    seen = []

    @context.function
    def note(*args):
        seen.append(args)
        return {"n": len(args)}

    assert context.eval("note(1, 'two', [3], {four: 4}, null, undefined)") == {"n": 6}
    assert seen == [(1, "two", [3], {"four": 4}, None, llrt.undefined)]


def test_an_exception_keeps_its_cause_through_js(context):
    failure = KeyError("gone")

    @context.function
    def fail():
        raise failure

    with pytest.raises(llrt.HostError) as caught:
        context.eval("fail()")
    assert caught.value.__cause__ is failure


def test_js_can_catch_a_python_exception(context):
    context.set("fail", lambda: 1 / 0)
    assert context.eval("try { fail() } catch (e) { e instanceof Error && String(e.message) }") == "division by zero"


def test_calls_nest_both_ways(context):
    context.set("again", lambda n: n if n == 0 else context.call("down", n - 1))
    context.eval("globalThis.down = n => n === 0 ? 'bottom' : again(n)")
    assert context.call("down", 20) == "bottom"


def test_endless_nesting_is_an_error_not_a_crash(context):
    context.set("again", lambda: context.call("down"))
    context.eval("globalThis.down = () => again()")
    with pytest.raises((llrt.JSError, RecursionError)):
        context.call("down")
    assert context.eval("1+1") == 2


def test_keyboard_interrupt_passes_through_js(context):
    def stop():
        raise KeyboardInterrupt

    context.set("stop", stop)
    with pytest.raises(KeyboardInterrupt):
        context.eval("try { stop() } catch {} 'not caught by JS'")


def test_a_coroutine_function_needs_a_host(context):
    @context.function
    async def later():
        return 1

    with pytest.raises(llrt.HostError, match="eval_async"):
        context.eval("later()")


def test_functions_can_be_passed_back(context):
    context.set("apply", lambda function, value: function(value))
    assert context.eval("apply(x => x * 2, 21)") == 42
