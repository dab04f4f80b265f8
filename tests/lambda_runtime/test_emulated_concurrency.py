"""`llrt lambda serve` under load and with Event invocations: throttling, retries, what becomes of an event."""

import json
import threading

import pytest

from tests.lambda_runtime.emulated import INVOKE, Served, runtime
from tests.support.programs import run_llrt

EVENT = {"X-Amz-Invocation-Type": "Event"}
# Fails as often as the event says, and counts in a file, because each failure may come in a fresh process.
COUNTING = """
import fs from "node:fs";
export const handler = async ({ fails, how }, context) => {
  fs.appendFileSync("calls", `${context.awsRequestId}\\n`);
  const calls = fs.readFileSync("calls", "utf8").trim().split("\\n").length;
  if (calls > fails) return { calls };
  if (how === "exit") process.exit(3);
  if (how === "timeout") await new Promise((resolve) => setTimeout(resolve, 60_000));
  throw new RangeError(`call ${calls}`);
};
"""


def post(served, event, **headers):
    return served.request("POST", INVOKE, json.dumps(event), {**EVENT, **headers})


def records(path):
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def destinations(folder):
    return ["--on-success", str(folder / "good"), "--on-failure", str(folder / "bad"), "--retry-delay", "0.05"]


def test_more_than_the_reserved_concurrency_is_throttled(tmp_path):
    with Served(tmp_path, runtime("plain"), "--reserved-concurrency", "2", "--timeout", "60") as served:
        answers = []
        threads = [threading.Thread(target=lambda: answers.append(served.invoke({"sleep": 1.5}))) for _ in range(2)]
        for thread in threads:
            thread.start()
        served.wait_for("handling", count=2)
        answer, body = served.request("POST", INVOKE, "{}")
        assert (answer.status, answer.headers["X-Amzn-ErrorType"]) == (429, "TooManyRequestsException")
        told = {"Reason": "ReservedFunctionConcurrentInvocationLimitExceeded", "Type": "User", "message": "Rate Exceeded."}
        assert json.loads(body) == told
        assert served.request("GET", "/path")[0].status == 429
        streaming = INVOKE.replace("2015-03-31", "2021-11-15").replace("invocations", "response-streaming-invocations")
        assert served.request("POST", streaming, "{}")[0].status == 429
        for thread in threads:
            thread.join()
        # Each had a process of its own, and afterwards there is room again.
        assert len({answer["pid"] for answer in answers}) == 2
        assert served.invoke({"a": 1})["event"] == {"a": 1}


def test_nothing_runs_with_a_reserved_concurrency_of_none(tmp_path):
    with Served(tmp_path, runtime("plain"), "--reserved-concurrency", "0") as served:
        assert served.request("POST", INVOKE, "{}")[0].status == 429
        assert "START" not in served.err


def test_throttled_events_wait_for_their_turn(tmp_path):
    options = ["--reserved-concurrency", "1", "--timeout", "60", *destinations(tmp_path)]
    with Served(tmp_path, runtime("plain"), *options) as served:
        for n in range(4):
            assert post(served, {"sleep": 0.1, "n": n})[0].status == 202
        served.wait_for("REPORT", count=4)
        served.wait_for("REPORT", count=4)
    done = records(tmp_path / "good")
    assert sorted(one["requestPayload"]["n"] for one in done) == [0, 1, 2, 3]
    # A throttle is no try.
    assert {one["requestContext"]["approximateInvokeCount"] for one in done} == {1}


def test_an_event_too_old_is_given_up(tmp_path):
    options = ["--reserved-concurrency", "0", "--max-event-age", "0", *destinations(tmp_path)]
    with Served(tmp_path, runtime("plain"), *options) as served:
        answer, _ = post(served, {"a": 1})
        assert answer.status == 202
    (record,) = records(tmp_path / "bad")
    context = record["requestContext"]
    assert (context["condition"], context["approximateInvokeCount"]) == ("EventAgeExceeded", 0)
    assert context["requestId"] == answer.headers["X-Amzn-RequestId"]
    assert (record["requestPayload"], "responsePayload" in record) == ({"a": 1}, False)


