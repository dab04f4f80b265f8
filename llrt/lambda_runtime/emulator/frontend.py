"""The HTTP door of `llrt lambda serve`: the Invoke API, and any other request through the gateway's translation.
Not here: the function (function.py), translation (gateway.py)."""

import base64
import json
import sys

from llrt.lambda_runtime.emulator import gateway
from llrt.lambda_runtime.emulator.function import Function
from llrt.lambda_runtime.emulator.http_server import Reply, Request, Server
from llrt.lambda_runtime.emulator.invocation import Invocation
from llrt.loop.loop import Loop

INVOKE_PREFIX = "/2015-03-31/functions/"
# Lambda's limit for a synchronous invocation's event.
MAX_EVENT = 6 * 1024 * 1024
_JSON = ("Content-Type", "application/json")


class EventError(ValueError):
    """An event Lambda would not take: `status` and `kind` as the Invoke API answers."""

    def __init__(self, status: int, kind: str, message: str):
        super().__init__(message)
        self.status = status
        self.kind = kind


class Frontend:
    """Serves one function."""

    def __init__(self, loop: Loop, function: Function, host: str, port: int):
        self._function = function
        self.server = Server(loop, self._handle, host, port)

    def _handle(self, request: Request, reply: Reply) -> None:
        path = request.target.partition("?")[0]
        if path.startswith(INVOKE_PREFIX) and path.endswith("/invocations"):
            self._invoke(request, reply)
        else:
            self._through_gateway(request, reply)

    def _invoke(self, request: Request, reply: Reply) -> None:
        if request.method != "POST":
            _refuse(reply, EventError(405, "MethodNotAllowedException", "invocations takes POST"))
            return
        kind = request.head.get("x-amz-invocation-type", "RequestResponse")
        try:
            if kind not in ("RequestResponse", "Event", "DryRun"):
                raise EventError(400, "InvalidParameterValueException", f"Unknown invocation type {kind}")
            event = check_event(request.body, request.size)
            context = client_context(request.head.get("x-amz-client-context"))
        except EventError as error:
            _refuse(reply, error)
            return
        if kind == "DryRun":
            reply.send(204)
            return
        tail = (request.head.get("x-amz-log-type") or "").lower() == "tail"
        waits = kind == "RequestResponse"
        invocation = Invocation(event, lambda done: _answer(reply, done, tail) if waits else None, context)
        self._function.invoke(invocation)
        if not waits:
            reply.send(202, [("X-Amzn-RequestId", invocation.request_id)])

    def _through_gateway(self, request: Request, reply: Reply) -> None:
        event = json.dumps(gateway.to_event(request), ensure_ascii=False).encode("utf-8", "replace")
        if len(event) > MAX_EVENT:
            reply.send(413, [_JSON], b'{"message":"Request Entity Too Large"}')
            return
        self._function.invoke(Invocation(event, lambda invocation: _respond(reply, invocation)))


def check_event(body: bytes, size: "int | None" = None) -> bytes:
    """The event's bytes as Lambda passes them on; raises EventError for what it refuses."""
    if (len(body) if size is None else size) > MAX_EVENT:
        message = f"Request must be smaller than {MAX_EVENT} bytes for the InvokeFunction operation"
        raise EventError(413, "RequestTooLargeException", message)
    if not body.strip():
        return b"{}"
    try:
        json.loads(body)
    except (ValueError, RecursionError) as error:
        message = f"Could not parse request body into json: {error}"
        raise EventError(400, "InvalidRequestContentException", message) from None
    return body


def client_context(header: "str | None") -> "str | None":
    """X-Amz-Client-Context (base64 of JSON) -> the JSON on one line in ASCII, or None."""
    if header is None:
        return None
    try:
        return json.dumps(json.loads(base64.b64decode(header, validate=True)))
    except ValueError:
        raise EventError(
            400, "InvalidRequestContentException", "Client context must be a valid base64-encoded JSON object."
        ) from None


def _answer(reply: Reply, invocation: Invocation, tail: bool) -> None:
    headers = [_JSON, ("X-Amzn-RequestId", invocation.request_id), ("X-Amz-Executed-Version", "$LATEST")]
    if invocation.error:
        headers.append(("X-Amz-Function-Error", invocation.error))
    if tail:
        headers.append(("X-Amz-Log-Result", base64.b64encode(invocation.tail).decode()))
    reply.send(200, headers, invocation.payload)


def _respond(reply: Reply, invocation: Invocation) -> None:
    headers = [("apigw-requestid", invocation.request_id)]
    if not invocation.error:
        try:
            if invocation.streamed is not None:
                status, given, body = gateway.from_stream(invocation.payload, invocation.streamed)
            else:
                status, given, body = gateway.to_response(invocation.payload)
        except gateway.MalformedAnswer as error:
            print(f"llrt lambda serve: {error}", file=sys.stderr)
        else:
            reply.send(status, headers + given, body)
            return
    reply.send(500, [*headers, _JSON], b'{"message":"Internal Server Error"}')


def _refuse(reply: Reply, error: EventError) -> None:
    body = json.dumps({"Type": "User", "message": str(error)}).encode()
    reply.send(error.status, [_JSON, ("X-Amzn-ErrorType", error.kind)], body)
