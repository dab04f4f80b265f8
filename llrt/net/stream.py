"""A stream socket (TCP or unix), non-blocking, on the loop, in clear or under TLS: connect, read, write with back-pressure,
half-close.

Its `owner` is told what happens in a turn of the loop, never from inside a call of this class. Not here: names of hosts,
which of several addresses is tried, time-outs, what a certificate must say: that is the owner's.
"""

import _socket
import errno

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections import deque
    from typing import Any, Protocol

    from llrt._openssl import TLSConnection, TLSContext
    from llrt.loop.loop import Loop

    class Owner(Protocol):
        def connected(self, error: "OSError | None") -> object:
            """connect() has ended."""

        def secured(self, error: "Exception | None") -> object:
            """The handshake of start_tls() has ended."""

        def received(self, data: memoryview) -> object:
            """Bytes arrived; `data` is valid during the call only."""

        def ended(self) -> object:
            """The other side sends no more."""

        def drained(self) -> object:
            """All that write() could not send at once has been sent."""

        def shut(self, error: "OSError | None") -> object:
            """shutdown() has taken effect."""

        def failed(self, error: Exception, syscall: str) -> object:
            """The connection is broken; nothing more is told."""

else:
    from _collections import deque

_BLOCK = 65536
# What TLS has room for; a longer name is not sent, as in Node.
MOST_SERVERNAME = 255
# The longest record's content (RFC 8446 5.1): those of a stream of bytes are that long, but for the last.
RECORD = 16384
# Full reads in a row before others have a turn.
_MOST_READS = 8
# Buffers that one system call may gather.
_MOST_PARTS = 64
_AGAIN = (BlockingIOError, InterruptedError)

# One for all sockets of a process: what is read is handed over before the next read.
_scratch: "memoryview | None" = None


def scratch() -> memoryview:
    """The block into which sockets read."""
    global _scratch
    if _scratch is None:
        _scratch = memoryview(bytearray(_BLOCK))
    return _scratch


