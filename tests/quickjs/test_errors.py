"""Exceptions in both directions, with stack and cause."""

import pickle
import traceback

import pytest

from llrt import _quickjs
from llrt._quickjs import HostError, JSError, JSSyntaxError, Value, undefined


def raised(function, *args, cls=JSError):
    with pytest.raises(cls) as caught:
        function(*args)
    return caught.value


def test_a_js_error_carries_name_message_stack_frames_and_value(js):
    error = raised(js, "function f() { null.x }\n  f()", "file.js")
    assert (error.name, error.message) == ("TypeError", "Cannot read properties of null (reading 'x')")
    assert str(error) == "TypeError: Cannot read properties of null (reading 'x')"
    assert "file.js:1:" in error.stack and "file.js:2:" in error.stack
    assert error.frames[0][:3] == ("f", "file.js", 1)
    assert error.frames[1][1:3] == ("file.js", 2)
    assert isinstance(error.value, Value) and error.value.class_name == "Error"
    assert error.cause is None


def test_the_line_number_of_a_source_can_be_shifted(js):
    assert raised(js, "\nthrow new Error('x')", "a.js", 10).frames[0][1:3] == ("a.js", 11)


@pytest.mark.parametrize(
    ("source", "value", "text"),
    [("1", 1, "1"), ("'s'", "s", "s"), ("null", None, "null"), ("undefined", undefined, "undefined"), ("true", True, "true")],
)
def test_any_value_can_be_thrown(js, source, value, text):
    error = raised(js, f"throw {source}")
    assert error.value == value
    assert (error.name, error.message, str(error), error.stack) == ("", text, text, "")


def test_a_thrown_object_is_its_handle(js):
    error = raised(js, "throw {code: 5}")
    assert error.value.get("code") == 5
    assert str(error) == "[object Object]"


def test_the_cause_is_chained(js):
    error = raised(js, "throw new Error('outer', {cause: new TypeError('inner', {cause: 5})})")
    assert isinstance(error.__cause__, JSError) and error.cause is error.__cause__
    assert error.cause.name == "TypeError" and error.cause.cause == 5
    assert "inner" in "".join(traceback.format_exception(error))


def test_a_cyclic_cause_ends(js):
    error = raised(js, "e = new Error('x'); e.cause = e; throw e")
    depth = 0
    while error is not None:
        error, depth = error.__cause__, depth + 1
    assert depth <= 20


def test_a_syntax_error_knows_its_place(js, context):
    error = raised(js, "let a = 1;\nlet b = ;\n", "bad.js", cls=JSSyntaxError)
    assert (error.filename, error.line) == ("bad.js", 2)
    assert error.column > 0
    error = raised(lambda: context.compile("import {", "bad.mjs", module=True), cls=JSSyntaxError)
    assert (error.filename, error.line) == ("bad.mjs", 1)


def test_hostile_error_objects_do_no_harm(js):
    assert raised(js, "throw Object.create(null)").value is not None
    assert raised(js, "throw {get name() { throw 1 }, get message() { throw 2 }, get stack() { throw 3 }}").stack == ""
    assert raised(js, "throw new Proxy({}, {get() { throw 1 }, getOwnPropertyDescriptor() { throw 2 }})").stack == ""
    assert raised(js, "e = new Error('x'); Object.defineProperty(e, 'cause', {get() { throw 1 }}); throw e").message == "x"


# ---- Python exceptions through JS ------------------------------------------------------------------------------------------


def thrower(context, exception):
    def throw():
        raise exception

    context.global_.set("f", throw)


def test_a_python_exception_uncaught_by_js_is_a_host_error_with_its_cause(context):
    original = KeyError("zork")
    thrower(context, original)
    error = raised(context.eval, "f()", cls=HostError)
    assert error.__cause__ is original
    assert error.name == "KeyError"
    assert error.frames


def test_js_sees_an_error_and_may_handle_it(context):
    thrower(context, LookupError("zork"))
    assert context.eval(
        "try { f() } catch (e) { [e instanceof Error, e.name, e.message, Object.getOwnPropertySymbols(e).length] }"
    ) == [True, "LookupError", "zork", 0]


@pytest.mark.parametrize(
    ("exception", "constructor"),
    [
        (TypeError("m"), "TypeError"),
        (ValueError("m"), "RangeError"),
        (OverflowError("m"), "RangeError"),
        (MemoryError("m"), "RangeError"),
        (RecursionError("m"), "RangeError"),
    ],
)
def test_the_class_follows_the_table(context, exception, constructor):
    thrower(context, exception)
    assert context.eval(f"try {{ f() }} catch (e) {{ e.constructor === {constructor} }}") is True


