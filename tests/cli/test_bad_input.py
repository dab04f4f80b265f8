"""Bad input to the command: a clear message and Node's exit code, never a traceback of Python or a signal."""

import os
import subprocess

import pytest

from tests.support import programs

KNOWN_TRACEBACK = "Traceback (most recent call last)"


@pytest.fixture
def run(tmp_path):
    def run_(*args, files=None, **options):
        for name, content in (files or {}).items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        result = programs.run_llrt(*args, cwd=tmp_path, **options)
        assert KNOWN_TRACEBACK not in result.stderr, result
        assert "internal error" not in result.stderr, result
        assert result.code >= 0, f"ended by a signal: {result!r}"
        return result

    return run_


def test_a_missing_file_is_named(run, tmp_path):
    result = run("missing.js")
    assert result.code == 1
    assert f"Error: Cannot find module '{tmp_path}/missing.js'" in result.stderr
    assert "code: 'MODULE_NOT_FOUND'" in result.stderr


def test_a_directory_without_an_index_is_a_missing_module(run, tmp_path):
    (tmp_path / "empty").mkdir()
    result = run("empty")
    assert result.code == 1
    assert f"Cannot find module '{tmp_path}/empty'" in result.stderr


def test_a_directory_with_a_main_runs_it(run):
    files = {"app/package.json": '{"main": "lib/start"}', "app/lib/start.js": "console.log(require.main === module)"}
    assert run("app", files=files).stdout == "true\n"


@pytest.mark.parametrize("name", ["bad.js", "bad.mjs", "bad.cjs"])
def test_a_syntax_error_shows_place_line_and_caret(run, tmp_path, name):
    result = run(name, files={name: "const ok = 1;\nlet x = ;\n"})
    assert result.code == 1
    lines = result.stderr.split("\n")
    assert lines[0].endswith(f"{tmp_path}/{name}:2")
    assert lines[1:3] == ["let x = ;", "        ^"]
    assert "SyntaxError: " in result.stderr
    assert result.stderr.rstrip().split("\n")[-1].startswith("llrt v")


def test_an_unreadable_file_names_the_system_error(run, tmp_path):
    path = tmp_path / "secret.js"
    path.write_text("1")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    result = run("secret.js")
    assert result.code == 1
    assert f"EACCES: permission denied, open '{path}'" in result.stderr


@pytest.mark.parametrize("name", ["junk.js", "junk.mjs", "junk.cjs", "junk"])
def test_binary_junk_is_a_syntax_error(run, name):
    junk = bytes(range(256)) * 40
    result = run(name, files={name: b"\x7fELF\x02\x01" + junk})
    assert result.code == 1
    assert "SyntaxError" in result.stderr


def test_invalid_utf8_is_replaced_as_in_node(run):
    source = b'console.log("a\xff\xfeb", "a\xff\xfeb".length)'
    for name in ("x.js", "x.mjs"):
        assert run(name, files={name: source}).stdout == "a\ufffd\ufffdb 4\n"


@pytest.mark.parametrize("name", ["long.js", "long.mjs"])
def test_a_line_of_ten_megabytes_runs(run, name):
    source = "const x=[" + ",".join(["1"] * 5_000_000) + "];console.log(x.length)"
    assert run(name, files={name: source}).stdout == "5000000\n"


def test_a_syntax_error_in_a_very_long_line_is_not_echoed(run):
    result = run("long.js", files={"long.js": "let a=" + "1+" * 500_000 + ";"})
    assert result.code == 1
    assert len(result.stderr) < 5000


@pytest.mark.parametrize("name", ["bom.js", "bom.mjs", "bom.cjs"])
def test_a_byte_order_mark_is_ignored(run, name):
    assert run(name, files={name: b"\xef\xbb\xbfconsole.log('bom')"}).stdout == "bom\n"


@pytest.mark.parametrize("name", ["s.js", "s.mjs", "s.cjs"])
def test_a_shebang_is_ignored_and_lines_keep_their_numbers(run, tmp_path, name):
    result = run(name, files={name: "#!/usr/bin/env llrt\n\nthrow new Error('third')"})
    assert result.stderr.split("\n")[0].endswith(f"{name}:3")


