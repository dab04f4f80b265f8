"""AWS's own clients run in the emulator (`--runtime`): what they do there is what they do in Lambda."""

import json
import re
import sys

import pytest

from tests.lambda_runtime.emulated import Served
from tests.lambda_runtime.peers.official import node_client, python_client
from tests.support.programs import run_llrt

PYTHON = """
import os
from snapshot_restore_py import register_after_restore, register_before_snapshot

print("init", os.environ["AWS_LAMBDA_INITIALIZATION_TYPE"])
register_before_snapshot(lambda: print("before the snapshot"))

@register_after_restore
def after():
    print("after the restore")
    if os.environ.get("HOOK_FAILS"):
        raise ValueError("no")

calls = 0

def handler(event, context):
    global calls
    calls += 1
    print("handling", context.aws_request_id)
    if "throws" in event:
        raise KeyError("k")
    if "exits" in event:
        os._exit(4)
    left = context.get_remaining_time_in_millis()
    found = {"event": event, "calls": calls, "tenant": context.tenant_id, "function": context.function_name}
    return {**found, "left": 0 < left <= 3000}
"""

NODE = """
export const handler = async (event, context) => {
  console.log("handling", context.awsRequestId);
  if (event.throws) throw new TypeError("thrown");
  return { event, tenant: context.tenantId, function: context.functionName };
};
export const stream = awslambda.streamifyResponse(async (event, stream) => {
  stream = awslambda.HttpResponseStream.from(stream, { statusCode: 202, headers: { "content-type": "text/plain" } });
  for (let i = 0; i < 40; i++) {
    if (!stream.write("x".repeat(100_000))) await new Promise((resolve) => stream.once("drain", resolve));
  }
  if (event.rawPath === "/fails") throw new TypeError("in the middle");
  stream.end();
});
"""


@pytest.fixture
def python(tmp_path, monkeypatch):
    """Runs a Python function on AWS's Python client."""
    packages = python_client()
    if packages is None:
        pytest.skip("awslambdaric has no wheel for this Python, or the package index is not there")
    (tmp_path / "app.py").write_text(PYTHON)
    monkeypatch.setenv("PYTHONPATH", str(packages))
    command = f"--runtime={sys.executable} -m awslambdaric {{handler}}"

    def run(*options, event=None):
        return run_llrt(
            "lambda", "invoke", "app.handler", "-e", "-", command, *options, cwd=tmp_path, stdin=json.dumps(event or {})
        )

    return run


def test_the_python_client_answers(python):
    result = python("--name", "orders", "--tenant", "t1", "-n", "2", event={"a": "é"})
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    same = {"event": {"a": "é"}, "tenant": "t1", "function": "orders", "left": True}
    assert answers == [{**same, "calls": 1}, {**same, "calls": 2}]
    assert re.findall(r"START RequestId: (\S+)", result.stderr) == re.findall(r"handling (\S+)", result.stderr)


def test_the_python_clients_errors_arrive(python):
    result = python(event={"throws": 1})
    assert (result.code, json.loads(result.stdout)["errorType"]) == (1, "KeyError")
    assert "Status" not in re.search(r"^REPORT.*", result.stderr, re.M)[0]
    assert json.loads(python(event={"exits": 1}).stdout)["errorMessage"].endswith("exit status 4")


def test_the_python_clients_snapstart_hooks_run_around_the_snapshot(python):
    result = python("--snapstart")
    assert json.loads(result.stdout)["calls"] == 1
    lines = "init snap-start|before the|RESTORE_START|after the|RESTORE_REPORT|START|handling"
    order = re.findall(rf"^({lines})", result.stderr, re.M)
    assert order == ["init snap-start", "before the", "RESTORE_START", "after the", "RESTORE_REPORT", "START", "handling"]


def test_a_hook_that_fails_after_the_restore_fails_the_invocation(python):
    result = python("--snapstart", "--env", "HOOK_FAILS=1")
    assert result.code == 1
    assert json.loads(result.stdout)["errorMessage"] == "no"
    assert "Error Type: Runtime.AfterRestoreError" in result.stderr


def node(version, handler="app.handler"):
    return f"--runtime={' '.join(node_client(version, '{handler}'))}"


@pytest.mark.parametrize("version", ["3.3", "4.0"])
def test_the_node_clients_answer(tmp_path, version):
    (tmp_path / "app.mjs").write_text(NODE)
    options = [node(version), "--tenant", "t1", "--name", "orders", "--timeout", "20"]
    result = run_llrt("lambda", "invoke", "app.handler", "-n", "2", *options, cwd=tmp_path)
    assert [json.loads(line) for line in result.stdout.splitlines()] == [{"event": {}, "tenant": "t1", "function": "orders"}] * 2
    failed = run_llrt("lambda", "invoke", "app.handler", "-e", "-", *options, cwd=tmp_path, stdin='{"throws":1}')
    assert json.loads(failed.stdout)["errorType"] == "TypeError"


@pytest.mark.parametrize("version", ["3.3", "4.0"])
def test_the_node_clients_stream(tmp_path, version):
    (tmp_path / "app.mjs").write_text(NODE)
    with Served(tmp_path, node(version), "--timeout", "20", "--json", handler="app.stream") as served:
        answer, body = served.request("GET", "/")
        assert (answer.status, answer.headers["content-type"], len(body)) == (202, "text/plain", 4_000_000)
        served.wait_for("httpStatus")
    assert json.loads(served.out)["status"] == "success"


def test_the_node_client_runs_several_invocations_at_once(tmp_path):
    code = """
    import { threadId } from "node:worker_threads";
    export const handler = async ({ n }) => { await new Promise((resolve) => setTimeout(resolve, 300)); return [n, threadId]; };
    """
    (tmp_path / "app.mjs").write_text(code)
    options = ["--concurrency", "4", "--sandboxes", "1", "--timeout", "20", "--memory", "1024"]
    with Served(tmp_path, node("4.0"), *options, "--env", "AWS_LAMBDA_NODEJS_WORKER_COUNT=2") as served:
        results = served.invoke_all([{"n": n} for n in range(8)])
    assert [n for n, _ in results] == list(range(8))
    assert {thread for _, thread in results} <= {1, 2}
