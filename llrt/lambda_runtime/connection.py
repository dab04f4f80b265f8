"""One keep-alive HTTP/1.1 connection to the Runtime API, non-blocking, on the loop: one exchange at a time.

Not here: what is asked and what answers mean (client.py), reading them (answers.py). On the start path: `_socket` instead of
`socket`. The reader stays registered between exchanges, so that nothing is paid per invocation and a closed
connection is noticed while a handler runs; only an exchange keeps the loop alive.
"""

import _socket

from llrt import _http
from llrt.lambda_runtime.address import resolve
from llrt.lambda_runtime.answers import Answers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from llrt.loop.loop import Loop

    Buffer = bytes | bytearray | memoryview
    Head = _http.Head | _http.Answer
    Done = Callable[[Head | None, Buffer, OSError | None], None]

_BLOCK = 65536
# Above this a body is sent beside its head instead of being copied behind it.
_GATHER = 65536
# So much of a streamed body, or so many pieces, are gathered in a turn of the loop before the system gets them.
_BURST = 1 << 19
_BURST_PIECES = 64


class ConnectionLost(OSError):
    """The exchange can't be finished; `answered` tells whether part of an answer had arrived."""

    answered = False


class Connection(Answers):
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
        # Of that, bytes that only wait for more of them: the end of the turn sends what there is.
        self._gathered = 0
        self._in_burst = False
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
        if hold is not self._holds:
            self._hold(hold)
        # `done` is never called before this returns.
        self._starting = True
        try:
            # A server may close an idle connection at any time; what it wrote unasked is as bad as the end.
            sock = self._socket
            if sock is not None and self._used and not _http.is_quiet(sock.fileno()):
                self._drop()
                sock = None
            if sock is None:
                self._connect()
            else:
                self._start_sending(sock)
        finally:
            self._starting = False

    def stream(self, head: bytes, done: "Done", drained: "Callable[[], object]") -> None:
        """exchange() whose body comes by send(), already framed; `drained()` is called when all of it has been taken."""
        self._drained = drained
        self.exchange(head, None, done)
        self._hold_while_sending()

    def send(self, parts: "tuple[Buffer, ...]", last: bool = False) -> bool:
        """More of a streamed body; what the system does not take at once is copied. False: wait for drained(). Nothing when
        the exchange is over. Between pieces the exchange does not keep the loop alive: who writes does.

        The first piece of a turn of the loop goes out at once; those that follow in the same turn go together, because a copy is
        cheaper than the system's work for each of them."""
        if self._done is None:
            return True
        if last:
            self._drained = None
        sock = self._socket
        if not self._sending or self._unsent or sock is None or (self._later and not self._gathered):
            self._later.append(memoryview(b"".join(parts)))
        elif self._in_burst:
            piece = b"".join(parts)
            self._later.append(memoryview(piece))
            self._gathered += len(piece)
            if last or self._gathered >= _BURST or len(self._later) >= _BURST_PIECES:
                self._pump(sock)
        else:
            self._in_burst = True
            self._loop.call_soon(self._end_burst)
            self._pump(sock, [memoryview(part) for part in parts])
        self._hold_while_sending()
        return not self._unsent and (not self._later or self._gathered > 0)

    def _end_burst(self) -> None:
        self._in_burst = False
        if self._gathered and self._socket is not None:
            self._pump(self._socket)
            self._hold_while_sending()

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
            parts, self._later, self._gathered = self._later, [], 0
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
            _unpaced(sock)
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
        self._later, self._gathered, self._drained = [], 0, None
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


def _unpaced(sock: "_socket.socket") -> None:
    """The API is on this machine. Where the system's way to control congestion is one that paces what is sent (BBR: a timer for
    each piece), this connection has the one that every Linux has."""
    try:
        sock.setsockopt(_socket.IPPROTO_TCP, _socket.TCP_CONGESTION, b"reno")
    except (AttributeError, OSError):
        pass


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
