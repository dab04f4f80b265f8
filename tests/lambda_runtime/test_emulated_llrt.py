"""Our runtime in the emulator's other modes: several invocations at once, SnapStart, SIGTERM on request, freezing."""

import json
import re

import pytest

from tests.lambda_runtime.emulated import Served
from tests.support.programs import run_llrt


@pytest.mark.parametrize("threads", [None, "2"])
def test_several_invocations_at_once_in_one_process(tmp_path, threads):
    (tmp_path / "app.mjs").write_text("""
        let running = 0;
        export const handler = async ({ n }, context) => {
          running += 1;
          console.log("begins");
          await new Promise((resolve) => setTimeout(resolve, 500));
          const together = running;
          await new Promise((resolve) => setTimeout(resolve, 50));
          running -= 1;
          return { n, together, pid: process.pid, id: context.awsRequestId };
        };
    """)
    options = ["--concurrency", "4", "--sandboxes", "1", "--timeout", "20", "--json"]
    if threads:
        options += ["--env", f"LLRT_LAMBDA_THREADS={threads}"]
    with Served(tmp_path, *options) as served:
        results = served.invoke_all([{"n": n} for n in range(8)])
    assert [result["n"] for result in results] == list(range(8))
    assert len({result["pid"] for result in results}) == 1
    # With two contexts each has half of the four.
    assert max(result["together"] for result in results) == (2 if threads else 4)
    records = [json.loads(line) for line in served.out.splitlines()]
    assert {record["requestId"] for record in records} == {result["id"] for result in results}
    for record in records:
        (line,) = [json.loads(line) for line in record["logs"].splitlines() if "begins" in line]
        assert line["requestId"] == record["requestId"]


SNAPSHOT = """
const log = [Math.random()];
awslambda.registerBeforeSnapshot(() => { log.push("before"); });
awslambda.registerAfterRestore(async () => { log.push("after", process.env.AWS_LAMBDA_INITIALIZATION_TYPE); %s });
export const handler = async () => log.slice(1);
"""


def test_snapstart_hooks_run_around_the_snapshot(tmp_path):
    (tmp_path / "app.mjs").write_text(SNAPSHOT % "")
    result = run_llrt("lambda", "invoke", "app.handler", "--snapstart", "-n", "2", cwd=tmp_path)
    assert [json.loads(line) for line in result.stdout.splitlines()] == [["before", "after", "snap-start"]] * 2
    assert re.findall(r"^(RESTORE_START|RESTORE_REPORT|START|END|REPORT)", result.stderr, re.M) == [
        "RESTORE_START", "RESTORE_REPORT", "START", "END", "REPORT", "START", "END", "REPORT",
    ]  # fmt: skip


def test_a_restore_hook_that_fails_is_the_invocations_error(tmp_path):
    (tmp_path / "app.mjs").write_text(SNAPSHOT % "throw new TypeError('no');")
    result = run_llrt("lambda", "invoke", "app.handler", "--snapstart", cwd=tmp_path)
    assert result.code == 1
    assert json.loads(result.stdout)["errorMessage"] == "no"
    assert re.search(r"^RESTORE_REPORT .*Status: error", result.stderr, re.M)


def test_sigterm_comes_when_it_was_asked_for(tmp_path):
    (tmp_path / "app.mjs").write_text("""
        process.on("SIGTERM", () => { console.log("cleaning up"); process.exit(0); });
        export const handler = async () => 1;
    """)
    asked = run_llrt("lambda", "invoke", "app.handler", "--env", "LLRT_GRACEFUL_SHUTDOWN=1", cwd=tmp_path)
    plain = run_llrt("lambda", "invoke", "app.handler", cwd=tmp_path)
    assert (asked.stdout, plain.stdout) == ("1\n", "1\n")
    assert "cleaning up" in asked.stderr
    assert "cleaning up" not in plain.stderr


def test_timers_rest_between_invocations(tmp_path):
    (tmp_path / "app.mjs").write_text("""
        let ticks = 0;
        setInterval(() => ticks++, 10);
        export const handler = async () => ticks;
    """)
    with Served(tmp_path) as frozen, Served(tmp_path, "--no-freeze") as running:
        for served in (frozen, running):
            served.invoke()
        running.invoke()
        while running.invoke() < 60:
            pass
        assert frozen.invoke() < 30
