"""A small HTTP/1.1 server on llrt's loop and llhttp. Not here: what is served (runtime_api.py, frontend.py), TLS.

`Server(loop, handle)` calls `handle(request, reply)` once a request is complete; `reply.send()` answers it, at once or
later. Requests on one connection are answered in order, one at a time.
"""

import socket
from collections.abc import Callable, Iterable

from llrt import _http
from llrt.loop.loop import Loop

Headers = Iterable[tuple[str, str]]

# Bodies above this are read and thrown away; `request.size` still counts them. Lambda's own limits are a tenth.
MAX_BODY = 64 << 20
_REASONS = {
    100: "Continue", 200: "OK", 202: "Accepted", 204: "No Content", 301: "Moved Permanently", 302: "Found", 304: "Not Modified",
    400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 409: "Conflict",
    413: "Payload Too Large", 429: "Too Many Requests", 431: "Request Header Fields Too Large",
    500: "Internal Server Error", 502: "Bad Gateway", 504: "Gateway Timeout",
}  # fmt: skip


class Request:
    """One complete request: `method`, `target`, `head` (llrt._http.Head), `body`, `size` of the body as sent, `peer` address,
    `trailers` by lower-case name."""

    def __init__(
        self, head: _http.Head, body: bytes, size: int, peer: "tuple[str, int]", trailers: "Headers" = ()
    ):
        self.method = head.method
        self.target = head.target
        self.head = head
        self.body = body
        self.size = size
        self.peer = peer
        self.trailers = {name.lower(): value for name, value in trailers}


class Reply:
    """The answer to one request; `send` may be called once, from any later turn of the loop."""

    def __init__(self, connection: "ServerConnection", head: _http.Head):
        self._connection: "ServerConnection | None" = connection
        self._head = head

    @property
    def lost(self) -> bool:
        """True when the client is gone (or has been answered)."""
        return self._connection is None or self._connection.closed

    def send(self, status: int, headers: Headers = (), body: bytes = b"") -> None:
        """Answer with `status`, `headers` (pairs) and `body`; nothing happens when the client is gone."""
        connection, self._connection = self._connection, None
        if connection is not None and not connection.closed:
            connection.answer(self._head, status, headers, body)


class Server:
    """Listens on (host, port); port 0 takes a free one, see `address`."""

    def __init__(
        self,
        loop: Loop,
        handle: "Callable[[Request, Reply], None]",
        host: str = "127.0.0.1",
        port: int = 0,
        max_body: int = MAX_BODY,
    ):
        self.loop = loop
        self.handle = handle
        self.max_body = max_body
        self._connections: "set[ServerConnection]" = set()
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._socket = socket.create_server((host, port), family=family, backlog=128)
        self._socket.setblocking(False)
        self.address: "tuple[str, int]" = self._socket.getsockname()[:2]
        loop.add_reader(self._socket.fileno(), self._accept)

    def _accept(self) -> None:
        while True:
            try:
                sock, peer = self._socket.accept()
            except (BlockingIOError, InterruptedError):
                return
            except OSError:
                # Out of descriptors or a client that left already: the next turn tries again.
                return
            self._connections.add(ServerConnection(self, sock, peer))

    def forget(self, connection: "ServerConnection") -> None:
        """A connection has closed."""
        self._connections.discard(connection)

    def close(self) -> None:
        """Stop listening and drop all connections."""
        self.loop.remove_reader(self._socket.fileno())
        self._socket.close()
        for connection in list(self._connections):
            connection.close()


