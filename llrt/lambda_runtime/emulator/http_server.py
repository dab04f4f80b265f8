"""A small HTTP/1.1 server on llrt's loop and llhttp. Not here: what is served (runtime_api.py, frontend.py), requests and
replies as handlers see them (http_messages.py), TLS.

`Server(loop, handle)` calls `handle(request, reply)` once a request is complete; `reply.send()` answers it, at once or
later. `begin(request, reply)`, if given, is asked at a request's head and may return a Sink that takes the body as it
arrives; then `handle` is not called. Requests on one connection are answered in order, one at a time.
"""

import socket
import struct
from collections.abc import Callable

from llrt import _http
from llrt.lambda_runtime.emulator.http_messages import REASONS, Headers, Reply, Request, Sink
from llrt.loop.loop import Loop

# Bodies above this are read and thrown away; `request.size` still counts them. Lambda's own limits are a tenth.
MAX_BODY = 64 << 20
_READ = 262144

Begin = Callable[[Request, Reply], "Sink | None"]


class Server:
    """Listens on (host, port); port 0 takes a free one, see `address`."""

    def __init__(
        self,
        loop: Loop,
        handle: "Callable[[Request, Reply], None]",
        host: str = "127.0.0.1",
        port: int = 0,
        max_body: int = MAX_BODY,
        begin: "Begin | None" = None,
    ):
        self.loop = loop
        self.handle = handle
        self.begin = begin
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
        self._sink: "Sink | None" = None
        self._size = 0
        self._queue: "list[Request]" = []
        self._reply: "Reply | None" = None
        # Of an answer whose body comes in pieces: "chunked", "until close" or "none" (HEAD).
        self._framing = ""
        self._out = bytearray()
        self._last = False
        self.closed = False
        sock.setblocking(False)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._loop.add_reader(sock.fileno(), self._readable)

    @property
    def backlog(self) -> int:
        """Bytes that wait for the client."""
        return len(self._out)

    # Reading

    def pause(self) -> None:
        """Stop reading: the system's buffers fill, and whoever sends has to wait."""
        self._loop.remove_reader(self._socket.fileno())

    def resume(self) -> None:
        """Read again."""
        if not self.closed:
            self._loop.add_reader(self._socket.fileno(), self._readable)

    def _readable(self) -> None:
        try:
            data = self._socket.recv(_READ)
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
            if self.closed:
                return
            if isinstance(event, memoryview):
                self._size += len(event)
                if self._sink is not None:
                    self._sink.data(event)
                elif self._size <= self._server.max_body:
                    self._body.append(event)
            elif isinstance(event, _http.Head):
                self._begin(event)
            elif self._head is not None:
                self._complete(self._head, event)
        self._next()

    def _begin(self, head: _http.Head) -> None:
        self._head = head
        if (head.get("expect") or "").lower() == "100-continue":
            self._write(b"HTTP/1.1 100 Continue\r\n\r\n")
        if self._server.begin is not None and self._reply is None and not self._queue:
            reply = Reply(self, head)
            self._sink = self._server.begin(Request(head, b"", 0, self._peer), reply)
            if self._sink is not None:
                self._reply = reply

    def _complete(self, head: _http.Head, end: _http.End) -> None:
        self._last = self._last or not end.keep_alive or head.upgrade
        sink, self._sink = self._sink, None
        if sink is not None:
            sink.end({name.lower(): value for name, value in end.trailers})
        else:
            self._queue.append(Request(head, b"".join(self._body), self._size, self._peer, end.trailers))
        self._body = []
        self._size = 0

    def _next(self) -> None:
        if self._queue and self._reply is None and not self.closed:
            request = self._queue.pop(0)
            self._reply = Reply(self, request.head)
            self._server.handle(request, self._reply)

    def _refuse(self, error: _http.ParseError) -> None:
        status = 431 if error.code == "HPE_HEADER_OVERFLOW" else 400
        self._last = True
        if self._sink is not None:
            self.close()
        elif self._reply is None and not self._queue:
            text = error.reason.encode()
            head = f"HTTP/1.1 {status} {REASONS[status]}\r\nConnection: close\r\nContent-Length: {len(text)}\r\n\r\n"
            self._write(head.encode() + text)
            self._close_when_written()

    # Writing

    def answer(self, head: _http.Head, status: int, headers: Headers, body: bytes) -> None:
        """Write one answer and go on with the next request."""
        last = self._last and not self._queue
        self._write(_whole(head, status, headers, body, last))
        self._answered(last)

    def begin_answer(self, head: _http.Head, status: int, headers: Headers) -> None:
        """The head of an answer whose body comes in pieces."""
        if head.method == "HEAD" or status in (204, 304):
            self._framing = "none"
        else:
            self._framing = "chunked" if head.minor else "until close"
        if self._framing == "until close":
            self._last = True
        lines = [("Transfer-Encoding", "chunked")] if self._framing == "chunked" else []
        self._write(_head(status, [*headers, *lines], "close" if self._last and not self._queue else None))

    def write_body(self, data: "bytes | memoryview") -> None:
        """A piece of the body."""
        if not len(data) or self._framing == "none":
            return
        self._write(b"".join((b"%x\r\n" % len(data), data, b"\r\n")) if self._framing == "chunked" else bytes(data))

    def end_answer(self) -> None:
        """The end of the body."""
        if self._framing == "chunked":
            self._write(b"0\r\n\r\n")
        self._answered(self._last and not self._queue)

    def cut_answer(self) -> None:
        """No more of the body, and no end of it."""
        self._last = True
        self._queue.clear()
        self._answered(True)

    def answer_half(self, head: _http.Head, status: int, headers: Headers, body: bytes) -> None:
        """Half of an answer, then the end."""
        data = _whole(head, status, headers, body, False)
        self._last = True
        self._write(data[: len(data) // 2])
        self._answered(True)

    def half_close(self) -> None:
        """Shut the sending side down, and keep the connection."""
        try:
            self._socket.shutdown(socket.SHUT_WR)
        except OSError:
            self.close()

    def reset(self) -> None:
        """Close with an RST: the peer sees an error, not an end."""
        if not self.closed:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close()

    def _answered(self, last: bool) -> None:
        self._reply = None
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
        if self._reply is not None and self._reply.on_drain is not None:
            self._reply.on_drain()
        elif self._last and self._reply is None and not self._queue:
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
        sink, self._sink = self._sink, None
        if sink is not None:
            sink.lost()
        if self._reply is not None and self._reply.on_lost is not None:
            self._reply.on_lost()


def _head(status: int, headers: Headers, connection: "str | None") -> bytes:
    lines = [f"HTTP/1.1 {status} {REASONS.get(status, '')}", *(f"{name}: {value}" for name, value in headers)]
    if connection is not None:
        lines.append(f"Connection: {connection}")
    return "\r\n".join([*lines, "", ""]).encode("utf-8", "replace")


def _whole(head: _http.Head, status: int, headers: Headers, body: bytes, last: bool) -> bytes:
    fields = list(headers)
    if status >= 200 and status not in (204, 304):
        fields.append(("Content-Length", str(len(body))))
    connection = ("close" if last else "keep-alive") if last or head.minor == 0 else None
    if head.method == "HEAD" or status in (204, 304):
        body = b""
    return _head(status, fields, connection) + body
