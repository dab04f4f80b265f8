"""Text to a descriptor, whole, whatever kind it is: what console and the error report write with. No buffering."""

import posix

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import Buffer


def write(fd: "int", text: "str") -> None:
    """Writes all of `text` as UTF-8. Lone surrogates become U+FFFD. OSError from the system (EPIPE, EBADF)."""
    write_bytes(fd, encode(text))


def encode(text: "str") -> "bytes":
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode()


def write_bytes(fd: "int", data: "Buffer") -> None:
    view = memoryview(data)
    while view:
        try:
            view = view[posix.write(fd, view) :]
        except BlockingIOError:
            _wait_writable(fd)


def _wait_writable(fd: "int") -> None:
    # Another process made the shared pipe or terminal non-blocking; text must not get lost for that.
    import select

    select.select((), (fd,), ())
