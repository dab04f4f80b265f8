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


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*/event.json")), ids=lambda p: p.parent.name)
def test_example_events_are_json(path: pathlib.Path):
    assert parsed(path) is not None
