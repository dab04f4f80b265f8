"""External extensions: programs that run beside the runtime's process, as those that Lambda finds in /opt/extensions. Not here:
the Extensions API they talk to (extensions.py)."""

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from llrt.lambda_runtime.emulator.sandbox import Sandbox
from llrt.loop.loop import Loop

if TYPE_CHECKING:
    from llrt.loop.timers import Timer

# Seconds that they have for SHUTDOWN, once the runtime is gone.
GRACE = 2.0


class External:
    """The started programs. `on_line(bytes)` gets their output, `on_exit(name, sandbox)` an end that nobody asked for. Raises
    OSError when one can't be started."""

    def __init__(
        self,
        loop: Loop,
        paths: "Sequence[str]",
        variables: "dict[str, str]",
        on_line: "Callable[[bytes], None]",
        on_exit: "Callable[[str, Sandbox], None]",
    ):
        self._loop = loop
        self._on_exit = on_exit
        self._programs: "list[_Program]" = []
        self._done: "Callable[[], object] | None" = None
        self._timer: "Timer | None" = None
        try:
            for path in paths:
                self._programs.append(_Program(loop, path, variables, on_line, self._exited))
        except OSError:
            self._kill()
            raise

    def freeze(self, on: bool) -> None:
        """Stop them, or let them go on."""
        for program in self._programs:
            program.process.freeze(on)

    def close(self, done: "Callable[[], object]", seconds: float = GRACE) -> None:
        """They have been told of the SHUTDOWN; what is left of them after that time is killed. Then, or at once, `done()`."""
        self._done = done
        self.freeze(False)
        if seconds and any(program.process.alive for program in self._programs):
            self._timer = self._loop.call_later(seconds, self._kill)
        else:
            self._kill()

    def _exited(self, name: str, process: Sandbox) -> None:
        if self._done is None:
            self._on_exit(name, process)
        elif not any(program.process.alive for program in self._programs):
            self._kill()

    def _kill(self) -> None:
        programs, self._programs = self._programs, []
        for program in programs:
            program.process.kill()
        if self._timer is not None:
            self._timer.cancel()
        done, self._done = self._done, None
        if done is not None:
            done()


class _Program:
    """One of them, and the beginning of a line it has not finished."""

    def __init__(
        self,
        loop: Loop,
        path: str,
        variables: "dict[str, str]",
        on_line: "Callable[[bytes], None]",
        on_exit: "Callable[[str, Sandbox], None]",
    ):
        self._name = os.path.basename(path)
        self._on_line = on_line
        self._on_exit = on_exit
        self._partial = b""
        self.process = Sandbox(loop, [path], variables, os.getcwd(), self._output, self._exited)

    def _output(self, data: bytes) -> None:
        *lines, self._partial = (self._partial + data).split(b"\n")
        for line in lines:
            self._on_line(line + b"\n")

    def _exited(self, process: Sandbox) -> None:
        if self._partial:
            self._output(b"\n")
        self._on_exit(self._name, process)
