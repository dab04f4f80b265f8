"""TLS over another stream, with the same methods and events as the one below (stream.py), of which it is the owner: what arrives
there is decrypted, what is written is encrypted, a bounded piece at a time. Either side of a connection; a server's handshake
may wait for answers (SNI, sessions, ALPN).
"""

from llrt._openssl import WANT_CERTIFICATE, WANT_HELLO
from llrt.net.stream_reading import RECORD, scratch

TYPE_CHECKING = False
if TYPE_CHECKING:
    import _socket
    from collections import deque
    from typing import Any, Protocol

    from llrt._openssl import TLSConnection
    from llrt.loop.loop import Loop
    from llrt.net.stream_socket import Owner

    class TLSOwner(Owner, Protocol):
        def wants_hello(self) -> object:
            """A client has said hello: answer(), later or now."""

        def wants_certificate(self) -> object:
            """A server needs its certificate: the same."""

        def progressed(self) -> object:
            """There may be sessions or keys to tell of."""

        def inherited(self) -> object:
            """What was waiting to be sent when TLS began has been sent."""

else:
    from _collections import deque

# Bytes that are encrypted at once, and that may wait below before no more are.
_PIECE = 65536
_MOST_BELOW = 1 << 18


class TLSStream:
    """`lower`: a Stream, or what has its methods; `connection`: over memory. start() begins the handshake; a server's begins with
    what it reads."""

    def __init__(self, loop: "Loop", owner: "TLSOwner", lower: "Any", connection: "TLSConnection"):
        self.owner = owner
        self.tls = connection
        self.lower = lower
        self.room: "memoryview | None" = None
        self.established = False
        self._loop = loop
        self._reading = False
        self._begun = False
        self._problem: "Exception | None" = None  # of the handshake
        self._waits = False  # for an answer
        self._ended = False
        self._broken = False
        self._pumping = False
        self._shutting = False
        self._awaited = False  # drained() is to be told
        self._inherits = lower.unsent > 0
        self._queue: "deque[memoryview]" = deque()
        lower.owner = self

    # -- the handshake

    def start(self) -> None:
        """Idempotent. What is to be said first is said at once, and the other side works while this one goes on; what comes of it
        is told in a later turn."""
        self._update()
        if not self._begun and not self.lower.closed and not self._broken:
            self._begun = True
            self._step()
        self._loop.call_soon(self._shake)

    def _step(self) -> "Exception | int":
        """The handshake as far as it goes: what it wants, or why it failed."""
        if self._problem is not None:
            return self._problem
        try:
            wanted: int = self.tls.handshake()
        except Exception as error:
            self._problem = error
            return error
        finally:
            self._flush()
        return wanted

    def answer(self) -> None:
        """The handshake goes on."""
        self._waits = False
        self._loop.call_soon(self._shake)

    def renegotiate(self) -> None:
        """Sends what asks for another handshake, older than TLS 1.3; reading does the rest."""
        self._loop.call_soon(self._ask_again)

    def _ask_again(self) -> None:
        if self.lower.closed or self._broken:
            return
        try:
            self.tls.handshake()
        except Exception as error:
            self._fail(error, "write")
            return
        self._flush()

    def _shake(self) -> None:
        if self.lower.closed or self._broken or self.established or self._waits:
            return
        wanted = self._step()
        self.owner.progressed()
        if isinstance(wanted, Exception):
            self._break()
            self.owner.secured(wanted)
        elif wanted == 0:
            self.established = True
            self.owner.secured(None)
            self._write_more()
            self._pump()
        elif wanted == WANT_HELLO:
            self._waits = True
            self.owner.wants_hello()
        elif wanted == WANT_CERTIFICATE:
            self._waits = True
            self.owner.wants_certificate()
        self._update()

    def _flush(self) -> None:
        """Sends what TLS has to say. Where that fails the other side is gone, which reading tells."""
        try:
            out = self.tls.outgoing()
            if out:
                self.lower.write([out])
        except OSError:
            pass

    # -- the owner of what is below

    def connected(self, error: "OSError | None") -> None:
        self.owner.connected(error)

    def secured(self, error: "Exception | None") -> None: ...

    def received(self, data: memoryview) -> None:
        try:
            self.tls.feed(data)
        except Exception as error:
            self._fail(error, "read")
            return
        if self.established:
            self._pump()
        else:
            self._shake()

    def ended(self) -> None:
        self.tls.feed_eof()
        if self.established:
            self._pump()
        elif not self._ended:
            self._ended = True
            self.owner.ended()

    def drained(self) -> None:
        if self._inherits:
            self._inherits = False
            self.owner.inherited()
        self._write_more()

    def shut(self, error: "OSError | None") -> None:
        self.owner.shut(error)

    def failed(self, error: Exception, syscall: str) -> None:
        self._break()
        self.owner.failed(error, syscall)

    # -- reading

    def read_start(self) -> None:
        self._reading = True
        self._update()
        if self.established:
            self._loop.call_soon(self._pump)

    def read_stop(self) -> None:
        self._reading = False
        self._update()

    def _pump(self) -> None:
        if self._pumping or not self.established:
            return
        self._pumping = True
        try:
            while self._reading and not self._ended and not self._broken and not self.lower.closed:
                if not self._read_once():
                    break
            if not self.lower.closed and not self._broken:
                # First: a server that refuses another handshake closes before it has answered.
                self.owner.progressed()
            if not self.lower.closed and not self._broken:
                self._flush()
                if self._queue:
                    self._write_more()
        finally:
            self._pumping = False

    def _read_once(self) -> bool:
        """One record, as OpenSSL gives them, or several full ones. False: no more for now."""
        room = self.room or scratch()
        filled = 0
        try:
            while True:
                count = self.tls.read_into(room[filled:])
                if count <= 0:
                    break
                filled += count
                if count != RECORD or filled == len(room):
                    break
        except Exception as error:
            self._flush()
            self.owner.progressed()
            self._fail(error, "read")
            return False
        if filled:
            self.owner.received(room[:filled])
        if count == 0 and not self._ended and not self._broken:
            self._ended = True
            self._update()
            self.owner.progressed()
            self.owner.ended()
        return count > 0

    # -- writing

    def write(self, parts: "list[Any]") -> bool:
        """As Stream.write, but owner.drained() always tells; before the handshake is done everything waits."""
        for part in parts:
            view = memoryview(part).cast("B")
            if len(view):
                self._queue.append(view)
        if self.established:
            self._encrypt()
        elif self._queue:
            self.start()
        # Never done at once, as in Node: what is written until the next turn is written together.
        self._awaited = True
        if self.established and not self._queue and not self.lower.unsent:
            self._loop.call_soon(self._write_more)
        return False

    def _encrypt(self) -> None:
        """Raises OSError or TLSError."""
        queue = self._queue
        while queue and self.lower.unsent < _MOST_BELOW:
            piece = self._next_piece()
            while len(piece):
                count = self.tls.write(piece)
                if count < 0:
                    queue.appendleft(piece)
                    break
                piece = piece[count:]
            out = self.tls.outgoing()
            if out:
                self.lower.write([out])
            if len(piece):
                return

    def _next_piece(self) -> memoryview:
        queue = self._queue
        first = queue.popleft()
        if len(first) > _PIECE:
            queue.appendleft(first[_PIECE:])
            return first[:_PIECE]
        if not queue or len(first) + len(queue[0]) > _PIECE:
            return first
        # Many small ones make one record.
        parts, size = [first], len(first)
        while queue and size + len(queue[0]) <= _PIECE:
            size += len(queue[0])
            parts.append(queue.popleft())
        return memoryview(b"".join(parts))

    def _write_more(self) -> None:
        if self.lower.closed or self._broken or not self.established:
            return
        try:
            self._encrypt()
        except Exception as error:
            self._fail(error, "write")
            return
        if self._queue or self.lower.unsent:
            return
        if self._awaited:
            self._awaited = False
            self.owner.drained()
        if self._shutting:
            self._shut()

    @property
    def unsent(self) -> int:
        return sum(map(len, self._queue)) + int(self.lower.unsent)

    # -- the end

    def shutdown(self) -> None:
        self._shutting = True
        self._loop.call_soon(self._shut)

    def _shut(self) -> None:
        if not self._shutting or self._queue or self.lower.closed or self._broken:
            return
        if not self.established and not self._ended:
            return
        self._shutting = False
        try:
            self.tls.shutdown()
        except Exception:
            # TLS can't say farewell on a broken connection; the end of what is below tells that.
            pass
        try:
            out = self.tls.outgoing()
            if out:
                self.lower.write([out])
        except OSError as error:
            self.owner.shut(error)
            return
        self.lower.shutdown()

    def _break(self) -> None:
        self._broken = True
        self._queue.clear()
        if not self.lower.closed:
            self.lower.read_stop()

    def _fail(self, error: Exception, syscall: str) -> None:
        self._break()
        self.owner.failed(error, syscall)

    def close(self) -> None:
        self._queue.clear()
        self.lower.close()

    def reset(self) -> None:
        self._queue.clear()
        self.lower.reset()

    # -- what goes below

    def connect(self, address: "Any", family: int, local: "Any" = None) -> None:
        self.lower.connect(address, family, local)

    def open(self, family: int) -> None:
        self.lower.open(family)

    @property
    def closed(self) -> bool:
        return bool(self.lower.closed)

    @property
    def socket(self) -> "_socket.socket":
        return self.lower.socket  # type: ignore[no-any-return]

    @property
    def wants_ref(self) -> bool:
        return bool(self.lower.wants_ref)

    def ref(self) -> None:
        self.lower.ref()

    def unref(self) -> None:
        self.lower.unref()

    def _update(self) -> None:
        """What is below reads while the handshake or the owner wants it."""
        if self.lower.closed or self._broken:
            return
        if self._reading or not self.established:
            self.lower.read_start()
        else:
            self.lower.read_stop()
