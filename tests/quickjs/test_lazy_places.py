"""Functions that are compiled when they are called have no places in the source until a stack is read
(cext/quickjs/engine_lazy_places.c): the places must be those of functions compiled at once."""
# ruff: noqa: E501   the programs are clearer in long lines

import pytest

from llrt import _quickjs
from tests.support.function_programs import PAD, PROGRAMS

# Each fails somewhere inside; `nothing` is undefined.
FAILING = {
    "a call": "const a = 1;\n   nothing(a, [a]);",
    "a method": "const o = { m: 1 };\n  return o\n    .m(\n o);",
    "a property": "let x = 'é😀'; return x + nothing.a.b;",
    "throw": "if (arguments.length === 0)\n      throw   new Error('x');\n return 1;",
    "new": "const K = 1; return [1,\n new K(2)];",
    "an operator": "return 1n +\n  Symbol.iterator;",
    "a jump over": "for (let i = 0; i < 3; i++) { if (i) continue; try { i.x.y; } finally { i += 1; } }",
    "for of": "for (const [a, b] of [[1, 2],\n 3]) a + b;",
    "switch": "switch (1) { case 2: return; case 1: { let q = () => nothing; q()\n  .x; } default: }",
    "a template": "return `${1}\n${\n nothing.t}`;",
    "a tagged template": "return nothing`a${1}`;",
    "destructuring": "const { a: { b } } = { };",
    "a parameter": "return ((p = nothing.p) =>\n p)();",
    "a getter": "return { get g() { " + PAD + "\n return nothing.g; } }.g;",
    "a class": "class C { #p; static m(o) { " + PAD + " return o.\n#p; } } return C.m({});",
    "a constructor": "class A { constructor() { this.x\n.y; } } class B extends A { constructor() { super(); } } new B();",
    "a field": "class A { f = 1;\n  g = nothing.f; } new A();",
    "not yet": "const f = () => later; f(); let later = 1;",
    "a constant": "const c = 1; { c\n = 2; }",
    "optional": "const o = {}; return o?.a?.b ?? o.\n c.d;",
    "spread": "return Math.max(...\n1);",
    "a function inside": "function deep(n) { " + PAD + " return n ? deep(n - 1) : nothing.n; }\n return deep(3);",
    "a callback": "return [1].map((x) => x.y.z);",
    "assignments": "let o = {}, a; a = o.b ??= 1; [o.c, a] = [1, 2]; o.x.y++;",
    "delete": "delete nothing.a;",
    "in": "return 1\n in 2;",
    "far jumps": "for (let i = 0; i < 2; i++) { if (i) { "
    + "Math.max(i, 1).toFixed(2);\n" * 30
    + " nothing.x; } else continue; }",
    "a sequence": "return (1, 2,\n nothing)();",
    "a conditional": "return nothing ? 1 :\n arguments[9] || nothing.q;",
}

KINDS = {
    "a function": "function f() { %s }",
    "an arrow function": "const f = (...r) => { const arguments_ = 0; %s };",
    "a method": "const o = { f() { %s } }; const f = () => o.f();",
    "a generator": "const g = function* () { yield 1; %s }; const f = () => [...g()];",
    "an async function": "const g = async () => { await 1; %s }; const f = () => { g().catch((e) => { seen(e); }); };",
    "an async generator": "const g = async function* () { yield 1; await 2; %s }; const f = () => { (async () => { for await (const x of g()) x; })().catch((e) => { seen(e); }); };",
    "in parameters": "function f(a = (() => { %s })()) { }",
}


@pytest.fixture(autouse=True)
def lazily():
    yield
    _quickjs.set_lazy_functions(1)


