"""One HTTP/1.1 exchange on one connection, from the client's side: the head and the body go out, head, body and trailers come in.

Not here: which connection (http_pool.py), what redirects or encodings mean (JavaScript). RFC 9110, RFC 9112.
"""

from time import monotonic

from llrt import _http
from llrt.errors import CodedError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Protocol

    from llrt.net.stream import Stream

    Fields = list[tuple[str, str]]

    class Sink(Protocol):
        """Who asked; each is called in a turn of the loop."""

        def on_information(self, head: _http.Head) -> object:
            """A response of 1xx."""

        def on_head(self, head: _http.Head) -> object: ...

        def on_data(self, data: memoryview) -> object:
            """Valid during the call only."""

        def on_end(self, trailers: Fields) -> object: ...

        def on_drain(self) -> object:
            """write() may go on."""

        def on_error(self, error: Exception) -> object:
            """Nothing follows."""


class Request:
    """What is asked. `body`: bytes-like, None for none, or STREAMED: it comes by Exchange.write(), chunked unless a field
    says its length. Times in seconds."""

    __slots__ = ("body", "body_timeout", "fields", "headers_timeout", "max_head", "method", "target")

    def __init__(
        self,
        method: str,
        target: str,
        fields: "Fields",
        body: "Any" = None,
        *,
        headers_timeout: float = 300.0,
        body_timeout: float = 300.0,
        max_head: int = 16384,
    ):
        self.method = method
        self.target = target
        self.fields = fields
        self.body = body
        self.headers_timeout = headers_timeout
        self.body_timeout = body_timeout
        self.max_head = max_head


STREAMED = object()
# Methods that may be sent again when a kept connection turns out to be closed.
IDEMPOTENT = frozenset(("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"))
# Above this a body is sent beside its head instead of being copied behind it.
_GATHER = 16384


class SocketError(CodedError):
    """The connection ended before the answer did."""

    def __init__(self, message: str):
        super().__init__("UND_ERR_SOCKET", message, name="SocketError")


def _parse_failure(error: _http.ParseError) -> CodedError:
    if error.code == "HPE_HEADER_OVERFLOW":
        return CodedError("UND_ERR_HEADERS_OVERFLOW", "Headers Overflow Error", name="HeadersOverflowError")
    return CodedError(error.code, error.reason, name="HTTPParserError")


