"""Threads for blocking calls, as libuv's pool: started when needed, four at most unless the environment says otherwise.

Daemon threads on `_thread`: they hold no lock of ours while a call blocks, and never delay the exit of the process.
"""

from _thread import allocate_lock, start_new_thread
from errno import EAGAIN

from llrt.errors import os_error
from llrt.restore import getenv

TYPE_CHECKING = False
if TYPE_CHECKING:
    from _thread import LockType
    from collections import deque
    from collections.abc import Callable
    from typing import Any

    Done = Callable[[Any, BaseException | None], object]
    # function, args, what is posted, its first argument
    Task = tuple[Callable[..., Any], tuple[Any, ...], Callable[..., object] | None, Any]
else:
    from _collections import deque

_DEFAULT_SIZE = 4
_MAXIMUM_SIZE = 1024


class Pool:
    def __init__(self, post: "Callable[..., object]") -> None:
        """`post(callback, *args)` hands a result to the loop; it is called from the pool's threads."""
        self._post = post
        self._lock = allocate_lock()
        self._tasks: "deque[Task]" = deque()
        self._idle: "list[LockType]" = []
        self._threads = 0
        self._closed = False

    def submit(
        self,
        function: "Callable[..., Any]",
        args: "tuple[Any, ...]" = (),
        done: "Callable[..., object] | None" = None,
        done_arg: "Any" = None,
    ) -> "Task":
        """`done(done_arg, result, exception)` is posted at the end. Returns the task, for `cancel`. OSError (EAGAIN) when the
        system gives no thread and none is there that would come to it."""
        task = (function, args, done, done_arg)
        with self._lock:
            self._tasks.append(task)
            if self._idle:
                self._idle.pop().release()
            elif self._threads < size():
                self._start_thread(task)
        return task

    def _start_thread(self, task: "Task") -> None:
        try:
            start_new_thread(self._work, ())
        except (RuntimeError, MemoryError) as exc:
            if self._threads == 0:
                self._tasks.remove(task)
                raise os_error(EAGAIN, "uv_thread_create") from exc
        else:
            self._threads += 1

    def again(self, function: "Callable[[], Any]") -> None:
        """From a task of the pool: another one behind those that wait. Its thread comes to it; no other is woken."""
        with self._lock:
            if not self._closed:
                self._tasks.append((function, (), None, None))

    def cancel(self, task: "Task") -> "bool":
        """True when the task had not begun; then nothing is posted for it."""
        with self._lock:
            for position, waiting in enumerate(self._tasks):
                if waiting is task:
                    del self._tasks[position]
                    return True
        return False

    def close(self) -> None:
        """Threads end after their current call; what waits is dropped."""
        with self._lock:
            self._closed = True
            self._tasks.clear()
            for gate in self._idle:
                gate.release()
            self._idle.clear()

    def _work(self) -> None:
        gate = allocate_lock()
        gate.acquire()
        while True:
            with self._lock:
                if self._closed:
                    self._threads -= 1
                    return
                task = self._tasks.popleft() if self._tasks else None
                if task is None:
                    self._idle.append(gate)
            if task is None:
                gate.acquire()
                continue
            self._run(*task)
            task = None

    def _run(
        self, function: "Callable[..., Any]", args: "tuple[Any, ...]", done: "Callable[..., object] | None", done_arg: "Any"
    ) -> None:
        try:
            result, error = function(*args), None
        except BaseException as exc:
            result, error = None, exc
        if done is not None and not self._closed:
            self._post(done, done_arg, result, error)


def size() -> "int":
    for name in ("LLRT_THREADPOOL_SIZE", "UV_THREADPOOL_SIZE"):
        value = getenv(name)
        if value:
            try:
                return min(max(1, int(value)), _MAXIMUM_SIZE)
            except ValueError:
                return 1
    return _DEFAULT_SIZE
