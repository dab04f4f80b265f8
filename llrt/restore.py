"""What must be asked anew from the process when a booted image starts (law 8 of the design).

A room that has to keep something about the process registers a function here; `run()` is called once by both forms of
the runtime before the first user code: after an ordinary boot and after the restore of an image.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    F = TypeVar("F", bound=Callable[[], object])
    _functions: "list[Callable[[], object]]"

_functions = []


def register(function: "F") -> "F":
    """Adds `function()` to what is called at every start; returns it, so it can be used as a decorator."""
    _functions.append(function)
    return function


def run() -> None:
    for function in _functions:
        function()


def getenv(name: "str") -> "str | None":
    """An environment variable as it is now, or None. `posix`, not `os`: importing that costs a millisecond."""
    import posix

    value = posix.environ.get(name.encode("utf-8", "surrogateescape"))
    return None if value is None else value.decode("utf-8", "surrogateescape")
