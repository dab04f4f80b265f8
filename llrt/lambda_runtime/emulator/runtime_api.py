"""The Runtime API (2018-06-01) as a server: routes, statuses, error bodies, who may call what when. Not here: the process
behind it (sandbox.py), what an invocation's outcome means to the caller (environment.py), extensions (extensions.py)."""

from collections.abc import Callable
from typing import Protocol

from llrt.lambda_runtime.emulator.extensions import Extensions
from llrt.lambda_runtime.emulator.faults import Fault, Faults
from llrt.lambda_runtime.emulator.http_messages import Headers, Reply, Request, Sink, refuse
from llrt.lambda_runtime.emulator.http_server import Server
from llrt.lambda_runtime.emulator.telemetry_api import PATH as TELEMETRY_PATH
from llrt.loop.loop import Loop

PREFIX = "/2018-06-01/runtime"
EXTENSIONS_PREFIX = "/2020-01-01/extension"
# Lambda's limit for a buffered response; the extra bytes are Lambda's own.
MAX_RESPONSE = 6 * 1024 * 1024 + 100
# And for a streamed one.
MAX_STREAM = 200 * 1024 * 1024
_ACCEPTED = b'{"status":"OK"}\n'
_JSON = ("Content-Type", "application/json")


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

    def on_result(self, request_id: str, body: bytes) -> None:
        """POST response."""

    def on_stream(self, request_id: str, content_type: str, reply: Reply) -> "StreamSink":
        """POST response, streamed: who takes its body."""

    def on_error(self, request_id: str, body: bytes, error_type: "str | None") -> None:
        """POST error."""

    def on_late(self, request_id: str) -> None:
        """POST response or error of an invocation that has been given up."""

    def on_init_error(self, body: bytes, error_type: "str | None") -> None:
        """POST init/error."""

    def on_restore_next(self) -> bool:
        """GET restore/next; False when there is no snapshot to wait for."""

    def on_restore_error(self, body: bytes, error_type: "str | None") -> None:
        """POST restore/error."""

    def on_too_large(self, request_id: str, size: int) -> None:
        """POST response, over the limit."""


class StreamSink(Protocol):
    """Takes a streamed response."""

    def write(self, piece: memoryview) -> bool:
        """The next bytes; False: this response is over its limit, what follows is not taken."""

    def end(self, error: "tuple[bytes, str] | None") -> None:
        """It is complete, or ends in an error: (JSON, type)."""

    def lost(self) -> None:
        """The connection ended before it."""


