"""The Environment: one engine Context with its loop, options, builtins and module loader; the one entrance into
JavaScript. Two profiles: "node" (the command line and Lambda: everything) and "embedded" (nothing of the operating
system unless the host grants it). What happens at the end of a program is in lifecycle.py.
"""

import posix

from llrt import _quickjs
from llrt._quickjs import Runtime, set_builtins_from
from llrt.loop.loop import Loop
from llrt.restore import getenv
from llrt.runtime.natives import Natives
from llrt.runtime.options import Options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Literal, NoReturn

    from llrt._quickjs import Module, Value
    from llrt.loop.handles import Handles
    from llrt.modules.loader import Loader
    from llrt.runtime.pending import Pending

    # Takes (value, whether it is a rejection's; None: not known) and says whether that handled it.
    OnUncaught = Callable[[Any, bool | None], object]


class Environment:
    """Belongs to the thread that made it. `boot()` before anything else, `close()` at the end."""

    def __init__(
        self, options: "Options | None" = None, profile: 'Literal["node", "embedded"]' = "node", runtime: "Runtime | None" = None
    ) -> None:
        """`runtime`: an engine Runtime shared with other Environments, which then is not closed with this one."""
        self.options = options = options or Options()
        self.profile = profile
        self._owns_runtime = runtime is None
        if runtime is None:
            runtime = Runtime(memory_limit=options.memory_limit, stack_limit=options.stack_limit)
        self.runtime = runtime
        self.context = runtime.context()
        self.loop = Loop()
        self.natives = Natives(self)
        self.process_loaded = False
        self.on_uncaught: "OnUncaught | None" = None
        self.closed = False
        self._loader: "Loader | None" = None
        self._handles: "Handles | None" = None
        self._boot: "Value | None" = None

    def boot(self) -> "Environment":
        """Evaluates the boot builtins: globals, tick queue, rejection hook. Returns self."""
        context = self.context
        folder = getenv("LLRT_BUILTINS_FROM")
        if folder:
            set_builtins_from(folder)
        context.set_native_loader(self.natives.load)
        context.set_import_hook(self._import)
        context.set_meta_hook(self._meta)
        self.loop.set_enter(self._enter_batch)
        self._boot = self.builtin("node:internal/boot/main")
        return self

    # -- parts that a program may never ask for

    @property
    def loader(self) -> "Loader":
        if self._loader is None:
            from llrt.modules.loader import Loader

            self._loader = Loader(self)
        return self._loader

    @property
    def handles(self) -> "Handles":
        """Registry of what is open."""
        if self._handles is None:
            from llrt.loop.handles import Handles

            self._handles = Handles()
        return self._handles

    def builtin(self, name: "str") -> "Value":
        """The namespace (a Value) of the builtin with this canonical name, evaluated."""
        return self.context.load_builtin(name)

    # -- entering JavaScript

    def enter(self, function: "Value", *args: "Any") -> "Any":
        """The loop's entrance: calls a JS function, then ticks, microtasks and rejections in Node's order.

        An error that JavaScript does not catch goes to 'uncaughtException'; where that handles it, the result is None.
        """
        try:
            return self.context.enter(function, *args)
        except _quickjs.JSError as error:
            self.uncaught(error)
        return None

    def _enter_batch(self, function: "Value", *args: "Any") -> "Any":
        """For timers and immediates: after a handled error the loop calls again at once, so nothing is drained between."""
        context = self.context
        try:
            result = context.enter_nested(function, *args)
        except _quickjs.JSError as error:
            self.uncaught_value(error.value)
            return None
        self.drain()
        return result

    def drain(self) -> None:
        """Ticks, microtasks, rejections; after a promise was settled from Python."""
        try:
            self.context.drain()
        except _quickjs.JSError as error:
            self.uncaught(error)

    def uncaught(self, error: "_quickjs.JSError") -> None:
        """A JSError nobody caught. Returns when the program handled it and the queues are drained, else ends it."""
        while True:
            self.uncaught_value(error.value)
            try:
                return self.context.drain()
            except _quickjs.JSError as next_error:
                error = next_error

    def uncaught_value(self, value: "Any", from_promise: "bool | None" = None) -> None:
        """The same for a value that JavaScript hands over itself, inside of an op; nothing is drained.

        `from_promise`: it is a rejection's; None: JavaScript has marked it if so.
        """
        if self.on_uncaught is not None and self.on_uncaught(value, from_promise):
            return
        from llrt.runtime.lifecycle import handle_uncaught

        handle_uncaught(self, value, from_promise)

    # -- asynchronous ops

    def deferred(self, ref: "bool" = True) -> "Pending":
        """A Deferred an op returns: `resolve`/`reject`, from any thread, settle its promise in the loop's next turn."""
        from llrt.runtime.pending import Pending

        return Pending(self, ref)

    def blocking(self, function: "Callable[..., Any]", *args: "Any") -> "Pending":
        """Runs `function(*args)` in the thread pool; its result or exception settles the returned Deferred."""
        pending = self.deferred()
        try:
            self.loop.submit(function, args, pending.settle_now)
        except OSError as exc:
            pending.reject(exc)
        return pending

    # -- driving

    def turn(self, timeout: "float | None" = 0) -> "bool":
        """One turn of the loop, waiting at most `timeout` seconds (None: until something happens). True: still alive."""
        return self.loop.turn(timeout)

    def fileno(self) -> "int":
        """The descriptor another loop may await together with `deadline()` before it calls `turn()`."""
        return self.loop.fileno()

    def deadline(self) -> "float | None":
        """Seconds until a turn is due, 0 when it is due now, None when only the descriptor can say."""
        return self.loop.next_deadline()

    def alive(self) -> "bool":
        return self.loop.alive()

    def run_until(self, predicate: "Callable[[], object]") -> "bool":
        """Turns until `predicate()` is true (True) or nothing is left that could make it so (False)."""
        while not predicate():
            if not self.loop.alive():
                return False
            self.loop.turn(None)
        return True

    def run_to_exit(self) -> "int":
        """Runs the program to its end, 'beforeExit' and 'exit' included; returns the exit code."""
        from llrt.runtime.lifecycle import run_to_exit

        return run_to_exit(self)

    def exit(self, code: "int") -> "NoReturn":
        """Ends the program at once: an exception that JavaScript cannot catch."""
        from llrt.errors import ProcessExit

        raise ProcessExit(code)

    def write(self, fd: "int", text: "str") -> None:
        """Text to stdout (1) or stderr (2), or to the host's console sink."""
        sink = self.options.console_sink
        if sink is not None:
            sink(fd, text)
            return
        try:
            data = text.encode()
            written = posix.write(fd, data)
            if written == len(data):
                return
        except (UnicodeEncodeError, BlockingIOError):
            data, written = None, 0
        from llrt.runtime.output import encode, write_bytes

        write_bytes(fd, (encode(text) if data is None else data)[written:])

    def renew(self) -> None:
        """The process was, or is about to be, copied (SnapStart): randomness of its own, no connection of before."""
        from llrt.runtime.renewal import renew

        renew(self)

    # -- hooks of the engine

    def _import(self, base_name: "str | None", specifier: "str", attributes: "dict[str, str]") -> "Module":
        return self.loader.dynamic_import(base_name, specifier, attributes)

    def _meta(self, module: "Module", meta: "Value") -> None:
        self.loader.init_meta(module, meta)

    # -- the end

    def close(self) -> None:
        """Releases everything; nothing of JavaScript runs any more. Idempotent."""
        if self.closed:
            return
        self.closed = True
        try:
            if self._handles is not None:
                self._handles.close_all()
        finally:
            self.loop.close()
            self._loader = self._boot = self.on_uncaught = None
            self.context.close()
            if self._owns_runtime:
                self.runtime.close()
