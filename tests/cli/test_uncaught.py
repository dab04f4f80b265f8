"""Uncaught errors on stderr: what Node 24 prints, frames apart (its and our internals differ) and with our last line."""

import re

import pytest

CASES = {
    "error": "throw new Error('x')",
    "error in function": "function f() {\n  throw new TypeError('bad')\n}\nf()",
    "tab indent": "if (1) {\n\t\tthrow new Error('tabbed')\n}",
    "cause": "throw new Error('outer', { cause: new TypeError('inner') })",
    "cause value": "throw new Error('outer', { cause: { a: 1 } })",
    "properties": "const e = new Error('p'); e.code = 'X'; e.deep = { a: { b: { c: { d: 1 } } } }; throw e",
    "aggregate": "throw new AggregateError([new Error('one'), 2], 'agg')",
    "subclass": "class MyError extends Error { constructor(m) { super(m); this.extra = 1 } }\nthrow new MyError('sub')",
    "named": "const e = new Error('n'); e.name = 'Custom'; throw e",
    "no message": "throw new Error()",
    "multi-line message": "throw new Error('one\\ntwo')",
    "custom stack": "const e = new Error('s'); e.stack = 'custom stack'; throw e",
    "object": "throw { a: 1, b: [1, 2] }",
    "array": "throw [1, 2]",
    "function": "throw function foo() {}",
    "string": "throw 'text'",
    "multi-line string": "throw 'a\\nb'",
    "number": "throw 42",
    "bigint": "throw 42n",
    "undefined": "throw undefined",
    "null": "throw null",
    "null prototype": "throw Object.create(null)",
    "reference": "missing",
    "rejection": "Promise.reject(new Error('rejected'))",
    "rejected value": "Promise.reject(3)",
    "rejected object": "Promise.reject({ a: 1 })",
    "rejected undefined": "Promise.reject()",
    "async function": "(async () => { await 1; throw new RangeError('async') })()",
    "timer": "setTimeout(() => { throw new Error('timer') }, 1)",
    "immediate": "setImmediate(() => { throw new Error('immediate') })",
    "tick": "process.nextTick(() => { throw new Error('tick') })",
    "after output": "console.log('before'); process.on('exit', (c) => console.log('exit', c)); throw new Error('x')",
    "handler throws": "process.on('uncaughtException', () => { throw new Error('second') }); throw new Error('first')",
    "dom exception": "throw new DOMException('msg', 'AbortError')",
}


INTERNAL_EXCERPT = r"^node:internal[^\n]*\n[^\n]*\n *\^+\n\n?"


def normalized(stderr):
    """Without frames, and with Node's last line."""
    lines = [line for line in stderr.split("\n") if not re.match(r"\s+(at |\.\.\. \d+ lines)", line)]
    text = "\n".join(lines).replace("llrt v0.1.0 (Node.js v24.19.0)", "Node.js v24.19.0").replace("`llrt --", "`node --")
    text = re.sub(r"(process:|node:)\d+", r"\1N", text)
    # Properties begin on the last frame's line, which is gone: "at f (x:1:2) {".
    return re.sub(r"`node\d* --", "`node --", text).strip("\n")


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("suffix", ["cjs", "mjs"])
def test_as_node_prints(llrt, node, tmp_path, name, suffix):
    source = CASES[name]
    if suffix == "mjs":
        source = source.replace("require('events')", "(await import('events')).default")
    path = tmp_path / f"main.{suffix}"
    path.write_text(source)
    ours, theirs = llrt(path), node(path)
    expected = normalized(theirs.stderr)
    own_text = re.sub(INTERNAL_EXCERPT, "", expected)
    if own_text == expected:
        assert normalized(ours.stderr) == expected
    else:
        # Where Node shows a line of its internals we show the user's, or none.
        assert normalized(ours.stderr).endswith(own_text)
    assert (ours.code, ours.stdout) == (theirs.code, theirs.stdout)


def test_the_last_line_names_llrt(llrt):
    assert llrt("-e", "throw 1").stderr.endswith("\nllrt v0.1.0 (Node.js v24.19.0)\n")


def test_an_error_that_cannot_be_inspected_is_reported_all_the_same(llrt):
    source = "const e = new Error('x'); Object.defineProperty(e, 'stack', { get() { throw 1 } }); throw e"
    result = llrt("-e", source)
    assert result.code == 1 and result.stderr


def test_a_hostile_proxy_is_reported(llrt):
    traps = "get() { throw new Error('g') }, getPrototypeOf() { throw new Error('p') }, ownKeys() { throw 1 }"
    source = "throw new Proxy({}, { " + traps + " })"
    result = llrt("-e", source)
    assert result.code == 1 and result.stderr


def test_colors_follow_force_color(llrt):
    assert "\x1b[" in llrt("-e", "throw { a: 1 }", env={"NO_COLOR": None, "FORCE_COLOR": "1"}).stderr
    assert "\x1b[" not in llrt("-e", "throw { a: 1 }").stderr


@pytest.mark.parametrize("mode", ["strict", "warn", "none", "throw", "warn-with-error-code"])
def test_unhandled_rejection_modes_exit_as_node(llrt, node, mode):
    for source in ("Promise.reject(new Error('r')); setTimeout(() => console.log('on'), 5)",
                   "process.on('unhandledRejection', (e) => console.log('UR', e)); Promise.reject(1)"):  # fmt: skip
        args = (f"--unhandled-rejections={mode}", "-e", source)
        ours, theirs = llrt(*args), node(*args)
        assert (ours.code, ours.stdout) == (theirs.code, theirs.stdout)


def test_unsettled_top_level_await_exits_with_13_and_says_where(llrt, node, tmp_path):
    path = tmp_path / "m.mjs"
    path.write_text("console.log(1);\n  await new Promise(() => {});\nconsole.log(2)")
    ours, theirs = llrt(path), node(path)
    assert (ours.code, ours.stdout, ours.stderr) == (theirs.code, theirs.stdout, theirs.stderr)


@pytest.mark.parametrize("thrown", ["5", "{ a: 1 }", "new Error('x')"])
def test_trace_uncaught_shows_the_frame_that_threw(llrt, node, thrown):
    for run in (llrt, node):
        shown = run("--trace-uncaught", "-e", f"function f() {{ throw {thrown} }}\nf()").stderr
        assert re.search(r"\n\S.*\n( +at .*\n)*Thrown at:\n +at f \(\[eval\]:1:\d+\)\n", shown)
        assert "(Use `" not in shown
