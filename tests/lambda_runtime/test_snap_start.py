"""SnapStart: hooks around restore/next, what a restored process renews, and the exit codes of hooks that fail."""

import socket
import subprocess
import sys
import threading

import pytest

from tests.lambda_runtime.fake_api import run_runtime

READY = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
SNAP = {"AWS_LAMBDA_INITIALIZATION_TYPE": "snap-start"}


def run(tmp_path, code, events=({},), others=None, env=SNAP, **options):
    (tmp_path / "app.mjs").write_text(code)
    return run_runtime(tmp_path, "app.handler", events, others={"restore/next": READY} | (others or {}), env=env, **options)


HOOKS = """
const seen = [];
awslambda.registerBeforeSnapshot((...args) => seen.push("before 1", ...args), "a", 2);
awslambda.registerBeforeSnapshot(async () => { await new Promise((r) => setTimeout(r, 5)); seen.push("before 2"); });
awslambda.registerAfterRestore(async (x) => { await null; seen.push("after 1", x); }, "b");
awslambda.registerAfterRestore(() => seen.push("after 2"));
export const handler = async () => seen;
"""


def test_hooks_run_around_the_snapshot_the_last_of_the_first_kind_first(tmp_path):
    outcome = run(tmp_path, HOOKS)
    assert [e.kind for e in outcome.api.exchanges] == ["restore/next", "next", "response", "next"]
    assert outcome.posts[0].json == ["before 2", "before 1", "a", 2, "after 1", "b", "after 2"]


def test_the_first_hooks_are_done_before_the_api_is_asked_and_the_others_wait_for_it(tmp_path):
    code = """
    import { writeFileSync } from "node:fs";
    awslambda.registerBeforeSnapshot(() => writeFileSync("before", ""));
    awslambda.registerAfterRestore(() => writeFileSync("after", ""));
    export const handler = async () => 1;"""

    def asked(api):
        return bool(api.exchanges)

    outcome = run(tmp_path, code, others={"restore/next": None}, until=asked)
    assert [e.path for e in outcome.api.exchanges] == ["/2018-06-01/runtime/restore/next"]
    assert ((tmp_path / "before").exists(), (tmp_path / "after").exists()) == (True, False)


def test_without_snap_start_hooks_are_kept_and_never_called(tmp_path):
    outcome = run(tmp_path, HOOKS, env={})
    assert [e.kind for e in outcome.api.exchanges] == ["next", "response", "next"]
    assert outcome.posts[0].json == []


def test_a_hook_is_a_function(tmp_path):
    (post,) = run(tmp_path, "awslambda.registerAfterRestore(5); export const handler = 1;", until=lambda api: False).posts
    assert (post.kind, post.json["errorMessage"]) == ("init/error", "A hook of SnapStart is a function, not number")


@pytest.mark.parametrize(
    ("code", "kind", "header", "exit_code"),
    [
        (
            "awslambda.registerBeforeSnapshot(() => { throw new TypeError('b'); });",
            "init/error",
            "Runtime.BeforeSnapshotError",
            64,
        ),
        (
            "awslambda.registerBeforeSnapshot(async () => { throw new TypeError('b'); });",
            "init/error",
            "Runtime.BeforeSnapshotError",
            64,
        ),
        (
            "awslambda.registerAfterRestore(async () => { throw new TypeError('b'); });",
            "restore/error",
            "Runtime.AfterRestoreError",
            65,
        ),
    ],
)
def test_a_hook_that_fails_ends_the_process(tmp_path, code, kind, header, exit_code):
    outcome = run(tmp_path, code + "export const handler = async () => 1;", until=lambda api: False)
    (post,) = outcome.posts
    assert (post.kind, post.json["errorType"], post.json["errorMessage"]) == (kind, "TypeError", "b")
    assert post.headers["lambda-runtime-function-error-type"] == header
    assert outcome.code == exit_code
    assert "next" not in [e.kind for e in outcome.api.exchanges]


