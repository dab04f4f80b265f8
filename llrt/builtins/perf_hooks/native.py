"""The clock of performance.now(): milliseconds since the program started, and when that was."""

from time import monotonic_ns, time_ns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from llrt.runtime.environment import Environment
    from llrt.runtime.natives import Ops


def ops(env: "Environment") -> "Ops":
    loop = env.loop
    origin: "dict[int, int]" = {}  # {loop's origin: the wall clock then, in ns}: asked once a start, so that it never moves

    def now() -> "float":
        return loop.elapsed_ns() / 1e6

    def time_origin() -> "float":
        started = monotonic_ns() - loop.elapsed_ns()
        key = started // 1_000_000_000
        for known, wall in origin.items():
            if abs(known - key) <= 1:
                return wall / 1e6
        origin.clear()
        origin[key] = wall = time_ns() - loop.elapsed_ns()
        return wall / 1e6

    def idle() -> "float":
        """Milliseconds the loop spent waiting."""
        return loop.idle_ns / 1e6 if loop.started_ns >= 0 else 0.0

    def loop_times() -> "list[float]":
        """When the loop began and ended, ms; -1: it has not."""
        return [-1 if ns < 0 else ns / 1e6 for ns in (loop.started_ns, loop.ended_ns)]

    def loop_counts() -> "list[int]":
        """Turns of the loop, and callbacks of descriptors."""
        return [loop.turns, loop.events]

    return {"now": now, "timeOrigin": time_origin, "idle": idle, "loopTimes": loop_times, "loopCounts": loop_counts}
