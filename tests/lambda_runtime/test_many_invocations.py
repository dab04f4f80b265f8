"""Thousands of warm invocations in one process: every one answered once, memory and descriptors flat."""

import os

from tests.lambda_runtime.fake_api import event_answer, run_runtime

COUNT = 2000


def usage(pid):
    with open(f"/proc/{pid}/statm") as file:
        pages = int(file.read().split()[1])
    return pages * os.sysconf("SC_PAGESIZE"), len(os.listdir(f"/proc/{pid}/fd"))


def test_two_thousand_invocations_leave_memory_and_descriptors_flat(tmp_path):
    (tmp_path / "app.mjs").write_text(
        "export const handler = async (event) => ({ n: event.n, text: event.text.length, pid: process.pid });"
    )
    text = "x" * 2000
    samples = {}

    def watch(api):
        posts = len(api.outcomes())
        for mark in (500, 1990):
            if mark not in samples and posts >= mark:
                samples[mark] = usage(api.outcomes()[0].json["pid"])
        return api.drained.is_set()

    events = [event_answer({"n": n, "text": text}, f"id-{n}") for n in range(COUNT)]
    # The last answers come slowly, so that the second sample is taken while the process lives.
    events[-8:] = [[0.02, event] for event in events[-8:]]
    outcome = run_runtime(tmp_path, "app.handler", events, until=watch, timeout=40)
    assert [post.json["n"] for post in outcome.posts] == list(range(COUNT))
    assert [post.path.split("/")[-2] for post in outcome.posts] == [f"id-{n}" for n in range(COUNT)]
    assert outcome.api.connections == 1
    (memory_before, fds_before), (memory_after, fds_after) = samples[500], samples[1990]
    assert fds_after == fds_before
    assert memory_after - memory_before < 1_500_000
