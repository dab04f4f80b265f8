"""Thousands of warm invocations in one process: every one answered once, memory and descriptors flat.
LLRT_TEST_INVOCATIONS=200000 makes it as many as a function that lives for days has."""

import os

import pytest

from tests.lambda_runtime.fake_api import event_answer, run_runtime

COUNT = int(os.environ.get("LLRT_TEST_INVOCATIONS", "2000"))
# What a process may still grow by after its first quarter, in bytes: not a kilobyte an invocation, so nothing waits for the
# engine's collector either, which comes after 20 MiB.
SLACK = 1_500_000
TEXT = "x" * 2000

BUFFERED = "export const handler = async (event) => ({ n: event.n, text: event.text.length, pid: process.pid });"
STREAMED = """export const handler = awslambda.streamifyResponse(async (event, stream) => {
  stream.write(JSON.stringify({ n: event.n, pid: process.pid })); stream.end();
});"""
MULTI = {"AWS_LAMBDA_MAX_CONCURRENCY": "8"}
THREADS = {**MULTI, "LLRT_LAMBDA_THREADS": "2"}


class Events:
    """The events, made when they are asked for; what FakeAPI needs of a list."""

    def __init__(self, count):
        self.left = iter(range(count))
        self.count = count

    def __iter__(self):
        return iter(())

    def pop(self, _):
        n = next(self.left)
        self.count -= 1
        event = event_answer({"n": n, "text": TEXT}, f"id-{n}")
        # The last answers come slowly, so that the last sample is taken while the process lives.
        return [0.02, event] if self.count < 8 else event

    def __len__(self):
        return self.count


def usage(pid):
    with open(f"/proc/{pid}/statm") as file:
        pages = int(file.read().split()[1])
    return pages * os.sysconf("SC_PAGESIZE"), len(os.listdir(f"/proc/{pid}/fd"))


@pytest.mark.parametrize(
    ("code", "env", "connections"),
    [(BUFFERED, {}, 1), (STREAMED, {}, 1), (BUFFERED, MULTI, 8), (STREAMED, MULTI, 8), (BUFFERED, THREADS, 8)],
    ids=["buffered", "streamed", "several", "several streamed", "threads"],
)
def test_many_invocations_leave_memory_and_descriptors_flat(tmp_path, code, env, connections):
    (tmp_path / "app.mjs").write_text(code)
    samples, seen = {}, {}

    def watch(api):
        # Outcomes are taken out as they come: 200,000 would be this process's memory.
        while api.exchanges:
            note(api.exchanges.pop(0))
        for mark in (COUNT // 4, COUNT - 10):
            if mark not in samples and len(seen) >= mark:
                samples[mark] = usage(next(iter(seen.values())))
        return len(seen) == COUNT

    def note(exchange):
        if exchange.method == "POST":
            answer = exchange.json
            assert exchange.path.split("/")[-2:] == [f"id-{answer['n']}", "response"]
            assert answer["n"] not in seen, "answered twice"
            seen[answer["n"]] = answer["pid"]

    timeout = 40 + COUNT / 100
    outcome = run_runtime(tmp_path, "app.handler", env=env, until=watch, timeout=timeout, source=Events(COUNT))
    assert sorted(seen) == list(range(COUNT))
    assert outcome.api.connections == connections
    (memory_before, fds_before), (memory_after, fds_after) = samples[COUNT // 4], samples[COUNT - 10]
    print(f"{COUNT} invocations: {memory_before} -> {memory_after} bytes, {fds_before} -> {fds_after} descriptors")
    assert fds_after == fds_before
    assert memory_after - memory_before < SLACK
