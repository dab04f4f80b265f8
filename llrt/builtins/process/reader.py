"""Reads a descriptor for JavaScript (process.stdin): chunks as they come, through the loop, without a thread.

A regular file is always ready and no poller takes it: it is read in the pending phase of the loop's turns instead.
"""

import posix

TYPE_CHECKING = False
if TYPE_CHECKING:
    from llrt._quickjs import Value
    from llrt.runtime.environment import Environment

CHUNK = 65536


class Reader:
    def __init__(self, env: "Environment", fd: "int", on_chunk: "Value") -> None:
        self._env = env
        self._fd = fd
        self._on_chunk = on_chunk
        self._active = False
        self._polled = False
        self._ref = True

    def start(self) -> None:
        self._active = True
        if self._ref:
            self._env.loop.ref()
        try:
            self._env.loop.add_reader(self._fd, self._read)
            self._polled = True
        except OSError:
            self._env.loop.call_soon(self._read)

    def stop(self) -> None:
        if not self._active:
            return
        self._active = False
        if self._ref:
            self._env.loop.unref()
        if self._polled:
            self._env.loop.remove_reader(self._fd)

    def set_ref(self, ref: "bool") -> None:
        if ref != self._ref and self._active:
            self._env.loop.ref() if ref else self._env.loop.unref()
        self._ref = ref

    def _read(self) -> None:
        if not self._active:
            return
        try:
            data = posix.read(self._fd, CHUNK)
        except (BlockingIOError, InterruptedError):
            return
        except OSError as exc:
            self.stop()
            self._env.enter(self._on_chunk, None, exc.errno)
            return
        if not data:
            self.stop()
            self._env.enter(self._on_chunk, None)
            return
        if not self._polled:
            self._env.loop.call_soon(self._read)
        self._env.enter(self._on_chunk, data)
