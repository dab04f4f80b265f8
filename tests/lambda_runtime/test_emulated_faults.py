"""`--fault`: the Runtime API misbehaves on purpose, and our runtime lives with it: no invocation is answered twice, none is lost
without the caller hearing of it."""

import json

import pytest

from tests.lambda_runtime.emulated import invoke
from tests.support.programs import run_llrt

HANDLER = "let calls = 0; export const handler = async () => ++calls;"


def run(folder, *options):
    (folder / "app.mjs").write_text(HANDLER)
    return run_llrt("lambda", "invoke", "app.handler", "-n", "3", "--timeout", "3", *options, cwd=folder)


@pytest.mark.parametrize("fault", ["next:cut@2", "next:half@2", "next:halfclose@2", "next:slow=0.2@2", "response:slow=0.2@*"])
def test_what_can_be_asked_again_or_waited_for_is_survived(tmp_path, fault):
    result = run(tmp_path, "--fault", fault)
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    if fault.startswith("next:half@"):
        # Half of an event: it was handed out, and it must not be handed out again.
        assert [type(answer) for answer in answers] == [int, dict, int]
        assert answers[1]["errorType"] in ("Runtime.ExitError", "Sandbox.Timedout")
    else:
        assert (result.code, answers) == (0, [1, 2, 3])


@pytest.mark.parametrize("fault", ["next:500@2", "response:500@2", "response:cut@2", "response:halfclose@2", "next:lost@2"])
def test_what_cannot_is_an_error_of_one_invocation(tmp_path, fault):
    result = run(tmp_path, "--fault", fault)
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    if fault == "next:500@2":
        # Nothing was handed out: a fresh process gets the event.
        assert answers == [1, 1, 2]
        return
    assert [type(answer) for answer in answers] == [int, dict, int]
    assert answers[1]["errorType"] in ("Runtime.ExitError", "Sandbox.Timedout")


@pytest.mark.parametrize("fault", ["response:lost@2", "response:half@2"])
def test_an_answer_that_arrived_counts_though_nobody_says_so(tmp_path, fault):
    result = run(tmp_path, "--fault", fault)
    assert [json.loads(line) for line in result.stdout.splitlines()] == [1, 2, 3]


def test_a_runtime_that_goes_on_after_a_refused_response_loses_the_invocation_and_the_caller_hears_of_it(tmp_path):
    result = invoke(tmp_path, "plain", "--fault", "response:413@1", "--timeout", "1", "-n", "2")
    first, second = map(json.loads, result.stdout.splitlines())
    assert first["errorType"] == "Runtime.ExitError"
    assert second["calls"] == 1


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("nothing:500", "the call is one of next, response, error, init, restore, not 'nothing'"),
        ("next:200", "the kind is a status from 400 to 599 or one of slow, cut, lost, half, halfclose, not '200'"),
        ("next:slow=x", "slow=SECONDS takes a number, not 'x'"),
        ("next:500@0", "@N takes a number from 1 or *, not '0'"),
    ],
)
def test_a_wrong_fault_is_wrong_usage(tmp_path, fault, message):
    result = run_llrt("lambda", "invoke", "app.handler", "--fault", fault, cwd=tmp_path)
    assert result.code == 2
    assert message in result.stderr
