"""Signals as events of the loop. C code only notes the number (set_wakeup_fd); the callback runs in the loop's turn.

`_signal`, not `signal`: the latter imports enum.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    import signal as _signal
    from collections.abc import Callable
    from types import FrameType

    from llrt.loop.poller import Poller

    OnSignal = Callable[[int], object]
else:
    import _signal


class Signals:
    """What one loop listens to. For the main thread; add() and remove() come in pairs."""

    def __init__(self, poller: "Poller") -> None:
        self._callbacks: "dict[int, OnSignal]" = {}
        self._poller = poller
        self._wakeup_before: "int | None" = None
        # Handlers of a Python program that embeds us.
        self._handlers_before: "dict[int, Callable[[int, FrameType | None], object]]" = {}

    def add(self, signum: "int", callback: "OnSignal") -> None:
        """ValueError outside of the main thread or for a number the system refuses (SIGKILL: OSError)."""
        if signum not in self._callbacks:
            if self._wakeup_before is None:
                fd = self._poller.signal_fd(self._arrived)
                self._wakeup_before = _signal.set_wakeup_fd(fd, warn_on_full_buffer=False)
            before = _signal.signal(signum, _noted)
            if callable(before):
                self._handlers_before[signum] = before
        self._callbacks[signum] = callback

    def remove(self, signum: "int") -> "bool":
        """The signal does what it did before to a host, its default otherwise. False when nobody listened."""
        if self._callbacks.pop(signum, None) is None:
            return False
        # SIGPIPE stays ignored: a broken pipe is an error of the write, as in Node.
        default = _signal.SIG_IGN if signum == _signal.SIGPIPE else _signal.SIG_DFL
        _signal.signal(signum, self._handlers_before.pop(signum, default))
        return True

    def close(self) -> None:
        for signum in list(self._callbacks):
            self.remove(signum)
        if self._wakeup_before is not None:
            _signal.set_wakeup_fd(self._wakeup_before)
            self._wakeup_before = None

    def _arrived(self, signum: "int") -> None:
        callback = self._callbacks.get(signum)
        if callback is not None:
            callback(signum)


def _noted(signum: "int", frame: "FrameType | None") -> None:
    """Python's half of the handler: nothing, the number is in the pipe."""
