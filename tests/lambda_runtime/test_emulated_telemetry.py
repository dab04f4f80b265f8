"""The Telemetry API of the emulator: what extensions are told of the platform and of logs, and how."""

import json
import re

import pytest

from tests.lambda_runtime.emulated import extension_file, invoke
from tests.support.programs import run_llrt

ALL = ["platform", "function", "extension"]


@pytest.fixture
def subscriber(tmp_path):
    """Options that start the scripted subscriber; and what it was told."""
    path = extension_file(tmp_path, "scripted_subscriber.py", "listener")

    def options(types=ALL, uri="http://sandbox.localdomain:PORT/in?a=b", buffering=None, **env):
        given = {"schemaVersion": "2022-12-13", "types": types, "destination": {"protocol": "HTTP", "URI": uri}}
        if buffering is not None:
            given["buffering"] = buffering
        variables = {"TELEMETRY": tmp_path / "told", "SUBSCRIPTION": json.dumps(given), **env}
        return ["--extension", str(path), *[f"--env={name}={value}" for name, value in variables.items()]]

    return options


def batches(folder):
    told = folder / "told"
    return [json.loads(line) for line in told.read_text().splitlines()] if told.exists() else []


def events(folder):
    return [event for batch in batches(folder) for event in batch["events"]]


def of(folder, kind):
    return [event["record"] for event in events(folder) if event["type"] == kind]


def test_a_subscriber_is_told_of_init_invocations_and_logs_in_their_order(tmp_path, subscriber):
    result = invoke(tmp_path, "plain", "-n", "2", "--name", "orders", "--memory", "256", *subscriber())
    first, second = re.findall(r"START RequestId: (\S+)", result.stderr)
    assert "subscribed 200 OK" in result.stderr
    assert {(batch["path"], batch["type"]) for batch in batches(tmp_path)} == {("/in?a=b", "application/json")}
    told = events(tmp_path)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", event["time"]) for event in told)
    once = ["initStart", "telemetrySubscription", "initRuntimeDone", "initReport", "extension"]
    kinds = [event["type"].partition(".")[2] for event in told if event["type"].startswith("platform.")]
    assert sorted(kinds[:5]) == sorted(once)
    assert kinds[5:] == ["start", "runtimeDone", "report"] * 2
    assert of(tmp_path, "platform.initStart")[0] == {
        "initializationType": "on-demand", "phase": "init", "functionName": "orders", "functionVersion": "$LATEST",
        "instanceId": "local", "instanceMaxMemory": 256 << 20,
    }  # fmt: skip
    assert of(tmp_path, "platform.telemetrySubscription") == [{"name": "listener", "state": "Subscribed", "types": ALL}]
    assert of(tmp_path, "platform.extension") == [{"name": "listener", "state": "Ready", "events": ["INVOKE", "SHUTDOWN"]}]
    (init,) = of(tmp_path, "platform.initReport")
    assert (init["status"], init["phase"], init["metrics"]["durationMs"] > 0) == ("success", "init", True)
    assert [record["requestId"] for record in of(tmp_path, "platform.start")] == [first, second]
    for record, line in zip(of(tmp_path, "platform.runtimeDone"), result.stdout.splitlines(), strict=True):
        assert (record["status"], record["metrics"]["producedBytes"]) == ("success", len(line))
        assert record["tracing"]["type"] == "X-Amzn-Trace-Id"
    reports = of(tmp_path, "platform.report")
    assert [(record["requestId"], record["status"], record["metrics"]["memorySizeMB"]) for record in reports] == [
        (first, "success", 256),
        (second, "success", 256),
    ]
    assert "initDurationMs" in reports[0]["metrics"]
    assert of(tmp_path, "function") == [f"handling {first}\n", f"handling {second}\n"]
    assert {f"heard {first}\n", f"heard {second}\n"} <= set(of(tmp_path, "extension"))


def test_only_what_was_asked_for_is_told(tmp_path, subscriber):
    invoke(tmp_path, "plain", *subscriber(["function"]))
    assert {event["type"] for event in events(tmp_path)} == {"function"}


ENDS = {
    "throw new TypeError('no')": "error",
    "process.exit(3)": "failure",
    "await new Promise((r) => setTimeout(r, 60_000))": "timeout",
}


@pytest.mark.parametrize(("code", "status"), ENDS.items())
def test_the_end_of_an_invocation_that_fails_is_told(tmp_path, subscriber, code, status):
    (tmp_path / "app.mjs").write_text(f"export const handler = async () => {{ {code}; }};")
    run_llrt("lambda", "invoke", "app.handler", "--timeout", "1", *subscriber(["platform"]), cwd=tmp_path)
    assert [record["status"] for record in of(tmp_path, "platform.runtimeDone")] == [status]
    (report,) = of(tmp_path, "platform.report")
    # As in the REPORT line, a handler's own error is no error of the platform's.
    assert report["status"] == {"error": "success", "failure": "error", "timeout": "timeout"}[status]