class Stream:
    """`sock`: an accepted, connected socket; without it, connect() first. One owner, who may be replaced at any time."""

    def __init__(self, loop: "Loop", owner: "Owner", sock: "_socket.socket | None" = None):
        self.owner = owner
        self.tls: "TLSConnection | None" = None
        self.bytes_read = 0
        self.bytes_written = 0
        # Where bytes are read to; None: a block that all share.
        self.room: "memoryview | None" = None
        self._loop = loop
        self._socket = sock
        self._fd = -1 if sock is None else sock.fileno()
        self._reading = False
        self._busy = False  # connecting or shaking hands
        self._ended = False
        self._queue: "deque[memoryview]" = deque()
        # What went wrong behind bytes that are to be told of first.
        self._deferred: "Exception | None" = None
        self._shutting = False
        self._wants_ref = True
        self._holds = False
        if sock is not None:
            sock.setblocking(False)

    # -- connecting

    def connect(self, address: "Any", family: int, local: "Any" = None, at_once: bool = False) -> bool:
        """`address`: (host, port) with a numeric host, or the path of a unix socket. Raises OSError when it fails at once;
        else owner.connected() tells. `at_once`: not when the connection stands already; then this returns True."""
        self.open(family)
        sock = self._socket
        assert sock is not None
        if local is not None:
            sock.bind(local)
        number = sock.connect_ex(address)
        if number in (0, errno.EINPROGRESS):
            if at_once and self._stands():
                return True
            self._busy = True
            self._update()
            self._loop.add_writer(self._fd, self._connect_ready)
            return False
        raise OSError(number, "")

    def _stands(self) -> bool:
        """Over loopback a connection stands before the call that asks for it returns."""
        try:
            self.socket.getpeername()
        except OSError:
            return False
        return True

    def open(self, family: int) -> None:
        """The socket without a connection."""
        if self._socket is None:
            self._socket = _socket.socket(family, _socket.SOCK_STREAM)
            self._socket.setblocking(False)
            self._fd = self._socket.fileno()

    def use(self, sock: "_socket.socket") -> None:
        """A socket that is open already; it becomes this object's."""
        sock.setblocking(False)
        self._socket = sock
        self._fd = sock.fileno()

    def release(self) -> "_socket.socket":
        """Gives up the socket without closing it."""
        sock = self.socket
        self._unwatch()
        self._socket = None
        self._update()
        return sock

    def _connect_ready(self) -> None:
        assert self._socket is not None
        number = self._socket.getsockopt(_socket.SOL_SOCKET, _socket.SO_ERROR)
        self._loop.remove_writer(self._fd)
        self._busy = False
        self._update()
        self.owner.connected(OSError(number, "") if number else None)

    # -- TLS

    def start_tls(
        self, context: "TLSContext", servername: "bytes | None" = None, session: "bytes | None" = None, at_once: bool = False
    ) -> None:
        """From now on everything goes through TLS; owner.secured() tells when the handshake has ended. `at_once`: the first
        message is sent before this returns, and owner.secured() may be told by then."""
        from llrt._openssl import TLSConnection

        if servername is not None and len(servername) > MOST_SERVERNAME:
            servername = None
        self._unwatch()
        self.tls = TLSConnection(context, self._fd, servername, session)
        self._busy = True
        self._update()
        if at_once:
            self._shake_hands()
        else:
            self._loop.call_soon(self._shake_hands)

    def _shake_hands(self) -> None:
        tls = self.tls
        if self._socket is None or tls is None or not self._busy:
            return
        self._unwatch()
        error: "Exception | None" = None
        try:
            wanted = tls.handshake()
        except Exception as exc:
            error, wanted = exc, 0
        if wanted == 0:
            self._busy = False
            if error is None and self._reading:
                self._watch_reading()
            self._update()
            self.owner.secured(error)
        elif wanted == -1:
            self._loop.add_reader(self._fd, self._shake_hands)
        else:
            self._loop.add_writer(self._fd, self._shake_hands)

    # -- reading

    def read_start(self) -> None:
        """Bytes go to owner.received() until read_stop()."""
        # Behind the end there is nothing to wait for, and nothing that keeps a program alive.
        if self._reading or self._ended or self._socket is None:
            return
        self._reading = True
        if not self._busy:
            self._watch_reading()
        self._update()

    def read_stop(self) -> None:
        if self._reading:
            self._reading = False
            if not self._busy:
                self._loop.remove_reader(self._fd)
            self._update()

    def _watch_reading(self) -> None:
        if self._ended:
            return
        self._loop.add_reader(self._fd, self._readable)
        # What TLS took from the socket already does not make it readable.
        if self.tls is not None and self.tls.has_pending:
            self._loop.call_soon(self._readable)

    def _readable(self) -> None:
        for _ in range(_MOST_READS):
            if not self._reading or self._busy or self._socket is None:
                return
            room = self.room or scratch()
            try:
                count = self._receive(room)
            except _AGAIN:
                return
            except Exception as error:
                self._fail(error, "read")
                return
            if count == -1:
                return
            if count == -2:
                self._loop.add_writer(self._fd, self._writable)
                return
            if count == 0:
                self._ended = True
                self._loop.remove_reader(self._fd)
                self._reading = False
                self._update()
                self.owner.ended()
                return
            if count == RECORD and self.tls is not None:
                count = self._fill(room, count)
            self.bytes_read += count
            self.owner.received(room[:count])
            if count < len(room) and self.tls is None:
                return
            if self._deferred is not None and self._socket is not None:
                failure, self._deferred = self._deferred, None
                self._fail(failure, "read")
                return
        if self.tls is not None and self.tls.has_pending and self._reading:
            self._loop.call_soon(self._readable)

    def _fill(self, room: memoryview, filled: int) -> int:
        """Behind a record that was full more may have come: bodies cost half when several are told of at once."""
        assert self.tls is not None
        while filled + RECORD <= len(room):
            try:
                count = self.tls.read_into(room[filled:])
            except Exception as error:
                self._deferred = error
                break
            if count <= 0:
                break
            filled += count
            if count != RECORD:
                break
        return filled

    def _receive(self, room: memoryview) -> int:
        if self.tls is not None:
            return self.tls.read_into(room)
        assert self._socket is not None
        return self._socket.recv_into(room)

    # -- writing

    def write(self, parts: "list[Any]") -> bool:
        """Sends buffers in order, as far as the system takes them now; True when it took all, else owner.drained() tells.
        They must not change before. Raises OSError or TLSError."""
        if self._socket is None:
            raise OSError(errno.EBADF, "")
        waiting = bool(self._queue)
        for part in parts:
            view = memoryview(part).cast("B")
            if len(view):
                self._queue.append(view)
        if waiting or self._busy:
            return not self._queue
        try:
            self._flush()
        except Exception:
            self._queue.clear()
            raise
        if self._queue:
            self._loop.add_writer(self._fd, self._writable)
            self._update()
        return not self._queue

    @property
    def unsent(self) -> int:
        """Bytes that wait to be sent."""
        return sum(map(len, self._queue))

    def _flush(self) -> None:
        queue = self._queue
        while queue:
            sent = self._send()
            if sent < 0:
                return
            self.bytes_written += sent
            while sent:
                if sent < len(queue[0]):
                    queue[0] = queue[0][sent:]
                    break
                sent -= len(queue.popleft())

    def _send(self) -> int:
        """How many bytes were taken; negative: none now."""
        if self.tls is not None:
            count = self.tls.write(self._queue[0])
            if count == -1:
                self._loop.add_reader(self._fd, self._writable)
            return count
        assert self._socket is not None
        try:
            if len(self._queue) == 1:
                return self._socket.send(self._queue[0])
            return self._socket.sendmsg([self._queue[i] for i in range(min(len(self._queue), _MOST_PARTS))])
        except _AGAIN:
            return -2

    def _writable(self) -> None:
        if self._socket is None or self._busy:
            return
        if self.tls is not None and self._reading:
            self._loop.add_reader(self._fd, self._readable)
        had = bool(self._queue)
        try:
            self._flush()
        except Exception as error:
            self._queue.clear()
            self._loop.remove_writer(self._fd)
            self._fail(error, "write")
            return
        if self._queue:
            return
        self._loop.remove_writer(self._fd)
        self._update()
        if had:
            self.owner.drained()
        if self._shutting and self._socket is not None:
            self._shut()

    # -- the end

    def shutdown(self) -> None:
        """Nothing more will be written; takes effect after what waits, then owner.shut() tells."""
        self._shutting = True
        if not self._queue and not self._busy:
            self._loop.call_soon(self._shut)
        self._update()

    def _shut(self) -> None:
        if self._socket is None or not self._shutting:
            return
        self._shutting = False
        error: "OSError | None" = None
        try:
            if self.tls is not None:
                self.tls.shutdown()
            self._socket.shutdown(_socket.SHUT_WR)
        except OSError as exc:
            error = exc
        except Exception:
            # TLS can't say farewell on a broken connection; the socket's own end tells that.
            pass
        self._update()
        self.owner.shut(error)

    def _fail(self, error: Exception, syscall: str) -> None:
        self._unwatch()
        self._reading = self._busy = False
        self._queue.clear()
        self._update()
        self.owner.failed(error, syscall)

    def close(self) -> None:
        """Closes the socket; the owner hears nothing more. Idempotent."""
        sock, self._socket = self._socket, None
        if sock is None:
            return
        self._unwatch()
        self._reading = self._busy = self._shutting = False
        self._queue.clear()
        self.tls = None
        self._update()
        sock.close()

    def reset(self) -> None:
        """Closes it so that the other side sees a reset."""
        if self._socket is not None:
            self._socket.setsockopt(_socket.SOL_SOCKET, _socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        self.close()

    @property
    def closed(self) -> bool:
        return self._socket is None

    @property
    def socket(self) -> "_socket.socket":
        """For options and addresses. Raises OSError (EBADF) when it is closed."""
        if self._socket is None:
            raise OSError(errno.EBADF, "")
        return self._socket

    @property
    def stale(self) -> bool:
        """For a kept connection that nobody reads: whether the other side has closed it, or sent what nobody asked for."""
        if self._socket is None or self._ended:
            return True
        try:
            return self._socket.recv(1, _socket.MSG_PEEK) is not None
        except _AGAIN:
            return False
        except OSError:
            return True

    @property
    def wants_ref(self) -> bool:
        return self._wants_ref

    def _unwatch(self) -> None:
        if self._fd >= 0:
            self._loop.remove_reader(self._fd)
            self._loop.remove_writer(self._fd)

    # -- what keeps the loop alive

    def ref(self) -> None:
        self._wants_ref = True
        self._update()

    def unref(self) -> None:
        self._wants_ref = False
        self._update()

    def _update(self) -> None:
        works = self._reading or self._busy or self._shutting or bool(self._queue)
        active = works and self._wants_ref and self._socket is not None
        if active != self._holds:
            self._holds = active
            if active:
                self._loop.ref()
            else:
                self._loop.unref()
