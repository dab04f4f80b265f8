"""`--extension FILE`: programs beside the function, as in /opt/extensions of Lambda."""

import json
import re
import socket
from pathlib import Path

import pytest

from tests.lambda_runtime.emulated import INVOKE, Served, extension_file, invoke, runtime
from tests.support.programs import run_llrt


@pytest.fixture
def extension(tmp_path):
    """The options that start the scripted extension, in a mode."""
    path = extension_file(tmp_path, "scripted_extension.py", "watcher")
    return lambda mode="": ["--extension", str(path), "--env", f"SCRIPTED_EXTENSION={mode}"]


@pytest.mark.parametrize("mode", ["", "late"])
def test_it_hears_of_each_invocation_and_of_the_end(tmp_path, extension, mode):
    result = invoke(tmp_path, "plain", "-n", "2", *extension(mode))
    assert [json.loads(line)["calls"] for line in result.stdout.splitlines()] == [1, 2]
    ids = re.findall(r"START RequestId: (\S+)", result.stderr)
    heard = re.findall(r"^extension (.*)", result.stderr, re.M)
    assert heard == ["registered 200", f"INVOKE {ids[0]}", f"INVOKE {ids[1]}", "SHUTDOWN spindown"]
    assert "EXTENSION\tName: watcher\tState: Ready\tEvents: [INVOKE, SHUTDOWN]" in result.stderr


def test_it_hears_why_the_environment_ends(tmp_path, extension):
    slow = invoke(tmp_path, "plain", "--timeout", "1", *extension(), event='{"sleep":30}')
    assert json.loads(slow.stdout)["errorType"] == "Sandbox.Timedout"
    assert "extension SHUTDOWN timeout" in slow.stderr
    (tmp_path / "app.mjs").write_text("export const handler = async () => process.exit(3);")
    failed = run_llrt("lambda", "invoke", "app.handler", *extension(), cwd=tmp_path)
    assert json.loads(failed.stdout)["errorType"] == "Runtime.ExitError"
    assert "extension SHUTDOWN failure" in failed.stderr


def test_its_crash_fails_the_invocation_and_the_next_one_gets_a_fresh_environment(tmp_path, extension):
    (tmp_path / "app.mjs").write_text("export const handler = () => new Promise((resolve) => setTimeout(resolve, 3000, 'done'));")
    result = run_llrt("lambda", "invoke", "app.handler", "-n", "3", "--timeout", "20", *extension("crash"), cwd=tmp_path)
    first, second, third = map(json.loads, result.stdout.splitlines())
    assert (first, third) == ("done", "done")
    assert second["errorType"] == "Extension.Crash"
    assert second["errorMessage"].endswith("watcher: Runtime exited with error: exit status 5")


def test_what_is_no_program_is_wrong_usage(tmp_path):
    result = run_llrt("lambda", "invoke", "app.handler", "--extension", "nothing", cwd=tmp_path)
    assert (result.code, "--extension: 'nothing' is not a program" in result.stderr) == (2, True)


def test_nothing_is_left_when_the_server_ends_while_it_is_busy(tmp_path, extension):
    with Served(tmp_path, runtime("plain"), "--timeout", "60", "--sandboxes", "1", *extension()) as served:
        served.invoke()
        with socket.create_connection(("127.0.0.1", served.port)) as sock:
            # One that runs and one that waits for it.
            for _ in range(2):
                sock.sendall(b"POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: 12\r\n\r\n" % INVOKE.encode() + b'{"sleep":50}')
            served.wait_for("INVOKE", count=2)
            children = Path(f"/proc/{served.pid}/task/{served.pid}/children").read_text().split()
            assert len(children) == 2
    assert "extension SHUTDOWN spindown" in served.err
    assert not [pid for pid in children if Path(f"/proc/{pid}").exists()]
