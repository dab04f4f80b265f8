"""`Runtime`: one engine heap with its limits, and the contexts made in it. Not here: evaluation (context.py)."""

from sys import maxsize
from time import monotonic

from .. import _quickjs
from ..restore import getenv
from .context import Context

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .hosting import Host

if getenv("AWS_LAMBDA_INITIALIZATION_TYPE") == "snap-start":
    from . import snapshots as snapshots


class Runtime:
    """A JavaScript heap. It belongs to the thread that uses it first; each thread wants its own.

    memory_limit    bytes all contexts together may hold, None for no limit; beyond it JSMemoryError
    stack_limit     bytes of C stack JS may use, None for what the thread has; beyond it JSStackOverflow
    timeout         seconds each call may take where the call itself names none; beyond it JSTimeout
    gc_threshold    bytes allocated between two collections of cycles

    As a context manager it closes itself; `async with` also gives Python coroutines called from JS a task group that
    outlives single calls.
    """

    def __init__(
        self,
        *,
        memory_limit: "int | None" = None,
        stack_limit: "int | None" = None,
        timeout: "float | None" = None,
        gc_threshold: int = 20 << 20,
    ) -> None:
        _check_size("memory_limit", memory_limit, " or None")
        _check_size("stack_limit", stack_limit, " or None")
        _check_size("gc_threshold", gc_threshold, "")
        self._engine = _quickjs.Runtime(
            memory_limit=memory_limit or 0, stack_limit=stack_limit or 0, gc_threshold=gc_threshold
        )
        self._timeout = _seconds_of(timeout)
        self._deadline: "float | None" = None
        self._contexts: "list[Context]" = []
        self._host: "Host | None" = None

    def context(
        self,
        *,
        node: bool = False,
        modules: "Mapping[str, str | bytes] | None" = None,
        load: "Callable[[str], str | bytes | None] | None" = None,
        resolve: "Callable[[str | None, str], str | None] | None" = None,
        console: "Callable[[int, str], None] | None" = None,
    ) -> Context:
        """A new realm: globals of its own, sharing the heap and its limits.

        node      False: no access to the operating system, no files. True: what the `llrt` command gives, with all rooms
                  (`node:process`, imports of files relative to the working directory, ...)
        modules   source text by module name, for `import` in this context
        load      called with the resolved name of a module that `modules` does not have; source, or None: not found
        resolve   called with (name of the importing module or None, specifier); a name, or None: not found
        console   called with (descriptor, text) instead of writing what console writes (1 standard output, 2 standard error)
        """
        self._check_open()
        if modules is not None and not hasattr(modules, "keys"):
            raise TypeError(f"modules must be a mapping of names to source text, got {type(modules).__name__}")
        for name, hook in (("load", load), ("resolve", resolve), ("console", console)):
            if hook is not None and not callable(hook):
                raise TypeError(f"{name} must be callable or None, got {type(hook).__name__}")
        made = Context._make(self, node=node, modules=modules, load=load, resolve=resolve, console=console)
        self._contexts.append(made)
        return made

    def interrupt(self) -> None:
        """Stop the JS that is running, from any thread or signal handler: the call raises JSInterrupted."""
        self._engine.interrupt()

    def memory_usage(self) -> "dict[str, int]":
        """What the engine counts: bytes used, limit, objects, strings, functions, ..."""
        return self._engine.memory_usage()

    def gc(self) -> None:
        """Collect cycles now."""
        self._engine.gc()

    @property
    def closed(self) -> bool:
        """Whether close() was called."""
        return self._engine.closed

    def close(self) -> None:
        """Free everything. Handles that are still held raise a clear error when used. Calling it again does nothing."""
        if self._engine.closed:
            return
        for context in self._contexts:
            context.close()
        self._contexts.clear()
        self._engine.close()

    def _check_open(self) -> None:
        if self._engine.closed:
            raise RuntimeError("the Runtime is closed")

    def limit(self, timeout: "float | None") -> "_Deadline":
        """A `with` block whose JS ends `timeout` seconds from now (default: the runtime's), or with the block around it."""
        return _Deadline(self, self._seconds(timeout))

    def _seconds(self, timeout: "float | None") -> "float | None":
        """A call's `timeout` in seconds: the runtime's where None is given; None when that is none either. Raises ValueError."""
        return self._timeout if timeout is None else _seconds_of(timeout)

    def __enter__(self) -> "Runtime":
        self._check_open()
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    async def __aenter__(self) -> "Runtime":
        from .hosting import Host

        self._check_open()
        self._host = Host()
        await self._host.__aenter__()
        return self

    async def __aexit__(self, *exc: object) -> "bool | None":
        host, self._host = self._host, None
        try:
            return await host.__aexit__(*exc) if host else None
        finally:
            self.close()


class _Deadline:
    """Sets the engine's deadline for a block; inner blocks can only shorten it."""

    __slots__ = ("_engine", "_previous", "_runtime", "_seconds", "until")

    def __init__(self, runtime: Runtime, seconds: "float | None") -> None:
        self._runtime = runtime
        self._seconds = seconds
        self.until: "float | None" = None

    def __enter__(self) -> "_Deadline":
        runtime = self._runtime
        self._previous = self.until = runtime._deadline
        if self._seconds is not None:
            mine = monotonic() + self._seconds
            self.until = mine if self._previous is None else min(mine, self._previous)
            runtime._deadline = self.until
            runtime._engine.set_deadline(self.until)
        return self

    def __exit__(self, *exc: object) -> None:
        if self._seconds is not None and not self._runtime._engine.closed:
            self._runtime._deadline = self._previous
            self._runtime._engine.set_deadline(self._previous)


def _seconds_of(timeout: "float | None") -> "float | None":
    """A timeout as its caller gave it. Raises ValueError."""
    if timeout is None:
        return None
    if isinstance(timeout, bool) or not hasattr(timeout, "__float__") or not timeout > 0:
        raise ValueError(f"timeout must be a positive number of seconds or None, got {timeout!r}")
    return float(timeout)


def _check_size(name: str, value: "int | None", or_none: str) -> None:
    if value is None and or_none:
        return
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= maxsize:
        raise ValueError(f"{name} must be a positive number of bytes{or_none}, got {value!r}")
