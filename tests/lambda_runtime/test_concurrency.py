"""Several invocations at once in one context (AWS_LAMBDA_MAX_CONCURRENCY): interleaved, with ids of their own."""

import json

import pytest

from tests.lambda_runtime.fake_api import CLOSE, event_answer, run_runtime

MULTI = {"AWS_LAMBDA_MAX_CONCURRENCY": "4"}
# Four invocations that can only end when all of them have begun.
TOGETHER = """
let waiting = [];
const all = () => new Promise((go) => { if (waiting.push(go) === 4) for (const each of waiting.splice(0)) each(); });
"""


def event(number, body=None):
    headers = [("Lambda-Runtime-Trace-Id", f"trace-{number}"), ("Lambda-Runtime-Aws-Tenant-Id", f"tenant-{number}")]
    return event_answer({"n": number} if body is None else body, f"id-{number}", headers)


def ids(posts):
    return sorted(post.path.split("/")[-2] for post in posts)


def run(tmp_path, code, events, **options):
    (tmp_path / "app.mjs").write_text(code)
    options["env"] = MULTI | options.get("env", {})
    return run_runtime(tmp_path, "app.handler", events, **options)


def answered(count):
    return lambda api: len(api.outcomes()) >= count


def test_invocations_are_interleaved_and_each_has_its_own_ids(tmp_path):
    code = f"""{TOGETHER}
    export const handler = async (event, context) => {{
      await all();
      await new Promise((r) => setTimeout(r, 5 - event.n));
      console.log("in", event.n);
      const store = awslambda.InvokeStore;
      const ids = [context.awsRequestId, store.getRequestId(), store.getXRayTraceId(), store.getTenantId()];
      return [...ids, process.env._X_AMZN_TRACE_ID ?? "none"];
    }};"""
    outcome = run(tmp_path, code, [event(n) for n in range(1, 9)], until=answered(8))
    results = {post.path.split("/")[-2]: post.json for post in outcome.posts}
    assert results == {f"id-{n}": [f"id-{n}", f"id-{n}", f"trace-{n}", f"tenant-{n}", "none"] for n in range(1, 9)}
    records = [json.loads(line) for line in outcome.lines()]
    assert {(r["requestId"], r["tenantId"], r["message"]) for r in records} == {
        (f"id-{n}", f"tenant-{n}", f"in {n}") for n in range(1, 9)
    }


def test_each_slot_has_a_connection_of_its_own(tmp_path):
    outcome = run(tmp_path, "export const handler = async (e) => e.n;", [event(n) for n in range(1, 13)], until=answered(12))
    assert outcome.api.connections == 4
    assert ids(outcome.posts) == sorted(f"id-{n}" for n in range(1, 13))


def test_what_a_program_keeps_in_the_invoke_store_stays_with_its_invocation(tmp_path):
    code = f"""{TOGETHER}
    export const handler = async (event) => {{
      const store = awslambda.InvokeStore;
      store.set("mine", event.n);
      await all();
      let refused;
      try {{ store.set(Symbol.for("_AWS_LAMBDA_REQUEST_ID"), "x"); }} catch (error) {{ refused = error.message; }}
      return [store.get("mine"), store.hasContext(), refused];
    }};
    export const outside = awslambda.InvokeStore.hasContext();"""
    outcome = run(tmp_path, code, [event(n) for n in range(1, 5)], until=answered(4))
    refusal = "Cannot modify protected Lambda context field: Symbol(_AWS_LAMBDA_REQUEST_ID)"
    assert sorted(post.json for post in outcome.posts) == [[n, True, refusal] for n in range(1, 5)]


def test_an_error_is_the_error_of_its_invocation_alone(tmp_path):
    code = f"""{TOGETHER}
    export const handler = async (event) => {{ await all(); if (event.n === 2) throw new TypeError("two"); return event.n; }};"""
    outcome = run(tmp_path, code, [event(n) for n in range(1, 5)], until=answered(4))
    kinds = {post.path.split("/")[-2]: (post.kind, post.json) for post in outcome.posts}
    assert kinds["id-2"][1]["errorMessage"] == "two"
    assert {key: value for key, value in kinds.items() if key != "id-2"} == {f"id-{n}": ("response", n) for n in (1, 3, 4)}
    (line,) = [json.loads(line) for line in outcome.lines()]
    assert (line["requestId"], line["level"], line["message"]["errorType"]) == ("id-2", "ERROR", "TypeError")


