"""`Context`: where JS is evaluated. Synchronous calls wait with the context's own loop; the `_async` ones are hosted by
the running asyncio or trio loop (hosting.py). Not here: limits (runtime.py), conversion of values (the engine binding).
"""

from .._quickjs import Value
from . import callbacks, waiting

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, TypeVar, overload

    from .. import _quickjs
    from ..runtime.environment import Environment
    from .hosting import Pump
    from .json_bridge import JSONBridge
    from .runtime import Runtime

    F = TypeVar("F", bound=Callable[..., Any])


class Context:
    """A realm: its own globals in a Runtime's heap. Made by `Runtime.context()`.

    Values cross by copying: null -> None, undefined -> llrt.undefined (falsy), numbers -> int or float, BigInt beyond
    2^53 <-> int, strings exactly, arrays -> list, plain objects -> dict, Date <-> aware datetime, buffers -> memoryview or bytes.
    Functions, promises and other objects come as `llrt.Value` handles; functions can be called.
    """

    runtime: "Runtime"
    _environment: "Environment"
    _engine: "_quickjs.Context"
    _calls: "callbacks.Calls"
    _bridge: "JSONBridge | None"
    _importer: "Value | None"
    _namespace_after: "Value | None"
    _thrower: "Value | None"
    _uncaught: "list[Any]"
    _pump: "Pump | None"

    def __init__(self) -> None:
        raise TypeError("a Context is made by Runtime.context()")

    @classmethod
    def _make(
        cls,
        runtime: "Runtime",
        *,
        node: bool,
        modules: "Mapping[str, str | bytes] | None",
        load: "Callable[[str], str | bytes | None] | None",
        resolve: "Callable[[str | None, str], str | None] | None",
        console: "Callable[[int, str], None] | None",
    ) -> "Context":
        from . import assembly

        self = object.__new__(cls)
        self.runtime = runtime
        self._environment = assembly.environment(runtime, node, modules, load, resolve, console)
        self._engine = self._environment.context
        self._calls = callbacks.Calls(self)
        self._bridge = None
        self._importer = None
        self._namespace_after = None
        self._thrower = None
        self._uncaught = []
        self._pump = None
        self._environment.on_uncaught = self._on_uncaught
        return self

    # -- evaluation ------------------------------------------------------------------------------------------------

    def eval(
        self,
        source: "str | bytes",
        *,
        filename: str = "<eval>",
        lineno: int = 1,
        strict: bool = False,
        module: bool = False,
        timeout: "float | None" = None,
        wait: bool = True,
    ) -> "Any":
        """Run `source` and give its completion value; a promise is waited for unless `wait` is False.

        module    `source` is an ES module: the result is a dict-like handle of its namespace
        timeout   seconds, for the run and the waiting together
        Raises JSError (and its subclasses) for what JS throws; UnsettledError for a promise that nothing can settle.
        """
        with self.runtime.limit(timeout) as deadline:
            result = self._begin(lambda: self._start(source, filename, lineno, strict, module), wait or module)
            return self._finish(result, deadline.until, wait or module)

    def call(
        self, function: "str | Value", *args: "Any", this: "Any" = None, timeout: "float | None" = None, wait: bool = True
    ) -> "Any":
        """Call a function: a handle, or the name of a global (dots reach into objects: "JSON.stringify")."""
        with self.runtime.limit(timeout) as deadline:
            result = self._begin(lambda: self._call(function, args, this), wait)
            return self._finish(result, deadline.until, wait)

    def import_module(self, specifier: str, *, timeout: "float | None" = None) -> Value:
        """Import an ES module by name (see `modules`, `load`, `resolve` of Runtime.context) and give its namespace."""
        with self.runtime.limit(timeout) as deadline:
            namespace: Value = self._finish(self._begin(lambda: self._import(specifier)), deadline.until, True)
            return namespace

    async def eval_async(
        self,
        source: "str | bytes",
        *,
        filename: str = "<eval>",
        lineno: int = 1,
        strict: bool = False,
        module: bool = False,
        timeout: "float | None" = None,
    ) -> "Any":
        """As `eval`, under a running asyncio or trio loop: others run while a promise is pending; many may be in flight."""
        from .hosting import run

        return await run(self, lambda: self._start(source, filename, lineno, strict, module), timeout)

    async def call_async(
        self, function: "str | Value", *args: "Any", this: "Any" = None, timeout: "float | None" = None
    ) -> "Any":
        """As `call`, under a running asyncio or trio loop."""
        from .hosting import run

        return await run(self, lambda: self._call(function, args, this), timeout)

    async def import_module_async(self, specifier: str, *, timeout: "float | None" = None) -> Value:
        """As `import_module`, under a running asyncio or trio loop."""
        from .hosting import run

        namespace: Value = await run(self, lambda: self._import(specifier), timeout)
        return namespace

    # -- JSON bridge -----------------------------------------------------------------------------------------------

    def eval_json(self, source: "str | bytes", *, timeout: "float | None" = None) -> "Any":
        """As `eval`, the result carried as JSON text (JSON.stringify, then orjson): the quick way for large plain values.

        What JSON cannot say is what JSON.stringify makes of it: NaN becomes None, undefined members vanish.
        """
        return self._json().eval(source, timeout)

    def call_json(self, function: "str | Value", *args: "Any", timeout: "float | None" = None) -> "Any":
        """As `call`, arguments and result carried as JSON text. orjson refuses integers beyond 64 bits and lone surrogates."""
        return self._json().call(function, args, timeout)

    # -- globals and callables ---------------------------------------------------------------------------------------

    def get(self, name: str) -> "Any":
        """The value of a global; dots reach into objects. llrt.undefined if it is not there."""
        return self._lookup(name)

    def set(self, name: str, value: "Any") -> None:
        """Set a global; dots reach into objects. A Python callable becomes a JS function (coroutine functions become async
        ones).
        """
        self._environment_open()
        _member_expression(name)
        path, _, last = name.rpartition(".")
        holder = self._object(path) if path else self._engine.global_
        if callable(value) and not isinstance(value, Value):
            value = self._calls.wrap(value, last)
        holder.set(last, value)

    if TYPE_CHECKING:

        @overload
        def function(self, function: F, *, name: str | None = None) -> F: ...
        @overload
        def function(self, function: None = None, *, name: str | None = None) -> Callable[[F], F]: ...
        def function(self, function: Any = None, *, name: str | None = None) -> Any: ...
    else:

        def function(self, function=None, *, name=None):
            """Decorator: make a Python function callable from JS under its own name (or `name`). Both kinds are detected:
            a coroutine function gives JS a promise. What it raises becomes a JS exception that keeps the Python one as its
            cause.
            """

            def register(target):
                if not callable(target):
                    raise TypeError(f"expected a function, got {type(target).__name__}")
                known = name or getattr(target, "__name__", None)
                if known is None:
                    raise TypeError(f"{target!r} has no __name__: give name=")
                self.set(known, target)
                return target

            return register if function is None else register(function)

    # -- housekeeping ------------------------------------------------------------------------------------------------

    def run_pending(self, timeout: "float | None" = None) -> None:
        """Turn the loop until nothing is pending: timers, promises, callbacks."""
        with self.runtime.limit(timeout) as deadline:
            waiting.drain(self, deadline.until)

    @property
    def closed(self) -> bool:
        """Whether close() was called."""
        return self._environment.closed

    def close(self) -> None:
        """Free the realm; handles of its values raise a clear error when used."""
        if not self._environment.closed:
            self._environment.close()

    def __enter__(self) -> "Context":
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    # -- private ------------------------------------------------------------------------------------------------------

    def _environment_open(self) -> None:
        if self._environment.closed:
            raise RuntimeError("the Context is closed")

    def _start(self, source: "str | bytes", filename: str, lineno: int, strict: bool, module: bool) -> "Any":
        self._environment_open()
        if not isinstance(filename, str):
            raise TypeError(f"filename must be str, got {type(filename).__name__}")
        if not isinstance(lineno, int) or isinstance(lineno, bool) or not 1 <= lineno < 1 << 31:
            raise ValueError(f"lineno must be a line number, 1 or more, got {lineno!r}")
        if module:
            return self._start_module(source, filename, lineno)
        return self._engine.eval(source, filename, lineno, strict=strict)

    def _start_module(self, source: "str | bytes", filename: str, lineno: int) -> "Any":
        if self._namespace_after is None:
            self._namespace_after = self._engine.eval("(promise, namespace) => promise.then(() => namespace)", "<module>")
        loader, helper, engine = self._environment.loader, self._namespace_after, self._engine

        def start() -> "Any":
            module = loader.load_source(source, filename, lineno).module
            return engine.enter_nested(helper, module.evaluate(), module.namespace())

        # As an op, so that an error of loading gets JS's form.
        return engine.call(engine.function(start, "evaluate", op=True))

    def _import(self, specifier: str) -> "Any":
        self._environment_open()
        if not isinstance(specifier, str):
            raise TypeError(f"specifier must be str, got {type(specifier).__name__}")
        if self._importer is None:
            self._importer = self._engine.eval("(specifier) => import(specifier)", "<import_module>")
        return self._engine.call(self._importer, specifier)

    def _call(self, function: "str | Value", args: "tuple[Any, ...]", this: "Any") -> "Any":
        return self._engine.call(self._function(function), *args, this=this)

    def _function(self, function: "str | Value") -> Value:
        """A handle as it is, or what is called so."""
        self._environment_open()
        target = self._lookup(function) if isinstance(function, str) else function
        if not isinstance(target, Value) or target.typeof != "function":
            raise TypeError(f"{function!r} is not a function in this context, it is {target!r}")
        return target

    def _object(self, name: str) -> Value:
        """A handle of the object that is called so."""
        found = self._engine.eval_value(_member_expression(name), "<lookup>")
        if found.typeof not in ("object", "function"):
            raise TypeError(f"{name!r} is {found.typeof} in this context, not an object")
        return found

    def _lookup(self, name: str) -> "Any":
        self._environment_open()
        return self._engine.eval(_member_expression(name), "<lookup>")

    def _begin(self, start: "Callable[[], Any]", waits: bool = True) -> "Any":
        """Enter JS by `start`, then drain. A promise that is going to be waited for counts as handled from here on."""
        result = start()
        if waits and waiting.is_promise(result):
            result.mark_handled()
        self._environment.drain()
        self._raise_uncaught()
        return result

    def _on_uncaught(self, value: "Any", from_promise: "bool | None") -> bool:
        self._uncaught.append(value)
        return True

    def _raise_uncaught(self) -> None:
        """What nobody in JS caught (in a timer, a tick, a rejected promise) is raised by the call that turns the loop."""
        if self._uncaught:
            value = self._uncaught.pop(0)
            if self._thrower is None:
                self._thrower = self._engine.eval("(value) => { throw value }", "<uncaught>")
            self._engine.call(self._thrower, value)

    def _finish(self, result: "Any", until: "float | None", wait: bool) -> "Any":
        if wait and waiting.is_promise(result):
            return waiting.wait(self, result, until)
        return result

    def _json(self) -> "JSONBridge":
        if self._bridge is None:
            from .json_bridge import JSONBridge

            self._bridge = JSONBridge(self)
        return self._bridge


def _member_expression(name: str) -> str:
    """`a.b.c` as an expression; each part must be an identifier, so that a name is never code."""
    if not isinstance(name, str):
        raise TypeError(f"the name of a global must be str, got {type(name).__name__}")
    parts = name.split(".")
    for part in parts:
        if not part.replace("$", "_").isidentifier():
            raise ValueError(f"expected the name of a global, or names joined by dots, got {name!r}")
    return "globalThis." + ".".join(parts)
