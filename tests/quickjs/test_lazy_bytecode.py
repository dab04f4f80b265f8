"""Functions of bytecode are read when they are first called (cext/quickjs/engine_lazy_read.c): nothing but time may tell, and
the bytes stay for as long as a function is to be read from them."""
# ruff: noqa: E501   the programs are clearer in long lines

import gc

import pytest

from llrt import _quickjs
from tests.support.function_programs import BIG, PAD, PROGRAMS, assert_big_may_be_called_again


def outcome(make) -> object:
    """What a program says: make(context) -> its Script."""
    with _quickjs.Runtime() as runtime:
        context = runtime.context()
        try:
            result: object = make(context).run()
            context.drain()
            return result, context.eval("JSON.stringify(globalThis.seen)")
        except _quickjs.JSError as error:
            return error.name, error.message, error.stack
        finally:
            context.close()


def bytecode(source: str, name: str = "/t.js", module: bool = False, text: bytes | None = None) -> bytes:
    with _quickjs.Runtime() as runtime:
        context = runtime.context()
        data = context.compile(source.replace("PAD", PAD), name, module=module).bytecode(text)
        context.close()
    return data


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_same_as_from_source(name):
    text = PROGRAMS[name].replace("PAD", PAD)
    data = bytecode(text)
    assert outcome(lambda context: context.read_bytecode(data)) == outcome(lambda context: context.compile(text, "/t.js"))


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_same_with_sources_in_the_text(name):
    text = PROGRAMS[name].replace("PAD", PAD)
    data = bytecode(text, text=text.encode())
    assert len(data) < len(bytecode(text)) - len(text) / 2
    assert outcome(lambda context: context.read_bytecode(data, text.encode())) == outcome(
        lambda context: context.compile(text, "/t.js")
    )


SHOWN = "[...Object.values(all).flatMap((f) => [f, f.prototype?.m, f.inner?.()])].map(String).join('\\n')"


def test_sources_come_from_the_text(context):
    """Of functions, arrow functions in them, classes (whose methods come first), methods, small and large, far apart."""
    far = f"/*{'.' * 200_000}*/"
    parts = [
        "function a() { PAD return 1; } a.inner = () => { PAD return (x) => x + 1; };",
        "class B { m(y) { PAD return y; } static inner() { return () => { PAD return 2; }; } /* é */ }",
        f"{far} const c = async function* () {{ PAD yield 'ü'; }};",
        f"class D {{ m() {{ return 3; }} {far} static inner() {{ PAD return function () {{ return 4; }}; }} }}",
        "function e() { return 5 }",
    ]
    text = (" ".join(parts) + " const all = { a, B, c, D, e }; " + SHOWN).replace("PAD", PAD)
    data = bytecode(text, text=text.encode())
    assert len(data) < 230_000
    assert context.read_bytecode(data, text.encode()).run() == context.eval(f"{{ {text} }}")


def test_bytecode_that_needs_its_text_says_so(context):
    text = many(3) + "function helper() { return 1; } [f1(1), String(f2)].join()"
    data = bytecode(text, text=text.replace("PAD", PAD).encode())
    with pytest.raises(ValueError, match="text"):
        context.read_bytecode(data)
    with pytest.raises(_quickjs.JSSyntaxError, match="damaged"):
        context.read_bytecode(data, b"short").run()
    other = bytecode(text, text=b"another text")
    assert context.read_bytecode(other, b"").run() == context.eval(text.replace("PAD", PAD))


def many(count: int) -> str:
    return "\n".join(f"function f{i}(x) {{ PAD return (() => {{ PAD return x + {i} + helper(); }})(); }}" for i in range(count))


def test_what_is_not_called_is_not_read(runtime):
    """Memory tells: a thousand functions that nobody calls are smaller than read, and grow when they are called."""
    context = runtime.context()
    source = many(1000) + "function helper() { return 1; } var all = [" + ",".join(f"f{i}" for i in range(1000)) + "];"
    context.read_bytecode(bytecode(source)).run()
    unread = runtime.memory_usage()["malloc_size"]
    assert context.eval("all.every((f, i) => f(2) === i + 3)") is True
    read = runtime.memory_usage()["malloc_size"]
    assert read - unread > 1000 * 800


