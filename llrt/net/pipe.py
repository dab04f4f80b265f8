"""A pipe (FIFO) with the few methods of a socket that stream.py uses; unix sockets are sockets."""

import _socket
import posix
from stat import S_ISSOCK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Pipe:
    family = -1

    def __init__(self, fd: int):
        self._fd = fd

    def fileno(self) -> int:
        return self._fd

    def setblocking(self, on: bool) -> None:
        posix.set_blocking(self._fd, on)

    def recv_into(self, room: memoryview) -> int:
        return posix.readv(self._fd, [room])

    def send(self, data: memoryview) -> int:
        return posix.write(self._fd, data)

    def sendmsg(self, parts: "list[memoryview]") -> int:
        return posix.writev(self._fd, parts)

    def shutdown(self, how: int) -> None:
        """A pipe has one direction: its end is its closing."""

    def getsockname(self) -> str:
        return ""

    getpeername = getsockname

    def setsockopt(self, *args: "Any") -> None:
        """It has no options."""

    def close(self) -> None:
        fd, self._fd = self._fd, -1
        if fd >= 0:
            posix.close(fd)


def adopt(fd: int) -> "Any":
    """A descriptor as something a Stream can use. OSError when it is none."""
    if S_ISSOCK(posix.fstat(fd).st_mode):
        return _socket.socket(fileno=fd)
    return Pipe(fd)
