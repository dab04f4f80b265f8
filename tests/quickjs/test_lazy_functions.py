"""Functions are compiled when they are first called (cext/quickjs/engine_lazy.c): nothing but time may tell. Each program
runs with that and without; both must say the same."""
# ruff: noqa: E501   the programs are clearer in long lines

import gc

import pytest

from llrt import _quickjs

# So long that a function is worth leaving behind.
PAD = "/* ................................................................................ */"

PROGRAMS = {
    "closures": """
        let seen = [], counter = 0; const fixed = 1; var loose = 'v';
        function outer(a, b = a + 1, { c, d: [e = 5] } = { c: 3, d: [] }, ...rest) { PAD
            let inner = () => { PAD return [a, b, c, e, rest.length, counter++, loose] };
            function deep() { PAD return inner().concat(outer.length, fixed); }
            return deep; }
        seen.push(outer(1)(), outer(1, 2, { c: 4, d: [6] }, 7, 8)(), outer.length, outer.name, String(outer));
        for (let i = 0; i < 3; i++) seen.push(() => { PAD return i++ + i; });
        seen.slice(-3).map((f) => [f(), f()]).join();
        JSON.stringify(seen.map((x) => typeof x == 'function' ? [x(), x.toString()] : x))""",
    "this and arguments": """
        'use strict'; let out = [];
        function plain() { PAD const arrow = () => { PAD return [this && this.x, arguments.length, new.target === undefined]; };
            return arrow; }
        out.push(plain.call({ x: 1 }, 1, 2)(), plain()());
        function Made(v) { PAD this.v = v; return (() => { PAD return new.target === Made ? this : null; })(); }
        out.push(new Made(3).v, Made.prototype.constructor === Made, Object.keys(Made).length);
        out.push((() => { try { arguments; } catch (e) { PAD return e.message; } })());
        JSON.stringify(out)""",
    "sloppy": """
        var out = [];
        function mapped(a, b) { PAD arguments[0] = 9; b = 8; return [a, arguments[1], this === globalThis, mapped.caller === undefined]; }
        out.push(mapped(1, 2));
        function twice(a, a) { PAD return a; }
        out.push(twice(1, 2));
        function hoisted() { PAD if (true) { function inside() { PAD return 'in'; } } return inside() + typeof later; var later = 1; }
        out.push(hoisted());
        function direct() { PAD var v = 3; return eval('v + 1'); }
        out.push(direct());
        function around(o) { PAD with (o) { return function () { PAD return x; }; } }
        out.push(around({ x: 'w' })());
        function leaks() { PAD undeclared = 5; return delete globalThis.undeclared; }
        out.push(leaks());
        var self = function named() { PAD named = 1; return typeof named; }; out.push(self());
        JSON.stringify(out)""",
    "an eval call in a function around": """
        function outer() { eval('var x = 1'); return function inner() { PAD return x; }; }
        function strict() { 'use strict'; let y = 2; eval('var y = 3'); return function inner() { PAD return y; }; }
        JSON.stringify([outer()(), strict()()])""",
    "classes": """
        let out = [];
        class Base { #secret = 1; static #count = 0; #hidden() { PAD return this.#secret; }
            get #both() { PAD return this.#secret * 10; } set #both(v) { PAD this.#secret = v; Base.#count++; }
            hello(more) { PAD return 'base ' + more + this.#hidden(); }
            change(v) { PAD this.#both = v; this.#both += 1; return [this.#both, Base.#count, #secret in this, #secret in {}]; }
            static make() { PAD return new this(); } static { PAD out.push(this.name); }
            get value() { PAD return this.#secret; } set value(v) { PAD this.#secret = v; }
            arrow = () => { PAD return this.#secret; } }
        class Derived extends Base { constructor(...all) { super(...all); PAD this.own = (() => { PAD return super.hello('ctor'); })(); }
            hello(more) { PAD return super.hello(more) + (() => { PAD return super.value; })(); }
            ['computed ' + 1]() { PAD return super.change(4); } static make() { PAD return super.make(); } }
        const made = Derived.make();
        out.push(made.own, made.hello('x'), made['computed 1'](), made.arrow(), made.value = 7, made.value);
        out.push({ __proto__: { m() { PAD return 'proto'; } }, m() { PAD return super.m() + 'own'; } }.m());
        out.push((() => { try { Base.prototype.hello.call({}); } catch (e) { PAD return e.name; } })());
        out.push(Derived.prototype.hello.name, Object.getOwnPropertyDescriptor(Base.prototype, 'value').get.name);
        out.push((() => { try { new made.hello(); } catch (e) { PAD return e.message; } })());
        JSON.stringify(out)""",
    "generators and async": """
        let out = [];
        function* count(n) { PAD const more = yield n; try { yield more + 1; } finally { PAD out.push('end'); } return 'r'; }
        const g = count(1); out.push(g.next(), g.next(5), g.return('x'), count.prototype.__proto__ === Object.getPrototypeOf(count).prototype);
        const o = { async *many() { PAD for (const x of [1, 2]) yield await x; }, async one(v) { PAD await null; if (v) throw v; return 1; } };
        const seen = [];
        (async () => { PAD for await (const x of o.many()) seen.push(x); seen.push(await o.one());
            await o.one(new Error('e')).catch((e) => { PAD seen.push(e.message); });
            await (async (a, b) => { PAD await 0; seen.push(a + b); })(1, 2); })();
        globalThis.seen = seen;
        JSON.stringify(out)""",
    "errors": """
        let out = [];
        function thrower(x) { PAD
            const inner = function () { PAD
                return x.a.b.c(); };
            return inner(); }
        function attempt(f) { PAD try { return f(); } catch (e) { PAD return e.name + ' ' + e.message + ' ' + e.stack; } }
        out.push(attempt(() => { PAD return thrower({}); }), attempt(() => { PAD return missing; }));
        { const c = 1; out.push(attempt(() => { PAD c = 2; }), attempt(() => { PAD return dead; })); let dead = 1; }
        out.push(attempt(function () { PAD new (class { constructor() { PAD this.x.y; } })(); }));
        JSON.stringify(out)""",
    "text": """
        const o = { /*a*/ async  *  m /*b*/ (x) { PAD }, get [ 'k' ] () { PAD }, f: async function  n ( ) { PAD }, a: async(x)=>{ PAD },
            e: `${(() => { PAD return '}'; })()}`, r() { PAD return /[}/]/g.test('}') && 8 / 2 / 1; } };
        JSON.stringify([String(o.m), String(Object.getOwnPropertyDescriptor(o, 'k').get), String(o.f), String(o.a), o.e, String(o.r), o.r()])""",
}


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
    body = "x(1, 2, 3); " * 20000
    with _quickjs.Runtime() as runtime:
        context = runtime.context()
        context.eval(f"var n = 0; function x() {{ n++; }} function big() {{ {body} return n; }}")
        runtime.gc()
        runtime.set_memory_limit(runtime.memory_usage()["malloc_size"] + 100_000)
        with pytest.raises(_quickjs.JSMemoryError):
            context.eval("big()")
        runtime.set_memory_limit(0)
        assert context.eval("big()") == 20000
        context.close()


def test_stubs_are_collected():
    gc.collect()
    before = _quickjs.live_counts()
    with _quickjs.Runtime() as runtime:
        context = runtime.context()
        context.eval(f"for (let i = 0; i < 100; i++) {{ const f = () => {{ {PAD} return f; }}; if (i % 2) f(); }}")
        context.close()
    assert _quickjs.live_counts() == before