def test_what_can_be_seen_of_a_function_needs_no_call(context):
    named = f"function named(a, b = 1, ...c) {{ {PAD} return a; }}"
    generator = f"async function* () {{ {PAD} }}"
    made = f"class C {{ #p = 1; m() {{ {PAD} return this.#p; }} }}"
    source = f"var f = {named}; var g = {generator}; {made} f.name + f.length + g.constructor.name + new C().m()"
    assert context.read_bytecode(bytecode(source)).run() == "named1AsyncGeneratorFunction1"
    assert context.eval("[f, g, C].map(String)") == [named, generator, made]


def test_the_bytes_live_as_long_as_they_are_needed():
    data = bytecode(many(20) + "function helper() { return 1; } f7")
    shared = memoryview(b"##" + data)
    with _quickjs.Runtime() as runtime:
        context = runtime.context()
        function = context.read_bytecode(shared[2:]).run(mode="raw")
        del data, shared
        gc.collect()
        assert function.call(1) == 9
        del function
        context.close()


def test_bytes_that_change_afterwards_are_a_copy(context):
    data = bytearray(bytecode(many(20) + "function helper() { return 1; } f7"))
    for given in (data, memoryview(data), memoryview(data).toreadonly()):
        function = context.read_bytecode(given).run(mode="raw")
        saved = bytes(data)
        data[32:] = bytes(len(data) - 32)
        assert function.call(1) == 9
        data[:] = saved


def test_bytecode_of_what_was_read_is_the_same(context):
    data = bytecode(many(5) + "function helper() { return 1; } f3(1)")
    script = context.read_bytecode(data)
    assert script.run() == 5
    assert context.read_bytecode(script.bytecode()).run() == 5
    with _quickjs.Runtime() as other:
        assert other.context().read_bytecode(script.bytecode()).run() == 5


def test_a_module_knows_itself_in_functions_that_are_read_later(context):
    seen = []
    context.set_meta_hook(lambda module, meta: meta.set("url", module.name))
    context.set_import_hook(
        lambda base, specifier, attributes: seen.append((base, specifier)) or context.synthetic_module("s", [], lambda m: None)
    )
    source = "export function meta() { PAD return (() => { PAD return import.meta.url; })(); } export function load() { PAD return import('./x.mjs'); }"
    for name in ("file:///a.mjs", "file:///b.mjs"):
        module = context.read_bytecode(bytecode(source, name, module=True))
        module.link([])
        module.evaluate()
        assert module.namespace().get("meta").call() == name
        module.namespace().get("load").call()
        context.drain()
        assert seen.pop() == (name, "./x.mjs")


def test_memory_that_is_missing_at_the_first_call():
    data = bytecode(BIG)
    with _quickjs.Runtime() as runtime:
        context = runtime.context()
        context.read_bytecode(data).run()
        assert_big_may_be_called_again(runtime, context)
        context.close()


def test_functions_nested_a_hundred_deep(context):
    source = "x + 0"
    for i in range(100):
        source = f"(function f{i}(x) {{ PAD return {source}; }})(x + 1)"
    assert context.read_bytecode(bytecode(f"var x = 0; {source}")).run() == 100


def test_stubs_in_cycles_are_collected():
    data = bytecode("for (let i = 0; i < 100; i++) { const f = () => { PAD return f; }; if (i % 2) f(); }")
    with _quickjs.Runtime() as runtime:
        context = runtime.context()
        context.read_bytecode(data).run()
        runtime.gc()
        context.close()


def test_memory_that_is_missing_anywhere():
    """Reading, and reading later, under limits from none at all to enough: an error or the result, and nothing is left behind."""
    data = bytecode(many(30) + "function helper() { return 1; } [f3(1), f17(1), String(f5).length].join()")
    results = set()
    for spare in range(0, 120_000, 1500):
        with _quickjs.Runtime() as runtime:
            context = runtime.context()
            runtime.set_memory_limit(runtime.memory_usage()["malloc_size"] + spare)
            try:
                results.add(context.read_bytecode(data).run())
            except _quickjs.JSMemoryError:
                results.add("no memory")
            context.close()
    assert results == {"no memory", f"5,19,{len(many(6).splitlines()[5].replace('PAD', PAD))}"}