def stacks(text: str, mode: int, module: bool = False) -> "list[str]":
    """What the errors of a program say, which it gives to seen()."""
    _quickjs.set_lazy_functions(mode)
    with _quickjs.Runtime() as runtime:
        context = runtime.context()
        context.eval("globalThis.all = []; globalThis.seen = (e) => { all.push(e) }; globalThis.nothing = undefined")
        if module:
            made = context.compile(text, "/m.mjs", module=True)
            made.link([])
            made.evaluate()
        else:
            context.eval(text, "/t.js")
        context.drain()
        found: "list[str]" = context.eval("all.map((e) => e.stack)")
        context.close()
        return found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", FAILING)
def test_the_same_places_as_of_functions_compiled_at_once(name, kind):
    body = FAILING[name]
    if ("arguments" in body and "arrow" in kind) or "parameters" in kind:
        body = body.replace("arguments", "[]")
    text = f"{{\n  {KINDS[kind] % (PAD + body)}\n  try {{ f(); }} catch (e) {{ seen(e); }} }}"
    expected = stacks(text, 0)
    assert expected
    assert "/t.js:" in expected[0]
    assert stacks(text, 1) == expected
    assert stacks(text, 1, module=True) == stacks(text, 0, module=True)


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_same_code_with_places_and_without(name, capfd):
    data = []
    for mode in (4, 1):
        _quickjs.set_lazy_functions(mode)
        with _quickjs.Runtime() as runtime:
            context = runtime.context()
            data.append(context.compile(PROGRAMS[name].replace("PAD", PAD), "/t.js").bytecode())
            context.close()
    assert data[0] == data[1]
    assert capfd.readouterr().err == ""


def test_bytecode_of_functions_that_have_run_has_their_places():
    text = f"globalThis.f = function (x) {{ {PAD}\n\n   return x.y.z; }}; globalThis.place = (e) => /:\\d+:\\d+/.exec(e.stack)[0]"
    with _quickjs.Runtime() as runtime:
        context = runtime.context()
        before = context.compile(text, "/t.js").bytecode()
        script = context.compile(text, "/t.js")
        script.run()
        context.eval("f({ y: 1 })")
        assert script.bytecode() == before
        assert context.eval("try { f({}) } catch (e) { place(e) }") == ":3:15"
        assert script.bytecode() == before
        context.read_bytecode(before).run()
        assert context.eval("try { f({}) } catch (e) { place(e) }") == ":3:15"
        context.close()


def test_without_memory_a_function_has_the_place_where_it_begins():
    """And its own when there is memory again."""
    lines = "\n".join(f" let v{i} = [{i}, x, 'text {i}'];" for i in range(3000))
    with _quickjs.Runtime() as runtime:
        context = runtime.context()
        context.eval(f"\nglobalThis.f = function (x) {{ {PAD}{lines}\n return x.y.z; }}", "/t.js")
        context.eval(
            "globalThis.error = (() => { try { f({}) } catch (e) { return e } })(); globalThis.other = (() => { try { f({}) } catch (e) { return e } })()"
        )
        runtime.gc()
        runtime.set_memory_limit(runtime.memory_usage()["malloc_size"] + 30_000)
        short = context.eval("/t.js:\\d+:\\d+/.exec(error.stack)[0]")
        runtime.set_memory_limit(0)
        assert short == "t.js:2:16"
        assert context.eval("/t.js:\\d+:\\d+/.exec(other.stack)[0]") == "t.js:3002:13"
        context.close()


def test_an_exception_that_is_pending_stays():
    """A stack is read by a getter, in finally, and where there is hardly room on the stack."""
    text = f"""
        function f() {{ {PAD} return nothing.x; }}
        function inFinally() {{ {PAD} try {{ throw new TypeError('first'); }} finally {{ try {{ f(); }} catch (e) {{ globalThis.place = e.stack; }} }} }}
        try {{ inFinally(); }} catch (e) {{ seen(e); }}
        function rec(n) {{ {PAD} try {{ return rec(n + 1) + 1; }} catch (e) {{ globalThis.last ??= e.stack; throw e; }} }}
        try {{ rec(0); }} catch (e) {{ seen(e); }}"""
    assert stacks(text, 1)[0] == stacks(text, 0)[0]
    assert "rec" in stacks(text, 1)[1]
