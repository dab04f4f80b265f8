"""Managed instances (`--concurrency`): several invocations at once in one process, and what is different there from functions on
demand: time-outs that end no process, late answers, init, reports, extensions. As AWS's Runtime Interface Emulator has it."""

import json
import re

import pytest

from tests.lambda_runtime.emulated import Served, extension_file, invoke, runtime

ONE = ["--concurrency", "1", "--sandboxes", "1", "--timeout", "1"]


@pytest.fixture
def subscriber(tmp_path):
    """Options that start the scripted subscriber; what it was told of the platform, kind and record."""
    path = extension_file(tmp_path, "scripted_subscriber.py", "listener")
    destination = {"protocol": "HTTP", "URI": "http://sandbox.localdomain:PORT"}
    subscription = json.dumps({"schemaVersion": "2025-01-29", "types": ["platform"], "destination": destination})
    variables = {"TELEMETRY": tmp_path / "told", "SUBSCRIPTION": subscription, "EVENTS": '["SHUTDOWN"]'}

    def told():
        batches = [json.loads(line) for line in (tmp_path / "told").read_text().splitlines()]
        return [(event["type"].partition(".")[2], event["record"]) for batch in batches for event in batch["events"]]

    return ["--extension", str(path), *[f"--env={name}={value}" for name, value in variables.items()]], told


def test_it_gets_several_at_once_in_one_process(tmp_path):
    with Served(tmp_path, runtime("concurrent"), "--concurrency", "4", "--sandboxes", "1", "--json") as served:
        results = served.invoke_all([{"sleep": 0.3, "n": n} for n in range(8)])
    assert [result["event"]["n"] for result in results] == list(range(8))
    assert len({result["pid"] for result in results}) == 1
    records = [json.loads(line) for line in served.out.splitlines()]
    assert len(records) == 8
    for record in records:
        # Each record has its own lines of the common log.
        assert re.findall(r"handling (\S+)", record["logs"]) == [record["requestId"]]


def test_a_time_out_ends_one_invocation_and_what_comes_of_it_later_is_refused(tmp_path):
    gate = tmp_path / "gate"
    with Served(tmp_path, runtime("concurrent"), "--concurrency", "2", "--sandboxes", "1", "--timeout", "2") as served:
        slow, quick = served.invoke_all([{"until": str(gate)}, {"sleep": 0.3}])
        assert slow["errorType"] == "Sandbox.Timedout"
        assert "Task timed out after 2.00 seconds" in slow["errorMessage"]
        # The other slot is free meanwhile.
        again = served.invoke({"n": 1})
        gate.touch()
        served.wait_for("response was answered 410 InvokeTimeout")
        both = served.invoke_all([{"sleep": 0.3}] * 2)
    assert {one["pid"] for one in (quick, again, *both)} == {quick["pid"]}
    assert "exited" not in served.err


def test_a_time_out_of_the_only_invocation_ends_no_process_either(tmp_path):
    gate = tmp_path / "gate"
    with Served(tmp_path, runtime("concurrent"), *ONE) as served:
        pid = served.invoke({})["pid"]
        assert served.invoke({"until": str(gate)})["errorType"] == "Sandbox.Timedout"
        gate.touch()
        served.wait_for("response was answered 410")
        last = served.invoke({})
    assert (last["pid"], last["calls"]) == (pid, 3)


def test_a_process_whose_slots_are_all_taken_by_what_timed_out_is_replaced(tmp_path):
    with Served(tmp_path, runtime("concurrent"), *ONE) as served:
        pid = served.invoke({})["pid"]
        assert served.invoke({"until": str(tmp_path / "never")})["errorType"] == "Sandbox.Timedout"
        assert served.invoke({})["pid"] != pid


