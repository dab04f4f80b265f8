"""Frames of the platform's log descriptor: type, length and time before each message, so that several lines are one event.
Lambda telemetry, as its own runtime clients write it."""

import posix
from time import time_ns


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
