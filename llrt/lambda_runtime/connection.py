"""One keep-alive HTTP/1.1 connection to the Runtime API, non-blocking, on the loop: one exchange at a time.

Not here: what is asked and what answers mean (client.py), parsing (llrt._http). On the start path: `_socket` instead of
`socket`. The reader stays registered between exchanges, so that nothing is paid per invocation and a closed
connection is noticed while a handler runs; only an exchange keeps the loop alive.
"""

import _socket

from llrt import _http
from llrt.lambda_runtime.address import resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from llrt.loop.loop import Loop

    Buffer = bytes | bytearray | memoryview
    Head = _http.Head | _http.Answer
    Done = Callable[[Head | None, Buffer, OSError | None], None]
    Events = list[_http.Head | memoryview | _http.End]

_BLOCK = 65536
_LARGE_BLOCK = 1 << 20
# A larger body is not given its room before it is there.
_LARGEST = 1 << 26
# Room for the head of an answer.
_HEAD = 4096
# Above this a body is sent beside its head instead of being copied behind it.
_GATHER = 65536


class ConnectionLost(OSError):
    """The exchange can't be finished; `answered` tells whether part of an answer had arrived."""

    answered = False


class Connection:
    """Exchanges messages with one host; connects when needed, again after a close."""

    def __init__(self, loop: "Loop", host: str, port: int):
        self._loop = loop
        self._host = host
        self._port = port
        self._socket: "_socket.socket | None" = None
        self._parser: "_http.Parser | None" = None
        self._used = False
        self._done: "Done | None" = None
        self._request: "tuple[bytes, bytes | None] | None" = None
        self._unsent: "list[memoryview] | None" = None
        self._sent = 0
        self._head: "Head | None" = None
        self._body: "list[memoryview]" = []
        # The parser is in the middle of an answer: what comes is for it.
        self._parsing = False
        # A body whose length is known goes where it stays: the whole of it, what of that is still to come.
        self._whole: "bytearray | None" = None
        self._rest: "memoryview | None" = None
        # How much is read at once: what the last answers needed, so that one of their size comes in one piece.
        self._block = _BLOCK
        # Of a streamed request: what is to be sent once the socket takes it, and who waits for that.
        self._later: "list[memoryview]" = []
        self._drained: "Callable[[], object] | None" = None
        self._sending = False
        self._holds = False
        self._starting = False
        self._streamed = False

    @property
    def busy(self) -> bool:
        """True while an exchange is under way."""
        return self._done is not None

    def exchange(self, head: bytes, body: "bytes | None", done: "Done", hold: bool = True) -> None:
        """Send `head` (bytes, with its empty line) and `body` (bytes or None); later `done(answer: Head or None, body,
        error or None)` is called once, where body is bytes-like. Both are sent again only if the kept-alive
        connection turns out to be closed before a byte was accepted. `hold`: it keeps the loop alive."""
        if self._done is not None:
            raise RuntimeError("an exchange is under way on this connection")
        self._done = done
        self._request = (head, body)
        self._streamed = self._drained is not None
        self._hold(hold)
        # `done` is never called before this returns.
        self._starting = True
        try:
            # A server may close an idle connection at any time; what it wrote unasked is as bad as the end.
            if self._used and self._socket is not None and not _http.is_quiet(self._socket.fileno()):
                self._drop()
            if self._socket is None:
                self._connect()
            else:
                self._start_sending(self._socket)
        finally:
            self._starting = False

    def stream(self, head: bytes, done: "Done", drained: "Callable[[], object]") -> None:
        """exchange() whose body comes by send(), already framed; `drained()` is called when all of it has been taken."""
        self._drained = drained
        self.exchange(head, None, done)
        self._hold_while_sending()

    def send(self, parts: "tuple[Buffer, ...]", last: bool = False) -> bool:
        """More of a streamed body; what the system does not take at once is copied. False: wait for drained(). Nothing when
        the exchange is over. Between pieces the exchange does not keep the loop alive: who writes does."""
        if self._done is None:
            return True
        if last:
            self._drained = None
        if self._sending and not self._unsent and not self._later and self._socket is not None:
            self._pump(self._socket, [memoryview(part) for part in parts])
        else:
            self._later.append(memoryview(b"".join(parts)))
        self._hold_while_sending()
        return not self._later and not self._unsent

    def _hold_while_sending(self) -> None:
        if self._streamed:
            self._hold(self._drained is None or bool(self._later or self._unsent) or not self._sending)

    def _hold(self, on: bool) -> None:
        if on != self._holds:
            self._holds = on
            if on:
                self._loop.ref()
            else:
                self._loop.unref()

    def _pump(self, sock: "_socket.socket", parts: "list[memoryview] | None" = None) -> None:
        owned = parts is None
        if parts is None:
            parts, self._later = self._later, []
        try:
            sent = sock.sendmsg(parts)
        except (BlockingIOError, InterruptedError):
            sent = 0
        except OSError:
            # The API has closed it; its answer, if there is one, is read before that is told. Until then the writer waits:
            # what is kept here tells it so.
            self._drained = None
            self._later = parts
            return
        self._sent += sent
        rest = _after(parts, sent)
        if rest:
            self._unsent = rest if owned else [memoryview(b"".join(rest))]
            self._loop.add_writer(sock.fileno(), self._writable, sock)

    def has_input(self) -> bool:
        """Whether bytes have arrived that are not read yet, or an answer has begun."""
        return self._head is not None or (self._socket is not None and not _http.is_quiet(self._socket.fileno()))

    def flush(self, seconds: float) -> None:
        """Send what is left of an exchange and wait for the first bytes of its answer, blocking. For the end of a loop: close()
        is all that may follow. OSError when that fails or nothing moves for `seconds`."""
        sock = self._socket
        if sock is None or self._done is None or self._drained is not None:
            return
        sock.settimeout(seconds)
        if not self._sending:
            head, body = self._request or (b"", None)
            self._unsent = [memoryview(part) for part in (head, body) if part]
        for part in [*(self._unsent or ()), *self._later]:
            sock.sendall(part)
        if self._head is None:
            sock.recv(_BLOCK)

    def close(self) -> None:
        """Close the socket; an exchange under way is abandoned without a call of `done`."""
        self._drop()
        if self._done is not None:
            self._done = None
            self._hold(False)

    def _connect(self) -> None:
        self._used = False
        try:
            family, address = resolve(self._host, self._port)
            self._socket = sock = _socket.socket(family, _socket.SOCK_STREAM)
            sock.setblocking(False)
            sock.setsockopt(_socket.IPPROTO_TCP, _socket.TCP_NODELAY, 1)
            self._parser = _http.Parser("response", max_head=1 << 20)
            sock.connect(address)
        except (BlockingIOError, InterruptedError):
            self._loop.add_writer(sock.fileno(), self._connected, sock)
            return
        except OSError as error:
            self._lost(error)
            return
        self._ready(sock)

    def _connected(self, sock: "_socket.socket") -> None:
        self._loop.remove_writer(sock.fileno())
        code = sock.getsockopt(_socket.SOL_SOCKET, _socket.SO_ERROR)
        if code:
            self._lost(OSError(code, "connect failed"))
        else:
            self._ready(sock)

    def _ready(self, sock: "_socket.socket") -> None:
        self._loop.add_reader(sock.fileno(), self._readable, sock)
        self._start_sending(sock)

    def _start_sending(self, sock: "_socket.socket") -> None:
        assert self._request is not None
        head, body = self._request
        self._sent = 0
        self._head = None
        self._body = []
        self._sending = True
        try:
            if body is None or len(body) < _GATHER:
                head = head if body is None else head + body
                sent = sock.send(head)
                if sent == len(head):
                    self._sent = sent
                    if self._streamed:
                        if self._later:
                            self._go_on(sock)
                        self._hold_while_sending()
                    return
                parts = [memoryview(head)]
            else:
                parts = [memoryview(head), memoryview(body)]
                sent = sock.sendmsg(parts)
        except (BlockingIOError, InterruptedError):
            sent = 0
            parts = [memoryview(part) for part in (head, body) if part]
        except OSError as error:
            self._lost(error)
            return
        self._sent = sent
        self._unsent = _after(parts, sent)
        if self._unsent:
            self._loop.add_writer(sock.fileno(), self._writable, sock)

    def _writable(self, sock: "_socket.socket") -> None:
        try:
            sent = sock.sendmsg(self._unsent or ())
        except (BlockingIOError, InterruptedError):
            return
        except OSError as error:
            # The answer may have come before the whole request was read (413): look at it first.
            self._loop.remove_writer(sock.fileno())
            self._unsent = None
            self._readable(sock, error)
            return
        self._sent += sent
        self._unsent = _after(self._unsent or (), sent)
        if not self._unsent:
            self._loop.remove_writer(sock.fileno())
            self._go_on(sock)

    def _go_on(self, sock: "_socket.socket") -> None:
        """What was sent before is gone: now what was added meanwhile; whoever waits for that hears of it when it is gone, too."""
        if self._later:
            self._pump(sock)
        if self._drained is not None and not self._later and not self._unsent:
            self._hold_while_sending()
            self._drained()

    def _readable(self, sock: "_socket.socket", failure: "OSError | None" = None) -> None:
        rest = self._rest
        try:
            if rest is not None:
                count, data = sock.recv_into(rest), b""
            else:
                data = sock.recv(self._block)
        except (BlockingIOError, InterruptedError):
            if failure is not None:
                self._lost(failure)
            return
        except OSError as error:
            self._lost(error)
            return
        if rest is not None:
            self._take_rest(rest, count)
            return
        if data and not self._parsing and self._done is not None:
            answer = _http.answer_of(data)
            if answer is not None and answer.content_length <= _LARGEST:
                self._take_answer(answer, data)
                return
        self._parse(data)

    def _parse(self, data: bytes) -> None:
        """What needs the parser; no data: the end of the connection."""
        parser = self._parser
        assert parser is not None
        self._parsing = True
        try:
            events = parser.feed(data) if data else None
        except ValueError as error:
            self._lost(OSError(str(error)))
            return
        if events is None:
            self._ended(parser)
        elif self._done is None:
            self._drop()
        else:
            self._take(events)

    def _take_answer(self, answer: "_http.Answer", data: bytes) -> None:
        """An answer that needs no parser. Bytes behind it are nobody's: such a connection isn't used again."""
        start, length = answer.body, answer.content_length
        come = len(data) - start
        if come >= length:
            self._finish(answer, memoryview(data)[start : start + length], come == length)
            return
        self._head = answer
        if length <= _LARGE_BLOCK:
            self._block = max(self._block, min(length + _HEAD, _LARGE_BLOCK))
        self._whole = whole = bytearray(length)
        whole[:come] = memoryview(data)[start:]
        self._rest = memoryview(whole)[come:]

    def _take_rest(self, rest: memoryview, count: int) -> None:
        head, whole = self._head, self._whole
        assert head is not None and whole is not None
        if not count:
            self._lost(OSError("the connection was closed before the answer was complete"))
        elif count == len(rest):
            self._finish(head, whole, True)
        else:
            self._rest = rest[count:]

    def _take(self, events: "Events") -> None:
        for event in events:
            if isinstance(event, memoryview):
                self._body.append(event)
            elif isinstance(event, _http.Head):
                # 1xx answers come before the real one.
                self._head = event if event.status >= 200 else None
                if event.content_length and event.content_length + _HEAD > self._block < _LARGE_BLOCK:
                    self._block = min(event.content_length + _HEAD, _LARGE_BLOCK)
            elif self._head is not None:
                # Bytes behind the answer are nobody's: such a connection isn't used again.
                pieces = self._body
                body = pieces[0] if len(pieces) == 1 else b"".join(pieces)
                self._finish(self._head, body, event.keep_alive and event is events[-1])
                return

    def _finish(self, head: "Head", body: "Buffer", keep: bool) -> None:
        done = self._done
        # An answer to a request that is not complete: the next one would be taken for the rest of it.
        keep = keep and not self._unsent and not self._later and self._drained is None
        self._head = self._request = self._done = self._drained = self._whole = self._rest = None
        self._body = []
        self._later = []
        self._sending = self._parsing = False
        self._used = True
        if not keep:
            self._drop()
        self._hold(False)
        assert done is not None
        done(head, body, None)

    def _ended(self, parser: "_http.Parser") -> None:
        if self._done is None:
            self._drop()
            return
        try:
            self._take(parser.finish())
        except ValueError:
            pass
        if self._done is not None and parser is self._parser:
            self._lost(OSError("the connection was closed before the answer was complete"))

    def _lost(self, error: OSError) -> None:
        again = self._used and self._sent == 0
        answered = self._head is not None
        self._drop()
        if self._done is None:
            return
        if again:
            self._connect()
            return
        lost = ConnectionLost(*error.args)
        lost.answered = answered
        done, self._done, self._request = self._done, None, None
        self._later, self._drained = [], None
        self._hold(False)
        if self._starting:
            self._loop.call_soon(done, None, b"", lost)
        else:
            done(None, b"", lost)

    def _drop(self) -> None:
        sock, self._socket, self._parser, self._unsent = self._socket, None, None, None
        self._used = self._sending = self._parsing = False
        self._head = self._whole = self._rest = None
        self._body = []
        if sock is not None:
            fd = sock.fileno()
            self._loop.remove_reader(fd)
            self._loop.remove_writer(fd)
            sock.close()


def _after(parts: "list[memoryview] | tuple[()]", sent: int) -> "list[memoryview] | None":
    """What is left of the buffers `parts` when `sent` bytes are gone; None if nothing."""
    rest = []
    for part in parts:
        if sent >= len(part):
            sent -= len(part)
        else:
            rest.append(part[sent:])
            sent = 0
    return rest or None
