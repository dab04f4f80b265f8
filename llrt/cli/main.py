"""The `llrt` command: options, which program is meant, the end of the process. Running it is run.py's.

On the start path of every command: imports as little as it can.
"""

import posix
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

    from llrt.runtime.options import Options

EXIT_FAILURE = 1
EXIT_INTERNAL = 5
EXIT_BAD_OPTION = 9
_COMMANDS = ("lambda", "test", "compile", "repl")


def launch(locale: "str | None" = None) -> "NoReturn":
    """The launcher's entrance: sys.argv is [the launcher's path, ...the user's words]. Does not return.

    `locale`: LC_CTYPE as the launcher found it, "-" for none; None: nothing has changed it.
    """
    from llrt.cli import set_self_command

    if locale is not None:
        _restore_locale(locale)
    set_self_command([sys.argv[0]])
    _leave(_guarded(sys.argv[0], sys.argv[1:]))


def _restore_locale(given: "str") -> "None":
    # In the C locale the interpreter sets LC_CTYPE (PEP 538); programs see the environment they were given.
    key = b"LC_CTYPE"
    if given == "-":
        if posix.environ.pop(key, None) is not None:
            posix.unsetenv(key)
        return
    value = given.encode("utf-8", "surrogateescape")
    if posix.environ.get(key) != value:
        posix.environ[key] = value
        posix.putenv(key, value)


def launch_module() -> "NoReturn":
    """`python -m llrt`."""
    from llrt.cli import set_self_command

    beside = sys.executable[: sys.executable.rfind("/") + 1] + "llrt"
    launcher = beside if posix.access(beside, posix.X_OK) else None
    set_self_command([sys.executable, "-m", "llrt"])
    _leave(_guarded(launcher or sys.executable, sys.argv[1:]))


def main(argv: "Sequence[str]") -> "int":
    """The whole command inside of this process: argv[0] is the path of the program. Returns the exit code."""
    return _guarded(argv[0], list(argv[1:]))


def _guarded(exec_path: "str", args: "list[str]") -> "int":
    from llrt.restore import run

    try:
        run()
        _prepare_process()
        return _run(exec_path, args)
    except Exception as exc:
        if getattr(exc, "syscall", None) == "uv_cwd":
            _complain("llrt: the program's path is relative, and the current working directory was removed")
            return EXIT_FAILURE
        return _internal_error(exc)


def _run(exec_path: "str", args: "list[str]") -> "int":
    from llrt.restore import getenv

    if args and args[0] in _COMMANDS and not _is_file(args[0]):
        return _command(args[0], args[1:])
    if not args and getenv("AWS_LAMBDA_RUNTIME_API") and getenv("_HANDLER"):
        return _lambda_runtime(exec_path, getenv("NODE_OPTIONS"))
    node_options = getenv("NODE_OPTIONS")
    if args and not args[0].startswith("-") and not node_options:
        # The commonest case needs no option parser.
        from llrt.cli.run import run_file

        return run_file(_options(exec_path, [], args), args[0], None)
    from llrt.cli.flags import BadOption
    from llrt.cli.options_run import run

    try:
        return run(exec_path, args, node_options)
    except BadOption as exc:
        _complain(f"{_shown(exec_path)}: {exc}")
        return EXIT_BAD_OPTION


def _options(exec_path: "str", exec_argv: "list[str]", args: "list[str]") -> "Options":
    from llrt.cli.run import make_options

    return make_options(exec_path, exec_argv, args)


def _command(name: "str", args: "list[str]") -> "int":
    if name == "lambda":
        from llrt.cli.lambda_command import run

        return run(args)
    _complain(f"llrt {name}: not supported yet")
    return EXIT_FAILURE


def _lambda_runtime(exec_path: "str", node_options: "str | None") -> "int":
    from llrt.cli.run import make_options
    from llrt.lambda_runtime import main as serve

    options = make_options(exec_path, [], [])
    if node_options:
        from llrt.cli.flags import BadOption
        from llrt.cli.options_run import apply_node_options

        try:
            options = apply_node_options(options, node_options)
        except BadOption as exc:
            _complain(f"llrt: {exc}")
            return EXIT_BAD_OPTION
    return serve(options)


def _prepare_process() -> None:
    """What a Node process has from its first moment: three descriptors, and Ctrl-C that ends it."""
    import _signal  # type: ignore[import-not-found]

    for fd in (0, 1, 2):
        try:
            posix.fstat(fd)
        except OSError:
            # Closed by the parent: a file the program opens must not become its stdout.
            _open_nothing()
    try:
        _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
    except ValueError:
        # main() called in a thread of an embedding program, whose signals are its own.
        pass


def _open_nothing() -> None:
    for path, mode in (("/dev/null", posix.O_RDWR), ("/", posix.O_RDONLY)):
        try:
            posix.open(path, mode)
            return
        except OSError:
            # An empty root has no /dev; reads and writes of a folder are errors. Without any descriptor left nothing can be
            # opened that would take the place.
            continue


def _leave(code: "int") -> "NoReturn":
    """Ends the process without finalising the interpreter: nothing in it is left to write but Python's own streams."""
    raw_mode = sys.modules.get("llrt.builtins.tty.raw_mode")
    if raw_mode is not None:
        raw_mode.reset()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (AttributeError, OSError, ValueError):
            pass
    posix._exit(code & 0xFF)


def _internal_error(exc: "Exception") -> "int":
    from llrt.restore import getenv

    if getenv("LLRT_TRACEBACK"):
        import traceback

        traceback.print_exc()
    elif _is_lack_of_memory(exc):
        _complain("llrt: out of memory")
        return EXIT_FAILURE
    else:
        _complain(f"llrt: internal error: {type(exc).__name__}: {exc} (LLRT_TRACEBACK=1 shows where)")
    return EXIT_INTERNAL


def _is_lack_of_memory(exc: "Exception") -> "bool":
    if isinstance(exc, MemoryError):
        return True
    from llrt._quickjs import JSError

    # The engine throws null where there is no memory for an error; what a program throws does not come here.
    return isinstance(exc, JSError) and exc.name == "" and exc.value is None


def _complain(text: "str") -> None:
    from llrt.runtime.output import write

    try:
        write(2, text + "\n")
    except OSError:
        pass


def _is_file(path: "str") -> "bool":
    try:
        posix.stat(path)
    except (OSError, ValueError):
        return False
    return True


def _shown(exec_path: "str") -> "str":
    return exec_path[exec_path.rfind("/") + 1 :]
