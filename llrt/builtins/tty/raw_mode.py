"""Terminal modes: raw (every key at once, no echo, no signals) and back. A terminal gets its own back when the program leaves.

By ioctl on Linux, where not every interpreter has the module termios; with termios elsewhere. The flags are those that
libuv's uv_tty_set_mode() changes.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# descriptor -> the mode it had; its form depends on the system.
_saved: "dict[int, Any]" = {}

# struct termios of the kernel (asm-generic/termbits.h): four 32-bit words of flags, the line discipline, control characters.
_TCGETS = 0x5401
_TCSETSW = 0x5403
_SIZE = 60
_LINUX = sys.platform == "linux"

_ICRNL, _INPCK, _ISTRIP, _IXON, _BRKINT = 0o400, 0o20, 0o40, 0o2000, 0o2
_ONLCR = 0o4
_CS8 = 0o60
_ECHO, _ICANON, _IEXTEN, _ISIG = 0o10, 0o2, 0o100000, 0o1
_VTIME, _VMIN = 5, 6
_CONTROL_CHARACTERS = 17


def set_raw(fd: "int", raw: "bool") -> None:
    """OSError from the system: no terminal, closed."""
    if raw:
        mode = _get(fd)
        _saved.setdefault(fd, mode)
        _set(fd, _raw_form(mode))
    elif fd in _saved:
        _set(fd, _saved.pop(fd))


def reset() -> None:
    """Every terminal's own mode. Called when the program leaves."""
    for fd, mode in list(_saved.items()):
        try:
            _set(fd, mode)
        except OSError:
            pass  # gone
    _saved.clear()


if _LINUX:

    def _get(fd: "int") -> "Any":
        import fcntl

        return fcntl.ioctl(fd, _TCGETS, bytes(_SIZE))

    def _set(fd: "int", mode: "Any") -> None:
        import fcntl

        fcntl.ioctl(fd, _TCSETSW, mode)

    def _raw_form(mode: "Any") -> "Any":
        words = memoryview(bytearray(mode))
        flags = words[:16].cast("I")
        flags[0] &= ~(_BRKINT | _ICRNL | _INPCK | _ISTRIP | _IXON)
        flags[1] |= _ONLCR
        flags[2] |= _CS8
        flags[3] &= ~(_ECHO | _ICANON | _IEXTEN | _ISIG)
        words[_CONTROL_CHARACTERS + _VMIN] = 1
        words[_CONTROL_CHARACTERS + _VTIME] = 0
        return bytes(words)

else:
    import termios

    def _get(fd: "int") -> "Any":
        try:
            return termios.tcgetattr(fd)
        except termios.error as exc:
            raise OSError(*exc.args) from None

    def _set(fd: "int", mode: "Any") -> None:
        try:
            termios.tcsetattr(fd, termios.TCSADRAIN, mode)
        except termios.error as exc:
            raise OSError(*exc.args) from None

    def _raw_form(mode: "Any") -> "Any":
        iflag, oflag, cflag, lflag, ispeed, ospeed, cc = mode
        iflag &= ~(termios.BRKINT | termios.ICRNL | termios.INPCK | termios.ISTRIP | termios.IXON)
        lflag &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
        cc = list(cc)
        cc[termios.VMIN], cc[termios.VTIME] = 1, 0
        return [iflag, oflag | termios.ONLCR, cflag | termios.CS8, lflag, ispeed, ospeed, cc]
