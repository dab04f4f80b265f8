"""What eval, call and the one-liners give."""

import pytest

import llrt


def test_one_liner():
    assert llrt.eval("1+1") == 2
    assert llrt.eval("[1, 2, 3].map(n => n * 2)") == [2, 4, 6]
    assert llrt.eval("({a: {b: [null, true, 'x']}})") == {"a": {"b": [None, True, "x"]}}


def test_one_liner_waits_for_a_promise():
    assert llrt.eval("new Promise(resolve => setTimeout(resolve, 5, 'late'))") == "late"


def test_one_liner_refuses_what_cannot_leave_its_runtime():
    with pytest.raises(TypeError, match="live JS function"):
        llrt.eval("() => 1")


def test_undefined_and_null_are_different(context):
    assert context.eval("undefined") is llrt.undefined
    assert not llrt.undefined
    assert context.eval("null") is None


@pytest.mark.parametrize("value", [0, 1, -1, 2**31, 2**53 - 1, -(2**53) + 1, 2**53, 2**64, -(2**70), 1.5, -0.0, float("inf")])
def test_numbers_are_exact_both_ways(context, value):
    same = context.eval("x => x")
    result = same(value)
    assert result == value and type(result) is type(value)
    assert str(result) == str(value)


@pytest.mark.parametrize("text", ["", "a", "é", "→ 漢字", "😀", "\ud800", "a\0b", "x" * 100_000, "é" * 70_000])
def test_strings_are_exact_both_ways(context, text):
    assert context.eval("x => x")(text) == text
    assert context.eval("x => x.length")(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2


def test_call_by_name_and_handle(context):
    context.eval("globalThis.math = {add: (a, b) => a + b}")
    assert context.call("math.add", 2, 3) == 5
    assert context.call(context.get("math.add"), "a", "b") == "ab"
    with pytest.raises(TypeError, match="not a function"):
        context.call("math")
    with pytest.raises(ValueError, match="name of a global"):
        context.call("math.add; evil()")


def test_this_of_a_call(context):
    target = context.eval("({n: 7, get() { return this.n }})", wait=False)
    context.set("target", {"n": 8})
    assert context.call(context.eval("(function () { return this.n })"), this={"n": 9}) == 9
    assert target["n"] == 7


def test_errors_keep_name_message_stack_and_cause(context):
    with pytest.raises(llrt.JSError) as caught:
        context.eval("function f() { throw new RangeError('no', {cause: 'why'}) }\nf()", filename="app.js")
    error = caught.value
    assert (error.name, error.message) == ("RangeError", "no")
    assert "at f (app.js:1:" in error.stack


def test_a_syntax_error_says_where(context):
    with pytest.raises(llrt.JSSyntaxError) as caught:
        context.eval("let a = 1;\nlet = = 2", filename="bad.js")
    assert caught.value.filename == "bad.js" and caught.value.line == 2


def test_any_thrown_value_arrives(context):
    with pytest.raises(llrt.JSError) as caught:
        context.eval("throw 42")
    assert caught.value.value == 42


def test_a_rejected_promise_raises(context):
    with pytest.raises(llrt.JSError, match="nope"):
        context.eval("Promise.reject(new TypeError('nope'))")


def test_a_promise_that_nothing_can_settle_is_reported(context):
    with pytest.raises(llrt.UnsettledError):
        context.eval("new Promise(() => {})")


def test_module_source(context):
    namespace = context.eval("export const a = 1; export default await Promise.resolve(2)", module=True)
    assert namespace.get("a") == 1 and namespace.get("default") == 2


def test_source_must_be_text(context):
    with pytest.raises(TypeError, match="source must be str or bytes, got int"):
        context.eval(1)


def test_web_globals_are_there(context):
    assert context.eval("new URL('/b', 'https://x.y/a').href") == "https://x.y/b"
    assert context.eval("Buffer.from('hi').toString('hex')") == "6869"
    assert context.eval("structuredClone({a: [1]})") == {"a": [1]}


def test_the_operating_system_is_not_reachable_by_default(context):
    with pytest.raises(llrt.JSError):
        context.eval("process.env.HOME")
    with pytest.raises(llrt.JSError):
        context.import_module("node:process")


def test_node_contexts_have_every_room():
    with llrt.Runtime() as runtime:
        assert runtime.context(node=True).eval("process.release.name") == "node"


def test_console_goes_to_the_sink():
    lines = []
    with llrt.Runtime() as runtime:
        context = runtime.context(console=lambda fd, text: lines.append((fd, text)))
        context.eval("console.log('hello %s', {a: 1}); console.error('oops')")
    assert lines == [(1, "hello { a: 1 }\n"), (2, "oops\n")]


def test_use_after_close_is_a_clear_error():
    runtime = llrt.Runtime()
    context = runtime.context()
    function = context.eval("() => 1")
    runtime.close()
    for use in (lambda: context.eval("1"), lambda: function(), lambda: runtime.context()):
        with pytest.raises(RuntimeError, match="closed"):
            use()
    runtime.close()


def test_errors_of_a_one_liner_keep_their_stack():
    with pytest.raises(llrt.JSError) as caught:
        llrt.eval("function f() { null.x }\nf()", filename="one.js")
    assert "at f (one.js:1:" in caught.value.stack
    assert caught.value.frames


@pytest.mark.parametrize(
    ("source", "kind"), [("new Set([() => 1])", "function"), ("[{a: Symbol('x')}]", "symbol"), ("/x/", "RegExp")]
)
def test_live_objects_are_found_wherever_they_are(source, kind):
    with pytest.raises(TypeError, match=f"the result is a live JS {kind}"):
        llrt.eval(source)


def test_an_error_that_is_a_result_keeps_its_stack():
    (error,) = llrt.eval("[new RangeError('no', {cause: new Error('why')})]")
    assert "at <eval>:1:" in error.stack and error.frames
    assert error.cause.message == "why" and "at <eval>:1:" in error.cause.stack
