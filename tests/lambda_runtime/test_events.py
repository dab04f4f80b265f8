"""Every real event shape passes through an echo handler unchanged; the examples answer theirs."""

import json
import pathlib
import subprocess

import pytest

from tests.lambda_runtime.fake_api import ROOT, event_answer, run_runtime
from tests.support.programs import llrt_command

EVENTS = sorted((ROOT.parent / "shared" / "testdata" / "events").glob("*.json"))
EXAMPLES = ROOT / "examples"


def parsed(path):
    try:
        return json.loads(path.read_bytes())
    except ValueError:
        return None


@pytest.mark.skipif(not EVENTS, reason="the collection of events is not beside the checkout")
def test_all_events_come_back_unchanged(tmp_path):
    (tmp_path / "app.mjs").write_text("export const handler = async (event) => event;")
    good = [path for path in EVENTS if parsed(path) is not None]
    outcome = run_runtime(tmp_path, "app.handler", [event_answer(path.read_bytes(), path.stem) for path in good])
    assert len(outcome.posts) == len(good) > 50
    for path, post in zip(good, outcome.posts, strict=True):
        assert (post.kind, post.path.split("/")[-2]) == ("response", path.stem)
        assert post.json == parsed(path), path.name


def example(name, *options):
    command = [*llrt_command(), "lambda", "invoke", "app.handler", "--task-root", str(EXAMPLES / name)]
    done = subprocess.run([*command, "--event", str(EXAMPLES / name / "event.json"), *options], capture_output=True, timeout=30)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout), done.stderr.decode()


def test_the_api_example_greets():
    answer, logs = example("hello-api", "--env", "GREETING=Hi")
    body = json.loads(answer["body"])
    assert (answer["statusCode"], body["message"]) == (200, "Hi, Ada!")
    assert body["url"] == "https://abcdefghij.execute-api.eu-central-1.amazonaws.com/hello?name=Ada&lang=en"
    assert "\tINFO\tGET /hello from 203.0.113.7\n" in logs


def test_the_queue_example_reports_the_failed_message():
    answer, logs = example("sqs-batch")
    assert answer == {"batchItemFailures": [{"itemIdentifier": "0b7e5b6e-2c52-4d0c-9d3e-5f1e0d1c0002"}]}
    assert "order A-1002: quantity must be above 0, not 0" in logs


def test_the_stream_example_counts_changes():
    answer, logs = example("dynamodb-stream")
    assert answer["counts"] == {"INSERT": 1, "MODIFY": 1, "REMOVE": 1}
    assert answer["changes"][0]["after"]["address"] == {"city": "Zürich", "floor": None}
    assert '\tWARN\tremoved {"id":"A-0999"}\n' in logs


def test_the_gateway_example_routes():
    answer, _ = example("gateway")
    assert (answer["statusCode"], json.loads(answer["body"])) == (200, {"tag": ["a", "b"]})


def test_the_s3_example_lists_new_objects():
    answer, logs = example("s3-objects")
    key = "holiday 2026/Zürich.jpg"
    assert answer == {"objects": [{"bucket": "pictures", "key": key, "size": 204800, "version": "v1"}], "bytes": 204800}
    assert "\tINFO\tObjectRemoved:Delete of s3://pictures/old.jpg\n" in logs


def test_the_eventbridge_example_tells_the_rule():
    answer, _ = example("eventbridge")
    assert answer["rule"] == "aws.ec2/EC2 Instance State-change Notification"
    assert (answer["names"], answer["fields"]) == (["instance/i-0123456789abcdef0"], ["instance-id", "state"])


def test_the_cognito_example_confirms_its_own_domain():
    assert example("cognito-signup")[0]["response"]["autoConfirmUser"] is True
    assert example("cognito-signup", "--env", "DOMAIN=other.example")[0]["response"]["autoConfirmUser"] is False


def test_the_streaming_example_streams_lines():
    event = json.loads((EXAMPLES / "streaming" / "event.json").read_bytes())
    (post,) = run_runtime(EXAMPLES / "streaming", "app.handler", [event]).posts
    head, _, body = post.body.partition(b"\0" * 8)
    assert json.loads(head)["headers"] == {"content-type": "application/x-ndjson"}
    assert [json.loads(line)["square"] for line in body.splitlines()] == [1, 4, 9, 16]


# Example -> which of the collected events are its own, and what holds for each answer.
SHARED = {
    "hello-api": (["apigw-v2-request-*", "lambda-urls-request"], lambda event, answer: answer["statusCode"] == 200),
    "gateway": (
        ["apigw-request", "apigw-restapi-openapi-request", "alb-lambda-target-request-*"],
        lambda event, answer: answer["statusCode"] in (200, 404) and json.loads(answer["body"]) is not None,
    ),
    "sqs-batch": (
        ["sqs-event"],
        # None of its messages is an order, so all come again.
        lambda event, answer: answer == {"batchItemFailures": [{"itemIdentifier": r["messageId"]} for r in event["Records"]]},
    ),
    "dynamodb-stream": (["dynamodb-event"], lambda event, answer: len(answer["changes"]) == len(event["Records"])),
    "s3-objects": (["s3-event*"], lambda event, answer: len(answer["objects"]) <= len(event["Records"])),
    "eventbridge": (
        ["autoscaling-event-*", "codebuild-*", "codedeploy-*-event", "codepipeline-*-change-event", "ecr-image-*", "ecs-*"],
        lambda event, answer: answer["rule"] == f"{event['source']}/{event['detail-type']}",
    ),
    "cognito-signup": (["cognito-event-userpools-*"], lambda event, answer: answer["triggerSource"] == event["triggerSource"]),
}


@pytest.mark.skipif(not EVENTS, reason="the collection of events is not beside the checkout")
@pytest.mark.parametrize("name", SHARED)
def test_examples_answer_the_collected_events(name):
    patterns, holds = SHARED[name]
    paths = [path for path in EVENTS if any(path.match(f"{pattern}.json") for pattern in patterns) and parsed(path) is not None]
    assert paths
    outcome = run_runtime(EXAMPLES / name, "app.handler", [event_answer(path.read_bytes(), path.stem) for path in paths])
    for path, post in zip(paths, outcome.posts, strict=True):
        assert post.kind == "response", (path.name, post.json)
        assert holds(parsed(path), post.json), (path.name, post.json)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*/event.json")), ids=lambda p: p.parent.name)
def test_example_events_are_json(path: pathlib.Path):
    assert parsed(path) is not None
