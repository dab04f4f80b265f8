"""Several contexts in one process (LLRT_LAMBDA_THREADS): parallel, apart, and the end of one ends no other."""

import json
import os
import signal

import pytest

from tests.lambda_runtime.fake_api import event_answer, run_runtime

CODE = """
import { readdirSync, writeFileSync } from "node:fs";
const born = Math.random();
let served = 0;
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const met = (event, id) => {
  writeFileSync(`met/${id}`, "");
  return () => readdirSync("met").length >= event.meet;
};
export const handler = async (event, context) => {
  served++;
  if (event.meet) {
    // All that meet are under way at once; who spins keeps a whole context busy meanwhile.
    const all = met(event, context.awsRequestId);
    while (!all()) if (event.do !== "spin") await sleep(1);
  }
  switch (event.do) {
    case "throw": setTimeout(() => { throw new RangeError("thrown"); }, 1); await sleep(10_000); break;
    case "exit": await sleep(1); process.exit(7);
    case "wait": await sleep(event.ms); break;
  }
  console.log("done");
  return [context.awsRequestId, born, served];
};
"""


def run(tmp_path, events, *, threads=4, slots=None, code=CODE, env=None, **options):
    (tmp_path / "app.mjs").write_text(code)
    (tmp_path / "met").mkdir()
    variables = {"AWS_LAMBDA_MAX_CONCURRENCY": str(slots or threads), "LLRT_LAMBDA_THREADS": str(threads), **(env or {})}
    answers = [event_answer(event, f"id-{n}") for n, event in enumerate(events, 1)]
    options.setdefault("until", lambda api: len(api.outcomes()) >= len(events))
    return run_runtime(tmp_path, "app.handler", answers, env=variables, **options)


def by_id(outcome):
    found = {}
    for post in outcome.posts:
        assert found.setdefault(post.path.split("/")[-2], post) is post, f"answered twice: {post}"
    return found


def test_contexts_have_globals_of_their_own_and_share_the_events(tmp_path):
    outcome = run(tmp_path, [{"meet": 4}] * 4 + [{}] * 8)
    results = [post.json for post in by_id(outcome).values()]
    assert sorted(result[0] for result in results) == sorted(f"id-{n}" for n in range(1, 13))
    contexts = {result[1] for result in results}
    assert len(contexts) == 4
    # Each counts its own invocations.
    for context in contexts:
        assert sorted(r[2] for r in results if r[1] == context) == list(range(1, 1 + sum(r[1] == context for r in results)))


def test_slots_are_spread_over_the_contexts(tmp_path):
    outcome = run(tmp_path, [{"meet": 10}] * 10, threads=3, slots=10)
    contexts = [post.json[1] for post in by_id(outcome).values()]
    assert sorted(contexts.count(context) for context in set(contexts)) == [3, 3, 4]
    assert outcome.api.connections == 10


def test_a_busy_context_does_not_hold_the_others_up(tmp_path):
    outcome = run(tmp_path, [{"do": "spin", "meet": 4}] * 4)
    assert len({post.json[1] for post in by_id(outcome).values()}) == 4
    records = [json.loads(line) for line in outcome.lines()]
    assert sorted(record["requestId"] for record in records) == [f"id-{n}" for n in range(1, 5)]


@pytest.mark.parametrize(("do", "error_type"), [("throw", "RangeError"), ("exit", "Runtime.ExitError")])
def test_a_context_that_ends_takes_its_own_invocations_with_it_and_is_replaced(tmp_path, do, error_type):
    # Two contexts of two slots: an invocation that waits is beside the one that ends the context, two are in the other.
    events = [{"meet": 4, "do": "wait", "ms": 200}] * 3 + [{"meet": 4, "do": do}] + [{}] * 8
    outcome = run(tmp_path, events, threads=2, slots=4)
    posts = by_id(outcome)
    assert len(posts) == len(events)
    failed = {key: post.json for key, post in posts.items() if post.kind == "error"}
    assert failed["id-4"]["errorType"] == error_type
    assert len(failed) == 2
    assert {failure["errorType"] for failure in failed.values()} == {error_type}
    assert outcome.code is None
    # The two of the start, and the one that took the place.
    assert len({post.json[1] for post in posts.values() if post.kind == "response"}) >= 2