def test_an_api_that_refuses_the_snapshot_ends_the_process(tmp_path):
    refusal = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 3\r\n\r\nno!"
    outcome = run(tmp_path, "export const handler = async () => 1;", others={"restore/next": refusal}, until=lambda api: False)
    (post,) = outcome.posts
    assert (post.kind, outcome.code) == ("init/error", 64)
    assert post.json["errorMessage"] == "GET /2018-06-01/runtime/restore/next was answered 403 Forbidden: no!"


GETTERS = {
    "fetch": "const get = async () => (await fetch(url)).text();",
    "http": """import http from "node:http";
    const get = () => new Promise((done) => http.get(url, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (data) => { text += data; }).on("close", () => setImmediate(done, text));
    }));""",
}


@pytest.mark.parametrize("getter", GETTERS)
def test_kept_connections_do_not_outlive_the_snapshot(tmp_path, getter):
    listener = socket.create_server(("127.0.0.1", 0))
    accepted = []

    def serve():
        while True:
            try:
                accepted.append(listener.accept()[0])
            except OSError:
                return
            threading.Thread(target=answer, args=(accepted[-1],), daemon=True).start()

    def answer(connection):
        while connection.recv(65536):
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")

    threading.Thread(target=serve, daemon=True).start()
    code = f"""
    const url = "http://127.0.0.1:{listener.getsockname()[1]}/";
    {GETTERS[getter]}
    const atInit = [await get(), await get()];
    export const handler = async () => [...atInit, await get(), await get()];"""
    assert run(tmp_path, code).posts[0].json == ["ok"] * 4
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    assert len(accepted) == 2


RESTORED = """
import llrt, llrt.restore
calls = []
llrt.restore.register_before_snapshot(calls.append, "before 1")
llrt.restore.register_before_snapshot(calls.append, "before 2")
llrt.restore.register_after_restore(lambda a, b: calls.append((a, b)), "after", b=1)
llrt.restore.run_before_snapshot()
llrt.restore.run_after_restore()
llrt.restore.run_after_restore()
assert calls == ["before 2", "before 1", ("after", 1), ("after", 1)], calls
"""

# What AWS's package does, as far as a program can see.
PLATFORM = """
import sys, types
package = sys.modules["snapshot_restore_py"] = types.ModuleType("snapshot_restore_py")
before, after = [], []
package.register_before_snapshot = lambda f, *a, **k: before.append((f, a, k))
package.register_after_restore = lambda f, *a, **k: after.append((f, a, k))
import llrt, llrt.restore
calls = []
runtime = llrt.Runtime()
context = runtime.context(node=True)
llrt.restore.register_after_restore(calls.append, "after")
llrt.restore.register_before_snapshot(calls.append, "before")
assert (len(before), len(after)) == (1, 1)
for f, a, k in before: f(*a, **k)
assert calls == ["before"]
draw = lambda: context.eval("Math.random()")
expected = prediction(draw)
# The prediction begins with the first question.
assert next(expected) == draw()
for f, a, k in after: f(*a, **k)
assert calls == ["before", "after"]
assert next(expected) != draw()
"""

# Math.random is the high bits of xorshift64*: from two draws all later ones are known, unless the state is drawn anew.
PREDICTION = """
M, MASK = 0x2545F4914F6CDD1D, (1 << 64) - 1
def step(state):
    state ^= state >> 12
    state ^= state << 25 & MASK
    return state ^ state >> 27
def number(state):
    return (state * M & MASK) >> 12
def prediction(draw):
    first, second = (int(draw() * (1 << 52)) for _ in range(2))
    guesses = ((first << 12 | low) * pow(M, -1, 1 << 64) & MASK for low in range(4096))
    state = step(next(state for state in guesses if number(step(state)) == second))
    while True:
        state = step(state)
        yield number(state) / (1 << 52)
"""


@pytest.mark.parametrize("program", [RESTORED, PREDICTION + PLATFORM])
def test_python_programs_have_hooks_too(program):
    env = {"AWS_LAMBDA_INITIALIZATION_TYPE": "snap-start"}
    done = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
