"""How other threads and signals wake the loop: a non-blocking pipe.

Not an eventfd: the C handler of signal.set_wakeup_fd writes single bytes (the signal's number; threads write a zero).
"""

import posix


class Wakeup:
    def __init__(self) -> None:
        self._read_fd, self.write_fd = _pipe()
        # Made here and not a constant of the code: that lies in the start-up image, which is closed to system calls while the
        # build watches what starts touch (EFAULT in the thread that wakes, and the loop would sleep for ever).
        self._byte = bytes(1)

    def fileno(self) -> "int":
        return self._read_fd

    def wake(self) -> None:
        try:
            posix.write(self.write_fd, self._byte)
        except BlockingIOError:
            # Full: the loop is being woken already.
            pass

    def drain(self) -> "bytes":
        """The bytes that arrived."""
        try:
            return posix.read(self._read_fd, 65536)
        except BlockingIOError:
            return b""

    def close(self) -> None:
        posix.close(self._read_fd)
        posix.close(self.write_fd)


def _pipe() -> "tuple[int, int]":
    if hasattr(posix, "pipe2"):
        return posix.pipe2(posix.O_NONBLOCK | posix.O_CLOEXEC)
    # posix.pipe() makes both ends non-inheritable (PEP 446).
    ends = posix.pipe()
    for fd in ends:
        posix.set_blocking(fd, False)
    return ends