def test_an_os_error_has_nodes_properties(context):
    from llrt.errors import os_error

    thrower(context, os_error(2, "open", "/nope"))
    assert context.eval("try { f() } catch (e) { [e.message, e.errno, e.code, e.syscall, e.path, Object.keys(e)] }") == [
        "ENOENT: no such file or directory, open '/nope'",
        -2,
        "ENOENT",
        "open",
        "/nope",
        ["errno", "code", "syscall", "path"],
    ]


def test_a_coded_error_has_its_code_and_name(context):
    from llrt.errors import CodedError

    thrower(context, CodedError("ERR_X", "bad", "TypeError", extra=1))
    assert context.eval("try { f() } catch (e) { [e instanceof TypeError, e.code, e.extra, Object.keys(e)] }") == [
        True,
        "ERR_X",
        1,
        ["code", "extra"],
    ]


def test_a_js_error_through_python_stays_the_same_value(context):
    context.global_.set("f", lambda g: g())
    assert context.eval("e = new Error('x'); try { f(() => { throw e }) } catch (c) { c === e }") is True
    assert context.eval("try { f(() => { throw 5 }) } catch (c) { c === 5 }") is True
    error = raised(context.eval, "f(() => { throw e })")
    assert type(error) is JSError and error.message == "x"


def test_nested_levels_keep_the_chain(context):
    original = ZeroDivisionError("deep")

    def inner():
        raise original

    context.global_.set("inner", inner)
    context.global_.set("outer", lambda g: g())
    error = raised(context.eval, "outer(() => outer(() => inner()))", cls=HostError)
    assert error.__cause__ is original


def test_a_host_error_as_a_js_cause(context):
    original = KeyError("k")
    thrower(context, original)
    error = raised(context.eval, "try { f() } catch (e) { throw new Error('wrapped', {cause: e}) }")
    assert isinstance(error.cause, HostError) and error.cause.__cause__ is original


@pytest.mark.parametrize("cls", [KeyboardInterrupt, SystemExit, GeneratorExit])
def test_what_is_no_exception_passes_through_js_uncaught(context, cls):
    original = cls("bye")
    thrower(context, original)
    with pytest.raises(cls) as caught:
        context.eval("try { f() } catch { globalThis.caught = true } finally { globalThis.finally_ran = true }")
    assert caught.value is original
    assert context.eval("typeof caught + typeof finally_ran") == "undefinedundefined"


def test_process_exit_ends_promises_too(context):
    from llrt.errors import ProcessExit

    thrower(context, ProcessExit(3))
    with pytest.raises(ProcessExit):
        context.enter(context.eval("async () => { await 1; try { await f() } catch { globalThis.caught = 1 } }"))
    context.drain()
    assert context.eval("typeof caught") == "undefined"


def test_python_may_swallow_what_js_could_not(context):
    def swallow(g):
        try:
            g()
        except KeyboardInterrupt:
            return "swallowed"

    thrower(context, KeyboardInterrupt())
    context.global_.set("swallow", swallow)
    assert context.eval("swallow(f) + '!'") == "swallowed!"


def test_an_exception_with_a_broken_str_does_no_harm(context):
    class Broken(Exception):
        def __str__(self):
            raise RuntimeError("no")

    thrower(context, Broken())
    assert "could not be converted" in raised(context.eval, "f()").message


def test_js_errors_can_be_made_and_pickled_in_python(js):
    assert str(JSError("only text")) == "only text"
    assert str(_quickjs.JSTimeout("too late")) == "too late"
    assert isinstance(_quickjs.JSTimeout("x"), TimeoutError)
    assert isinstance(_quickjs.JSMemoryError("x"), MemoryError)
    assert isinstance(_quickjs.JSStackOverflow("x"), RecursionError)
    error = pickle.loads(pickle.dumps(raised(js, "throw new TypeError('x')")))
    assert (error.name, error.message) == ("TypeError", "x") and "at " in error.stack


def test_a_js_error_raised_in_python_is_that_error_in_js(context):
    thrower(context, JSError("TypeError", "from python"))
    assert context.eval("try { f() } catch (e) { e instanceof TypeError && e.message }") == "from python"


def test_an_error_outlives_its_context():
    with pytest.raises(JSError) as caught, _quickjs.Runtime() as runtime:
        runtime.context().eval("throw new Error('x')", "gone.js")
    assert "gone.js:1" in caught.value.stack
    assert caught.value.value.closed


def test_error_values_convert_to_exceptions(js):
    error = js("[new RangeError('x')]")[0]
    assert isinstance(error, JSError) and error.name == "RangeError"
    assert js("e => e.message")(ValueError("to js")) == "to js"