def head_bytes(request: Request, chunked: bool) -> bytes:
    """Start line and fields. What the fields hold has been checked by who gave them."""
    lines = [f"{request.method} {request.target} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in request.fields]
    if chunked:
        lines.append("transfer-encoding: chunked")
    lines.append("\r\n")
    return "\r\n".join(lines).encode("latin-1")


class Connection:
    """A connection that exchanges run on, one after the other; the owner of its stream."""

    def __init__(self, stream: "Stream", max_head: int = 16384):
        self.stream = stream
        self.parser = _http.Parser("response", max_head=max_head)
        self.exchange: "Exchange | None" = None
        self.served = 0
        self.idle_since = 0.0
        self._informed = False
        # Seconds for which the other side said it keeps the connection.
        self.keep_hint: "float | None" = None
        stream.owner = self

    # -- owner of the stream

    def received(self, data: memoryview) -> None:
        exchange = self.exchange
        if exchange is None:
            self.stream.close()
            return
        try:
            events = self.parser.feed(data)
        except _http.ParseError as error:
            for event in error.events:
                self._take(exchange, event)
            self._fail(_parse_failure(error))
            return
        exchange.heard()
        for event in events:
            self._take(exchange, event)

    def _take(self, exchange: "Exchange", event: "Any") -> None:
        if exchange is not self.exchange:
            # Bytes behind the end: nobody asked for them.
            self.stream.close()
        elif isinstance(event, _http.Head):
            self._head(exchange, event)
        elif isinstance(event, memoryview):
            exchange.sink.on_data(event)
        elif self._informed:
            # The end of a 1xx answer.
            self._informed = False
        else:
            self._end(exchange, event)

    def _head(self, exchange: "Exchange", head: _http.Head) -> None:
        if 100 <= head.status < 200 and head.status != 101:
            self._informed = True
            exchange.sink.on_information(head)
            return
        # Nobody here asks for another protocol: what follows a 101 cannot be understood.
        if head.upgrade or head.status == 101:
            self._fail(SocketError("bad upgrade"))
            return
        hint = head.get("keep-alive")
        if hint and "timeout=" in hint.lower():
            digits = hint.lower().partition("timeout=")[2].split(",")[0].strip()
            self.keep_hint = float(digits) if digits.isdigit() else None
        exchange.answered = True
        exchange.sink.on_head(head)

    def _end(self, exchange: "Exchange", end: _http.End) -> None:
        self.exchange = None
        self.served += 1
        reusable = end.keep_alive and exchange.sent and not exchange.closes and not self.stream.closed
        if reusable:
            self.stream.read_stop()
        else:
            self.stream.close()
        exchange.over(self if reusable else None)
        exchange.sink.on_end(end.trailers)

    def ended(self) -> None:
        exchange = self.exchange
        try:
            events = self.parser.finish()
        except _http.ParseError:
            events = []
        for event in events:
            if exchange is not None:
                self._take(exchange, event)
        if self.exchange is not None:
            self._fail(SocketError("other side closed"))
        self.stream.close()

    def failed(self, error: Exception, syscall: str) -> None:
        if isinstance(error, OSError):
            from llrt.errors import errno_name

            number = error.errno or 0
            code, _ = errno_name(number)
            error = CodedError(code, f"{syscall} {code}", errno=-number, syscall=syscall)
        self._fail(error)

    def drained(self) -> None:
        if self.exchange is not None:
            self.exchange.drained()

    def connected(self, error: "OSError | None") -> None: ...
    def secured(self, error: "Exception | None") -> None: ...
    def shut(self, error: "OSError | None") -> None: ...

    def _fail(self, error: Exception) -> None:
        exchange, self.exchange = self.exchange, None
        self.stream.close()
        if exchange is not None:
            exchange.over(None)
            exchange.broke(error)


class Exchange:
    """One request and its answer. `sink.on_error` or `sink.on_end` is the last that is told, unless cancel() comes first."""

    def __init__(self, request: Request, sink: "Sink", finished: "Callable[[Exchange, Connection | None], object]"):
        """`finished(exchange, connection)`: the exchange is over, the connection is free again (None: closed)."""
        self.request = request
        self.sink = sink
        self.answered = False
        self.sent = False
        # The other side is told that nothing follows on this connection.
        self.closes = False
        self.retry: "Callable[[], object] | None" = None
        self._finished = finished
        self._connection: "Connection | None" = None
        self._chunked = False
        self._early: "list[Any]" = []
        self._early_end = False
        self.deadline = 0.0
        self.cancelled = False

    def start(self, connection: Connection) -> None:
        """Sends it on this connection, which is idle."""
        request, stream = self.request, connection.stream
        self._connection, connection.exchange = connection, self
        connection.parser.skip_body = request.method == "HEAD"
        body = request.body
        streamed = body is STREAMED
        fields = {name.lower(): value for name, value in request.fields}
        self._chunked = streamed and "content-length" not in fields
        self.closes = fields.get("connection", "").lower() == "close"
        parts: "list[Any]" = [head_bytes(request, self._chunked)]
        if body is not None and not streamed:
            parts.append(body)
            if len(body) <= _GATHER:
                parts = [b"".join(parts)]
        self.sent = not streamed
        self.deadline = monotonic() + request.headers_timeout
        try:
            stream.write(parts)
            stream.read_start()
        except Exception as error:
            connection.failed(error, "write")
            return
        if streamed:
            self._send_early()

    def _send_early(self) -> None:
        early, self._early = self._early, []
        for piece in early:
            self._send(piece)
        if self._early_end:
            self.end()
        else:
            self.sink.on_drain()

    # -- a streamed body

    def write(self, piece: "Any") -> bool:
        """A piece of the body, which must not change before on_drain(); True: more is welcome at once."""
        if self._connection is None:
            self._early.append(bytes(piece))
            return False
        return self._send(piece)

    def _send(self, piece: "Any") -> bool:
        if not len(piece) or self._connection is None or self._connection.stream.closed:
            return True
        parts = [b"%x\r\n" % len(piece), piece, b"\r\n"] if self._chunked else [piece]
        try:
            return self._connection.stream.write(parts)
        except Exception as error:
            self._connection.failed(error, "write")
            return True

    def end(self) -> None:
        """The body is complete."""
        if self._connection is None:
            self._early_end = True
            return
        self.sent = True
        if self._chunked and not self._connection.stream.closed:
            try:
                self._connection.stream.write([b"0\r\n\r\n"])
            except Exception as error:
                self._connection.failed(error, "write")

    def drained(self) -> None:
        if not self.sent:
            self.sink.on_drain()

    # -- reading

    def pause(self) -> None:
        """No more on_data() for now, but for what has arrived already."""
        if self._connection is not None and self._connection.exchange is self:
            self._connection.stream.read_stop()
            self.deadline = 0.0

    def resume(self) -> None:
        if self._connection is not None and self._connection.exchange is self:
            self._connection.stream.read_start()
            self.heard()

    def heard(self) -> None:
        """Something arrived: the clock starts anew."""
        request = self.request
        self.deadline = monotonic() + (request.body_timeout if self.answered else request.headers_timeout)

    def check_time(self, now: float) -> None:
        """Fails the exchange when the other side was silent for too long."""
        if not self.deadline or now < self.deadline or self._connection is None or self._connection.exchange is not self:
            return
        if not self.sent and not self.answered:
            # The body is still on its way; the other side need not answer before.
            return
        kind = ("Body", "BODY") if self.answered else ("Headers", "HEADERS")
        name = f"{kind[0]}TimeoutError"
        self._connection._fail(CodedError(f"UND_ERR_{kind[1]}_TIMEOUT", f"{kind[0]} Timeout Error", name=name))

    # -- the end

    def over(self, connection: "Connection | None") -> None:
        self._connection = None
        self._finished(self, connection)

    def broke(self, error: Exception) -> None:
        if self.retry is not None and not self.answered:
            again, self.retry = self.retry, None
            again()
        elif not self.cancelled:
            self.sink.on_error(error)

    def cancel(self) -> None:
        """Gives it up: the connection is closed and the sink hears nothing more."""
        self.cancelled = True
        self.retry = None
        connection = self._connection
        if connection is not None and connection.exchange is self:
            connection.exchange = None
            connection.stream.close()
            self.over(None)