@pytest.mark.parametrize(
    ("end", "error_type", "code"),
    [
        ("setTimeout(() => { throw new RangeError('x'); }, 1)", "RangeError", 129),
        ("Promise.reject(new Error('x'))", "Runtime.UnhandledPromiseRejection", 128),
    ],
)
def test_what_nobody_catches_is_reported_for_every_invocation_under_way(tmp_path, end, error_type, code):
    source = f"""{TOGETHER}
    export const handler = async (event) => {{
      await all();
      if (event.n === 3) {{ {end}; }}
      await new Promise((r) => setTimeout(r, 5000));
    }};"""
    outcome = run(tmp_path, source, [event(n) for n in range(1, 5)], until=lambda api: False)
    assert ids(outcome.posts) == ["id-1", "id-2", "id-3", "id-4"]
    assert {(post.kind, post.json["errorType"]) for post in outcome.posts} == {("error", error_type)}
    assert outcome.code == code
    assert json.loads(outcome.lines()[0])["requestId"] == "id-3"


def test_process_exit_is_reported_for_every_invocation_under_way_and_ends_the_process(tmp_path):
    source = f"""{TOGETHER}
    export const handler = async (event) => {{
      await all();
      if (event.n === 2) process.exit(5);
      await new Promise((r) => setTimeout(r, 5000));
    }};"""
    outcome = run(tmp_path, source, [event(n) for n in range(1, 5)], until=lambda api: False)
    assert ids(outcome.posts) == ["id-1", "id-2", "id-3", "id-4"]
    assert {(post.kind, post.json["errorType"]) for post in outcome.posts} == {("error", "Runtime.ExitError")}
    assert outcome.code == 5


def test_an_answer_that_is_half_sent_when_another_invocation_exits_is_sent_to_its_end(tmp_path):
    source = f"""{TOGETHER}
    export const handler = async (event) => {{
      await all();
      if (event.n !== 2) return "x".repeat(3_000_000);
      // Behind the others' answers.
      await new Promise((r) => setImmediate(r));
      process.exit();
    }};"""
    outcome = run(tmp_path, source, [event(n) for n in range(1, 5)], until=lambda api: False)
    sizes = {post.path.split("/")[-2]: len(post.body) for post in outcome.posts if post.kind == "response"}
    assert sizes == dict.fromkeys(("id-1", "id-3", "id-4"), 3_000_002)
    assert outcome.code == 0


def test_an_invocation_may_wait_for_what_a_later_event_brings(tmp_path):
    code = """
    let first;
    export const handler = (event) => {
      if (event.n === 1) return new Promise((r) => { first = r; });
      if (event.n === 6) first("from the sixth");
      return event.n;
    };"""
    outcome = run(tmp_path, code, [event(n) for n in range(1, 7)], until=answered(6))
    results = {post.path.split("/")[-2]: post.json for post in outcome.posts}
    assert results == {"id-1": "from the sixth", **{f"id-{n}": n for n in range(2, 7)}}


def test_a_plain_function_without_result_is_answered_with_null(tmp_path):
    outcome = run(tmp_path, "export const handler = () => {};", [event(n) for n in range(1, 5)], until=answered(4))
    assert [post.body for post in outcome.posts] == [b"null"] * 4


def test_a_callback_answers_at_once(tmp_path):
    code = (
        "export const handler = (event, context, callback) => { setTimeout(callback, 10_000).unref(); callback(null, event.n); };"
    )
    outcome = run(tmp_path, code, [event(n) for n in range(1, 5)], until=answered(4))
    assert sorted(post.json for post in outcome.posts) == [1, 2, 3, 4]


def test_streams_are_written_side_by_side(tmp_path):
    code = f"""{TOGETHER}
    export const handler = awslambda.streamifyResponse(async (event, stream) => {{
      for (let i = 0; i < 3; i++) {{ await all(); stream.write(`${{event.n}}.${{i}} `); }}
      if (event.n === 4) throw new Error("four");
      stream.end();
    }});"""
    outcome = run(tmp_path, code, [event(n) for n in range(1, 5)], until=answered(4))
    bodies = {post.path.split("/")[-2]: post.body.decode() for post in outcome.posts}
    assert bodies == {f"id-{n}": f"{n}.0 {n}.1 {n}.2 " for n in range(1, 5)}
    trailed = [post.path for post in outcome.posts if post.trailers]
    assert trailed == ["/2018-06-01/runtime/invocation/id-4/response"]