FAILURES = [("throw", "RangeError"), ("exit", "Runtime.ExitError"), ("timeout", "Sandbox.Timedout")]


@pytest.mark.parametrize(("how", "kind"), FAILURES)
def test_an_event_that_fails_is_tried_twice_more_and_then_given_up(tmp_path, how, kind):
    (tmp_path / "app.mjs").write_text(COUNTING)
    event = {"fails": 9, "how": how}
    with Served(tmp_path, "--timeout", "1", *destinations(tmp_path)) as served:
        answer, body = post(served, event)
        assert (answer.status, body) == (202, b"")
        served.wait_for("REPORT", count=3)
        # The record is written with the third failure; another try would be a fourth line.
        assert served.invoke({"fails": 0}) == {"calls": 4}
    request_id = answer.headers["X-Amzn-RequestId"]
    assert (tmp_path / "calls").read_text().split()[:3] == [request_id] * 3
    (record,) = records(tmp_path / "bad")
    assert record["requestContext"] == {
        "requestId": request_id,
        "functionArn": f"arn:aws:lambda:us-east-1:123456789012:function:{tmp_path.name}:$LATEST",
        "condition": "RetriesExhausted",
        "approximateInvokeCount": 3,
    }
    assert record["responseContext"] == {"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"}
    assert (record["requestPayload"], record["responsePayload"]["errorType"]) == (event, kind)
    assert not (tmp_path / "good").exists()


def test_an_event_that_succeeds_at_last_is_done(tmp_path):
    (tmp_path / "app.mjs").write_text(COUNTING)
    with Served(tmp_path, "--json", *destinations(tmp_path)) as served:
        post(served, {"fails": 1})
        served.wait_for('"request"', count=2)
    (record,) = records(tmp_path / "good")
    assert (record["requestContext"]["condition"], record["requestContext"]["approximateInvokeCount"]) == ("Success", 2)
    assert record["responseContext"] == {"statusCode": 200, "executedVersion": "$LATEST"}
    assert record["responsePayload"] == {"calls": 2}
    assert not (tmp_path / "bad").exists()
    lines = [json.loads(line) for line in served.out.splitlines()]
    assert [(line["request"], line["httpStatus"], line["status"]) for line in lines] == [
        ("invoke", 202, "error"),
        ("invoke (attempt 2)", 202, "success"),
    ]


def test_how_often_an_event_is_tried_can_be_said(tmp_path):
    (tmp_path / "app.mjs").write_text(COUNTING)
    with Served(tmp_path, "--retries", "0", *destinations(tmp_path)) as served:
        post(served, {"fails": 9})
        served.wait_for("REPORT")
        assert served.invoke({"fails": 0}) == {"calls": 2}
    (record,) = records(tmp_path / "bad")
    assert record["requestContext"]["approximateInvokeCount"] == 1


def test_events_that_wait_at_the_end_are_told_of(tmp_path):
    (tmp_path / "app.mjs").write_text(COUNTING)
    with Served(tmp_path, "--on-failure", str(tmp_path / "bad")) as served:
        post(served, {"fails": 9})
        served.wait_for("REPORT")
    assert "1 Event invocations were neither done nor given up" in served.err
    assert not (tmp_path / "bad").exists()


def test_events_have_a_limit_of_their_own(tmp_path):
    with Served(tmp_path, runtime("plain")) as served:
        body = json.dumps("x" * (1 << 20))
        answer, told = served.request("POST", INVOKE, body, EVENT)
        assert (answer.status, "1048576 bytes" in json.loads(told)["message"]) == (413, True)
        assert served.request("POST", INVOKE, body)[0].status == 200


WRONG = [("--reserved-concurrency", "-1"), ("--retries", "3"), ("--retry-delay", "-1"), ("--max-event-age", "30000")]


@pytest.mark.parametrize(("option", "value"), WRONG)
def test_what_lambda_would_not_take_is_wrong_usage(tmp_path, option, value):
    result = run_llrt("lambda", "serve", "app.handler", f"{option}={value}", cwd=tmp_path)
    assert result.code == 2
    assert option in result.stderr
