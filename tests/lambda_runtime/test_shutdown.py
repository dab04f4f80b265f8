"""SIGTERM: sent by Lambda where an extension is registered, which the runtime does on request."""

import os
import signal

from tests.lambda_runtime.fake_api import run_runtime

REGISTERED = (
    b"HTTP/1.1 200 OK\r\nLambda-Extension-Identifier: abc-123\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
)
ON = {"LLRT_GRACEFUL_SHUTDOWN": "1"}
HANDLER = """
process.on("SIGTERM", async () => {
  console.log("ending");
  await new Promise((r) => setTimeout(r, 20));
  console.log("ended");
  process.exit(0);
});
export const handler = async () => process.pid;
"""


def terminate_when_idle(api):
    """SIGTERM once the process waits for its next event; never kills it."""
    posts = [post for post in api.outcomes() if post.kind == "response"]
    if posts and api.drained.is_set() and not hasattr(api, "sent"):
        api.sent = True
        os.kill(posts[0].json, signal.SIGTERM)
    return False


def run(tmp_path, code=HANDLER, register=REGISTERED, env=ON):
    (tmp_path / "app.mjs").write_text(code)
    others = {"extension/register": register, "event/next": None}
    return run_runtime(tmp_path, "app.handler", [{}], others=others, env=env, until=terminate_when_idle)


def test_listeners_of_sigterm_run_to_their_end(tmp_path):
    outcome = run(tmp_path)
    assert outcome.code == 0
    assert [line.split("\t")[3] for line in outcome.lines()] == ["ending", "ended"]


def test_the_extension_is_registered_before_the_first_event_is_asked_for(tmp_path):
    register, event, *rest = run(tmp_path).api.exchanges
    assert (register.method, register.path, register.body) == ("POST", "/2020-01-01/extension/register", b'{"events":[]}')
    assert register.headers["lambda-extension-name"] == "llrt-graceful-shutdown"
    asked = [event, *rest]
    waiting = next(e for e in asked if e.kind == "event/next")
    assert waiting.headers["lambda-extension-identifier"] == "abc-123"
    # On a connection of its own: it waits for the end.
    assert waiting.connection == register.connection != next(e for e in asked if e.kind == "next").connection


def test_without_a_listener_sigterm_ends_the_process(tmp_path):
    assert run(tmp_path, "export const handler = async () => process.pid;").code == -signal.SIGTERM


def test_nothing_is_registered_unasked(tmp_path):
    outcome = run(tmp_path, env={})
    assert {e.kind for e in outcome.api.exchanges} == {"next", "response"}
    assert outcome.code == 0


def test_a_refused_registration_is_said_and_the_function_runs(tmp_path):
    outcome = run(tmp_path, register=b"HTTP/1.1 403 Forbidden\r\nContent-Length: 3\r\n\r\nno!")
    assert outcome.posts[0].kind == "response"
    assert "LLRT_GRACEFUL_SHUTDOWN: the extension was not registered (403 Forbidden: no!)" in outcome.stdout


def test_an_init_error_is_posted_beside_a_waiting_extension(tmp_path):
    (tmp_path / "app.mjs").write_text("throw new Error('init');")
    others = {"extension/register": REGISTERED, "event/next": None}
    outcome = run_runtime(tmp_path, "app.handler", [], others=others, env=ON, until=lambda api: False)
    assert [(post.kind, post.json["errorMessage"]) for post in outcome.posts] == [("init/error", "init")]
    assert outcome.code == 129
