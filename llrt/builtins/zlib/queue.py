"""Whole inputs that wait for the thread pool. A thread takes several short ones at once: to hand the interpreter's lock over and
to wake another thread takes as long as compressing a few kilobytes."""

from _thread import allocate_lock

from llrt._zlib import MOST_AT_ONCE, claim, work
from llrt.loop.pool import size

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections import deque

    from llrt.runtime.environment import Environment
    from llrt.runtime.pending import Pending

    # handle, input, finish, limit, chunk
    Task = tuple[memoryview, memoryview, int, int, int]
else:
    from _collections import deque

# Bytes of input that are worth a turn of a thread.
_ENOUGH = 32768


class Queue:
    """Of one Environment. How many threads work for it is known to both sides, under a lock."""

    def __init__(self, env: "Environment") -> None:
        self._env = env
        self._pool = env.loop.pool()
        self._lock = allocate_lock()
        self._waiting: "deque[tuple[Pending, Task]]" = deque()
        self._threads = 0
        self._most = size()

    def add(self, task: "Task") -> "Pending":
        """codec_work() in the thread pool; the result stays with the codec. In the loop's thread."""
        claim(task[0])
        pending = self._env.deferred()
        entry = (pending, task)
        with self._lock:
            self._waiting.append(entry)
            more = self._threads < self._most
            if more:
                self._threads += 1
        if more:
            try:
                self._pool.submit(self._turn)
            except OSError as exc:
                # No thread is to be had, and none is there.
                with self._lock:
                    self._threads -= 1
                    self._waiting.remove(entry)
                pending.reject(exc)
        return pending

    def _turn(self) -> None:
        """On a thread of the pool, until nothing waits; what others have given to the pool has its turn between."""
        batch = self._take()
        error = None
        if batch:
            try:
                work([task for _, task in batch])
            except MemoryError as exc:
                error = exc
            self._env.loop.call_all_threadsafe([(pending.settle_now, (None, error)) for pending, _ in batch])
        with self._lock:
            if not self._waiting:
                self._threads -= 1
                return
        self._pool.again(self._turn)

    def _take(self) -> "list[tuple[Pending, Task]]":
        batch: "list[tuple[Pending, Task]]" = []
        enough = _ENOUGH
        with self._lock:
            waiting = self._waiting
            share = min(MOST_AT_ONCE, -(-len(waiting) // self._most))
            while enough > 0 and len(batch) < share:
                entry = waiting.popleft()
                enough -= entry[1][1].nbytes
                batch.append(entry)
        return batch
