"""Where console's text goes and in which form: descriptors, encodings, closed pipes, colours, what is loaded for it."""

import os
import subprocess

import pytest

from tests.support import programs

SCRIPT = """
console.log('text', { a: 1, b: 'x', c: [null, undefined, true, 5n, Symbol('s')] }, 5);
console.log('%s %d %o', 'a', 1, 'b');
console.dir(new Map([[1, 'x']]));
console.table([{ a: 1 }]);
console.error('error', { a: 1 });
console.log(process.stdout.write === 5, [new Date(0), /x/]);
"""


def evaluate(run, script, **env):
    return run("-e", script, env=env)


@pytest.mark.parametrize(
    "env",
    [
        {},
        {"FORCE_COLOR": "1"},
        {"FORCE_COLOR": "0"},
        {"FORCE_COLOR": "3"},
        {"FORCE_COLOR": ""},
        {"FORCE_COLOR": "nonsense"},
        {"NO_COLOR": "1"},
        {"NO_COLOR": None},
        {"FORCE_COLOR": "1", "TERM": "dumb"},
    ],
    ids=str,
)
def test_colours_follow_the_environment_as_in_node(llrt, node, env):
    ours, theirs = evaluate(llrt, SCRIPT, **env), evaluate(node, SCRIPT, **env)
    assert ours.stdout == theirs.stdout
    assert ours.code == theirs.code == 0


def test_a_terminal_gets_colours(node):
    pty = pytest.importorskip("pty")
    outputs = []
    for command in (programs.llrt_command(), programs.node_command()):
        master, slave = pty.openpty()
        env = programs.environment({"TERM": "xterm-256color", "NO_COLOR": None, "CI": None})
        subprocess.run(
            [*command, "-e", "console.log({ a: 1 }); console.clear(); console.log('x')"],
            stdout=slave,
            env=env,
            timeout=programs.TIMEOUT,
        )
        os.close(slave)
        outputs.append(os.read(master, 10000))
        os.close(master)
    assert outputs[0] == outputs[1]
    assert b"\x1b[33m1\x1b[39m" in outputs[0]


def test_errors_and_warnings_go_to_stderr_as_in_node(llrt, node):
    script = """
    console.error('a'); console.warn('b %s', 1); console.assert(false, 'c'); console.log('out');
    console.group('g'); console.error('d\\ne'); console.groupEnd();
    console.countReset('nope'); console.timeEnd('nope'); console.time('x'); console.time('x');
    console.trace('here');
    """
    ours, theirs = evaluate(llrt, script), evaluate(node, script)

    def lines(result):
        kept = [line for line in result.stderr.split("\n") if "    at " not in line and "Use `" not in line]
        return [line.split(") ", 1)[1] if line.startswith("(node:") else line for line in kept]

    assert ours.stdout == theirs.stdout
    assert lines(ours) == lines(theirs)


def test_trace_starts_at_its_caller(llrt):
    result = evaluate(llrt, "function caller() { console.trace('label'); }\ncaller();")
    first, second = result.stderr.split("\n")[:2]
    assert first == "Trace: label"
    assert second.startswith("    at caller (")


def test_lone_surrogates_become_replacement_characters(llrt, node):
    script = "console.log('a\\ud800b', '\\udc00', '\\u{1f600}', 'é', '\\0')"
    assert evaluate(llrt, script).stdout == evaluate(node, script).stdout


def test_large_output_arrives_whole(llrt):
    result = evaluate(llrt, "console.log('x'.repeat(3000000)); console.log('end')")
    assert len(result.stdout) == 3000000 + 1 + 4
    assert result.stdout.endswith("xx\nend\n")


def test_a_non_blocking_pipe_loses_nothing():
    """The other end may have made the pipe non-blocking: a full pipe is waited for."""
    read, write = os.pipe()
    os.set_blocking(write, False)
    command = [*programs.llrt_command(), "-e", "for (let i = 0; i < 3; i++) console.log('y'.repeat(200000))"]
    process = subprocess.Popen(command, stdout=write, env=programs.environment())
    os.close(write)
    size = 0
    while data := os.read(read, 65536):
        size += len(data)
    assert (process.wait(60), size) == (0, 3 * 200001)


def test_a_closed_pipe_is_no_error():
    command = [
        *programs.llrt_command(),
        "-e",
        "for (let i = 0; i < 50; i++) console.log('y'.repeat(20000)); console.error('done')",
    ]
    read, write = os.pipe()
    os.close(read)
    result = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, env=programs.environment(), timeout=programs.TIMEOUT)
    os.close(write)
    assert (result.returncode, result.stderr) == (0, b"done\n")


def test_a_text_loads_neither_the_inspector_nor_the_formatter():
    from llrt.runtime.environment import Environment
    from llrt.runtime.options import Options

    written = []
    options = Options(console_sink=lambda fd, text: written.append((fd, text)))
    env = Environment(options).boot()
    try:
        env.context.eval("console.log('plain'); console.error('two', 'strings'); console.log('multi\\nline'); console.info()")
        assert written == [(1, "plain\n"), (2, "two strings\n"), (1, "multi\nline\n"), (1, "\n")]
        for name in ("util/inspect", "util/format", "console/methods", "console/console", "errors"):
            assert env.context.builtin(f"node:internal/{name}").status != "evaluated", name
        env.context.eval("console.log({ a: 1 })")
        assert written[-1] == (1, "{ a: 1 }\n")
        assert env.context.builtin("node:internal/console/console").status != "evaluated"
    finally:
        env.close()


def test_format_of_elapsed_times(node):
    from llrt.runtime.environment import Environment

    times = [0, 0.1234, 0.0004, 1, 999.9999, 1000, 1500.4, 59999, 60000, 61234.5, 3599999, 3600000, 7325001.9, 90061001]
    env = Environment().boot()
    try:
        format_time = env.builtin("node:internal/console/methods").get("formatTime")
        ours = [format_time(time) for time in times]
    finally:
        env.close()
    script = f"const {{ formatTime }} = require('internal/util/debuglog'); console.log({times}.map(formatTime).join('|'))"
    assert "|".join(ours) == node("--expose-internals", "-e", script).stdout.strip()
