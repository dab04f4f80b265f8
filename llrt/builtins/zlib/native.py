"""Ops of the zlib room: codecs of cext/zlib as fast ops, and the same steps in the thread pool. Not here: any rule of
Node's zlib."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from llrt.builtins.zlib.queue import Queue
    from llrt.runtime.environment import Environment
    from llrt.runtime.pending import Pending


def ops(env: "Environment") -> "dict[str, object]":
    """name -> op, for `import ... from "native:zlib"`."""
    from llrt import _zlib

    def run_later(handle: "memoryview", flush: "int", data: "memoryview | None", out: "memoryview") -> "Pending":
        """A step in the thread pool: [error number or 0, what is left of `out`, what is left of `data`]."""
        _zlib.claim(handle)
        return env.blocking(_zlib.run, handle, flush, data, out)

    queue: "Queue | None" = None

    def all_later(handle: "memoryview", data: "memoryview", finish: "int", limit: "float", chunk: "float") -> "Pending":
        """codecAll() in the thread pool."""
        nonlocal queue
        if queue is None:
            from llrt.builtins.zlib.queue import Queue

            queue = Queue(env)
        return queue.add((handle, data, finish, min(int(limit), 1 << 53), max(int(chunk), 1)))

    return {**_zlib.fastops, "codecRunLater": run_later, "codecAllLater": all_later}
