"""What Lambda limits and stops: init's ten seconds, memory, sizes, time between invocations."""

import json
import re
import socket
import time

import pytest

from tests.lambda_runtime.emulated import Served, invoke, runtime
from tests.support.programs import run_llrt


@pytest.mark.parametrize(("mode", "status"), [("init-slow", "timeout"), ("init-error", "error")])
def test_an_init_that_fails_is_tried_again_on_the_invocations_time(tmp_path, mode, status):
    result = invoke(tmp_path, mode, "--timeout", "30")
    assert json.loads(result.stdout)["calls"] == 1
    (line,) = re.findall(r"^INIT_REPORT.*", result.stderr, re.M)
    assert f"Phase: init\tStatus: {status}" in line
    if status == "timeout":
        assert 10_000 <= float(re.search(r"Duration: ([\d.]+)", line)[1]) < 20_000
    # The clock of the invocation runs while the second init does, which no figure calls init.
    assert result.stderr.index("INIT_REPORT") < result.stderr.index("START")
    assert "Init Duration" not in re.search(r"^REPORT.*", result.stderr, re.M)[0]


HUNGRY = """
export const handler = async ({ megabytes }) => {
  const kept = [];
  for (let i = 0; i < megabytes; i++) {
    kept.push(new Uint8Array(1 << 20).fill(i));
    if (i % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await new Promise((resolve) => setTimeout(resolve, 300));
  return kept.length;
};
"""


def hungry(folder, megabytes, *options):
    (folder / "app.mjs").write_text(HUNGRY)
    event = json.dumps({"megabytes": megabytes})
    return run_llrt("lambda", "invoke", "app.handler", "-e", "-", "--timeout", "30", *options, cwd=folder, stdin=event)


def test_a_process_that_uses_more_than_the_memory_size_is_killed(tmp_path):
    result = hungry(tmp_path, 400)
    assert json.loads(result.stdout)["errorMessage"].endswith("Error: Runtime exited with error: signal: killed")
    report = re.search(r"^REPORT.*", result.stderr, re.M)[0]
    assert "Max Memory Used: 128 MB" in report
    assert "Error Type: Runtime.ExitError" in report


@pytest.mark.parametrize("options", [("--memory", "1024"), ("--no-memory-limit",)])
def test_the_limit_is_the_functions_and_can_be_lifted(tmp_path, options):
    assert hungry(tmp_path, 200, *options).stdout == "200\n"


@pytest.mark.parametrize(("options", "frozen"), [((), True), (("--no-freeze",), False)])
def test_nothing_runs_between_invocations(tmp_path, options, frozen):
    with Served(tmp_path, runtime("ticking"), *options) as served:
        served.invoke()
        ticks = []
        # One that runs gets there, however busy the machine is.
        while len(ticks) < 2 or (not frozen and max(ticks) < 30 and len(ticks) < 30):
            time.sleep(1)
            ticks.append(served.invoke())
    assert (max(ticks) < 30) is frozen


def test_a_streamed_response_ends_at_200_mb(tmp_path):
    result = invoke(tmp_path, "endless", "--json", "--timeout", "60", timeout=100)
    record = json.loads(result.stdout)
    # Collected for one JSON object, it is a buffered response, with that limit.
    assert record["payload"]["errorMessage"].endswith("exceeded maximum allowed payload size (6291556 bytes).")
    with Served(tmp_path, runtime("endless"), "--json", "--timeout", "60") as served:
        sock = socket.create_connection(("127.0.0.1", served.port))
        sock.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        received = 0
        while data := sock.recv(1 << 20):
            received += len(data)
        sock.close()
        served.wait_for("httpStatus")
    assert 199 << 20 < received < 201 << 20
    assert json.loads(served.out)["errorType"] == "Function.ResponseSizeTooLarge"


def test_a_client_that_does_not_read_holds_the_function_back(tmp_path):
    with Served(tmp_path, runtime("endless"), "--json", "--timeout", "5") as served:
        sock = socket.create_connection(("127.0.0.1", served.port))
        sock.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
        served.wait_for("httpStatus")
        sock.close()
    record = json.loads(served.out)
    assert record["errorType"] == "Sandbox.Timedout"
    # What fits into the sockets' buffers on the way, and no more.
    assert record["responseBytes"] < 40 << 20


def test_a_stream_that_breaks_off_is_a_truncated_response(tmp_path):
    result = invoke(tmp_path, "truncated")
    assert (result.code, result.stdout) == (1, "some")
    assert json.loads(result.stderr.splitlines()[-1])["errorType"] == "Runtime.TruncatedResponse"
