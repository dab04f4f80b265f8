"""Every entry point runs in a root where there is nothing: no /proc, no /etc, no Python. So the list of frozen
modules is whole."""

import os
import platform
import shutil
import stat
import subprocess

import pytest

from tests.support.refused_calls import ENOSYS, SYSTEM_CALLS, deny

HANDLER = "export const handler = async (event) => ({ got: event.n, region: process.env.AWS_REGION });"


@pytest.fixture(params=["image", "ordinary"])
def env(request):
    return {"LLRT_IMAGE": "0"} if request.param == "ordinary" else {}


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (["hello.js"], "hello js"),
        (["hello.mjs"], "hello mjs"),
        (["hello.cjs"], "hello cjs"),
        (["-e", "console.log(1 + 1)"], "2"),
        (["-p", "[1, { a: new Map([[1, 2]]) }]"], "[ 1, { a: Map(1) { 1 => 2 } } ]"),
        (["--check", "hello.js"], ""),
        (["-r", "./hello.cjs", "-e", "console.log('main')"], "hello cjs\nmain"),
        (["--import", "./hello.mjs", "-e", "console.log('main')"], "hello mjs\nmain"),
        (["--env-file", "some.env", "-p", "process.env.FROM_FILE"], "yes"),
        (["-p", "process.execPath"], "/llrt"),
        (["-p", "process.memoryUsage().rss > 0 && process.cpuUsage().user >= 0"], "true"),
    ],
)
def test_entry_points(empty_root, env, args, expected):
    files = {f"hello.{end}": f'console.log("hello {end}")' for end in ("js", "mjs", "cjs")}
    done = empty_root(*args, files={**files, "some.env": "FROM_FILE=yes\n"}, env=env)
    assert (done.stdout.strip(), done.stderr, done.returncode) == (expected, "", 0)


def test_stdin(empty_root, env):
    assert empty_root("-", input="console.log('from stdin')", env=env).stdout == "from stdin\n"


def test_closed_descriptors_where_there_is_no_dev_null(empty_root, env, tmp_path):
    program = "console.log(1); console.error(2); require('fs').writeFileSync('/told', String(require('fs').openSync('/llrt')))"
    done = empty_root("-e", program, env=env, capture_output=False, inside=lambda: os.closerange(0, 3))
    assert (done.returncode, (tmp_path / "told").read_text()) == (0, "3")


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the number of the call is x86-64's")
def test_no_source_of_random_numbers(empty_root, env):
    """Neither getrandom() nor /dev/urandom: nothing is invented. CPython does not boot without; the image is booted already."""
    program = "console.log(new Map([[1, 2]]).size); require('crypto').randomBytes(4)"
    done = empty_root("-e", program, env=env, inside=deny(SYSTEM_CALLS["getrandom"], ENOSYS))
    if env:
        expected = "llrt: cannot start the interpreter: failed to get random numbers to initialize Python\n"
        assert (done.stdout, done.stderr, done.returncode) == ("", expected, 127)
    else:
        assert (done.stdout, done.returncode) == ("1\n", 1)
        assert "Error: the system gives no random bytes" in done.stderr


def test_a_read_only_file_system(empty_root, env, tmp_path):
    inside = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0"'
    if shutil.which("unshare") is None or subprocess.run(["unshare", "-m", "sh", "-c", inside, tmp_path]).returncode:
        pytest.skip("a mount of its own needs unshare and CAP_SYS_ADMIN")
    program = """
    const fs = require('fs');
    for (const write of [() => fs.writeFileSync('/x', '1'), () => fs.mkdtempSync('/x'), () => fs.utimesSync('/llrt', 1, 1)]) {
      try { write(); } catch (error) { console.log(error.code); }
    }
    """
    words = ["unshare", "-m", "sh", "-c", inside + ' && exec chroot "$0" /llrt -e "$1"', tmp_path, program]
    done = subprocess.run(words, env={**os.environ, **env}, capture_output=True, text=True)
    assert (done.stdout, done.stderr, done.returncode) == ("EROFS\n" * 3, "", 0)


def test_version_help_and_build_info(empty_root, env):
    assert empty_root("-v", env=env).stdout.startswith("llrt v")
    assert "Usage: llrt" in empty_root("-h", env=env).stdout
    assert '"form": "binary"' in empty_root("--build-info", "--json", env=env).stdout
    assert empty_root("--bad-option", env=env).returncode == 9


def test_uncaught_errors(empty_root, env):
    done = empty_root("bad.js", files={"bad.js": "null.x"}, env=env)
    assert done.returncode == 1
    assert "TypeError: cannot read property 'x' of null" in done.stderr or "Cannot read properties of null" in done.stderr


def test_time_zones_are_carried(empty_root, env):
    script = "new Date(1720000000000).getHours()"
    for zone, hour in {"Europe/Berlin": 11, "Asia/Tokyo": 18, ":UTC": 9, "CET-1CEST,M3.5.0,M10.5.0/3": 11}.items():
        assert empty_root("-p", script, env={**env, "TZ": zone}).stdout == f"{hour}\n"


def test_every_public_builtin_loads(empty_root, env):
    script = "for (const name of require('module').builtinModules) if (!require(name)) throw name; console.log('all')"
    done = empty_root("--no-warnings", "-e", script, env=env)
    assert (done.stdout, done.stderr) == ("all\n", "")


@pytest.mark.parametrize("options", [(), ("--json",), ("-n", "3")])
def test_lambda_invoke(empty_root, env, options, tmp_path):
    (tmp_path / "dev").mkdir()
    os.mknod(tmp_path / "dev" / "null", 0o666 | stat.S_IFCHR, os.makedev(1, 3))  # every container has it
    files = {"app.mjs": HANDLER, "event.json": '{"n": 41}'}
    done = empty_root("lambda", "invoke", "app.handler", "--event", "event.json", *options, files=files, env=env)
    assert done.returncode == 0, done.stderr
    assert "41" in done.stdout and "us-east-1" in done.stdout


def test_lambda_help_and_wrong_usage(empty_root, env):
    assert "invoke" in empty_root("lambda", "--help", env=env).stdout
    assert "--task-root" in empty_root("lambda", "serve", "--help", env=env).stdout
    assert empty_root("lambda", "invoke", env=env).returncode == 2
    assert empty_root("lambda", "invoke", "app", env=env).returncode == 2


def test_an_internal_error_can_be_traced(empty_root, env):
    done = empty_root("lambda", "invoke", "app.handler", "--event", "nowhere.json", env={**env, "LLRT_TRACEBACK": "1"})
    assert done.returncode != 0
    assert "No module named" not in done.stderr
