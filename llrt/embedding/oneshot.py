"""`llrt.eval` and `llrt.run`: one call, a runtime of its own."""

from .._quickjs import JSError, Value
from .runtime import Runtime

TYPE_CHECKING = False
if TYPE_CHECKING:
    from os import PathLike
    from typing import Any


def eval(
    source: "str | bytes",
    *,
    filename: str = "<eval>",
    timeout: "float | None" = None,
    memory_limit: "int | None" = None,
) -> "Any":
    """Evaluate JS in a fresh runtime without access to the operating system; a promise is waited for.

    The result is copied; functions and other live objects cannot leave a runtime that ends here (TypeError).
    """
    with Runtime(memory_limit=memory_limit, timeout=timeout) as runtime:
        try:
            return _detached(runtime.context().eval(source, filename=filename))
        except JSError as error:
            _read(error)
            raise


def run(path: "str | PathLike[str]", *args: str) -> int:
    """Run a program file as the `llrt` command does, with all rooms, in this process; the result is its exit code."""
    import os

    from ..cli import embedded

    for argument in args:
        if not isinstance(argument, str):
            raise TypeError(f"arguments must be str, got {type(argument).__name__}")
    return embedded.run_file(os.fspath(path), list(args))


def _detached(value: "Any") -> "Any":
    """Check that nothing in a result belongs to the runtime that is about to end; views are copied, errors read."""
    if isinstance(value, Value):
        kind = value.class_name if value.typeof == "object" else value.typeof
        raise TypeError(f"the result is a live JS {kind}, which ends with llrt.eval's runtime: use Runtime().context()")
    if isinstance(value, memoryview):
        return bytes(value)
    if isinstance(value, list):
        return [_detached(item) for item in value]
    if isinstance(value, set):
        return {_detached(item) for item in value}
    if isinstance(value, dict):
        return {_detached(key): _detached(item) for key, item in value.items()}
    if isinstance(value, JSError):
        _read(value)
    return value


def _read(error: JSError) -> None:
    """Stack and cause are read from the engine when they are first asked for: before it ends, or never."""
    while True:
        _ = error.stack, error.frames
        if not isinstance(error.cause, JSError):
            return
        error = error.cause
