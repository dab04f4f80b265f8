"""Response streaming: a chunked POST with true trailers, the HTTP prelude, back-pressure, errors before and in the middle."""

import base64
import json
import socket
import subprocess
import types

import pytest

from tests.lambda_runtime.fake_api import ACCEPTED, CLOSE, environment, event_answer, run_runtime
from tests.support.programs import llrt_command

HANDLERS = """
import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
const stream = awslambda.streamifyResponse;
const { HttpResponseStream } = awslambda;

export const plain = stream(async (event, out, context) => {
  out.setContentType("text/plain");
  out.write(`hello ${event.name} `);
  out.write(Buffer.from("bytes "));
  out.write({ an: "object" });
  await new Promise((resolve) => setTimeout(resolve, 5));
  out.end(context.awsRequestId);
});
export const empty = stream(async (event, out) => { out.end(); });
export const http = stream(async (event, out) => {
  out = HttpResponseStream.from(out, { statusCode: 201, headers: { "x-a": "1" }, cookies: ["c=d"] });
  out.write("<p>");
  out.end();
});
export const piped = stream(async (event, out) => {
  await pipeline(Readable.from(function* () { for (let i = 0; i < 200; i++) yield Buffer.alloc(50_000, i); }()), out);
});
export const early = stream(async () => { throw new TypeError("at once"); });
export const late = stream(async (event, out) => {
  out.write("some");
  await new Promise((resolve) => setTimeout(resolve, 5));
  throw Object.assign(new Error("in the middle"), { name: "MyError" });
});
export const unended = stream(async (event, out) => { out.write("some"); });
export const never = stream((event, out) => { out.write("some"); return new Promise(() => {}); });
export const notAsync = stream(() => 5);
export const afterwards = stream(async (event, out) => { setTimeout(() => out.end("later"), 10); });
export const tooLate = stream(async (event, out) => {
  out.write("x");
  await new Promise((resolve) => setTimeout(resolve, 5));
  try { out.setContentType("text/html"); } catch (error) { out.end(` ${error.name}: ${error.message}`); }
});
export const uncaught = stream((event, out) => {
  out.write("some");
  setTimeout(() => { throw new RangeError("stray"); }, 5);
  return new Promise(() => {});
});
export const buffered = async (event) => ({ buffered: event });
"""


@pytest.fixture
def run(tmp_path):
    (tmp_path / "index.mjs").write_text(HANDLERS)
    return lambda name, events=({"name": "you"},), **options: run_runtime(tmp_path, f"index.{name}", events, **options)


def test_pieces_go_out_as_they_are_written(run):
    outcome = run("plain", [{"name": "a"}, {"name": "b"}])
    first, second = outcome.posts
    assert first.path.endswith("/invocation/id-1/response")
    assert first.headers["content-type"] == "text/plain"
    assert first.headers["lambda-runtime-function-response-mode"] == "streaming"
    assert first.headers["transfer-encoding"] == "chunked"
    assert first.headers["trailer"] == "Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body"
    assert first.body == b'hello a bytes {"an":"object"}id-1'
    assert len(first.chunks) >= 4
    assert first.trailers == {}
    assert second.body == b'hello b bytes {"an":"object"}id-2'
    assert first.connection == second.connection


def test_an_empty_stream_is_a_response(run):
    (post,) = run("empty").posts
    assert (post.kind, post.body, post.headers["content-type"]) == ("response", b"", "application/octet-stream")


def test_the_prelude_comes_before_the_body(run):
    (post,) = run("http").posts
    assert post.headers["content-type"] == "application/vnd.awslambda.http-integration-response"
    prelude, _, body = post.body.partition(bytes(8))
    assert json.loads(prelude) == {"statusCode": 201, "headers": {"x-a": "1"}, "cookies": ["c=d"]}
    assert body == b"<p>"


def test_megabytes_go_through_a_pipeline_in_order(run):
    (post,) = run("piped").posts
    assert post.body == b"".join(bytes([i]) * 50_000 for i in range(200))


def test_an_error_before_the_first_byte_is_an_ordinary_one(run):
    (post,) = run("early").posts
    assert post.kind == "error"
    assert (post.json["errorType"], post.json["errorMessage"]) == ("TypeError", "at once")


