"""Timers of Python's own (Loop.call_later): time-outs of servers and clients. Not JavaScript's timers."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from heapq import heappop, heappush
    from typing import Any

    Callback = Callable[..., object]
else:
    from _heapq import heappop, heappush


class Timer:
    __slots__ = ("args", "callback", "cancelled", "due", "serial")

    def __init__(self, due: "int", serial: "int", callback: "Callback", args: "tuple[Any, ...]") -> None:
        self.due = due
        self.serial = serial
        # `| Any`: None once it is cancelled, and then nobody calls it.
        self.callback: "Callback | Any" = callback
        self.args: "tuple[Any, ...] | Any" = args
        self.cancelled = False

    def cancel(self) -> None:
        self.cancelled = True
        self.callback = self.args = None

    def __lt__(self, other: "Timer") -> "bool":
        return (self.due, self.serial) < (other.due, other.serial)


class Timers:
    """A heap by due time (time.monotonic_ns); equal times run in the order they were added."""

    def __init__(self) -> None:
        self._heap: "list[Timer]" = []
        self._serial = 0

    def add(self, due: "int", callback: "Callback", args: "tuple[Any, ...]") -> "Timer":
        self._serial += 1
        timer = Timer(due, self._serial, callback, args)
        heappush(self._heap, timer)
        return timer

    def alive(self) -> "bool":
        return self.next_due() is not None

    def next_due(self) -> "int | None":
        heap = self._heap
        while heap and heap[0].cancelled:
            heappop(heap)
        return heap[0].due if heap else None

    def run(self, now: "int") -> None:
        """Runs what is due; what a callback adds waits for the next turn."""
        last = self._serial
        waiting = []
        while self._heap and self._heap[0].due <= now:
            timer = heappop(self._heap)
            if timer.serial > last:
                waiting.append(timer)
            elif not timer.cancelled:
                timer.callback(*timer.args)
        for timer in waiting:
            heappush(self._heap, timer)
