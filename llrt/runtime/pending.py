"""The Deferred of asynchronous ops: settling it is only an entry in the loop's queue; the next turn enters JavaScript."""

from llrt._quickjs import Deferred

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from llrt.runtime.environment import Environment


class Pending(Deferred):
    """Keeps the loop alive until it is settled (unless `ref` is false). `resolve` and `reject` work from any thread."""

    def __init__(self, env: "Environment", ref: "bool" = True) -> None:
        Deferred.__init__(self, env.context)
        self._env = env
        self._ref = ref
        self._done = False
        if ref:
            env.loop.ref()

    def resolve(self, value: "Any" = None) -> None:
        self._queue(value, None)

    def reject(self, reason: "Any" = None) -> None:
        self._queue(None, reason)

    def settle_now(self, value: "Any", error: "Any") -> None:
        """In the loop, outside of JavaScript: settles and drains. An exception wins over the value."""
        env = self._env
        if self._done or env.closed:
            return
        self._done = True
        if self._ref:
            env.loop.unref()
        if error is not None:
            Deferred.reject(self, error)
        else:
            Deferred.resolve(self, value)
        env.drain()

    def _queue(self, value: "Any", error: "Any") -> None:
        self._env.loop.call_soon_threadsafe(self.settle_now, value, error)
