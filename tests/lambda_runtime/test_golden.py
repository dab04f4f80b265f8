"""What the runtime sends to the Runtime API, byte by byte: one row for each kind of request it can make."""

import base64
import json

import pytest

from tests.lambda_runtime.fake_api import event_answer, run_runtime

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
# With a stack of its own, so that the bytes do not depend on how the runtime is laid out.
ERROR = r"""
const stack = "TypeError: m\n    at f (/var/task/app.js:1:2)";
const failure = (Class, message) => Object.assign(new Class(message), { stack });
"""
TRACE = '"trace":["TypeError: m","    at f (/var/task/app.js:1:2)"]'
FRAME = '{"path":"/var/task/app.js","line":1,"label":"f"}'


def request(line, *fields, body=""):
    head = [f"{line} HTTP/1.1", "Host: {host}", "User-Agent: llrt", *fields]
    return "\r\n".join(head) + "\r\n\r\n" + body


def post(path, body, *fields):
    return request(f"POST {path}", "Content-Type: application/json", f"Content-Length: {len(body.encode())}", *fields, body=body)


def response(body, request_id="id-1"):
    return post(f"/2018-06-01/runtime/invocation/{request_id}/response", body)


def failure(body, error_type, cause, request_id="id-1"):
    path = f"/2018-06-01/runtime/invocation/{request_id}/error"
    fields = [f"Lambda-Runtime-Function-Error-Type: {error_type}", f"Lambda-Runtime-Function-XRay-Error-Cause: {cause}"]
    return post(path, body, *fields)


def cause(name, message, stack, paths):
    exception = f'{{"type":"{name}","message":"{message}","stack":[{stack}]}}'
    return f'{{"working_directory":"CWD","exceptions":[{exception}],"paths":{paths}}}'


def stream(content_type, *parts, trailers=""):
    fields = [
        f"Content-Type: {content_type}",
        "Transfer-Encoding: chunked",
        "Lambda-Runtime-Function-Response-Mode: streaming",
        "Trailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body",
    ]
    chunks = "".join(f"{len(part.encode()):x}\r\n{part}\r\n" for part in parts)
    return request("POST /2018-06-01/runtime/invocation/id-1/response", *fields, body=f"{chunks}0\r\n{trailers}\r\n")


NEXT = request("GET /2018-06-01/runtime/invocation/next")
RESTORE = request("GET /2018-06-01/runtime/restore/next")
HTTP = "application/vnd.awslambda.http-integration-response"
STREAMED = "export const handler = awslambda.streamifyResponse(async (event, stream, context) => {{ {} }});"
BODY = f'{{"errorType":"TypeError","errorMessage":"m",{TRACE}}}'
ENCODED = base64.b64encode(BODY.encode()).decode()
TYPE = "Lambda-Runtime-Function-Error-Type: "

