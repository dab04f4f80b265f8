"""The Runtime API (2018-06-01) as a server: routes, statuses and error bodies. Not here: the process behind it (sandbox.py),
what an invocation's outcome means to the caller (function.py)."""

import json
from typing import Protocol

from llrt.lambda_runtime.emulator.http_server import Reply, Request, Server
from llrt.loop.loop import Loop

PREFIX = "/2018-06-01/runtime"
# Lambda's limit for a buffered response; the extra bytes are Lambda's own.
MAX_RESPONSE = 6 * 1024 * 1024 + 100
# And for a streamed one.
MAX_STREAM = 200 * 1024 * 1024
_ACCEPTED = b'{"status":"OK"}\n'


class Event(Protocol):
    """What the runtime is given."""

    request_id: str
    event: bytes

    def headers(self) -> "list[tuple[str, str]]":
        """The header fields of the answer to GET /next."""


class Listener(Protocol):
    """Who hears what the runtime says."""

    def on_ready(self) -> None:
        """GET /next."""

    def on_result(self, body: bytes, streamed: "str | None" = None) -> None:
        """POST response; `streamed`: the content type of a streamed one, None for a buffered one."""

    def on_error(self, body: bytes, error_type: "str | None") -> None:
        """POST error."""

    def on_init_error(self, body: bytes, error_type: "str | None") -> None:
        """POST init/error."""

    def on_too_large(self, size: int) -> None:
        """POST response, over the limit."""


class RuntimeAPI:
    """Serves one runtime process; `give()` answers its GET /next, now or when it asks."""

    def __init__(self, loop: Loop, listener: Listener):
        self._listener = listener
        self._waiting: "Reply | None" = None
        self._given: "str | None" = None
        self._answered = True
        self._next_event: "Event | None" = None
        self.server = Server(loop, self._handle, max_body=MAX_STREAM)
        self.address = "{}:{}".format(*self.server.address)

    def give(self, event: Event) -> None:
        """Hand out the next event."""
        self._next_event = event
        self._hand_out()

    @property
    def asked(self) -> bool:
        """True while the runtime waits for an event."""
        return self._waiting is not None and not self._waiting.lost

    def close(self) -> None:
        """Stop serving."""
        self.server.close()

    def _hand_out(self) -> None:
        event, reply = self._next_event, self._waiting
        if event is None or reply is None:
            return
        self._next_event = self._waiting = None
        self._given = event.request_id
        self._answered = False
        reply.send(200, event.headers(), event.event)

    def _handle(self, request: Request, reply: Reply) -> None:
        path = request.target.partition("?")[0]
        if not path.startswith(PREFIX + "/"):
            refuse(reply, 404, "InvalidResourcePath", f"There is no {path}; the Runtime API is at {PREFIX}")
            return
        route = path[len(PREFIX) + 1 :].split("/")
        if route == ["invocation", "next"]:
            self._next(request, reply)
        elif route == ["init", "error"]:
            self._init_error(request, reply)
        elif len(route) == 3 and route[0] == "invocation" and route[2] in ("response", "error"):
            self._outcome(request, reply, route[1], route[2])
        elif route[0] == "restore":
            refuse(reply, 403, "InvalidStateTransition", "SnapStart is not emulated")
        else:
            refuse(reply, 404, "InvalidResourcePath", f"There is no {path}")

    def _next(self, request: Request, reply: Reply) -> None:
        if request.method != "GET":
            refuse(reply, 405, "MethodNotAllowed", "invocation/next takes GET")
            return
        if not self._answered:
            refuse(reply, 403, "InvalidStateTransition", "The invocation before has not been answered")
            return
        if self.asked:
            refuse(reply, 403, "InvalidStateTransition", "GET invocation/next is already waiting")
            return
        self._waiting = reply
        self._listener.on_ready()
        self._hand_out()

    def _init_error(self, request: Request, reply: Reply) -> None:
        if self._given is not None:
            refuse(reply, 403, "InvalidStateTransition", "The runtime has been initialised already")
            return
        accept(reply)
        self._listener.on_init_error(request.body, error_type(request))

    def _outcome(self, request: Request, reply: Reply, request_id: str, kind: str) -> None:
        if request.method != "POST":
            refuse(reply, 405, "MethodNotAllowed", f"invocation/{kind} takes POST")
        elif unquote(request_id) != self._given:
            refuse(reply, 400, "InvalidRequestID", "Invalid request ID")
        elif self._answered:
            refuse(reply, 403, "InvalidStateTransition", "The invocation has been answered already")
        elif kind == "error":
            self._answered = True
            accept(reply)
            self._listener.on_error(request.body, error_type(request))
        elif request.head.get("lambda-runtime-function-response-mode") == "streaming":
            self._streamed(request, reply)
        elif request.size > MAX_RESPONSE:
            self._answered = True
            refuse(reply, 413, "RequestEntityTooLarge", f"Exceeded maximum allowed payload size ({MAX_RESPONSE} bytes).")
            self._listener.on_too_large(request.size)
        else:
            self._answered = True
            accept(reply)
            self._listener.on_result(request.body)


    def _streamed(self, request: Request, reply: Reply) -> None:
        self._answered = True
        if request.size > min(MAX_STREAM, self.server.max_body):
            message = f"Exceeded maximum allowed payload size ({MAX_STREAM} bytes)."
            refuse(reply, 413, "RequestEntityTooLarge", message)
            self._listener.on_too_large(request.size)
            return
        accept(reply)
        told = request.trailers.get("lambda-runtime-function-error-type")
        if told is None:
            self._listener.on_result(request.body, request.head.get("content-type", "application/octet-stream"))
            return
        body = request.trailers.get("lambda-runtime-function-error-body", "")
        self._listener.on_error(_base64(body), error_type_of(told))


def _base64(text: str) -> bytes:
    import base64

    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return b""


def accept(reply: Reply) -> None:
    """202, as Lambda says it."""
    reply.send(202, [("Content-Type", "application/json")], _ACCEPTED)


def refuse(reply: Reply, status: int, kind: str, message: str) -> None:
    """An error in the Runtime API's form."""
    body = json.dumps({"errorMessage": message, "errorType": kind}).encode()
    reply.send(status, [("Content-Type", "application/json")], body)


def error_type(request: Request) -> "str | None":
    """The error type of the header, or None; Lambda records what has not its form as Runtime.Unknown."""
    value = request.head.get("lambda-runtime-function-error-type")
    return None if value is None else error_type_of(value)


def error_type_of(value: str) -> str:
    """The same for a value of the header, or of the trailer of a streamed response."""
    category, dot, reason = value.partition(".")
    good = len(reason) > 1 and reason.isascii() and reason.isalpha() and reason[0].isupper()
    return value if dot and good and category in ("Runtime", "Function") else "Runtime.Unknown"


def unquote(text: str) -> str:
    """Undo percent-encoding."""
    if "%" not in text:
        return text
    import urllib.parse

    return urllib.parse.unquote(text)
