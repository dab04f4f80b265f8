"""A request and its reply, as the handlers of http_server.py see them. Not here: sockets and framing (http_server.py)."""

import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol

from llrt import _http

if TYPE_CHECKING:
    from llrt.lambda_runtime.emulator.http_server import ServerConnection

Headers = Iterable[tuple[str, str]]

REASONS = {
    100: "Continue", 200: "OK", 202: "Accepted", 204: "No Content", 301: "Moved Permanently", 302: "Found", 304: "Not Modified",
    400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 409: "Conflict",
    413: "Payload Too Large", 429: "Too Many Requests", 431: "Request Header Fields Too Large",
    500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout",
}  # fmt: skip


class Request:
    """One request: `method`, `target`, `head` (llrt._http.Head), `body`, `size` of the body as sent, `peer` address, `trailers`
    by lower-case name. Where the body goes to a Sink, `body` and `trailers` are empty."""

    def __init__(self, head: _http.Head, body: bytes, size: int, peer: "tuple[str, int]", trailers: "Headers" = ()):
        self.method = head.method
        self.target = head.target
        self.head = head
        self.body = body
        self.size = size
        self.peer = peer
        self.trailers = {name.lower(): value for name, value in trailers}


class Sink(Protocol):
    """Takes a request's body as it arrives."""

    def data(self, piece: memoryview) -> None:
        """The next bytes."""

    def end(self, trailers: "dict[str, str]") -> None:
        """All of it has come; trailers by lower-case name."""

    def lost(self) -> None:
        """The connection ended before the body did."""


class Reply:
    """The answer to one request, from any later turn of the loop: `send` once; or `start`, `write` as often as needed, and
    `end` or `cut`. All of them do nothing when the client is gone."""

    def __init__(self, connection: "ServerConnection", head: _http.Head):
        self._connection: "ServerConnection | None" = connection
        self._head = head
        self.started = False
        # Called when all that was written has left, and when the client leaves before its answer is complete.
        self.on_drain: "Callable[[], object] | None" = None
        self.on_lost: "Callable[[], object] | None" = None

    @property
    def lost(self) -> bool:
        """True when the client is gone (or has been answered)."""
        return self._connection is None or self._connection.closed

    @property
    def backlog(self) -> int:
        """Bytes written that the client has not taken yet."""
        return 0 if self._connection is None else self._connection.backlog

    def send(self, status: int, headers: Headers = (), body: bytes = b"") -> None:
        """Answer with `status`, `headers` (pairs) and `body`."""
        connection = self._take()
        if connection is not None:
            connection.answer(self._head, status, headers, body)

    def start(self, status: int, headers: Headers = ()) -> None:
        """Begin an answer whose body comes by `write`."""
        if not self.lost and self._connection is not None:
            self.started = True
            self._connection.begin_answer(self._head, status, headers)

    def write(self, data: "bytes | memoryview") -> None:
        """More of the body; see `backlog` and `on_drain`."""
        if not self.lost and self._connection is not None:
            self._connection.write_body(data)

    def end(self) -> None:
        """The body is complete."""
        connection = self._take()
        if connection is not None:
            connection.end_answer()

    def cut(self) -> None:
        """The answer stays incomplete: the connection ends behind what was written of it."""
        connection = self._take()
        if connection is not None:
            connection.cut_answer()

    def abort(self) -> None:
        """A fault on purpose: the connection is reset, at once."""
        connection = self._take()
        if connection is not None:
            connection.reset()

    def send_half(self, status: int, headers: Headers = (), body: bytes = b"") -> None:
        """A fault on purpose: half of the answer, then the end of the connection."""
        connection = self._take()
        if connection is not None:
            connection.answer_half(self._head, status, headers, body)

    def half_close(self) -> None:
        """A fault on purpose: no answer, the sending side is shut down, the connection stays."""
        connection = self._take()
        if connection is not None:
            connection.half_close()

    def pause(self) -> None:
        """Read no more of this request's body until `resume`."""
        if not self.lost and self._connection is not None:
            self._connection.pause()

    def resume(self) -> None:
        """Read on."""
        if not self.lost and self._connection is not None:
            self._connection.resume()

    def _take(self) -> "ServerConnection | None":
        connection, self._connection = self._connection, None
        return None if connection is None or connection.closed else connection


def refuse(reply: Reply, status: int, kind: str, message: str) -> None:
    """An error in the form of Lambda's APIs."""
    reply.send(status, [("Content-Type", "application/json")], json.dumps({"errorMessage": message, "errorType": kind}).encode())
