"""Timers of Python's own (Loop.call_later): time-outs of servers and clients. Not JavaScript's timers."""

from heapq import heappop, heappush


class Timer:
    __slots__ = ("args", "callback", "cancelled", "due", "serial")

    def __init__(self, due, serial, callback, args):
        self.due = due
        self.serial = serial
        self.callback = callback
        self.args = args
        self.cancelled = False

    def cancel(self):
        self.cancelled = True
        self.callback = self.args = None

    def __lt__(self, other):
        return (self.due, self.serial) < (other.due, other.serial)


class Timers:
    """A heap by due time (time.monotonic_ns); equal times run in the order they were added."""

    def __init__(self):
        self._heap = []
        self._serial = 0

    def add(self, due, callback, args):
        self._serial += 1
        timer = Timer(due, self._serial, callback, args)
        heappush(self._heap, timer)
        return timer

    def alive(self):
        return self.next_due() is not None

    def next_due(self):
        heap = self._heap
        while heap and heap[0].cancelled:
            heappop(heap)
        return heap[0].due if heap else None

    def run(self, now):
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