ROWS = {
    "an event is asked for": ("export const handler = async () => 1;", [NEXT, response("1"), NEXT]),
    "no result is null": ("export const handler = async () => {};", [NEXT, response("null"), NEXT]),
    "JSON in UTF-8": ("export const handler = async () => ({ a: 'é😀\\n' });", [NEXT, response('{"a":"é😀\\n"}'), NEXT]),
    "a string is JSON, too": ("export const handler = async () => 'a';", [NEXT, response('"a"'), NEXT]),
    "an error of a class": (
        ERROR + "export const handler = async () => { throw failure(TypeError, 'm'); };",
        [NEXT, failure(BODY, "Function.TypeError", cause("TypeError", "m", FRAME, '["/var/task/app.js"]')), NEXT],
    ),
    "an error of the platform's own form keeps its type": (
        ERROR + "export const handler = async () => { throw Object.assign(failure(TypeError, 'm'), { name: 'Runtime.Mine' }); };",
        [
            NEXT,
            failure(
                BODY.replace('"TypeError","', '"Runtime.Mine","', 1),
                "Runtime.Mine",
                cause("Runtime.Mine", "m", FRAME, '["/var/task/app.js"]'),
            ),
            NEXT,
        ],
    ),
    "a cause is ASCII, and DEL is escaped": (
        ERROR + "export const handler = async () => { throw failure(TypeError, 'ü\\x7f'); };",
        [
            NEXT,
            failure(
                BODY.replace('"m"', '"ü%7F"', 1),
                "Function.TypeError",
                cause("TypeError", "\\u00fc%7F", FRAME, '["/var/task/app.js"]'),
            ),
            NEXT,
        ],
    ),
    "a thrown value": (
        "export const handler = async () => { throw 'text'; };",
        [
            NEXT,
            failure(
                '{"errorType":"string","errorMessage":"text","trace":[]}',
                "Function.Unknown",
                '{"working_directory":"CWD","exceptions":[{"stack":[]}],"paths":[]}',
            ),
            NEXT,
        ],
    ),
    "a failed init": (
        ERROR + "throw failure(TypeError, 'm');",
        [post("/2018-06-01/runtime/init/error", BODY, TYPE + "Function.TypeError")],
    ),
    "a handler that is not there": (
        "Error.stackTraceLimit = 0; export const other = 1;",
        [
            post(
                "/2018-06-01/runtime/init/error",
                '{"errorType":"Runtime.HandlerNotFound","errorMessage":"app.handler is undefined or not exported",'
                '"trace":["Runtime.HandlerNotFound: app.handler is undefined or not exported"]}',
                TYPE + "Runtime.HandlerNotFound",
            )
        ],
    ),
    "a streamed response": (
        STREAMED.format("stream.write('one'); stream.write('zwölf'); stream.end('!');"),
        [NEXT, stream("application/octet-stream", "one", "zwölf", "!"), NEXT],
    ),
    "an empty stream": (STREAMED.format("stream.end();"), [NEXT, stream("application/octet-stream"), NEXT]),
    "a content type": (
        STREAMED.format("stream.setContentType('text/html'); stream.end('x');"),
        [NEXT, stream("text/html", "x"), NEXT],
    ),
    "an HTTP answer's head and eight zeros before its body": (
        STREAMED.format(
            "awslambda.HttpResponseStream.from(stream, { statusCode: 201, headers: { a: 'b' }, cookies: ['c=d'] }).end('body');"
        ),
        [NEXT, stream(HTTP, '{"statusCode":201,"headers":{"a":"b"},"cookies":["c=d"]}', "\0" * 8, "body"), NEXT],
    ),
    "an error in the middle of a stream": (
        ERROR + STREAMED.format("stream.write('part'); throw failure(TypeError, 'm');"),
        [
            NEXT,
            stream(
                "application/octet-stream",
                "part",
                trailers=f"{TYPE}Function.TypeError\r\nLambda-Runtime-Function-Error-Body: {ENCODED}\r\n",
            ),
            NEXT,
        ],
    ),
    "an error before the first byte of a stream is an ordinary one": (
        ERROR + STREAMED.format("throw failure(TypeError, 'm');"),
        [NEXT, failure(BODY, "Function.TypeError", cause("TypeError", "m", FRAME, '["/var/task/app.js"]')), NEXT],
    ),
}


EXIT = (
    "The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was "
    "never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes"
)
UNENDED = "The handler is done, but its response stream was not ended."
SYNC = "Streaming does not support non-async handlers."
# The platform's own errors: (the code behind `Error.stackTraceLimit = 0`, the call that tells of it, its type, its message).
# Without frames, so that the bytes do not depend on how the runtime is laid out.
OWN = {
    "a promise that never settles": ("export const handler = () => new Promise(() => {});", "error", "NodeJsExit", EXIT),
    "a top-level await that never settles": ("await new Promise(() => {});", "init/error", "NodeJsExit", EXIT),
    "a rejection nobody handles": (
        "export const handler = () => { Promise.reject(new TypeError('m')); return new Promise((r) => setTimeout(r, 5000)); };",
        "error",
        "UnhandledPromiseRejection",
        "TypeError: m",
    ),
    "a rejection nobody handles at init": (
        "Promise.reject('text'); await new Promise((r) => setTimeout(r, 5000));",
        "init/error",
        "UnhandledPromiseRejection",
        "text",
    ),
    "a handler that is no function": (
        "export const handler = 5;",
        "init/error",
        "HandlerNotFound",
        "app.handler is not a function",
    ),
    "a handler marked for a kind of streaming that is not there": (
        "export const handler = () => {}; handler[Symbol.for('aws.lambda.runtime.handler.streaming')] = 'request';",
        "init/error",
        "MalformedStreamingHandler",
        "Only response streaming is supported.",
    ),
    "a streaming handler that is not async": (
        "export const handler = awslambda.streamifyResponse(() => {});",
        "error",
        "MalformedStreamingHandler",
        SYNC,
    ),
    "a stream that nobody ends": (STREAMED.format(""), "error", "InvalidStreamingOperation", UNENDED),
    "a result without JSON": (
        "export const handler = async () => 1n;",
        "error",
        "JSONStringifyError",
        "Unable to stringify response body",
    ),
}


