"""Functions among parameters close over the variables that the body sees (cext/quickjs/engine_params.h): compiled at once, when first
called, and while the pre-parser is compared with the parser. What is expected is what Node 24 says."""
# ruff: noqa: E501   the programs are clearer in long lines

import pytest

from llrt import _quickjs
from tests.support.function_programs import PAD

PROGRAMS = {
    "function f(a, b = () => a) { PAD a = 5; return b() } f(1)": "5",
    "function f(a, b = (v) => { a = v }) { PAD b(9); return a } f(1)": "9",
    "function f(a, c = (a = 3)) { PAD return a } f(1)": "3",
    "function f(a, c = (a = 3)) { PAD var a; return a } f(1)": "3",
    "function f(a, c = ([a] = [4])) { PAD return a } f(1)": "4",
    "function f(a, c = a++) { PAD return [a, c] } f(1)": "2,1",
    "function f(a, b = () => a + a, c = (a = 3, b())) { PAD var a; return [a, c, b()] } f(1)": "3,6,6",
    "function f(a, b = () => a) { PAD var a; a = 7; return [a, b()] } f(1)": "7,1",
    "function f(a, b = () => a) { PAD for (var a of [4]); return [a, b()] } f(1)": "4,1",
    "function f(a, b = () => a) { PAD function a() { } return [typeof a, b()] } f(1)": "function,1",
    "function f(a, b = () => a) { PAD { function a() { } } return [typeof a, typeof b()] } f(1)": "number,number",
    "function f({ a }, b = (v) => a = v) { PAD b(9); return a } f({ a: 1 })": "9",
    "function f({ a } = {}, b = () => a) { PAD a = 7; return b() } f({ a: 1 })": "7",
    "function f({ a, ...c }, [d] = [() => a], e = (v) => (c = v)) { PAD a += 1; e(5); return [a, d(), c] } f({ a: 1, z: 1 })": "2,2,5",
    "function f(a, b = () => a, ...rest) { PAD rest = [a]; a = 3; return [rest, b(), arguments.length, arguments[0]] } f(1, undefined, 2)": "1,3,3,1",
    "function f(a, b = () => c, c = 2) { PAD c = 8; return b() } f(1)": "8",
    "function f(a = () => b, b = a()) { PAD return b } f()": "ReferenceError: Cannot access 'b' before initialization",
    "function f(x, g = () => x) { PAD let r = []; for (let x = 0; x < 2; x++) r.push(g()); { let x = 5; x } x = 9; return [r, g(), x] } f(1)": "1,1,9,9",
    "const f = (a, b = (c, d = () => [a, c]) => { c = 2; return d() }) => { PAD a = 7; return b(1) }; f(1)": "7,2",
    "const f = (a, b = () => () => a) => { PAD a = 4; return b()() }; f(1)": "4",
    "function* g(a, b = () => a) { PAD a = yield b(); yield b() } const it = g(1); [it.next().value, it.next(5).value]": "1,5",
    "class K { constructor(a, b = () => a) { PAD a = 3; this.v = b() } m(a, b = () => [this.v, a]) { PAD a++; return b() } } new K(1).m(4)": "3,5",
    "function f(a, b = class { static x = a; y() { return a } }) { PAD a = 8; return [b.x, new b().y()] } f(1)": "1,8",
    "function f(a, b = () => a) { PAD a = 5; const c = () => { a++; return a }; return [b(), c(), b(), (() => eval('a = 9'))(), a, b()] } f(1)": "5,6,6,9,9,9",
    "function f(a, b = eval('a = 3')) { PAD return a } f(1)": "3",
    "function f(a, b = () => a) { PAD a ??= 5; a ||= 6; [a] = [a + 1]; ({ a } = { a: a + 1 }); a++; return [a, b()] } f()": "8,8",
    "function f(a, b = () => a) { PAD return (() => (a = 4, () => [a, b()]))()() } f(1)": "4,4",
    "function f(a, b = 2, c = a) { PAD a = 5; return [a, b, c, arguments[0]] } f(1)": "5,2,1,1",
}


@pytest.mark.parametrize("text", PROGRAMS)
@pytest.mark.parametrize("mode", [0, 1, 2], ids=["at once", "when called", "compared"])
def test_the_body_sees_the_parameters_variables(text, mode, capfd):
    _quickjs.set_lazy_functions(mode)
    try:
        with _quickjs.Runtime() as runtime:
            context = runtime.context()
            context.global_.set("source", text.replace("PAD", PAD))
            assert context.eval("try { String((0, eval)(source)) } catch (e) { String(e) }") == PROGRAMS[text]
            context.close()
    finally:
        _quickjs.set_lazy_functions(1)
    assert capfd.readouterr().err == ""