class RuntimeAPI:
    """Serves one runtime process, which is given up to `slots` invocations at once: `give()` hands one out, now or when the
    runtime asks."""

    def __init__(self, loop: Loop, listener: Listener, slots: int, faults: Faults, extensions: Extensions):
        self._loop = loop
        self._listener = listener
        self._slots = slots
        self._faults = faults
        self._extensions = extensions
        self._waiting: "list[Reply]" = []
        self._restoring: "Reply | None" = None
        # What has been handed out and not been answered; the last that was.
        self._open: "set[str]" = set()
        # Those that timed out while the runtime goes on with them.
        self._late: "set[str]" = set()
        self._answered = ""
        self._begun = False
        self._events: "list[Event]" = []
        self.server = Server(loop, self._arrived, max_body=MAX_STREAM, begin=self._begin)
        self.address = "{}:{}".format(*self.server.address)

    def give(self, event: Event) -> None:
        """Hand out an event."""
        self._events.append(event)
        self._hand_out()

    def restore(self) -> None:
        """Answer GET restore/next: the process wakes from its snapshot."""
        reply, self._restoring = self._restoring, None
        if reply is not None:
            reply.send(200, [_JSON], b"{}")

    def give_up(self, request_id: str) -> None:
        """An invocation that is over whatever the runtime says of it later."""
        if request_id in self._open:
            self._open.discard(request_id)
            self._late.add(request_id)

    @property
    def asked(self) -> bool:
        """True while the runtime waits for an event."""
        self._waiting = [reply for reply in self._waiting if not reply.lost]
        return bool(self._waiting)

    def close(self) -> None:
        """Stop serving."""
        self.server.close()

    def _hand_out(self) -> None:
        while self._events and self.asked:
            event = self._events.pop(0)
            self._begun = True
            self._open.add(event.request_id)
            if event.request_id == self._answered:
                # An Event invocation, tried again.
                self._answered = ""
            self._waiting.pop(0).send(200, event.headers(), event.event)

    # Requests

    def _arrived(self, request: Request, reply: Reply) -> None:
        fault = self._faults.take(_call_of(_path(request)))
        if fault is None:
            self._handle(request, reply)
        else:
            self._spoil(fault, reply, lambda spoiled: self._handle(request, spoiled))

    def _begin(self, request: Request, reply: Reply) -> "Sink | None":
        """A streamed response is taken as it comes; all else once it is complete."""
        request_id = self._streamed(request)
        if request_id is None:
            return None
        fault = self._faults.take("response")
        body = _Body(self, reply)
        if fault is None:
            body.open(request_id, request)
        else:
            self._spoil(fault, reply, lambda spoiled: body.open(request_id, request, spoiled))
        return body

    def _streamed(self, request: Request) -> "str | None":
        """The id of the invocation whose response is about to be streamed, None for any other request."""
        route = _path(request)[len(PREFIX) + 1 :].split("/")
        if len(route) != 3 or route[0] != "invocation" or route[2] != "response" or request.method != "POST":
            return None
        if request.head.get("lambda-runtime-function-response-mode") != "streaming":
            return None
        request_id = unquote(route[1])
        return request_id if request_id in self._open else None

    def _spoil(self, fault: Fault, reply: Reply, take_up: "Callable[[Reply], None]") -> None:
        if fault.status:
            refuse(reply, fault.status, "InjectedFault", f"--fault {fault.call}:{fault.kind}")
        elif fault.kind == "slow":
            self._loop.call_later(fault.seconds, take_up, reply)
        elif fault.kind == "cut":
            reply.abort()
        elif fault.kind == "halfclose":
            reply.half_close()
        else:
            take_up(_SpoiledReply(reply, fault.kind))

    def _handle(self, request: Request, reply: Reply) -> None:
        path = _path(request)
        if path.startswith(EXTENSIONS_PREFIX + "/"):
            self._extensions.handle(path[len(EXTENSIONS_PREFIX) + 1 :], request, reply)
            return
        if path.rstrip("/") == TELEMETRY_PATH:
            self._extensions.subscribe(request, reply)
            return
        if not path.startswith(PREFIX + "/"):
            refuse(reply, 404, "InvalidResourcePath", f"There is no {path}; the Runtime API is at {PREFIX}")
            return
        route = path[len(PREFIX) + 1 :].split("/")
        if route == ["invocation", "next"]:
            self._next(request, reply)
        elif route == ["init", "error"]:
            self._init_error(request, reply)
        elif len(route) == 3 and route[0] == "invocation" and route[2] in ("response", "error"):
            self._outcome(request, reply, unquote(route[1]), route[2])
        elif route == ["restore", "next"] and request.method == "GET":
            self._restore_next(reply)
        elif route == ["restore", "error"] and request.method == "POST":
            accept(reply)
            self._listener.on_restore_error(request.body, error_type(request))
        else:
            refuse(reply, 404, "InvalidResourcePath", f"There is no {path}")

    def _next(self, request: Request, reply: Reply) -> None:
        if request.method != "GET":
            refuse(reply, 405, "MethodNotAllowed", "invocation/next takes GET")
            return
        if self._slots == 1 and self._open:
            refuse(reply, 403, "InvalidStateTransition", "The invocation before has not been answered")
            return
        if self._slots == 1 and self.asked:
            refuse(reply, 403, "InvalidStateTransition", "GET invocation/next is already waiting")
            return
        self._waiting.append(reply)
        self._listener.on_ready()
        self._hand_out()

    def _restore_next(self, reply: Reply) -> None:
        self._restoring = reply
        if self._begun or not self._listener.on_restore_next():
            self._restoring = None
            refuse(reply, 403, "InvalidStateTransition", "There is nothing to restore (see --snapstart)")

    def _init_error(self, request: Request, reply: Reply) -> None:
        if self._begun or self._waiting:
            refuse(reply, 403, "InvalidStateTransition", "The runtime has been initialised already")
            return
        accept(reply)
        self._listener.on_init_error(request.body, error_type(request))

    def _outcome(self, request: Request, reply: Reply, request_id: str, kind: str) -> None:
        if request.method != "POST":
            refuse(reply, 405, "MethodNotAllowed", f"invocation/{kind} takes POST")
        elif request_id == self._answered:
            refuse(reply, 403, "InvalidStateTransition", "The invocation has been answered already")
        elif request_id in self._late:
            self._late.discard(request_id)
            refuse(reply, 410, "InvokeTimeout", "Invoke timeout")
            self._listener.on_late(request_id)
        elif request_id not in self._open:
            refuse(reply, 400, "InvalidRequestID", "Invalid request ID")
        elif kind == "error":
            self._close_one(request_id)
            accept(reply)
            self._listener.on_error(request_id, request.body, error_type(request))
        elif self._streamed(request) is not None:
            # It came behind another request on its connection, and so as a whole.
            body = _Body(self, reply)
            body.open(request_id, request)
            body.data(memoryview(request.body))
            body.end(request.trailers)
        elif request.size > MAX_RESPONSE:
            self._close_one(request_id)
            too_large(reply, MAX_RESPONSE)
            self._listener.on_too_large(request_id, request.size)
        else:
            self._close_one(request_id)
            accept(reply)
            self._listener.on_result(request_id, request.body)

    def _close_one(self, request_id: str) -> None:
        self._open.discard(request_id)
        self._answered = request_id

    def open_stream(self, request_id: str, request: Request, reply: Reply) -> StreamSink:
        """The listener's end of a streamed response that has begun."""
        self._close_one(request_id)
        return self._listener.on_stream(request_id, request.head.get("content-type", "application/octet-stream"), reply)