def test_a_stream_that_waited_goes_on_in_its_own_context(tmp_path):
    code = """
    export const handler = awslambda.streamifyResponse(async (event, stream) => {
      const block = Buffer.alloc(1 << 20, "x");
      await new Promise((done) => {
        const fill = () => { let n = 0; while (stream.write(block) && ++n < 20); };
        fill();
        stream.once("drain", () => { stream.write(" " + awslambda.InvokeStore.getRequestId()); done(); });
      });
      stream.end();
    });"""
    outcome = run(tmp_path, code, [event(n) for n in range(1, 5)], until=answered(4))
    assert {post.path.split("/")[-2]: post.body[-4:].decode() for post in outcome.posts} == {
        f"id-{n}": f"id-{n}" for n in range(1, 5)
    }


def refusal(status):
    return b"HTTP/1.1 %d X\r\nContent-Length: 2\r\n\r\n{}" % status


@pytest.mark.parametrize("trouble", [CLOSE, refusal(500), refusal(403), b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"])
def test_a_next_that_fails_is_asked_again(tmp_path, trouble):
    outcome = run(
        tmp_path, "export const handler = async (e) => e.n;", [trouble, *[event(n) for n in range(1, 7)]], until=answered(6)
    )
    assert ids(outcome.posts) == sorted(f"id-{n}" for n in range(1, 7))
    # The slot that failed asks again too.
    assert len([e for e in outcome.api.exchanges if e.kind == "next"]) >= 7
    assert outcome.code is None


@pytest.mark.parametrize("status", [400, 413, 500])
def test_a_response_that_is_refused_ends_nothing(tmp_path, status):
    outcome = run(
        tmp_path,
        "export const handler = async (e) => e.n;",
        [event(n) for n in range(1, 7)],
        posts={0: refusal(status)},
        until=answered(6),
    )
    assert ids(outcome.posts) == sorted(f"id-{n}" for n in range(1, 7))
    assert outcome.code is None
    assert f"was answered {status}" in outcome.stdout


def test_an_init_error_that_another_worker_has_told_of_is_no_failure(tmp_path):
    outcome = run(tmp_path, "throw new Error('no');", [], posts={0: refusal(403)}, until=lambda api: False)
    assert [(post.kind, post.json["errorMessage"]) for post in outcome.posts] == [("init/error", "no")]
    assert outcome.code == 129
    assert "403" not in outcome.stdout + outcome.stderr


def test_iterations_count_all_slots(tmp_path):
    outcome = run(
        tmp_path,
        "export const handler = async (e) => e.n;",
        [event(n) for n in range(1, 8)],
        env={"_EXIT_ITERATIONS": "5"},
        until=lambda api: False,
    )
    assert len(outcome.posts) >= 5
    assert outcome.code == 0


def test_without_the_variable_the_store_tells_of_the_one_invocation(tmp_path):
    code = """
    const atInit = [awslambda.InvokeStore.hasContext(), awslambda.InvokeStore.getRequestId()];
    export const handler = async () => {
      const store = awslambda.InvokeStore;
      store.set("a", (store.get("a") ?? 0) + 1);
      const ids = [store.getRequestId(), store.getXRayTraceId(), store.getTenantId()];
      return [atInit, ...ids, store.get("a"), process.env._X_AMZN_TRACE_ID];
    };"""
    (tmp_path / "app.mjs").write_text(code)
    outcome = run_runtime(tmp_path, "app.handler", [event(1), event(2)])
    assert [post.json for post in outcome.posts] == [
        [[False, "-"], f"id-{n}", f"trace-{n}", f"tenant-{n}", 1, f"trace-{n}"] for n in (1, 2)
    ]


def test_a_retried_event_does_not_see_what_the_try_before_kept(tmp_path):
    code = """
    export const handler = async () => {
      const store = awslambda.InvokeStore;
      store.set("tries", (store.get("tries") ?? 0) + 1);
      return [store.getRequestId(), store.get("tries")];
    };"""
    (tmp_path / "app.mjs").write_text(code)
    outcome = run_runtime(tmp_path, "app.handler", [event(1), event(1)])
    assert [post.json for post in outcome.posts] == [["id-1", 1]] * 2
