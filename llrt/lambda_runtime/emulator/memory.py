"""The memory limit: Lambda's is a control group's, this one looks at the process every few milliseconds and kills it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from llrt.lambda_runtime.emulator.sandbox import Sandbox
from llrt.loop.loop import Loop

if TYPE_CHECKING:
    from llrt.loop.timers import Timer

_PERIOD = 0.02


class MemoryWatch:
    """While on, compares the resident set of a process and its children with `limit` (MB); calls `used_up()` once."""

    def __init__(self, loop: Loop, process: Sandbox, limit: int, used_up: "Callable[[], object]"):
        self._loop = loop
        self._process = process
        self._limit = limit * 1024
        self._used_up = used_up
        self._timer: "Timer | None" = None

    def watch(self, on: bool) -> None:
        """Begin or end; a process that rests is not looked at."""
        if on and self._timer is None:
            self._timer = self._loop.call_later(_PERIOD, self._look)
        elif not on and self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look(self) -> None:
        self._timer = None
        if not self._process.alive:
            return
        if self._process.memory() > self._limit:
            self._used_up()
        else:
            self.watch(True)
