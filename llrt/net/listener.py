"""A listening stream socket (TCP or unix) on the loop: what arrives is handed over as connected sockets, in the order of arrival.

Without descriptors to accept with (EMFILE) nobody is kept waiting in vain and the loop does not spin: one descriptor is held
in reserve, with which those that wait are turned away; where even that is gone, the listener rests for a moment.
"""

import _socket
import errno
import posix

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from llrt.loop.loop import Loop
    from llrt.loop.timers import Timer

    # A connected socket; or None and an errno.
    OnConnection = Callable[["_socket.socket | None", int], object]

# Connections in a row before others have a turn.
_MOST = 64
_FULL = (errno.EMFILE, errno.ENFILE)
# What went wrong with one connection that is gone already.
_PASSING = (errno.ECONNABORTED, errno.EPROTO, errno.EINTR, errno.EPERM)
# Seconds of rest when there is no descriptor at all.
_REST = 0.1


class Listener:
    """`sock` is bound; it becomes this object's. `on_connection` is called in a turn of the loop."""

    def __init__(self, loop: "Loop", sock: "_socket.socket", on_connection: "OnConnection"):
        self._loop = loop
        self._socket: "_socket.socket | None" = sock
        self._on_connection = on_connection
        self._listening = False
        self._wants_ref = True
        self._rest: "Timer | None" = None
        self._spare = -1

    def listen(self, backlog: int) -> None:
        """Raises OSError."""
        # Loaded now: when there are no descriptors left, no file can be.
        from llrt import _errno  # noqa: F401
        from llrt.loop import timers  # noqa: F401

        assert self._socket is not None
        self._socket.setblocking(False)
        self._socket.listen(backlog)
        if not self._listening:
            self._listening = True
            self._spare = _spare()
            self._loop.add_reader(self._socket.fileno(), self._arrived)
            if self._wants_ref:
                self._loop.ref()

    def _arrived(self) -> None:
        for _ in range(_MOST):
            listening = self._socket
            if listening is None:
                return
            try:
                fd, _address = listening._accept()  # type: ignore[attr-defined]
            except (BlockingIOError, InterruptedError):
                return
            except OSError as error:
                self._refused(error)
                return
            self._on_connection(_socket.socket(listening.family, listening.type, listening.proto, fd), 0)

    def _refused(self, error: OSError) -> None:
        number = error.errno or errno.EIO
        if number in _FULL:
            if not self._turn_away():
                self._pause()
            return
        if number not in _PASSING:
            self._on_connection(None, number)

    def _turn_away(self) -> bool:
        """Accepts and closes those that wait, with the descriptor in reserve. False: there is none."""
        if self._spare < 0 or self._socket is None:
            return False
        posix.close(self._spare)
        self._spare = -1
        turned = False
        try:
            for _ in range(_MOST):
                posix.close(self._socket._accept()[0])  # type: ignore[attr-defined]
                turned = True
        except OSError:
            pass
        self._spare = _spare()
        return turned

    def _pause(self) -> None:
        assert self._socket is not None
        self._loop.remove_reader(self._socket.fileno())
        self._rest = self._loop.call_later(_REST, self._go_on)

    def _go_on(self) -> None:
        self._rest = None
        if self._socket is not None:
            if self._spare < 0:
                self._spare = _spare()
            self._loop.add_reader(self._socket.fileno(), self._arrived)

    @property
    def socket(self) -> "_socket.socket":
        """For addresses. Raises OSError (EBADF) when it is closed."""
        if self._socket is None:
            raise OSError(errno.EBADF, "")
        return self._socket

    def ref(self) -> None:
        self._keep(True)

    def unref(self) -> None:
        self._keep(False)

    def _keep(self, on: bool) -> None:
        if on != self._wants_ref and self._listening:
            self._loop.ref() if on else self._loop.unref()
        self._wants_ref = on

    def close(self) -> None:
        """Idempotent; nothing more is told."""
        sock, self._socket = self._socket, None
        if sock is None:
            return
        if self._rest is not None:
            self._rest.cancel()
        if self._listening:
            self._loop.remove_reader(sock.fileno())
            if self._wants_ref:
                self._loop.unref()
        sock.close()
        if self._spare >= 0:
            posix.close(self._spare)
            self._spare = -1


def _spare() -> int:
    """A descriptor in reserve, -1 when there is none to have."""
    try:
        return posix.open("/", posix.O_RDONLY | posix.O_CLOEXEC)
    except OSError:
        return -1