def test_an_empty_file_is_a_program(run):
    result = run("empty.mjs", files={"empty.mjs": ""})
    assert (result.code, result.stdout, result.stderr) == (0, "", "")


@pytest.mark.parametrize("name", ["deep.js", "deep.mjs"])
def test_recursion_without_end_is_a_range_error(run, name):
    result = run(name, files={name: "function f() { return f() + 1 }\nf()"})
    assert result.code == 1
    assert "RangeError: Maximum call stack size exceeded" in result.stderr


def test_recursion_through_require_and_getters_is_an_error_too(run):
    source = "let n = 0; const o = { get x() { return this.x } }; try { o.x } catch (e) { console.log(e.name) }"
    assert run("-e", source).stdout == "RangeError\n"


def test_allocation_without_end_is_an_error_under_a_heap_limit(run):
    result = run("--max-old-space-size=48", "-e", "const a = []; for (;;) a.push(new Array(1000).fill(1))")
    assert result.code != 0
    assert "out of memory" in result.stderr


def test_a_string_without_end_is_an_error(run):
    result = run("--max-old-space-size=64", "-e", "let s = 'x'; for (;;) s += s")
    assert result.code == 1
    assert "Error" in result.stderr


def test_a_closed_reader_of_stdout_does_not_end_in_a_traceback(tmp_path):
    program = "for (let i = 0; i < 20000; i++) console.log('line ' + i)"
    command = [*programs.llrt_command(), "-e", program]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=programs.environment())
    child.stdout.readline()
    child.stdout.close()
    stderr = child.stderr.read().decode()
    assert child.wait(programs.TIMEOUT) >= 0
    assert KNOWN_TRACEBACK not in stderr and "internal error" not in stderr


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_standard_descriptors_do_no_harm(tmp_path, closed):
    source = "console.log('out'); console.error('err'); process.exitCode = 3"
    words = " ".join(f"'{word}'" for word in [*programs.llrt_command(), "-e", source.replace("'", '"')])
    done = subprocess.run(
        ["sh", "-c", f"{words} {closed}"], capture_output=True, env=programs.environment(), timeout=programs.TIMEOUT
    )
    assert done.returncode == 3


def test_an_unknown_option_exits_with_9(run):
    result = run("--zzz", "x.js")
    assert result.code == 9
    assert "bad option: --zzz" in result.stderr


@pytest.mark.parametrize("option", ["-e", "-r", "--import", "-C", "--input-type"])
def test_an_option_without_its_argument_exits_with_9(run, option):
    result = run(option)
    assert result.code == 9
    assert f"{option} requires an argument" in result.stderr


@pytest.mark.parametrize("option", ["--inspect", "--cpu-prof", "--watch"])
def test_an_option_that_is_not_there_yet_says_so(run, option):
    result = run(option, "x.js")
    assert result.code == 9
    assert f"{option} is not supported yet" in result.stderr


@pytest.mark.parametrize("command", ["test", "compile", "repl"])
def test_a_command_that_is_not_there_yet_says_so(run, command):
    result = run(command)
    assert result.code != 0
    assert "not supported yet" in result.stderr


def test_a_file_named_like_a_command_is_a_program(run):
    assert run("test", files={"test": "console.log('file')"}).stdout == "file\n"


def test_typescript_is_refused_by_name(run):
    for name in ("a.ts", "a.mts"):
        result = run(name, files={name: "let a: number = 1"})
        assert result.code == 1
        assert "TypeScript is not supported" in result.stderr


def test_an_interrupt_ends_a_busy_program_with_sigint(tmp_path):
    import signal

    command = [*programs.llrt_command(), "-e", "console.log('on'); for (;;);"]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, env=programs.environment())
    assert child.stdout.readline() == b"on\n"
    child.send_signal(signal.SIGINT)
    assert child.wait(programs.TIMEOUT) == -signal.SIGINT


def test_a_path_with_special_characters_is_a_path(run):
    name = "a b%41#?é.mjs"
    result = run(name, files={name: "console.log(import.meta.filename.split('/').pop(), import.meta.url.split('/').pop())"})
    assert result.stdout == "a b%41#?é.mjs a%20b%2541%23%3F%C3%A9.mjs\n"