def sent(tmp_path, code, **options):
    """All requests, with what differs between runs in one form."""
    (tmp_path / "app.mjs").write_text(code)
    outcome = run_runtime(tmp_path, "app.handler", options.pop("events", [{}]), **options)
    raw = [exchange.raw.decode() for exchange in outcome.api.exchanges]
    return [text.replace(outcome.api.address, "{host}").replace(json.dumps(str(tmp_path))[1:-1], "CWD") for text in raw]


@pytest.mark.parametrize("row", ROWS)
def test_requests_are_these_bytes(tmp_path, row):
    code, expected = ROWS[row]
    found = sent(tmp_path, code)
    assert found == expected


@pytest.mark.parametrize("row", OWN)
def test_errors_of_the_runtime_itself_are_these_bytes(tmp_path, row):
    code, call, name, message = OWN[row]
    kind = f"Runtime.{name}"
    body = f'{{"errorType":"{kind}","errorMessage":"{message}","trace":["{kind}: {message}"]}}'
    found = sent(tmp_path, "Error.stackTraceLimit = 0; " + code)
    if call == "error":
        # Only what nobody handled ends the process.
        more = [] if name == "UnhandledPromiseRejection" else [NEXT]
        assert found == [NEXT, failure(body, kind, cause(kind, message, "", "[]")), *more]
    else:
        assert found == [post("/2018-06-01/runtime/init/error", body, TYPE + kind)]


def test_a_stream_that_nobody_ends_after_its_first_byte_is_told_in_trailers(tmp_path):
    kind = "Runtime.InvalidStreamingOperation"
    body = f'{{"errorType":"{kind}","errorMessage":"{UNENDED}","trace":["{kind}: {UNENDED}"]}}'
    encoded = base64.b64encode(body.encode()).decode()
    trailers = f"{TYPE}{kind}\r\nLambda-Runtime-Function-Error-Body: {encoded}\r\n"
    found = sent(tmp_path, "Error.stackTraceLimit = 0; " + STREAMED.format("stream.write('part');"))
    assert found == [NEXT, stream("application/octet-stream", "part", trailers=trailers), NEXT]


def test_what_the_event_came_with_changes_no_request(tmp_path):
    fields = [
        ("Lambda-Runtime-Client-Context", '{"client":{"installation_id":"i"}}'),
        ("Lambda-Runtime-Cognito-Identity", '{"cognitoIdentityId":"c"}'),
        ("Lambda-Runtime-Aws-Tenant-Id", "tenant"),
        ("Lambda-Runtime-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1"),
    ]
    code = "export const handler = async (event, { clientContext, identity, tenantId }) => [clientContext, identity, tenantId];"
    found = sent(tmp_path, code, events=[event_answer({}, "id-1", fields)])
    assert found == [NEXT, response('[{"client":{"installation_id":"i"}},{"cognitoIdentityId":"c"},"tenant"]'), NEXT]


