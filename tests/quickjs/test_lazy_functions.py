"""Functions are compiled when they are first called (cext/quickjs/engine_lazy.c): nothing but time may tell. Each program
runs with that and without; both must say the same."""
# ruff: noqa: E501   the programs are clearer in long lines

import gc

import pytest

from llrt import _quickjs
from tests.support.function_programs import BIG, PAD, PROGRAMS, assert_big_may_be_called_again


@pytest.fixture
def run():
    """run(text, mode) -> the value of a program in a Runtime of its own."""
    yield _run
    _quickjs.set_lazy_functions(1)


def _run(text: str, mode: int) -> object:
    _quickjs.set_lazy_functions(mode)
    with _quickjs.Runtime() as runtime:
        context = runtime.context()
        try:
            result: object = context.eval(text.replace("PAD", PAD), "/t.js")
            context.drain()
            return result, context.eval("JSON.stringify(globalThis.seen)")
        except _quickjs.JSError as error:
            return error.name, error.message, error.stack
        finally:
            context.close()


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_same_as_compiled_at_once(run, name):
    assert run(PROGRAMS[name], 1) == run(PROGRAMS[name], 0)


@pytest.mark.parametrize("name", PROGRAMS)
def test_nothing_was_missed(run, name, capfd):
    run(PROGRAMS[name], 2)
    assert capfd.readouterr().err == ""


EARLY = [
    "let a; let a;", "let a; var a;", "{ let a; { var a; } }", "const a;", "break;", "continue;", "x: x: ;", "a: { continue a; }", "1 = 2;",
    "[a] += 1;", "({ a: 1 } = 1);", "({ a = 1 });", "f() = 1;", "a?.b = 1;", "for (let x of y) { var x; }", "for (const x;;);",
    "try { } catch (e) { let e; }", "switch (1) { case 1: let q; case 2: let q; }", "if (1) let z = 1;", "if (1) class Z { }", "new.target = 1;",
    "super.x;", "super();", "await x;", "yield x;", "a ?? b || c;", "-a ** b;", "async (x, x) => 1;", "(a, a) => 1;", "({ a: 1, a } => 1);",
    "class A { constructor() { } constructor() { } }", "class A { #a; #a; }", "class A { x() { this.#nope; } }", "this.#nope;",
    "class A { static prototype() { } }", "class A { get constructor() { } }", "class A { constructor() { super(); } }",
    "class A { x = arguments; }", "({ __proto__: 1, __proto__: 2 });", "({ get a(b) { } });", "/(/;", "/a/gg;", "'\\u{110000}';", "`\\u{}`;",
    "0_1;", "1__0;", "09n;", "function f(a = 1) { 'use strict'; }", "function f(a, a) { 'use strict'; }", "'use strict'; delete x;",
    "return 1;}} {{", "a b;", "if (1) function* g() { }", "label: function* g() { }", "class A extends B { x() { super(); } }",
    "let [x];", "let let = 1;", "throw\n1;", "new a?.b();", "a?.`b`;", "import.meta;", "import x from 'y';", "export default 1;", "enum;",
    "function eval() { 'use strict'; }", "'use strict'; eval = 1;", "'use strict'; with (a) { }", "'use strict'; 010;", "() + 1;", "(...a);", "(a, );",
]  # fmt: skip


@pytest.mark.parametrize("text", EARLY)
def test_early_errors_are_early(run, text, capfd):
    """A mistake in a function that nobody calls is an error of the whole program, and the same one."""
    program = f"globalThis.seen = 'ran'; function never() {{ PAD\n {text} }} 'fine'"
    assert run(program, 1) == run(program, 0)
    run(program, 2)
    assert capfd.readouterr().err == ""


def test_bytecode_of_functions_that_were_never_called():
    with _quickjs.Runtime() as runtime:
        context = runtime.context()
        source = f"export function f(x) {{ {PAD} return () => {{ {PAD} return x + other(); }}; }} function other() {{ {PAD} return 1; }}"
        module = context.compile(source, "m", module=True)
        copy = context.read_bytecode(module.bytecode())
        copy.link([])
        copy.evaluate()
        assert copy.namespace().get("f").call(2, mode="raw").call() == 3
        context.close()


def test_a_function_that_memory_is_missing_for_may_be_called_again():
    with _quickjs.Runtime() as runtime:
        context = runtime.context()
        context.eval(BIG)
        assert_big_may_be_called_again(runtime, context)
        context.close()


def test_stubs_are_collected():
    gc.collect()
    before = _quickjs.live_counts()
    with _quickjs.Runtime() as runtime:
        context = runtime.context()
        context.eval(f"for (let i = 0; i < 100; i++) {{ const f = () => {{ {PAD} return f; }}; if (i % 2) f(); }}")
        context.close()
    assert _quickjs.live_counts() == before


# What is behind brackets is asked of their bytes first (engine_skip.h), and in this mode of their tokens, too.
BRACKETS = """
    let a, b, c, o = { in: 1 }, text = 'x'; const out = [];
    [a, b] = [1, 2]; ({ a, b: [c = 3] } = { a: 1, b: [] }); [{ a = /* = */ 5 }] = [{}]; out.push(a, b, c);
    const arrow = (x, { y = '}' } = {}, ...z) => [x, y, z.length]; out.push(arrow(1, {}, 2, 3));
    const templated = ({ t = `a${ { b: `)${ [1] }` }.b }]` }) => t; out.push(templated({}));
    const quoted = ({ t = '\\')', u = "\\"]" }) => t + u; out.push(quoted({}));
    const divided = (a / 2 + [b].length / (1)); out.push(divided);
    const matched = [/[)]/.test(')'), { r: /}/ }.r.source, (/[(]/).source]; out.push(matched);
    for (const { length } of ['ab']) out.push(length); for ([a] of [[7]]) out.push(a); for (o.p in { k: 1 }) out.push(o.p);
    for (let i = (0, [0])[0]; i < ({ n: 1 }).n; i++) out.push(i); out.push([a--, a >= 1, a != 2, a <= 3], (a) - 1, (a) !== 6);
    const named = ({ \u0061: e = 1, caf\u00e9: f = 2 }) => e + f; out.push(named({})); // a comment ) in the way
    out.push(((a, /* ) */ b) => a + b)(1, 2), (async (x) => x)(1) instanceof Promise, [...[1, 2], ...'ab'].length);
    var async = (x) => x; out.push(async
    (3)); JSON.stringify(out)"""


def test_brackets_are_skipped_alike_by_bytes_and_by_tokens(run, capfd):
    assert len({run(BRACKETS, mode) for mode in (0, 1, 2)}) == 1
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("count", [3, 100, 3000])
def test_declarations_among_many_are_still_compared(count):
    names = "".join(f"let v{i} = {i};\n" for i in range(count))
    with _quickjs.Runtime() as runtime:
        context = runtime.context()
        assert context.eval(names + f"v0 + v{count - 1}", "many.js") == count - 1
        for again in ("let", "var", "const", "function"):
            extra = f"{again} v{count // 2}" + ("() {}" if again == "function" else " = 1")
            with pytest.raises(_quickjs.JSSyntaxError, match=r"already been declared|redefinition"):
                context.compile(f"{names}{extra};", "again.mjs", module=True)
        module = context.compile(
            f"{names}var w; var w; function v() {{ return v{count - 1}; }} export {{ v }};", "fine.mjs", module=True
        )
        assert module.requests == []
