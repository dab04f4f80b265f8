"""What surrounds a program is broken: its outputs, its working directory, its locale. Exit codes and output as Node 24's."""

import json
import subprocess

import pytest

from tests.support import programs

LOCALES = [{}, {"LANG": "C"}, {"LC_ALL": "C"}, {"LC_CTYPE": "C"}, {"LC_CTYPE": "nonsense"}, {"LC_ALL": "xx_YY", "A": "é"}]


def both(shell, env=None):
    """Runs a line of bash, PROGRAM standing for node and llrt; the two (exit code, stdout)."""
    commands = programs.node_command(), programs.llrt_command()
    if commands[0] is None:
        pytest.skip("Node 24 is not installed")
    results = []
    for command in commands:
        line = shell.replace("PROGRAM", " ".join(command))
        done = subprocess.run(["bash", "-c", line], capture_output=True, env=env, timeout=60, check=False)
        results.append((done.returncode, done.stdout.decode(), done.stderr.decode()))
    return results


@pytest.mark.parametrize("env", LOCALES, ids=str)
def test_the_environment_is_the_one_given(env):
    if programs.form() == "module":
        pytest.skip("the interpreter was started by somebody else")
    command = [*programs.llrt_command(), "-e", "console.log(JSON.stringify(process.env), 'é')"]
    done = subprocess.run(command, capture_output=True, env=env, timeout=60, check=False)
    text, _, accent = done.stdout.decode().strip().rpartition(" ")
    assert (json.loads(text), accent) == (env, "é")


@pytest.mark.parametrize(
    "shell",
    [
        "PROGRAM -e 'setInterval(() => console.log(1), 1)' 2>/dev/null | head -2; echo ${PIPESTATUS[0]}",
        "PROGRAM -e 'for (let i = 0; i < 3e4; i++) console.log(i)' | head -1; echo ${PIPESTATUS[0]}",
        "PROGRAM -e 'console.log(1)' >/dev/full; echo $?",
        "PROGRAM -e 'process.stdout.write(`a`)' 2>/dev/null >/dev/full; echo $?",
        "PROGRAM -e 'process.stdout.write(`a`); console.log(1)' >/dev/full; echo $?",
        "PROGRAM -e 'setInterval(() => console.log(1), 1)' 2>/dev/null >/dev/full; echo $?",
        "PROGRAM -e 'process.stdout.on(`error`, (e) => { console.error(e.message, Object.keys(e)); process.exit(7) }); "
        "process.stdout.write(`a`)' 2>&1 >/dev/full; echo $?",
        "PROGRAM -e 'process.stdout.on(`error`, (e) => { console.error(e.message, Object.keys(e)); process.exit(7) }); "
        "setInterval(() => console.log(1), 1)' 3>&1 2>&3 | head -1; echo ${PIPESTATUS[0]}",
        "PROGRAM -e 'console.log(1)' >&-; echo $?",
        "PROGRAM -e 'console.log(1); console.error(2)' >&- 2>&-; echo $?",
        "PROGRAM -e 'process.stdin.on(`data`, console.log).on(`end`, () => console.log(`end`))' <&-; echo $?",
    ],
)
def test_broken_streams_end_a_program_as_in_node(shell):
    node, llrt = both(shell)
    assert llrt[:2] == node[:2]


@pytest.mark.parametrize(
    "program",
    [
        "-e 'console.log(1); try { process.cwd() } catch (e) { console.log(e.code, e.syscall) }'",
        "../main.cjs 2>/dev/null",
        "$OLDPWD/main.cjs",
    ],
)
def test_a_removed_working_directory_is_survived(tmp_path, program):
    (tmp_path / "main.cjs").write_text("console.log(3)")
    shell = f"cd {tmp_path} && mkdir -p gone && cd gone && rmdir ../gone && PROGRAM {program}; echo $?"
    node, llrt = both(shell)
    assert llrt[:2] == node[:2]
    assert "internal error" not in llrt[2]