def test_what_a_context_leaves_behind_that_exits(tmp_path):
    code = "export const handler = async () => process.exit(3);"
    found = sent(tmp_path, code, env={"AWS_LAMBDA_MAX_CONCURRENCY": "1"}, until=lambda api: False)
    body = '{"errorType":"Runtime.ExitError","errorMessage":"The context of this invocation has ended","trace":[]}'
    path = "/2018-06-01/runtime/invocation/id-1/error"
    fields = ["Content-Type: application/json", "Connection: close", f"Content-Length: {len(body)}", TYPE + "Runtime.ExitError"]
    assert found == [NEXT, request(f"POST {path}", *fields, body=body)]


def test_ids_are_percent_encoded_as_encode_uri_component_does(tmp_path):
    events = [event_answer({}, request_id) for request_id in ("a/b?c", "1 2%3", "x'(y)*!~")]
    found = sent(tmp_path, "export const handler = async () => 1;", events=events)
    assert found == [NEXT, response("1", "a%2Fb%3Fc"), NEXT, response("1", "1%202%253"), NEXT, response("1", "x'(y)*!~"), NEXT]


SNAP = {"AWS_LAMBDA_INITIALIZATION_TYPE": "snap-start"}


def test_a_snapshot_comes_before_the_first_event(tmp_path):
    found = sent(tmp_path, "export const handler = async () => 1;", env=SNAP, others={"restore/next": OK})
    assert found == [RESTORE, NEXT, response("1"), NEXT]


def test_a_failed_hook_after_the_restore(tmp_path):
    code = (
        ERROR + "awslambda.registerAfterRestore(() => { throw failure(TypeError, 'm'); }); export const handler = async () => 1;"
    )
    found = sent(tmp_path, code, env=SNAP, others={"restore/next": OK})
    assert found == [RESTORE, post("/2018-06-01/runtime/restore/error", BODY, TYPE + "Runtime.AfterRestoreError")]


def test_a_failed_hook_before_the_snapshot(tmp_path):
    code = (
        ERROR
        + "awslambda.registerBeforeSnapshot(() => { throw failure(TypeError, 'm'); }); export const handler = async () => 1;"
    )
    found = sent(tmp_path, code, env=SNAP)
    assert found == [post("/2018-06-01/runtime/init/error", BODY, TYPE + "Runtime.BeforeSnapshotError")]


def test_an_extension_for_sigterm(tmp_path):
    registered = b"HTTP/1.1 200 OK\r\nLambda-Extension-Identifier: the-id\r\nContent-Length: 0\r\n\r\n"
    others = {"extension/register": registered, "event/next": None}
    found = sent(tmp_path, "export const handler = async () => 1;", env={"LLRT_GRACEFUL_SHUTDOWN": "1"}, others=others)
    register = request(
        "POST /2020-01-01/extension/register",
        "Lambda-Extension-Name: llrt-graceful-shutdown",
        "Content-Type: application/json",
        "Content-Length: 13",
        body='{"events":[]}',
    )
    event = request("GET /2020-01-01/extension/event/next", "Lambda-Extension-Identifier: the-id")
    assert found[0] == register
    # The two questions go out on two connections, in any order.
    assert sorted(found[1:]) == sorted([event, NEXT, response("1"), NEXT])


def test_a_cause_above_a_mebibyte_is_left_out(tmp_path):
    code = "export const handler = async () => { throw Object.assign(new Error('m'.repeat(1 << 20)), { stack: '' }); };"
    _, error, _ = sent(tmp_path, code)
    body = json.dumps({"errorType": "Error", "errorMessage": "m" * (1 << 20), "trace": [""]}, separators=(",", ":"))
    assert error == post("/2018-06-01/runtime/invocation/id-1/error", body, TYPE + "Function.Error")


def test_several_at_once_are_the_same_requests(tmp_path):
    events = [event_answer({}, f"id-{n}") for n in (1, 2)]
    found = sent(
        tmp_path,
        "export const handler = async () => 1;",
        events=events,
        env={"AWS_LAMBDA_MAX_CONCURRENCY": "2"},
        until=lambda api: len(api.exchanges) == 6,
    )
    assert sorted(found) == sorted([NEXT] * 4 + [response("1", f"id-{n}") for n in (1, 2)])