class ServerConnection:
    """One accepted socket: reads requests, writes answers."""

    def __init__(self, server: Server, sock: socket.socket, peer: "tuple[str, int]"):
        self._server = server
        self._loop = server.loop
        self._socket = sock
        self._peer = peer
        self._parser = _http.Parser("request")
        self._head: "_http.Head | None" = None
        self._body: "list[memoryview]" = []
        self._size = 0
        self._queue: "list[Request]" = []
        self._answering = False
        self._out = bytearray()
        self._last = False
        self.closed = False
        sock.setblocking(False)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._loop.add_reader(sock.fileno(), self._readable)

    def _readable(self) -> None:
        try:
            data = self._socket.recv(262144)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            self.close()
            return
        if not data:
            self.close()
            return
        if self._last:
            return
        try:
            self._take(self._parser.feed(data))
        except _http.ParseError as error:
            self._take(error.events)
            self._refuse(error)

    def _take(self, events: "list[_http.Head | memoryview | _http.End]") -> None:
        for event in events:
            if isinstance(event, memoryview):
                self._size += len(event)
                if self._size <= self._server.max_body:
                    self._body.append(event)
            elif isinstance(event, _http.Head):
                self._head = event
                if (event.get("expect") or "").lower() == "100-continue":
                    self._write(b"HTTP/1.1 100 Continue\r\n\r\n")
            elif self._head is not None:
                self._queue.append(Request(self._head, b"".join(self._body), self._size, self._peer, event.trailers))
                self._body = []
                self._size = 0
                self._last = self._last or not event.keep_alive or self._head.upgrade
        self._next()

    def _next(self) -> None:
        if self._queue and not self._answering and not self.closed:
            request = self._queue.pop(0)
            self._answering = True
            self._server.handle(request, Reply(self, request.head))

    def _refuse(self, error: _http.ParseError) -> None:
        status = 431 if error.code == "HPE_HEADER_OVERFLOW" else 400
        self._last = True
        if not self._answering and not self._queue:
            text = error.reason.encode()
            head = f"HTTP/1.1 {status} {_REASONS[status]}\r\nConnection: close\r\nContent-Length: {len(text)}\r\n\r\n"
            self._write(head.encode() + text)
            self._close_when_written()

    def answer(self, head: _http.Head, status: int, headers: Headers, body: bytes) -> None:
        """Write one answer and go on with the next request."""
        lines = [f"HTTP/1.1 {status} {_REASONS.get(status, '')}"]
        lines += [f"{name}: {value}" for name, value in headers]
        last = self._last and not self._queue
        if last or head.minor == 0:
            lines.append("Connection: close" if last else "Connection: keep-alive")
        if status >= 200 and status != 204 and status != 304:
            lines.append(f"Content-Length: {len(body)}")
        if head.method == "HEAD" or status in (204, 304):
            body = b""
        self._write("\r\n".join([*lines, "", ""]).encode("utf-8", "replace") + body)
        self._answering = False
        if last:
            self._close_when_written()
        else:
            self._next()

    def _write(self, data: bytes) -> None:
        if self.closed:
            return
        waiting = bool(self._out)
        self._out += data
        if not waiting:
            self._flush()

    def _flush(self) -> None:
        try:
            sent = self._socket.send(self._out)
        except (BlockingIOError, InterruptedError):
            sent = 0
        except OSError:
            self.close()
            return
        del self._out[:sent]
        if self._out:
            self._loop.add_writer(self._socket.fileno(), self._flush)
            return
        self._loop.remove_writer(self._socket.fileno())
        if self._last and not self._answering and not self._queue:
            self._shut_down()

    def _close_when_written(self) -> None:
        if not self._out:
            self._shut_down()

    def _shut_down(self) -> None:
        # Half-close and wait for the client's end: closing with unread bytes would reset what was just written.
        if self.closed:
            return
        try:
            self._socket.shutdown(socket.SHUT_WR)
        except OSError:
            self.close()
            return
        self._loop.call_later(1.0, self.close)

    def close(self) -> None:
        """Drop the connection."""
        if self.closed:
            return
        self.closed = True
        fd = self._socket.fileno()
        self._loop.remove_reader(fd)
        self._loop.remove_writer(fd)
        self._socket.close()
        self._server.forget(self)
