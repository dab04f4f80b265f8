"""Programs of functions of every kind, for tests of functions that are compiled or read when they are first called."""
# ruff: noqa: E501   the programs are clearer in long lines

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

# Declares big(), which takes megabytes to compile or to read, and gives 20,000.
BIG = "var n = 0; function x() { n++; } function big() { " + PAD + "x(1, 2, 3); " * 20000 + " return n; } 1"


def assert_big_may_be_called_again(runtime: _quickjs.Runtime, context: _quickjs.Context) -> None:
    """big() fails where memory is missing, and runs when there is enough."""
    runtime.gc()
    runtime.set_memory_limit(runtime.memory_usage()["malloc_size"] + 100_000)
    with pytest.raises(_quickjs.JSMemoryError):
        context.eval("big()")
    runtime.set_memory_limit(0)
    assert context.eval("big()") == 20000
