"""The emulator takes streamed responses: what the caller sees of them, on the terminal and over HTTP."""

import base64
import http.client
import json
import struct
import subprocess
import zlib

import pytest

from tests.lambda_runtime.emulated import Served
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
import { existsSync } from "node:fs";
export const waits = awslambda.streamifyResponse(async (event, out) => {
  out.write("first\\n");
  while (!existsSync("go")) await new Promise((resolve) => setTimeout(resolve, 10));
  out.end("last");
});
export const headless = awslambda.streamifyResponse(async (event, out) => {
  out.setContentType("application/vnd.awslambda.http-integration-response");
  out.end("{}");
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
    assert result.stdout == "some"
    assert json.loads(result.stderr.splitlines()[-1])["errorType"] == "RangeError"


def test_invoke_prints_pieces_as_they_come(tmp_path):
    (tmp_path / "index.mjs").write_text(HANDLERS)
    command = [*llrt_command(), "lambda", "invoke", "index.waits", "--timeout", "60"]
    process = subprocess.Popen(command, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout.readline() == b"first\n"
    # The function goes on when this file is there: what was read had come before.
    (tmp_path / "go").touch()
    assert process.stdout.read() == b"last"
    assert process.wait() == 0


def test_invoke_prints_the_body_of_an_http_answer_and_its_head_beside_it(tmp_path):
    (tmp_path / "index.mjs").write_text(HANDLERS)
    result = run_llrt("lambda", "invoke", "index.http", cwd=tmp_path)
    assert (result.code, result.stdout) == (0, "short and stout")
    assert '{"statusCode":418,' in result.stderr


@pytest.mark.parametrize("mode", ["RESPONSE_STREAM", "BUFFERED"])
def test_serve_answers_with_the_prelude(tmp_path, mode):
    (tmp_path / "index.mjs").write_text(HANDLERS)
    with Served(tmp_path, "--invoke-mode", mode, handler="index.http") as served:
        answer, body = served.request("GET", "/tea?x=1")
    assert (answer.status, answer.headers["x-path"], answer.headers["set-cookie"]) == (418, "/tea", "a=b")
    assert answer.headers["transfer-encoding"] == ("chunked" if mode == "RESPONSE_STREAM" else None)
    assert body == b"short and stout"


def test_serve_passes_pieces_on_as_they_come(tmp_path):
    (tmp_path / "index.mjs").write_text(HANDLERS)
    with Served(tmp_path, "--timeout", "60", handler="index.waits") as served:
        connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)
        connection.request("GET", "/")
        answer = connection.getresponse()
        assert answer.read(6) == b"first\n"
        (tmp_path / "go").touch()
        assert answer.read() == b"last"
        connection.close()


def test_an_error_in_the_middle_cuts_the_answer(tmp_path):
    (tmp_path / "index.mjs").write_text(HANDLERS)
    with Served(tmp_path, handler="index.broken") as served:
        connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)
        connection.request("GET", "/")
        answer = connection.getresponse()
        with pytest.raises(http.client.IncompleteRead) as error:
            answer.read()
        connection.close()
    assert (answer.status, error.value.partial) == (200, b"some")


def test_a_stream_without_the_end_of_its_prelude_is_a_bad_gateway(tmp_path):
    (tmp_path / "index.mjs").write_text(HANDLERS)
    with Served(tmp_path, handler="index.headless") as served:
        assert served.request("GET", "/")[0].status == 502


def test_a_client_that_leaves_does_not_stop_the_function(tmp_path):
    (tmp_path / "index.mjs").write_text(HANDLERS)
    with Served(tmp_path, "--timeout", "60", handler="index.waits") as served:
        connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)
        connection.request("GET", "/")
        assert connection.getresponse().read(6) == b"first\n"
        connection.close()
        (tmp_path / "go").touch()
        served.wait_for("REPORT")
    assert "Status" not in served.err


def messages(data):
    """What is in an event stream: [(headers, payload)], with lengths and checksums checked."""
    found = []
    while data:
        total, length, crc = struct.unpack(">III", data[:12])
        assert zlib.crc32(data[:8]) == crc
        assert zlib.crc32(data[: total - 4]) == struct.unpack(">I", data[total - 4 : total])[0]
        headers, at = {}, 12
        while at < 12 + length:
            size = data[at]
            name = data[at + 1 : at + 1 + size].decode()
            kind, width = struct.unpack(">BH", data[at + 1 + size : at + 4 + size])
            assert kind == 7
            at += 4 + size + width
            headers[name] = data[at - width : at].decode()
        found.append((headers, data[at : total - 4]))
        data = data[total:]
    return found


STREAMING = "/2021-11-15/functions/function/response-streaming-invocations"


def test_invoke_with_response_stream_gives_chunks_and_a_completion(tmp_path):
    (tmp_path / "index.mjs").write_text(HANDLERS)
    with Served(tmp_path, handler="index.text") as served:
        answer, body = served.request("POST", STREAMING, "{}", {"X-Amz-Log-Type": "Tail"})
    assert answer.headers["content-type"] == "application/vnd.amazon.eventstream"
    *chunks, (headers, complete) = messages(body)
    assert {one[":event-type"] for one, _ in chunks} == {"PayloadChunk"}
    assert b"".join(payload for _, payload in chunks) == b"one two"
    assert headers[":event-type"] == "InvokeComplete"
    assert base64.b64decode(json.loads(complete)["LogResult"]).startswith(b"START RequestId: ")


def test_invoke_with_response_stream_tells_of_errors_at_the_end(tmp_path):
    (tmp_path / "index.mjs").write_text(HANDLERS)
    with Served(tmp_path, handler="index.broken") as served:
        (_, chunk), (_, complete) = messages(served.request("POST", STREAMING, "{}")[1])
    assert chunk == b"some"
    assert json.loads(complete)["ErrorCode"] == "Unhandled"
    assert json.loads(json.loads(complete)["ErrorDetails"])["errorType"] == "RangeError"
