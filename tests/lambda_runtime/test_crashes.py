"""Errors nobody caught, exits, and a Runtime API that fails: what is posted, logged and returned to the system."""

import pytest

from tests.lambda_runtime.fake_api import ACCEPTED, CLOSE, event_answer, run_runtime

CODE = """
export const handler = async (event) => {
  switch (event.do) {
    case 'throwLater': setTimeout(() => { throw new TypeError('later'); }, 1); return new Promise((r) => setTimeout(r, 1000));
    case 'rejectLater': Promise.reject(new Error('floating')); return new Promise((r) => setTimeout(r, 1000));
    case 'rejectValue': Promise.reject(undefined); return new Promise((r) => setTimeout(r, 1000));
    case 'exit': process.exit(event.code);
    case 'exitCode': process.exitCode = 5; return 1;
    case 'background': setTimeout(() => { throw new Error('after the answer'); }, 20); return 'answered';
    case 'backgroundRejection': setTimeout(() => { Promise.reject(new Error('rejected after')); }, 20); return 'answered';
    case 'deep': { const f = () => f() + 1; return f(); }
    case 'wait': await new Promise((r) => setTimeout(r, 20)); return event;
    default: return event;
  }
};
"""


@pytest.fixture
def run(tmp_path):
    (tmp_path / "app.mjs").write_text(CODE)
    return lambda *events, **options: run_runtime(tmp_path, "app.handler", events, **options)


@pytest.mark.parametrize(
    ("do", "error_type", "message", "label", "code"),
    [
        ("throwLater", "TypeError", "later", "Uncaught Exception", 129),
        ("rejectLater", "Runtime.UnhandledPromiseRejection", "Error: floating", "Unhandled Promise Rejection", 128),
        ("rejectValue", "Runtime.UnhandledPromiseRejection", "undefined", "Unhandled Promise Rejection", 128),
    ],
)
def test_what_nobody_catches_is_posted_and_ends_the_process(run, do, error_type, message, label, code):
    outcome = run({"do": do}, {"do": "never asked for"})
    (post,) = outcome.posts
    assert (post.kind, post.json["errorType"], post.json["errorMessage"]) == ("error", error_type, message)
    assert outcome.code == code
    (line,) = outcome.lines()
    assert f"\tid-1\tERROR\t{label} \t{{" in line


@pytest.mark.parametrize(
    ("do", "label", "code"),
    [("background", "Uncaught Exception", 129), ("backgroundRejection", "Unhandled Promise Rejection", 128)],
)
def test_between_invocations_the_process_ends_without_a_post(run, do, label, code):
    outcome = run({"do": do}, until=lambda api: False)
    assert [post.json for post in outcome.posts] == ["answered"]
    assert outcome.code == code
    assert label in outcome.stdout


@pytest.mark.parametrize("code", [0, 1, 42])
def test_exit_during_a_call_posts_nothing(run, code):
    outcome = run({"do": "exit", "code": code}, {})
    assert (outcome.posts, outcome.code) == ([], code)


def test_endless_recursion_is_an_error_and_the_process_goes_on(run):
    first, second = run({"do": "deep"}, {"a": 1}).posts
    assert (first.kind, first.json["errorType"], second.json) == ("error", "RangeError", {"a": 1})


def test_listeners_of_the_function_see_uncaught_errors_too(tmp_path):
    code = """
    process.on('uncaughtException', (e) => console.log('mine:', e.message));
    export const handler = () => {
      setTimeout(() => { throw new Error('x'); }, 1);
      return new Promise((r) => setTimeout(r, 500));
    };
    """
    (tmp_path / "app.mjs").write_text(code)
    outcome = run_runtime(tmp_path, "app.handler", [{}])
    assert outcome.code == 129
    assert "\tmine: x" in outcome.stdout


def test_a_function_may_take_over_unhandled_rejections(tmp_path):
    code = """
    process.removeAllListeners('unhandledRejection');
    process.on('unhandledRejection', (e) => console.log('mine:', e.message));
    export const handler = async () => { Promise.reject(new Error('x')); await new Promise((r) => setTimeout(r, 5)); return 1; };
    """
    (tmp_path / "app.mjs").write_text(code)
    outcome = run_runtime(tmp_path, "app.handler", [{}, {}])
    assert [post.json for post in outcome.posts] == [1, 1]
    assert outcome.stdout.count("\tmine: x\n") == 2


