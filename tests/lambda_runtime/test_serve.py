"""`llrt lambda serve`: the Invoke API, and HTTP through the gateway's translation."""

import base64
import http.client
import json
import re
import signal
import socket
import subprocess

import pytest

from tests.support.programs import llrt_command

HANDLER = """
let calls = 0;
export const handler = async (event, context) => {
  calls += 1;
  if (event.throws) throw new TypeError('thrown');
  if (event.exits) process.exit(9);
  if (event.context) return context.clientContext ?? null;
  if (event.log) { console.log('logged'); return 'done'; }
  switch (event.rawPath) {
    case '/echo': {
      const headers = { 'content-type': 'application/json', 'x-calls': calls };
      return { statusCode: 200, headers, cookies: ['a=1', 'b=2'], body: JSON.stringify(event) };
    }
    case '/binary': return { statusCode: 200, headers: { 'content-type': 'image/png' }, isBase64Encoded: true, body: event.body };
    case '/inferred': return { inferred: true };
    case '/broken': return { statusCode: 'what' };
    case '/fails': throw new Error('no');
    case '/nocontent': return { statusCode: 204 };
    default: return event;
  }
};
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("function")
    (folder / "app.mjs").write_text(HANDLER)
    command = [*llrt_command(), "lambda", "serve", "app.handler", "--port", "0"]
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE)
    port = int(re.search(rb"http://127.0.0.1:(\d+)/", process.stderr.readline())[1])
    process.stderr.readline()
    yield port
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=10)
    assert process.returncode == 0
    assert b"Traceback" not in err


INVOKE = "/2015-03-31/functions/function/invocations"


def request(port, method, path, body=None, headers=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path, body, headers or {})
    response = connection.getresponse()
    data = response.read()
    connection.close()
    return response, data


def test_the_invoke_api_answers_with_the_result(served):
    response, data = request(served, "POST", INVOKE, b'{"a":1}')
    assert (response.status, data) == (200, b'{"a":1}')
    assert response.headers["X-Amz-Executed-Version"] == "$LATEST"
    assert "X-Amz-Function-Error" not in response.headers


def test_function_errors_are_200_with_a_header(served):
    response, data = request(served, "POST", INVOKE, b'{"throws":1}')
    assert (response.status, response.headers["X-Amz-Function-Error"]) == (200, "Unhandled")
    assert json.loads(data)["errorType"] == "TypeError"


def test_a_crash_is_an_error_and_the_next_call_works(served):
    _, data = request(served, "POST", INVOKE, b'{"exits":1}')
    assert json.loads(data)["errorType"] == "Runtime.ExitError"
    assert request(served, "POST", INVOKE, b'{"b":2}')[1] == b'{"b":2}'


def test_the_tail_of_the_log_comes_when_asked_for(served):
    response, _ = request(served, "POST", INVOKE, b'{"log":1}', {"X-Amz-Log-Type": "Tail"})
    log = base64.b64decode(response.headers["X-Amz-Log-Result"]).decode()
    assert log.startswith("START RequestId: ")
    assert "\tINFO\tlogged\n" in log
    assert "\nREPORT RequestId: " in log
    assert "X-Amz-Log-Result" not in request(served, "POST", INVOKE, b'{"log":1}')[0].headers


def test_client_contexts_pass(served):
    context = base64.b64encode(b'{"custom":{"k":"\xc3\xa9"}}').decode()
    assert json.loads(request(served, "POST", INVOKE, b'{"context":1}', {"X-Amz-Client-Context": context})[1]) == {
        "custom": {"k": "é"}
    }
    response, _ = request(served, "POST", INVOKE, b"{}", {"X-Amz-Client-Context": "!"})
    assert (response.status, response.headers["X-Amzn-ErrorType"]) == (400, "InvalidRequestContentException")


@pytest.mark.parametrize(("kind", "status"), [("RequestResponse", 200), ("Event", 202), ("DryRun", 204), ("Nonsense", 400)])
def test_invocation_types(served, kind, status):
    assert request(served, "POST", INVOKE, b"{}", {"X-Amz-Invocation-Type": kind})[0].status == status


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [(b"{x", 400, "InvalidRequestContentException"), (b'"' + b"x" * (6 << 20) + b'"', 413, "RequestTooLargeException")],
)
def test_events_lambda_refuses(served, body, status, kind):
    response, data = request(served, "POST", INVOKE, body)
    assert (response.status, response.headers["X-Amzn-ErrorType"]) == (status, kind)
    assert json.loads(data)["Type"] == "User"


def test_invocations_take_post_only(served):
    assert request(served, "GET", INVOKE)[0].status == 405


def test_any_other_request_is_an_api_gateway_event(served):
    response, data = request(
        served, "PUT", "/echo?x=1&x=2", '{"é":1}'.encode(), {"Content-Type": "application/json", "Cookie": "c=d", "X-Test": "t"}
    )
    event = json.loads(data)
    assert response.headers.get_all("set-cookie") == ["a=1", "b=2"]
    assert int(response.headers["x-calls"]) > 0
    assert (event["version"], event["rawPath"], event["rawQueryString"], event["cookies"]) == ("2.0", "/echo", "x=1&x=2", ["c=d"])
    assert (event["headers"]["x-test"], event["queryStringParameters"], event["body"]) == ("t", {"x": "1,2"}, '{"é":1}')
    assert event["requestContext"]["http"]["method"] == "PUT"


def test_binary_bodies_survive_both_ways(served):
    data = bytes(range(256)) * 50
    response, body = request(served, "POST", "/binary", data, {"Content-Type": "image/png"})
    assert (response.headers["content-type"], body) == ("image/png", data)


@pytest.mark.parametrize(
    ("path", "status", "body"),
    [
        ("/inferred", 200, b'{"inferred":true}'),
        ("/broken", 500, b'{"message":"Internal Server Error"}'),
        ("/fails", 500, b'{"message":"Internal Server Error"}'),
        ("/nocontent", 204, b""),
    ],
)
def test_answers(served, path, status, body):
    response, data = request(served, "GET", path)
    assert (response.status, data) == (status, body)


def test_head_has_headers_and_no_body(served):
    response, data = request(served, "HEAD", "/inferred")
    assert (response.status, response.headers["Content-Length"], data) == (200, "17", b"")


def test_requests_on_one_connection_are_answered_in_order(served):
    with socket.create_connection(("127.0.0.1", served), timeout=10) as sock:
        one = b"POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: 7\r\n\r\n" % INVOKE.encode()
        sock.sendall(one + b'{"n":1}' + one + b'{"n":2}' + one.replace(b"Host: x", b"Connection: close") + b'{"n":3}')
        data = b""
        while more := sock.recv(65536):
            data += more
    assert re.findall(rb'\{"n":(\d)\}', data) == [b"1", b"2", b"3"]


def test_what_is_not_http_is_refused(served):
    with socket.create_connection(("127.0.0.1", served), timeout=10) as sock:
        sock.sendall(b"\x16\x03\x01 hello\r\n\r\n")
        data = b""
        while more := sock.recv(65536):
            data += more
    assert data.startswith(b"HTTP/1.1 400 ")


def test_a_client_that_waits_for_100_continue_gets_it(served):
    with socket.create_connection(("127.0.0.1", served), timeout=10) as sock:
        sock.sendall(b"POST %s HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 7\r\n\r\n" % INVOKE.encode())
        assert sock.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        sock.sendall(b'{"n":1}')
        assert b'{"n":1}' in sock.recv(65536)


def test_concurrent_requests_are_all_answered(served):
    sockets = [socket.create_connection(("127.0.0.1", served), timeout=10) for _ in range(20)]
    for n, sock in enumerate(sockets):
        body = json.dumps({"n": n}).encode()
        sock.sendall(
            b"POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
            % (INVOKE.encode(), len(body), body)
        )
    for n, sock in enumerate(sockets):
        data = b""
        while more := sock.recv(65536):
            data += more
        assert data.endswith(json.dumps({"n": n}, separators=(",", ":")).encode())
        sock.close()


def test_a_port_in_use_is_a_clear_error(served):
    done = subprocess.run(
        [*llrt_command(), "lambda", "serve", "a.b", "--port", str(served)], capture_output=True, text=True
    )
    assert done.returncode == 1
    assert f"cannot listen on 127.0.0.1:{served}: Address already in use" in done.stderr