@pytest.mark.parametrize(
    ("name", "error_type", "message"),
    [
        ("late", "MyError", "in the middle"),
        ("unended", "Runtime.InvalidStreamingOperation", "was not ended"),
        ("never", "Runtime.NodeJsExit", "never settled"),
        ("uncaught", "RangeError", "stray"),
    ],
)
def test_an_error_in_the_middle_is_told_in_trailers(run, name, error_type, message):
    outcome = run(name)
    post = outcome.posts[0]
    assert (post.kind, post.body) == ("response", b"some")
    told = json.loads(base64.b64decode(post.trailers["lambda-runtime-function-error-body"]))
    assert told["errorType"] == error_type
    assert message in told["errorMessage"]
    header = error_type if error_type.startswith("Runtime.") else f"Function.{error_type}"
    assert post.trailers["lambda-runtime-function-error-type"] == header
    assert outcome.code == (129 if name == "uncaught" else None)


def test_a_handler_that_is_not_async_is_refused(run):
    (post,) = run("notAsync").posts
    assert (post.kind, post.json["errorType"]) == ("error", "Runtime.MalformedStreamingHandler")


def test_a_stream_may_end_after_the_handler_is_done(run):
    (post,) = run("afterwards").posts
    assert (post.kind, post.body, post.trailers) == ("response", b"later", {})


def test_the_content_type_is_settled_by_the_first_byte(run):
    (post,) = run("tooLate").posts
    assert post.body == b"x Runtime.InvalidStreamingOperation: Cannot set content-type, too late."


def test_an_api_that_hangs_up_ends_the_invocation_only(run):
    outcome = run("piped", [{"name": "a"}, {"name": "b"}], posts={0: CLOSE})
    assert [post.path.split("/")[-2] for post in outcome.posts] == ["id-1", "id-2"]
    assert outcome.posts[1].body.endswith(bytes([199]) * 50_000)


def test_an_invocation_whose_stream_was_cut_gets_no_error_of_a_later_one(tmp_path):
    code = """
    export const handler = awslambda.streamifyResponse(async (event, stream) => {
      if (event.n === 2) { setTimeout(() => { throw new Error("later"); }, 1); return new Promise(() => {}); }
      for (;;) if (!stream.write("x".repeat(65536))) await new Promise((r) => stream.once("drain", r));
    });"""
    (tmp_path / "app.mjs").write_text(code)
    refusal = b"HTTP/1.1 413 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    api, log, code = run_cut_stream(tmp_path, refusal)
    assert [path.split("/")[-2:] for path in api] == [["id-1", "response"], ["id-2", "error"]]
    assert code == 129
    # The system may drop the answer when the connection goes down with unread bytes.
    assert "POST /2018-06-01/runtime/invocation/id-1/response" in log


def run_cut_stream(tmp_path, refusal):
    """Answers the first POST with `refusal` as soon as it begins; returns (paths of all POSTs, log, exit code)."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(30)
    api = types.SimpleNamespace(address="{}:{}".format(*listener.getsockname()))
    variables = environment(api, "app.handler", tmp_path)
    process = subprocess.Popen(llrt_command(), cwd=tmp_path, env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    paths, number = [], 0
    while len(paths) < 2:
        sock, _ = listener.accept()
        data = b""
        while more := sock.recv(65536):
            data += more
            line = data.partition(b"\r\n")[0].decode()
            if line.startswith("GET ") and data.endswith(b"\r\n\r\n"):
                number += 1
                sock.sendall(event_answer({"n": number}, f"id-{number}"))
                data = b""
            elif line.startswith("POST ") and b"\r\n\r\n" in data:
                paths.append(line.split(" ")[1])
                sock.sendall(refusal if len(paths) == 1 else ACCEPTED)
                break
        sock.close()
    log, _ = process.communicate(timeout=30)
    listener.close()
    return paths, log.decode(), process.returncode


def test_functions_without_streams_do_not_load_them(run):
    (post,) = run("buffered").posts
    assert post.json == {"buffered": {"name": "you"}}
    assert "transfer-encoding" not in post.headers