def answer(status, body=b'{"errorMessage":"m","errorType":"T"}'):
    return b"HTTP/1.1 %d X\r\nContent-Length: %d\r\n\r\n%s" % (status, len(body), body)


@pytest.mark.parametrize("status", [400, 403, 413])
def test_a_refused_response_is_logged_and_the_runtime_goes_on(run, status):
    outcome = run({"n": 1}, {"n": 2}, posts={0: answer(status)})
    assert [post.json for post in outcome.posts] == [{"n": 1}, {"n": 2}]
    assert f"POST /2018-06-01/runtime/invocation/id-1/response was answered {status}" in outcome.stdout


@pytest.mark.parametrize("status", [500, 503])
def test_a_server_error_ends_the_process_promptly(run, status):
    outcome = run({"n": 1}, {"n": 2}, posts={0: answer(status)})
    assert [post.json for post in outcome.posts] == [{"n": 1}]
    assert outcome.code == 1
    assert f"was answered {status}" in outcome.stderr


@pytest.mark.parametrize("status", [403, 500])
def test_a_failed_next_ends_the_process(run, status):
    outcome = run(answer(status))
    assert (outcome.code, outcome.posts) == (1, [])
    assert f"GET /2018-06-01/runtime/invocation/next was answered {status}" in outcome.stderr


def test_a_next_without_request_id_ends_the_process(run):
    outcome = run(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
    assert (outcome.code, outcome.posts) == (1, [])
    assert "without lambda-runtime-aws-request-id" in outcome.stderr


def test_a_lost_next_is_asked_again(run):
    outcome = run(CLOSE, CLOSE, {"n": 1})
    assert [(post.path, post.json) for post in outcome.posts] == [("/2018-06-01/runtime/invocation/id-3/response", {"n": 1})]


def test_a_connection_closed_after_each_answer_is_replaced(run):
    # The handler takes long enough for the close to arrive.
    events = [[event_answer({"do": "wait", "n": i}, f"id-{i}"), CLOSE] for i in range(1, 6)]
    outcome = run(*events)
    assert [post.json["n"] for post in outcome.posts] == [1, 2, 3, 4, 5]


def test_a_connection_closed_after_each_post_is_replaced(run):
    outcome = run(*[{"n": i} for i in range(1, 6)], posts={i: [ACCEPTED, CLOSE] for i in range(5)})
    assert [post.json["n"] for post in outcome.posts] == [1, 2, 3, 4, 5]


def test_a_response_whose_answer_is_lost_is_not_sent_again(run):
    outcome = run({"n": 1}, {"n": 2}, posts={0: CLOSE})
    assert [post.json for post in outcome.posts] == [{"n": 1}, {"n": 2}]
    assert "id-1/response failed" in outcome.stdout


def test_an_api_that_is_gone_ends_the_process(tmp_path):
    (tmp_path / "app.mjs").write_text(CODE)
    outcome = run_runtime(tmp_path, "app.handler", [{}], env={"AWS_LAMBDA_RUNTIME_API": "127.0.0.1:1"})
    assert outcome.code == 1
    assert "the Runtime API can't be reached" in outcome.stderr


def test_an_address_that_is_none_is_one_clear_sentence(tmp_path):
    outcome = run_runtime(tmp_path, "app.handler", [{}], env={"AWS_LAMBDA_RUNTIME_API": "here:there"})
    assert (outcome.code, outcome.stderr) == (1, "llrt: AWS_LAMBDA_RUNTIME_API: expected HOST:PORT, not 'here:there'\n")


def test_exit_iterations_ends_after_so_many(run):
    outcome = run({"n": 1}, {"n": 2}, {"n": 3}, env={"_EXIT_ITERATIONS": "2"})
    assert ([post.json["n"] for post in outcome.posts], outcome.code) == ([1, 2], 0)
