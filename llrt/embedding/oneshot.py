"""`llrt.eval` and `llrt.run`: one call, a runtime of its own."""

from .._quickjs import JSError
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
            _ = error.stack, error.frames, error.cause  # read from the engine when first asked: now or never
            raise


def run(path: "str | PathLike[str]", *args: str) -> int:
    """Run a program file as the `llrt` command does, with all rooms, in this process; the result is its exit code."""
    import os

    from ..cli import embedded

    return embedded.run_file(os.fspath(path), list(args))


def _detached(value: "Any") -> "Any":
    """Check that nothing in a result belongs to the runtime that is about to end; views are copied."""
    from .._quickjs import Value

    if isinstance(value, Value):
        kind = value.typeof if value.typeof == "function" else value.class_name
        raise TypeError(f"the result is a live JS {kind}, which ends with llrt.eval's runtime: use Runtime().context()")
    if isinstance(value, memoryview):
        return bytes(value)
    if isinstance(value, list):
        return [_detached(item) for item in value]
    if isinstance(value, dict):
        return {key: _detached(item) for key, item in value.items()}
    return value
