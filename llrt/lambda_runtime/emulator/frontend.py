"""The HTTP door of `llrt lambda serve`: the Invoke API, and any other request through the gateway's translation.
Not here: the function (function.py), translation (gateway.py), streamed answers (http_stream.py)."""

import base64
import json
import sys

from llrt.lambda_runtime.emulator import gateway
from llrt.lambda_runtime.emulator.asynchronous import Events
from llrt.lambda_runtime.emulator.function import Function
from llrt.lambda_runtime.emulator.http_messages import Reply, Request
from llrt.lambda_runtime.emulator.http_server import Server
from llrt.lambda_runtime.emulator.http_stream import EventStream, HTTPStream
from llrt.lambda_runtime.emulator.invocation import Invocation
from llrt.loop.loop import Loop

INVOKE_PREFIX = "/2015-03-31/functions/"
STREAMING_PREFIX = "/2021-11-15/functions/"
# Lambda's limit for a synchronous invocation's event.
MAX_EVENT = 6 * 1024 * 1024
# And for an asynchronous one's.
MAX_ASYNCHRONOUS_EVENT = 1024 * 1024
_JSON = ("Content-Type", "application/json")
_TENANT = "x-amz-tenant-id"


class EventError(ValueError):
    """An event Lambda would not take: `status`, `kind` and `reason` as the Invoke API answers."""

    def __init__(self, status: int, kind: str, message: str, reason: str = ""):
        super().__init__(message)
        self.status = status
        self.kind = kind
        self.reason = reason


class Frontend:
    """Serves one function. `streams`: a function URL passes a streamed response on as it comes (RESPONSE_STREAM), or once it is
    complete (BUFFERED)."""

    def __init__(self, loop: Loop, function: Function, host: str, port: int, streams: bool = True):
        self._function = function
        self.events = Events(loop, function, function.config.events)
        self._streams = streams
        self.server = Server(loop, self._handle, host, port)

    def _handle(self, request: Request, reply: Reply) -> None:
        path = request.target.partition("?")[0]
        try:
            if path.startswith(INVOKE_PREFIX) and path.endswith("/invocations"):
                self._invoke(request, reply)
            elif path.startswith(STREAMING_PREFIX) and path.endswith("/response-streaming-invocations"):
                self._invoke_streaming(request, reply)
            else:
                self._through_gateway(request, reply)
        except EventError as error:
            reason = {"Reason": error.reason} if error.reason else {}
            body = json.dumps({**reason, "Type": "User", "message": str(error)}).encode()
            reply.send(error.status, [_JSON, ("X-Amzn-ErrorType", error.kind)], body)

    def _invoke(self, request: Request, reply: Reply) -> None:
        kind = _kind(request, ("RequestResponse", "Event", "DryRun"))
        invocation = self._invocation(request, "invoke")
        if kind == "DryRun":
            reply.send(204)
            return
        if kind == "Event":
            check_size(request.size, MAX_ASYNCHRONOUS_EVENT)
            invocation.arn = self._function.config.arn()
            self.events.accept(invocation)
            reply.send(202, [("X-Amzn-RequestId", invocation.request_id)])
            return
        self._throttle()
        tail = _wants_tail(request)
        invocation.done = lambda done: _answer(reply, done, tail)
        self._function.invoke(invocation)

    def _throttle(self) -> None:
        if self._function.throttled:
            reason = "ReservedFunctionConcurrentInvocationLimitExceeded"
            raise EventError(429, "TooManyRequestsException", "Rate Exceeded.", reason)

    def _invoke_streaming(self, request: Request, reply: Reply) -> None:
        kind = _kind(request, ("RequestResponse", "DryRun"))
        invocation = self._invocation(request, "invoke (streaming)")
        if kind == "DryRun":
            reply.send(204)
            return
        self._throttle()
        stream = EventStream(reply, invocation, _wants_tail(request))
        invocation.receiver = stream
        invocation.done = stream.finish
        self._function.invoke(invocation)

    def _invocation(self, request: Request, label: str) -> Invocation:
        event = check_event(request.body, request.size)
        context = client_context(request.head.get("x-amz-client-context"))
        return Invocation(event, lambda done: None, context, self._tenant(request), label=label)

    def _tenant(self, request: Request) -> "str | None":
        return tenant_id(request.head.get(_TENANT), self._function.config.per_tenant)

    def _through_gateway(self, request: Request, reply: Reply) -> None:
        event = json.dumps(gateway.to_event(request), ensure_ascii=False).encode("utf-8", "replace")
        if len(event) > MAX_EVENT:
            reply.send(413, [_JSON], b'{"message":"Request Entity Too Large"}')
            return
        self._throttle()
        label = f"{request.method} {request.target}"
        invocation = Invocation(event, lambda done: _respond(reply, done), tenant_id=self._tenant(request), label=label)
        if self._streams:
            invocation.receiver = stream = HTTPStream(reply, invocation)
            invocation.done = lambda done: stream.finish() if done.streamed is not None else _respond(reply, done)
        self._function.invoke(invocation)


def _kind(request: Request, known: "tuple[str, ...]") -> str:
    if request.method != "POST":
        raise EventError(405, "MethodNotAllowedException", "invocations takes POST")
    kind = request.head.get("x-amz-invocation-type", "RequestResponse")
    if kind not in known:
        raise EventError(400, "InvalidParameterValueException", f"Unknown invocation type {kind}")
    return kind


def _wants_tail(request: Request) -> bool:
    return (request.head.get("x-amz-log-type") or "").lower() == "tail"


def check_size(size: int, limit: int) -> None:
    """Raises EventError for an event of more bytes than the limit."""
    if size > limit:
        message = f"Request must be smaller than {limit} bytes for the InvokeFunction operation"
        raise EventError(413, "RequestTooLargeException", message)


def check_event(body: bytes, size: "int | None" = None) -> bytes:
    """The event's bytes as Lambda passes them on; raises EventError for what it refuses."""
    check_size(len(body) if size is None else size, MAX_EVENT)
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


def tenant_id(given: "str | None", per_tenant: bool) -> "str | None":
    """The tenant's id; raises EventError when there is none and must be, or the other way round."""
    if per_tenant and not given:
        raise EventError(400, "InvalidParameterValueException", "The function is isolated by tenant: a tenant id is required.")
    if given and not per_tenant:
        raise EventError(400, "InvalidParameterValueException", "The function is not isolated by tenant (--per-tenant).")
    if given is not None and not (len(given) <= 256 and given.isascii() and all(c.isalnum() or c in " +-=._:/" for c in given)):
        raise EventError(400, "InvalidParameterValueException", "A tenant id is up to 256 of A-Z a-z 0-9 + - = . _ : / and space")
    return given


def _answer(reply: Reply, invocation: Invocation, tail: bool) -> None:
    headers = [_JSON, ("X-Amzn-RequestId", invocation.request_id), ("X-Amz-Executed-Version", "$LATEST")]
    if invocation.error:
        headers.append(("X-Amz-Function-Error", invocation.error))
    if tail:
        headers.append(("X-Amz-Log-Result", base64.b64encode(invocation.tail).decode()))
    invocation.status = 200
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
            invocation.status = status
            reply.send(status, headers + given, body)
            return
    invocation.status = 500
    reply.send(500, [*headers, _JSON], b'{"message":"Internal Server Error"}')