class _Body:
    """The body of a streamed response on its way from the connection to the listener's StreamSink."""

    def __init__(self, api: RuntimeAPI, reply: Reply):
        self._api = api
        self._reply = reply
        self._sink: "StreamSink | None" = None
        self._size = 0
        # What came while the request waited to be taken up.
        self._early: "list[memoryview]" = []
        self._trailers: "dict[str, str] | None" = None

    def open(self, request_id: str, request: Request, reply: "Reply | None" = None) -> None:
        """Take it up."""
        self._reply = reply or self._reply
        self._sink = self._api.open_stream(request_id, request, self._reply)
        early, self._early = self._early, []
        for piece in early:
            self.data(piece)
        if self._trailers is not None:
            self.end(self._trailers)

    def data(self, piece: memoryview) -> None:
        """The next bytes."""
        self._size += len(piece)
        if self._sink is None:
            if not self._reply.lost:
                self._early.append(piece)
        elif not self._reply.lost and not self._sink.write(piece):
            too_large(self._reply, MAX_STREAM)

    def end(self, trailers: "dict[str, str]") -> None:
        """All of it has come."""
        self._trailers = trailers
        if self._sink is None or self._reply.lost:
            return
        accept(self._reply)
        told = trailers.get("lambda-runtime-function-error-type")
        body = trailers.get("lambda-runtime-function-error-body", "")
        self._sink.end(None if told is None else (_base64(body), error_type_of(told)))

    def lost(self) -> None:
        """The connection ended."""
        if self._sink is not None:
            self._sink.lost()


class _SpoiledReply(Reply):
    """A reply whose answer does not arrive as it should: `kind` is "lost" or "half"."""

    def __init__(self, reply: Reply, kind: str):
        self._reply = reply
        self._kind = kind
        self._connection = None
        self.started = False

    @property
    def lost(self) -> bool:
        return self._reply.lost

    def send(self, status: int, headers: Headers = (), body: bytes = b"") -> None:
        if self._kind == "lost":
            self._reply.abort()
        else:
            self._reply.send_half(status, headers, body)

    def pause(self) -> None:
        self._reply.pause()

    def resume(self) -> None:
        self._reply.resume()


def _path(request: Request) -> str:
    return request.target.partition("?")[0]


def _call_of(path: str) -> str:
    """The name of a call in faults.py, "" for all others."""
    route = path[len(PREFIX) + 1 :].split("/") if path.startswith(PREFIX + "/") else [""]
    return route[0] if route[0] in ("init", "restore") else route[-1]


def _base64(text: str) -> bytes:
    import base64

    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return b""


def accept(reply: Reply) -> None:
    """202, as Lambda says it."""
    reply.send(202, [_JSON], _ACCEPTED)


def too_large(reply: Reply, limit: int) -> None:
    """413."""
    refuse(reply, 413, "RequestEntityTooLarge", f"Exceeded maximum allowed payload size ({limit} bytes).")


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