# Each try waits until the subscriber of its environment has been told that it began.
FAILS_ONCE_IT_IS_HEARD = """
import { appendFileSync, existsSync, readFileSync } from "node:fs";
appendFileSync("tries", ".");
const tries = readFileSync("tries", "utf8").length;
const told = process.env.TELEMETRY;
const heard = () => (existsSync(told) ? readFileSync(told, "utf8").split("platform.initStart").length - 1 : 0);
while (heard() < tries) await new Promise((done) => setTimeout(done, 10));
throw new RangeError("no");
"""


def test_a_failed_init_is_told_with_its_second_try(tmp_path, subscriber):
    (tmp_path / "app.mjs").write_text(FAILS_ONCE_IT_IS_HEARD)
    run_llrt("lambda", "invoke", "app.handler", "--timeout", "9", *subscriber(["platform"]), cwd=tmp_path)
    found = [(record["phase"], record["status"], record["errorType"]) for record in of(tmp_path, "platform.initReport")]
    assert found == [("init", "error", "Function.RangeError"), ("invoke", "error", "Function.RangeError")]


def test_logs_in_json_are_objects(tmp_path, subscriber):
    code = "export const handler = async () => { console.log({ a: 1 }); process.stdout.write('plain\\n'); };"
    (tmp_path / "app.mjs").write_text(code)
    run_llrt("lambda", "invoke", "app.handler", "--log-format", "JSON", *subscriber(["function"]), cwd=tmp_path)
    record, plain = of(tmp_path, "function")
    assert (record["level"], record["message"]) == ("INFO", {"a": 1})
    assert plain == "plain\n"


def test_many_events_come_in_full_batches(tmp_path, subscriber):
    (tmp_path / "app.mjs").write_text("export const handler = async () => { for (let i = 0; i < 2500; i++) console.log(i); };")
    buffering = {"maxItems": 1000, "timeoutMs": 30_000}
    run_llrt("lambda", "invoke", "app.handler", *subscriber(["function"], buffering=buffering), cwd=tmp_path)
    assert [len(batch["events"]) for batch in batches(tmp_path)] == [1000, 1000, 500]
    assert [int(line.split("\t")[3]) for line in of(tmp_path, "function")] == list(range(2500))


def test_a_batch_that_is_refused_is_sent_again(tmp_path, subscriber):
    invoke(tmp_path, "plain", *subscriber(["platform"], REFUSES="2"))
    assert [event["type"] for event in events(tmp_path)].count("platform.report") == 1
    assert not of(tmp_path, "platform.logsDropped")


def test_what_nobody_takes_is_told_as_dropped(tmp_path, subscriber):
    # The first batch is given up after three tries, in the middle of the invocation; what comes then tells of it.
    buffering = {"timeoutMs": 25}
    options = subscriber(["platform"], buffering=buffering, REFUSES="3")
    invoke(tmp_path, "plain", "--timeout", "20", *options, event='{"sleep":1}')
    (dropped,) = of(tmp_path, "platform.logsDropped")
    assert dropped["droppedRecords"] > 0
    assert dropped["droppedBytes"] > 0
    assert len(of(tmp_path, "platform.report")) == 1


def test_nobody_subscribes_after_init(tmp_path, subscriber):
    result = invoke(tmp_path, "plain", *subscriber(AGAIN="1"))
    assert "again 403 Telemetry.SubscriptionClosed" in result.stderr


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"types": []}, "types is a list of"),
        ({"types": ["logs"]}, "types is a list of"),
        ({"uri": "http://example.com:PORT"}, "destination.URI is http://sandbox.localdomain"),
        ({"uri": "tcp://sandbox.localdomain:PORT"}, "destination.URI is http://sandbox.localdomain"),
        ({"buffering": {"maxItems": 5}}, "buffering.maxItems is from 1000 to 10000, not 5"),
        ({"buffering": {"timeoutMs": "1"}}, "buffering.timeoutMs is from 25"),
        ({"SUBSCRIPTION": "[]"}, "schemaVersion is one of"),
        ({"SUBSCRIPTION": "no"}, "ValidationError"),
    ],
)
def test_a_wrong_subscription_is_refused_and_the_function_runs(tmp_path, subscriber, change, told):
    result = invoke(tmp_path, "plain", *subscriber(**change))
    assert "subscribed 400" in result.stderr
    assert told in result.stderr
    assert json.loads(result.stdout)["calls"] == 1
    assert events(tmp_path) == []


def test_a_runtime_that_is_no_extension_cannot_subscribe(tmp_path):
    code = """
    const api = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2022-07-01/telemetry`;
    const answer = await fetch(api, { method: "PUT", body: "{}" });
    const wrong = await fetch(api);
    export const handler = async () => [answer.status, (await answer.json()).errorType, wrong.status];"""
    (tmp_path / "app.mjs").write_text(code)
    result = run_llrt("lambda", "invoke", "app.handler", cwd=tmp_path)
    assert json.loads(result.stdout) == [403, "Extension.UnknownExtensionIdentifier", 405]


def test_a_subscriber_that_is_gone_holds_nothing_up(tmp_path, subscriber):
    result = invoke(tmp_path, "plain", "-n", "2", *subscriber(uri="http://sandbox.localdomain:1"))
    assert [json.loads(line)["calls"] for line in result.stdout.splitlines()] == [1, 2]


