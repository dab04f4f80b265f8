"""A thread looks at the functions of a large text while the compiler compiles (cext/quickjs/engine_pre_ahead.h). It begins somewhere in the
text, and finds its way: nothing but time may tell. Mode 3 has a thread for every text, and waits for it; an odd length makes it begin at the
first function, an even one behind a third."""
# ruff: noqa: E501   the programs are clearer in long lines

import threading

import pytest

from llrt import _quickjs
from tests.support.function_programs import PAD, PROGRAMS

from .test_lazy_functions import EARLY, _run


@pytest.fixture
def run():
    """run(text, mode) -> the value of a program in a Runtime of its own."""
    yield _run
    _quickjs.set_lazy_functions(1)


def both(text: str) -> "list[str]":
    return [text, text + " "]


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_same_as_compiled_at_once(run, name):
    for text in both(PROGRAMS[name]):
        assert run(text, 3) == run(text, 0)


@pytest.mark.parametrize("text", EARLY)
def test_early_errors_are_early(run, text, capfd):
    for program in both(
        f"globalThis.seen = 'ran'; function first() {{ PAD }} function never() {{ PAD\n {text} }} function last() {{ PAD }} 'fine'"
    ):
        assert run(program, 3) == run(program, 0)
        run(program, 2)
    assert capfd.readouterr().err == ""


