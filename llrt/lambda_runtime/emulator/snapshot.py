"""SnapStart as a runtime sees it: GET restore/next at the end of init, the snapshot (here the process just waits, frozen),
the restore at the first invocation with its ten seconds. Not here: copies of the snapshot; every process runs its own init."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from llrt.lambda_runtime.emulator import report
from llrt.loop.loop import Loop

if TYPE_CHECKING:
    from llrt.lambda_runtime.emulator.config import FunctionConfig
    from llrt.lambda_runtime.emulator.function import Function
    from llrt.lambda_runtime.emulator.runtime_api import RuntimeAPI
    from llrt.loop.timers import Timer


class Snapshot:
    """One process's snapshot: `taken` when it has asked for its restore, `awake` from its first GET next after that."""

    LIMIT = 10.0

    def __init__(self, loop: Loop, config: "FunctionConfig", too_late: "Callable[[], object]"):
        self._loop = loop
        self._config = config
        self._too_late = too_late
        self._begun: "float | None" = None
        self._timer: "Timer | None" = None
        self.taken = False
        self.awake = False
        self.duration: "float | None" = None

    def restore(self, api: "RuntimeAPI", function: "Function") -> None:
        """The first invocation has come: hooks run now, until GET next."""
        if self._begun is not None:
            return
        self._begun = time.monotonic()
        self._timer = self._loop.call_later(self.LIMIT, self._too_late)
        function.say(report.restore_start(self._config.json_logs))
        api.restore()

    def woken(self, function: "Function") -> None:
        """GET next: the hooks have run, or there are none."""
        if self.awake:
            return
        self.awake = self.taken = True
        self.close()
        if self._begun is None:
            # A runtime without hooks is saved at its GET next: its restore is nothing to it.
            self._begun = time.monotonic()
            return
        self.duration = (time.monotonic() - self._begun) * 1000
        function.say(report.restore_report(self.duration, "success", None, self._config.json_logs))

    def failed(self, function: "Function", error_type: str) -> None:
        """POST restore/error."""
        self.close()
        duration = 0.0 if self._begun is None else (time.monotonic() - self._begun) * 1000
        function.say(report.restore_report(duration, "error", error_type, self._config.json_logs))

    def close(self) -> None:
        """No time-out any more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
