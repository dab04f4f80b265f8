"""The end of a program: uncaught errors, 'beforeExit' and 'exit', exit codes; Node's order of events.

The JavaScript halves are the process room's (process/_fatal.js, _exit.js), called only in programs that touched
`process`: nobody else can have a listener.
"""

from llrt._quickjs import JSError, Value
from llrt.errors import ProcessExit

EXIT_UNCAUGHT = 1
EXIT_HANDLER_THREW = 7
EXIT_UNSETTLED = 13


def handle_uncaught(env, value, from_promise):
    """Offers an uncaught error to the program; raises ProcessExit, having printed it, when nobody wants it."""
    value = _exact(env, value)
    marked = bool(_call(env, "node:internal/boot/uncaught", "takeMark")) if from_promise is None else from_promise
    if env.process_loaded:
        try:
            if _call(env, "node:internal/process/fatal", "triggerUncaughtException", value, marked):
                return
        except JSError as error:
            report(env, error.value, False)
            raise ProcessExit(_exit_code(env, EXIT_HANDLER_THREW)) from None
    report(env, value, marked)
    raise ProcessExit(_exit_code(env, EXIT_UNCAUGHT))


def report(env, value, from_promise=False):
    """Prints the error on stderr as Node does."""
    value = _exact(env, value)
    try:
        _call(env, "node:internal/boot/uncaught", "report", value, from_promise)
    except (JSError, OSError) as error:
        # Not even the report works (no memory left, a broken stderr): the shortest form there is.
        from llrt.version import BANNER

        message = getattr(error, "message", "") or str(error)
        try:
            env.write(2, f"Uncaught error, which could not be printed: {message}\n{BANNER}\n")
        except OSError:
            pass


def run_to_exit(env, unsettled=None):
    """Turns until idle, with 'beforeExit' each time that happens, then 'exit'. Returns the exit code.

    `unsettled()` says whether the main module still waits for its top-level await: then the code is 13.
    """
    try:
        while True:
            env.loop.run()
            if not env.process_loaded or (unsettled is not None and unsettled()):
                break
            exit_room = env.builtin("node:internal/process/exit")
            env.enter(exit_room.get("emitBeforeExit"))
            if not env.loop.alive():
                break
        if unsettled is not None and unsettled():
            return _exit_code(env, EXIT_UNSETTLED)
        return _exit_code(env, None)
    except ProcessExit as exit_:
        return exit_.code


def _exit_code(env, code):
    """Emits 'exit'; its listeners may change the code, or exit themselves."""
    if not env.process_loaded:
        return code or 0
    try:
        final = _call(env, "node:internal/process/exit", "emitExit", code)
    except JSError as error:
        report(env, error.value)
        return EXIT_HANDLER_THREW if code else EXIT_UNCAUGHT
    except ProcessExit as exit_:
        return exit_.code
    return (code or 0) if final is None else int(final)


def _exact(env, value):
    # By the ops' table None is undefined, but a thrown null comes as None.
    return value if isinstance(value, Value) else env.context.value(value)


def _call(env, module, name, *args):
    return env.context.enter_nested(env.builtin(module).get(name), *args)
