"""What must be asked anew from the process when a booted image starts (law 8 of the design), and Lambda's SnapStart.

A room that has to keep something about the process registers a function here; `run()` is called once by both forms of
the runtime before the first user code: after an ordinary boot and after the restore of an image.

SnapStart: `register_before_snapshot(f, ...)` and `register_after_restore(f, ...)`, with the meaning they have in AWS's
`snapshot_restore_py`; whoever runs the function calls `run_before_snapshot()` and `run_after_restore()`. In the managed
Python runtime llrt does that by itself (llrt/embedding/snapshots.py).
"""

import posix

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    F = TypeVar("F", bound=Callable[[], object])
    from typing import Any

    Hook = tuple[Callable[..., object], tuple[Any, ...], dict[str, Any]]
    _functions: "list[Callable[[], object]]"
    _before: "list[Hook]"
    _after: "list[Hook]"

_functions = []
_before = []
_after = []


def register(function: "F") -> "F":
    """Adds `function()` to what is called at every start; returns it, so it can be used as a decorator."""
    _functions.append(function)
    return function


# LLRT_NET_ALLOW and LLRT_NET_DENY as the process was started with them: a program that changes its environment does not change
# what it may reach. None where nothing was started (the embedding API): then they count as they are.
net_lists: "tuple[str | None, str | None] | None" = None


def run() -> None:
    global net_lists
    net_lists = (getenv("LLRT_NET_ALLOW"), getenv("LLRT_NET_DENY"))
    for function in _functions:
        function()


def register_before_snapshot(function: "Callable[..., object]", *args: "Any", **kwargs: "Any") -> None:
    """`function(*args, **kwargs)` will be called before the snapshot, the last one registered first."""
    _before.append((function, args, kwargs))


def register_after_restore(function: "Callable[..., object]", *args: "Any", **kwargs: "Any") -> None:
    """`function(*args, **kwargs)` will be called in every process that is restored from the snapshot, in order."""
    _after.append((function, args, kwargs))


def run_before_snapshot() -> None:
    """Each hook once; what it raises is the caller's, and ends the initialisation."""
    while _before:
        function, args, kwargs = _before.pop()
        function(*args, **kwargs)


def run_after_restore() -> None:
    for function, args, kwargs in _after:
        function(*args, **kwargs)


def getenv(name: "str") -> "str | None":
    """An environment variable as it is now, or None. `posix`, not `os`: importing that costs a millisecond."""
    value = posix.environ.get(name.encode("utf-8", "surrogateescape"))
    return None if value is None else value.decode("utf-8", "surrogateescape")
