"""The emulator takes streamed responses: what the caller sees of them, on the terminal and over HTTP."""

import http.client
import json
import re
import subprocess

from tests.support.programs import environment, llrt_command, run_llrt

HANDLERS = """
export const text = awslambda.streamifyResponse(async (event, out) => {
  out.write("one ");
  out.end("two");
});
export const http = awslambda.streamifyResponse(async (event, out) => {
  out = awslambda.HttpResponseStream.from(out, { statusCode: 418, headers: { "x-path": event.rawPath }, cookies: ["a=b"] });
  out.end("short and stout");
});
export const broken = awslambda.streamifyResponse(async (event, out) => {
  out.write("some");
  await new Promise((resolve) => setTimeout(resolve, 5));
  throw new RangeError("broken");
});
"""


def test_invoke_prints_what_was_streamed(tmp_path):
    (tmp_path / "index.mjs").write_text(HANDLERS)
    result = run_llrt("lambda", "invoke", "index.text", cwd=tmp_path)
    assert (result.code, result.stdout.strip()) == (0, "one two")


def test_an_error_in_the_middle_is_an_error_of_the_invocation(tmp_path):
    (tmp_path / "index.mjs").write_text(HANDLERS)
    result = run_llrt("lambda", "invoke", "index.broken", cwd=tmp_path)
    assert result.code != 0
    assert json.loads(result.stdout)["errorType"] == "RangeError"


def test_serve_answers_with_the_prelude(tmp_path):
    (tmp_path / "index.mjs").write_text(HANDLERS)
    command = [*llrt_command(), "lambda", "serve", "index.http", "--port", "0"]
    process = subprocess.Popen(command, cwd=tmp_path, env=environment(), stderr=subprocess.PIPE, text=True)
    try:
        port = int(re.search(r":(\d+)", process.stderr.readline())[1])
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("GET", "/tea?x=1")
        answer = connection.getresponse()
        assert (answer.status, answer.getheader("x-path"), answer.getheader("set-cookie")) == (418, "/tea", "a=b")
        assert answer.read() == b"short and stout"
        connection.close()
    finally:
        process.kill()
        process.communicate()
