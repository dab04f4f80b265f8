"""What a stream holds: its socket, its place on the loop, its owner, its end. Not here: bytes (stream_writing.py,
stream_reading.py), connecting and TLS (stream.py), which are classes on top of this one.
"""

import _socket
import errno

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections import deque
    from typing import Protocol

    from llrt._openssl import TLSConnection
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

AGAIN = (BlockingIOError, InterruptedError)


class StreamSocket:
    """All that the classes on top of it know is set here: one layout of objects."""

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

    # -- the socket

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
        except AGAIN:
            return False
        except OSError:
            return True

    # -- the end

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

    # -- what keeps the loop alive

    @property
    def wants_ref(self) -> bool:
        return self._wants_ref

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

    def _unwatch(self) -> None:
        if self._fd >= 0:
            self._loop.remove_reader(self._fd)
            self._loop.remove_writer(self._fd)