def test_a_streamed_response_that_times_out_is_cut_and_the_process_goes_on(tmp_path):
    (tmp_path / "app.mjs").write_text("""
        import { existsSync } from "node:fs";
        let finished = 0;
        export const handler = awslambda.streamifyResponse(async (event, stream) => {
          const { wait } = JSON.parse(event.body ?? "{}");
          stream.write(`first ${finished}`);
          while (wait && !existsSync(wait)) await new Promise((resolve) => setTimeout(resolve, 10));
          // More than the connection holds: nobody may be left waiting for room.
          stream.write(wait ? "x".repeat(4 << 20) : " second");
          stream.end();
          await new Promise((resolve) => stream.on("close", resolve));
          finished += 1;
          console.log("finished");
        });
    """)
    with Served(tmp_path, "--concurrency", "2", "--sandboxes", "1", "--timeout", "2") as served:
        assert served.request("POST", "/", "{}")[1] == b"first 0 second"
        served.wait_for("finished")
        with pytest.raises(Exception, match="IncompleteRead"):
            served.request("POST", "/", json.dumps({"wait": str(tmp_path / "gate")}))
        served.wait_for("Status: timeout")
        (tmp_path / "gate").touch()
        served.wait_for("finished", count=2)
        assert served.request("POST", "/", "{}")[1] == b"first 2 second"


def test_reports_have_the_duration_only_and_tell_time_outs_and_errors(tmp_path, subscriber):
    options, told = subscriber
    (tmp_path / "app.mjs").write_text("""
        export const handler = async ({ how }) => {
          if (how === "throw") throw new RangeError("no");
          if (how === "wait") await new Promise((resolve) => setTimeout(resolve, 60_000));
        };
    """)
    options = [*options, "--concurrency", "3", "--sandboxes", "1", "--timeout", "2", "--log-format", "JSON"]
    with Served(tmp_path, *options) as served:
        # Side by side: the time-out comes while nothing, then while something else is under way.
        served.invoke_all([{"how": "wait"}, {"how": "throw"}, {}])
        served.invoke_all([{"how": "wait"}, {}])
    events = told()
    kinds = [kind for kind, _ in events]
    assert kinds.count("start") == kinds.count("report") == 5
    assert "runtimeDone" not in kinds
    starts = {record["requestId"]: record for kind, record in events if kind == "start"}
    assert {record["functionArn"] for record in starts.values()} == {
        f"arn:aws:lambda:us-east-1:123456789012:function:{tmp_path.name}"
    }
    reports = [record for kind, record in events if kind == "report"]
    assert {record["requestId"] for record in reports} == set(starts)
    assert all(list(record["metrics"]) == ["durationMs"] for record in reports)
    assert sorted((record["status"], record.get("errorType", "")) for record in reports) == [
        ("error", "Function.RangeError"),
        ("success", ""),
        ("success", ""),
        ("timeout", "Sandbox.Timedout"),
        ("timeout", "Sandbox.Timedout"),
    ]
    logged = [json.loads(line) for line in served.err.splitlines() if '"platform.' in line]
    assert all(list(one["record"]["metrics"]) == ["durationMs"] for one in logged if one["type"] == "platform.report")
    (init,) = [one["record"] for one in logged if one["type"] == "platform.initReport"]
    assert (init["phase"], init["status"]) == ("init", "success")


@pytest.mark.parametrize("mode", ["init-error", "init-exit"])
def test_an_init_that_fails_is_not_tried_again_on_an_invocations_time(tmp_path, mode):
    with Served(tmp_path, runtime(mode), "--concurrency", "2", "--sandboxes", "1") as served:
        failed = served.invoke_all([{}, {}])
        # The file of the first process makes every later one work.
        assert served.invoke({})["calls"] == 1
    kind = "Runtime.ImportModuleError" if mode == "init-error" else "Runtime.ExitError"
    assert [one["errorType"] for one in failed] == [kind, kind]
    assert len(re.findall(r"INIT_REPORT .*Phase: init\tStatus: error", served.err)) == 1
    assert "Phase: invoke" not in served.err


def test_the_first_event_pays_for_no_init(tmp_path):
    result = invoke(tmp_path, "concurrent", "--concurrency", "1", "-n", "2")
    lines = re.findall(r"^(INIT_REPORT .*Status: success|START|REPORT)", result.stderr, re.M)
    assert ["INIT_REPORT" in lines[0], *lines[1:]] == [True, "START", "REPORT", "START", "REPORT"]
    assert "Init Duration" not in "".join(re.findall(r"^REPORT.*", result.stderr, re.M))


def test_extensions_are_told_of_no_invocation(tmp_path, subscriber):
    options, _ = subscriber
    with Served(tmp_path, runtime("concurrent"), "--concurrency", "2", *options, '--env=EVENTS=["INVOKE"]') as served:
        failed = served.invoke()
    assert "registered 400 Extension.InvalidEventType" in served.err
    assert failed["errorType"] == "Extension.Crash"
