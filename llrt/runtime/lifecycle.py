"""The end of a program: uncaught errors, 'beforeExit' and 'exit', exit codes; Node's order of events.

The JavaScript halves are the process room's (process/_fatal.js, _exit.js), called only in programs that touched
`process`: nobody else can have a listener.
"""

import posix

from llrt import _quickjs
from llrt._quickjs import Value
from llrt.errors import ProcessExit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from llrt.runtime.environment import Environment

EXIT_UNCAUGHT = 1
EXIT_HANDLER_THREW = 7
EXIT_UNSETTLED = 13

_EXIT_ROOM = "node:internal/process/exit"

# Bytes above --max-old-space-size for the report of an error.
_RESERVE = 16 << 20


def handle_uncaught(env: "Environment", value: "Any", from_promise: "bool | None") -> None:
    """Offers an uncaught error to the program; raises ProcessExit, having printed it, when nobody wants it."""
    limit = env.options.memory_limit if env.profile == "node" else 0
    if limit:
        # The error may be that no memory is left: its report needs some.
        env.runtime.set_memory_limit(limit + _RESERVE)
    _offer(env, value, from_promise)
    if limit:
        env.runtime.set_memory_limit(limit)


def _offer(env: "Environment", value: "Any", from_promise: "bool | None") -> None:
    """Returns when a listener handled it."""
    value = _exact(env, value)
    marked = bool(_call(env, "node:internal/boot/uncaught", "takeMark")) or bool(from_promise)
    aborts = env.options.abort_on_uncaught_exception
    if aborts and not (env.process_loaded and _call(env, "node:internal/process/fatal", "hasUncaughtExceptionCaptureCallback")):
        _abort(env, value, marked)
    if env.process_loaded:
        try:
            if _call(env, "node:internal/process/fatal", "triggerUncaughtException", value, marked):
                return
        except _quickjs.JSError as error:
            # The listener threw: no 'exit' event any more.
            _call(env, "node:internal/boot/uncaught", "takeMark")
            if aborts:
                _abort(env, error.value, False)
            report(env, error.value, False)
            raise ProcessExit(EXIT_HANDLER_THREW) from None
    # As in Node, 'exit' comes before the report.
    code = int(_call(env, _EXIT_ROOM, "emitExit", EXIT_UNCAUGHT)) if env.process_loaded else EXIT_UNCAUGHT
    report(env, value, marked)
    raise ProcessExit(code)


def _abort(env: "Environment", value: "Any", from_promise: "bool") -> None:
    """--abort-on-uncaught-exception: no listener is asked, as in Node; only a capture callback is."""
    report(env, value, from_promise)
    posix.abort()


def report(env: "Environment", value: "Any", from_promise: "bool" = False) -> None:
    """Prints the error on stderr as Node does."""
    value = _exact(env, value)
    try:
        _call(env, "node:internal/boot/uncaught", "report", value, from_promise)
    except (_quickjs.JSError, OSError) as error:
        # Not even the report works (no memory left, a broken stderr): the shortest form there is.
        from llrt.version import BANNER

        message = getattr(error, "message", "") or str(error)
        try:
            env.write(2, f"Uncaught error, which could not be printed: {message}\n{BANNER}\n")
        except OSError:
            pass


def run_to_exit(env: "Environment", unsettled: "Callable[[], bool] | None" = None) -> "int":
    """Turns until idle, with 'beforeExit' each time that happens, then 'exit'. Returns the exit code.

    `unsettled()` says whether the main module still waits for its top-level await: then the code is 13.
    """
    try:
        while True:
            env.loop.run()
            if not env.process_loaded:
                break
            env.enter(env.builtin(_EXIT_ROOM).get("emitBeforeExit"))
            if not env.loop.alive():
                break
        return _natural_end(env, unsettled is not None and unsettled())
    except ProcessExit as exit_:
        return exit_.code


def _natural_end(env: "Environment", unsettled: "bool") -> "int":
    """Emits 'exit'; its listeners may change the code, throw, or exit themselves. The code."""
    if not env.process_loaded:
        return EXIT_UNSETTLED if unsettled else 0
    room = env.builtin(_EXIT_ROOM)
    if unsettled and not env.context.enter_nested(room.get("getExitCode")):
        env.context.enter_nested(room.get("setExitCode"), EXIT_UNSETTLED)
    code = env.enter(room.get("emitExit"))
    # None: a listener threw, and 'uncaughtException' handled it.
    return int(env.context.enter_nested(room.get("getExitCode")) if code is None else code) & 0xFF


def _exact(env: "Environment", value: "Any") -> "Value":
    # By the ops' table None is undefined, but a thrown null comes as None.
    return value if isinstance(value, Value) else env.context.value(value)


def _call(env: "Environment", module: "str", name: "str", *args: "Any") -> "Any":
    return env.context.enter_nested(env.builtin(module).get(name), *args)