def test_a_failed_init_is_told_and_the_process_ends(tmp_path):
    outcome = run(
        tmp_path,
        [],
        code="throw new TypeError('no');",
        posts={
            0: b"HTTP/1.1 202 A\r\nContent-Length: 0\r\n\r\n",
            **{n: b"HTTP/1.1 403 F\r\nContent-Length: 0\r\n\r\n" for n in range(1, 4)},
        },
        until=lambda api: False,
    )
    assert [(post.kind, post.json["errorType"]) for post in outcome.posts] == [("init/error", "TypeError")] * 4
    assert outcome.code == 129


def test_a_context_that_never_answered_anything_is_not_tried_again(tmp_path):
    code = "setTimeout(() => { throw new Error('soon'); }, 20); export const handler = async () => 1;"
    outcome = run(tmp_path, [], code=code, until=lambda api: False)
    assert outcome.code == 129
    assert outcome.stdout.count("soon") >= 4


LISTENING = """
import { readdirSync, writeFileSync } from "node:fs";
const born = Math.random();
process.on("SIGTERM", async () => {
  await new Promise((r) => setTimeout(r, 5));
  console.log("ending", born);
  process.exit();
});
export const handler = async (event, context) => {
  writeFileSync(`met/${context.awsRequestId}`, "");
  while (readdirSync("met").length < event.meet) await new Promise((r) => setTimeout(r, 1));
  if (event.exit) process.exit(0);
  return process.pid;
};
"""


def terminate(count):
    """SIGTERM once so many invocations have been answered, and no end but the process's own."""

    def until(api):
        posts = [post for post in api.outcomes() if post.kind == "response"]
        if len(posts) >= count and not hasattr(api, "sent"):
            api.sent = True
            os.kill(posts[0].json, signal.SIGTERM)
        return False

    return until


def endings(outcome):
    return [record["message"] for record in map(json.loads, outcome.lines()) if record["message"].startswith("ending")]


def test_sigterm_is_told_to_every_context_and_the_process_ends_with_the_last(tmp_path):
    outcome = run(tmp_path, [{"meet": 4}] * 4, code=LISTENING, until=terminate(4))
    assert len(set(endings(outcome))) == len(endings(outcome)) == 4
    assert outcome.code == 0


def test_sigterm_is_told_to_contexts_that_took_the_place_of_others_too(tmp_path):
    # Each of the first four ends; the others are answered by new ones, the main thread's among them.
    events = [{"meet": 4, "exit": 1}] * 4 + [{"meet": 8}] * 4
    outcome = run(tmp_path, events, code=LISTENING, until=terminate(4))
    assert sorted(post.kind for post in outcome.posts) == ["error"] * 4 + ["response"] * 4
    assert len(set(endings(outcome))) == len(endings(outcome)) == 4
    assert outcome.code == 0


def test_without_a_listener_sigterm_ends_the_process_with_all_contexts(tmp_path):
    code = "export const handler = async () => process.pid;"
    assert run(tmp_path, [{}] * 4, code=code, until=terminate(4)).code == -signal.SIGTERM


def test_a_signal_nobody_can_listen_to_is_refused_in_every_context(tmp_path):
    code = """
    let refused;
    try { process.on("SIGKILL", () => {}); } catch (error) { refused = error.code; }
    export const handler = async () => refused;"""
    assert [post.json for post in run(tmp_path, [{}] * 4, code=code).posts] == ["EINVAL"] * 4


def test_without_max_concurrency_there_is_one_context(tmp_path):
    outcome = run(tmp_path, [{}] * 4, env={"AWS_LAMBDA_MAX_CONCURRENCY": None})
    assert len({post.json[1] for post in outcome.posts}) == 1
    assert outcome.api.connections == 1