# What a thread that begins in the middle takes for something else, and what it has to find its way out of.
ODD = {
    "text": "const out = []; function a() { PAD return `;function b() { ${ (() => { PAD return '}'; })() } PAD }` + ';}' + /;}[;}]/.source; } out.push(a()); function c() { PAD return 2; } out.push(c()); out.join()",
    "quotes": 'const out = [";}\\";", \';}"\', `;}\'${";}"}`]; function f(x) { PAD return x + out.length; } function g(x) { PAD return f(x) * 2; } [f(1), g(2)].join()',
    "strict": "'use strict'; const f = function () { PAD return this === undefined; }; const g = () => { PAD return [f(), this === globalThis]; }; [f(), g()].join()",
    "sloppy class": "class A { m() { PAD return typeof this; } static n() { PAD return (() => { PAD return this.name; })(); } } function f() { PAD return this === globalThis; } [new A().m(), A.n(), f()].join()",
    "methods": "const o = { f() { PAD return super.toString === Object.prototype.toString; }, get g() { PAD return 1; }, async h() { PAD await 1; }, *i() { PAD yield 2; } }; [o.f(), o.g, o.h() instanceof Promise, [...o.i()]].join()",
    "eval": "const out = []; function f(x) { PAD const g = () => { PAD return eval('x + 1'); }; return g(); } function h(y) { PAD return y; } [f(1), h(2)].join()",
    "patterns": "function f(x) { PAD return /^(a|b)+[;}]$/u.test(x); } function g(x) { PAD return /x{2}/v.test(x); } [f('ab;'), g('xx')].join()",
    "parameters": "const f = (a = function () { PAD return 1; }, { b } = { b: () => { PAD return 2; } }) => { PAD return [a(), b()]; }; const g = async (a = () => { PAD return 3; }) => { PAD return a(); }; [f(), g() instanceof Promise].join()",
    "calls that look like arrow functions": "function async(f) { PAD return f(); } const x = async(function () { PAD return 1; }); const y = (function () { PAD return 2; })(); [x, y].join()",
    "labels": "outer: for (const i of [1, 2]) { const f = () => { PAD return i; }; switch (f()) { case 1: continue outer; default: break outer; } } 'done'",
    "comments": "/* ;} function a() { */ function b() { PAD return 1; } // ;} function c() {\n function d() { PAD return 2; } [b(), d()].join()",
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("times", [1, 7])
def test_it_finds_its_way(run, name, times, capfd):
    for text in both("{ " * times + "{ " + " } {".join([ODD[name].replace("PAD", "PAD ; PAD")] * times) + " }" + " }" * times):
        assert run(text, 3) == run(text, 0)
        run(text, 2)
    assert capfd.readouterr().err == ""


MODULE = """
import first, { second as third, "a name" as fourth } from "a"; import * as all from "b"; import "c"; import data from "d" with { type: "json" };
import fifth, * as sixth from "e";
export * from "f"; export * as seventh from "g"; export { x as default2, y } from "h"; export { one as "two" };
export default async function () { PAD await 1; }
export const one = () => { PAD return import.meta; }, { q, r: [s] } = { q: () => { PAD }, r: [class { m() { PAD } }] };
export class A extends Object { #p = () => { PAD return this.#p; }; static { (() => { PAD })(); } m() { PAD return super.toString(); } }
export async function* many() { PAD for await (const x of many()) yield x; }
const later = await import("i"); export let n = (() => { PAD return first + third + fourth + all + data + fifth + sixth; });
export function last() { PAD return later; }
"""
REQUESTS = ["a", "b", "c", "d", "e", "f", "g", "h"]


@pytest.mark.parametrize("mode", [0, 1, 2, 3])
def test_modules(mode, capfd):
    _quickjs.set_lazy_functions(mode)
    try:
        with _quickjs.Runtime() as runtime:
            context = runtime.context()
            for text in both(MODULE.replace("PAD", PAD)):
                assert [name for name, _ in context.compile(text, "m", module=True).requests] == REQUESTS
                for wrong in ("/(/;", "let a, a;", "#nope in this;", "1 = 2;", "break;"):
                    with pytest.raises(_quickjs.JSSyntaxError):
                        context.compile(f"{text} function wrong() {{ {PAD} {wrong} }}", "m", module=True)
            context.close()
    finally:
        _quickjs.set_lazy_functions(1)
    assert capfd.readouterr().err == ""


def large(functions: int) -> str:
    body = "".join(
        f"export function f{i}(x) {{ {PAD} return [1, 2].map((y) => {{ {PAD} return x + y + {i}; }}).join(); }}\n"
        for i in range(functions)
    )
    assert len(body) > 64 << 10
    return body


def test_a_large_module():
    with _quickjs.Runtime() as runtime:
        context = runtime.context()
        module = context.compile(large(400), "large.mjs", module=True)
        module.link([])
        module.evaluate()
        namespace = module.namespace()
        assert [namespace.get(f"f{i}").call(1) for i in range(400)] == [f"{2 + i},{3 + i}" for i in range(400)]
        context.close()


def test_a_large_module_with_a_mistake_ends_the_thread():
    text = large(400)
    with _quickjs.Runtime() as runtime:
        context = runtime.context()
        for at in range(0, len(text), len(text) // 50):
            place = text.index("return", at if at + 200 < len(text) else 0)
            with pytest.raises(_quickjs.JSSyntaxError):
                context.compile(f"{text[:place]} let const; {text[place:]}", "large.mjs", module=True)
        context.close()


def test_a_memory_limit_is_kept():
    with _quickjs.Runtime(memory_limit=1 << 20) as runtime:
        context = runtime.context()
        with pytest.raises((_quickjs.JSMemoryError, _quickjs.JSError)):
            context.compile(large(4000), "large.mjs", module=True)
        context.close()


@pytest.mark.parametrize(
    "text",
    ["(" * 100000, "function f() { " * 20000, "f(" * 50000, "[" * 50000, "{" * 50000, "a = () => { " * 20000, "`${" * 50000],
)
def test_deep_texts(text):
    with _quickjs.Runtime() as runtime:
        context = runtime.context()
        with pytest.raises(_quickjs.JSError):
            context.compile(f"function first() {{ {PAD} }}\n" + text, "deep.mjs", module=True)
        context.close()


def test_several_threads_at_a_time():
    text, failures = large(300), []

    def work():
        try:
            for _ in range(5):
                with _quickjs.Runtime() as runtime:
                    context = runtime.context()
                    context.compile(text, "large.mjs", module=True)
                    context.close()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
