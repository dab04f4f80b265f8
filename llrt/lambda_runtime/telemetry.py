"""The platform's own ways for logs, as its runtime clients write them: frames on a descriptor (type, length and time before each
message, so that several lines are one event), and lines on a connection of one's own to the platform's log socket."""

import posix
from time import time_ns

TYPE_CHECKING = False
if TYPE_CHECKING:
    import _socket
    from collections.abc import Callable


def write_frame(fd: int, kind: int, text: str) -> None:
    """One message: `kind` is the frame's type with the level's bits. What the descriptor refuses is lost, as with stdout."""
    message = text.encode("utf-8", "replace")
    head = kind.to_bytes(4, "big") + len(message).to_bytes(4, "big") + (time_ns() // 1000).to_bytes(8, "big")
    data = memoryview(head + message)
    try:
        while data:
            data = data[posix.write(fd, data) :]
    except BlockingIOError:
        _wait_and_write(fd, data)
    except OSError:
        return


def _wait_and_write(fd: int, data: memoryview) -> None:
    import select

    try:
        while data:
            select.select([], [fd], [])
            data = data[posix.write(fd, data) :]
    except OSError:
        return


class LogSocket:
    """A connection to the Unix socket at `path` (_LAMBDA_TELEMETRY_LOG_FD_PROVIDER_SOCKET), made with the first line. Each
    context has its own, so lines never run into each other. Where it can't be had, `complain(2, text)` is told once."""

    def __init__(self, path: str, complain: "Callable[[int, str], None]"):
        self._path = path
        self._complain = complain
        self._socket: "_socket.socket | None" = None
        self._gone = False

    def write(self, text: str) -> bool:
        """False: nobody took it, it belongs on stdout."""
        if self._gone:
            return False
        data = text.encode("utf-8", "replace")
        # A connection that broke is replaced once.
        for _ in range(2):
            try:
                self._connected().sendall(data)
                return True
            except OSError as error:
                problem = error
                self.close()
        self._gone = True
        self._complain(2, f"llrt: no log socket at {self._path} ({problem}): logs go to stdout\n")
        return False

    def close(self) -> None:
        """Drop the connection; the next line makes a new one."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _connected(self) -> "_socket.socket":
        if self._socket is None:
            import _socket

            sock = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
            try:
                sock.connect(self._path)
            except OSError:
                sock.close()
                raise
            self._socket = sock
        return self._socket
