"""What is refused says what was given and what was expected; nothing of the engine's shows through."""

import functools

import pytest

import llrt


@pytest.fixture
def runtime():
    with llrt.Runtime() as runtime:
        yield runtime


@pytest.mark.parametrize("limit", ["memory_limit", "stack_limit", "gc_threshold"])
@pytest.mark.parametrize("value", [True, 1.5, "1", 1 << 70])
def test_a_limit_is_a_number_of_bytes(limit, value):
    with pytest.raises(ValueError, match=f"{limit} must be a positive number of bytes.*, got {value!r}"):
        llrt.Runtime(**{limit: value})


def test_there_is_always_a_threshold_of_collection():
    with pytest.raises(ValueError, match=r"gc_threshold must be a positive number of bytes, got None"):
        llrt.Runtime(gc_threshold=None)


@pytest.mark.parametrize("seconds", [0, -1, float("nan"), "1", True])
def test_a_timeout_is_a_positive_number_of_seconds(context, seconds):
    expected = pytest.raises(ValueError, match=f"timeout must be a positive number of seconds or None, got {seconds!r}")
    with expected:
        llrt.Runtime(timeout=seconds)
    with expected:
        context.eval("1", timeout=seconds)
    with expected:
        context.call_json("Math.max", 1, timeout=seconds)


@pytest.mark.anyio
@pytest.mark.parametrize("seconds", [0, "1"])
async def test_so_is_that_of_a_hosted_call(context, seconds, anyio_backend):
    with pytest.raises(ValueError, match="timeout must be a positive number of seconds or None"):
        await context.eval_async("1", timeout=seconds)


@pytest.mark.parametrize("source", [5, None, ["1"]])
def test_source_is_text(context, source):
    with pytest.raises(TypeError, match=f"must be str or bytes, got {type(source).__name__}"):
        context.eval(source)
    with pytest.raises(TypeError, match=f"must be str or bytes, got {type(source).__name__}"):
        context.eval_json(source)


def test_places_are_a_name_and_a_line(context):
    with pytest.raises(TypeError, match="filename must be str, got int"):
        context.eval("1", filename=5)
    for line in (0, -5, 1 << 40, "1", True):
        with pytest.raises(ValueError, match=f"lineno must be a line number, 1 or more, got {line!r}"):
            context.eval("1", lineno=line)


def test_names_of_globals(context):
    for name in (5, None):
        with pytest.raises(TypeError, match=f"must be str, got {type(name).__name__}"):
            context.get(name)
        with pytest.raises(TypeError, match=f"must be str, got {type(name).__name__}"):
            context.set(name, 1)
    for name in ("", "a b", "a..b", "1", "f()"):
        with pytest.raises(ValueError, match="expected the name of a global, or names joined by dots"):
            context.get(name)
        with pytest.raises(ValueError, match="expected the name of a global, or names joined by dots"):
            context.set(name, 1)


def test_dots_reach_into_objects_for_set_as_for_get(context):
    context.eval("globalThis.app = {deep: {}}")
    context.set("app.deep.size", 3)
    context.set("app.twice", lambda n: n * 2)
    assert context.get("app.deep.size") == 3
    assert context.eval("app.twice(app.deep.size)") == 6
    with pytest.raises(TypeError, match=r"'app\.none' is undefined in this context, not an object"):
        context.set("app.none.x", 1)


def test_what_is_called_is_a_function_by_handle_or_name(context):
    for call in (context.call, context.call_json):
        with pytest.raises(TypeError, match="'Math' is not a function in this context"):
            call("Math")
        with pytest.raises(TypeError, match="5 is not a function in this context"):
            call(5)


def test_what_is_registered_is_callable_and_has_a_name(context):
    with pytest.raises(TypeError, match="expected a function, got int"):
        context.function(5)
    with pytest.raises(TypeError, match="has no __name__: give name="):
        context.function(functools.partial(max, 1))
    context.function(functools.partial(max, 1), name="atLeast1")
    assert context.eval("atLeast1(0)") == 1


def test_modules_are_names_and_texts(runtime):
    with pytest.raises(TypeError, match="modules must be a mapping of names to source text, got list"):
        runtime.context(modules=["a"])
    for made in (runtime.context(modules={"a": 5}), runtime.context(load=lambda name: 5)):
        with pytest.raises(llrt.HostError, match="the source of module 'a' must be str or bytes, got int"):
            made.import_module("a")
    with pytest.raises(llrt.HostError, match=r"resolve\(\) must give str or None, got int"):
        runtime.context(resolve=lambda base, name: 5, load=lambda name: "").import_module("a")
    with pytest.raises(TypeError, match="specifier must be str, got int"):
        runtime.context().import_module(5)


@pytest.mark.parametrize("hook", ["load", "resolve", "console"])
def test_hooks_are_callable(runtime, hook):
    with pytest.raises(TypeError, match=f"{hook} must be callable or None, got int"):
        runtime.context(**{hook: 5})


def test_arguments_of_a_program_are_text(tmp_path):
    with pytest.raises(TypeError, match="arguments must be str, got int"):
        llrt.run(tmp_path / "none.js", 5)


def test_a_closed_runtime_is_not_entered(runtime):
    runtime.close()
    with pytest.raises(RuntimeError, match="the Runtime is closed"), runtime:
        pass
