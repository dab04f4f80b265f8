"""Readiness of descriptors: epoll, else kqueue, else poll; and the wake-up that other threads and signals use.

Level-triggered. Every kind gives `fileno()`, a descriptor that is itself readable when something is ready, so that
another loop can host ours; plain poll has none and gives -1.
"""

from llrt.loop.wakeup import Wakeup

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, Protocol

    # By platform it has epoll or kqueue: no checker knows both.
    select: Any
    Call = tuple[Callable[..., object], tuple[Any, ...]]
    # (descriptor, what it is ready for: bits of poll)
    Event = tuple[int, int]

    class Kind(Protocol):
        def fileno(self) -> int: ...
        def close(self) -> None: ...
        def set(self, fd: int, read: bool, write: bool, fresh: bool) -> None: ...
        def wait(self, timeout: float | None) -> list[Event]: ...

    class Counter(Protocol):
        events: int

else:
    import select

_READ, _WRITE = 0, 1
# Seconds from which on a wait is first one of whole milliseconds; descriptors below this number fit select().
_COARSE = 0.002
_SETSIZE = 1024
# Bits of poll and epoll. Errors and hang-ups (POLLERR, POLLHUP, POLLNVAL) are for whoever watches: reading or writing then tells
# what happened.
_POLLIN, _POLLOUT, _BROKEN = 0x001, 0x004, 0x038
_READABLE, _WRITABLE = _POLLIN | _BROKEN, _POLLOUT | _BROKEN


class Poller:
    """Who watches which descriptor, over one of the kinds below."""

    def __init__(self) -> None:
        self._kind = kind = _best_kind()
        # Waits up to so many seconds (None: for ever); what is ready, for `dispatch()`.
        self.poll = kind.wait
        self._watched: "dict[int, list[Call | None]]" = {}
        self._wakeup = Wakeup()
        self._on_signal: "Callable[[int], object] | None" = None
        self._kind.set(self._wakeup.fileno(), True, False, True)

    def fileno(self) -> "int":
        return self._kind.fileno()

    def wake(self) -> None:
        self._wakeup.wake()

    def signal_fd(self, on_signal: "Callable[[int], object]") -> "int":
        """The descriptor for signal.set_wakeup_fd; `on_signal(number)` is called in the loop."""
        self._on_signal = on_signal
        return self._wakeup.write_fd

    def watch(self, fd: "int", direction: "int", callback: "Call") -> None:
        """Sets the (function, args) for reading (0) or writing (1); replaces the one before. OSError from the system."""
        entry = self._watched.get(fd)
        fresh = entry is None
        if entry is None:
            entry = [None, None]
        known = entry[direction] is not None
        entry[direction] = callback
        if not known:
            self._kind.set(fd, entry[_READ] is not None, entry[_WRITE] is not None, fresh)
        self._watched[fd] = entry

    def unwatch(self, fd: "int", direction: "int") -> "bool":
        entry = self._watched.get(fd)
        if entry is None or entry[direction] is None:
            return False
        entry[direction] = None
        if entry[_READ] is None and entry[_WRITE] is None:
            del self._watched[fd]
        try:
            self._kind.set(fd, entry[_READ] is not None, entry[_WRITE] is not None, False)
        except OSError:
            # Its owner closed it first; the system has forgotten it already.
            pass
        return True

    def dispatch(self, events: "Iterable[Event]", counter: "Counter") -> None:
        """Calls back for each, except those that an earlier one removed; `counter.events` counts the calls."""
        watched = self._watched
        for fd, ready in events:
            entry = watched.get(fd)
            if entry is None:
                if fd == self._wakeup.fileno():
                    self._woken()
                continue
            call = entry[_READ]
            if call is not None and ready & _READABLE:
                counter.events += 1
                function, args = call
                function(*args)
                if not ready & _WRITABLE:
                    continue
                entry = watched.get(fd)
                if entry is None:
                    continue
            call = entry[_WRITE]
            if call is not None and ready & _WRITABLE:
                counter.events += 1
                function, args = call
                function(*args)

    def _woken(self) -> None:
        for byte in self._wakeup.drain():
            if byte and self._on_signal is not None:
                self._on_signal(byte)

    def close(self) -> None:
        self._watched.clear()
        self._kind.close()
        self._wakeup.close()


def _best_kind() -> "Kind":
    if hasattr(select, "epoll"):
        return _Epoll()
    if hasattr(select, "kqueue"):
        return _Kqueue()
    return _Poll()


class _Epoll:
    def __init__(self) -> None:
        self._epoll = select.epoll()
        self._self = (self._epoll.fileno(),)
        self._selectable = self._self[0] < _SETSIZE
        self.fileno = self._epoll.fileno
        self.close = self._epoll.close

    def set(self, fd: "int", read: "bool", write: "bool", fresh: "bool") -> None:
        mask = (select.EPOLLIN if read else 0) | (select.EPOLLOUT if write else 0)
        if not mask:
            self._epoll.unregister(fd)
        elif fresh:
            self._epoll.register(fd, mask)
        else:
            self._epoll.modify(fd, mask)

    def wait(self, timeout: "float | None") -> "list[Event]":
        if timeout is not None and timeout > 0:
            if timeout >= _COARSE:
                # A bit too short: the turn after it waits for the rest.
                timeout = int(timeout * 1000) / 1000
            elif self._selectable:
                # epoll counts whole milliseconds; a timer would be late by up to one.
                if not select.select(self._self, (), (), timeout)[0]:
                    return []
                timeout = 0
        ready: "list[Event]" = self._epoll.poll(timeout)
        return ready


class _Poll(_Epoll):
    def __init__(self) -> None:
        self._epoll = select.poll()

    def fileno(self) -> "int":
        return -1

    def close(self) -> None:
        self._epoll = None

    def set(self, fd: "int", read: "bool", write: "bool", fresh: "bool") -> None:
        mask = (select.POLLIN if read else 0) | (select.POLLOUT if write else 0)
        if mask:
            self._epoll.register(fd, mask)
        else:
            self._epoll.unregister(fd)

    def wait(self, timeout: "float | None") -> "list[Event]":
        # poll() takes whole milliseconds: round up, or the loop would spin through the last one.
        ready: "list[Event]" = self._epoll.poll(None if timeout is None else int(timeout * 1000 + 0.999))
        return ready


class _Kqueue:
    def __init__(self) -> None:
        self._kqueue = select.kqueue()
        self._set: "dict[int, tuple[bool, bool]]" = {}
        self.fileno = self._kqueue.fileno
        self.close = self._kqueue.close

    def set(self, fd: "int", read: "bool", write: "bool", fresh: "bool") -> None:
        had = (False, False) if fresh else self._set.get(fd, (False, False))
        filters = (select.KQ_FILTER_READ, select.KQ_FILTER_WRITE)
        changes = [
            select.kevent(fd, kind, select.KQ_EV_ADD if now else select.KQ_EV_DELETE)
            for kind, before, now in zip(filters, had, (read, write), strict=True)
            if before != now
        ]
        self._set[fd] = (read, write)
        if changes:
            self._kqueue.control(changes, 0)

    def wait(self, timeout: "float | None") -> "list[Event]":
        events = self._kqueue.control(None, 256, timeout)
        return [(e.ident, _POLLIN if e.filter == select.KQ_FILTER_READ else _POLLOUT) for e in events]
