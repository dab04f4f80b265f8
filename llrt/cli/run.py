"""Runs a program file to its end: makes the Environment, finds the main file, returns the exit code."""

import posix

from llrt.runtime.options import Options
from llrt.runtime.preboot import environment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from llrt.cli.flags import Flags
    from llrt.runtime.environment import Environment

# Without --max-old-space-size: what the machine can give, at most what Node takes by default.
_MEMORY_SHARE = 0.75
_MEMORY_CAP = 4 << 30


def make_options(exec_path: "str", exec_argv: "Sequence[str]", args: "Sequence[str]", **more: "Any") -> "Options":
    """Options of a program whose words are `args` (args[0]: the script as typed, if there is one)."""
    argv = [exec_path]
    if args:
        argv += [_absolute(args[0]) if more.get("script", True) else args[0], *args[1:]]
    more.pop("script", None)
    more.setdefault("memory_limit", default_memory_limit())
    return Options(argv=argv, exec_argv=list(exec_argv), exec_path=exec_path, title="llrt", **more)


def default_memory_limit() -> "int":
    try:
        memory = posix.sysconf("SC_PHYS_PAGES") * posix.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return _MEMORY_CAP
    # A sandbox that refuses sysinfo() leaves libc with a number below zero.
    return min(int(memory * _MEMORY_SHARE), _MEMORY_CAP) if memory > 0 else _MEMORY_CAP


def run_file(options: "Options", script: "str", flags: "Flags | None") -> "int":
    """Runs the program at `script`; `flags` (None: no options were given) has the preloads."""
    return run(options, lambda env: start_file(env, script, flags), flags)


def run(options: "Options", start: "Callable[[Environment], object]", flags: "Flags | None" = None) -> "int":
    """Boots an Environment, calls `start(env)`, runs to the end. Returns the exit code."""
    try:
        env = environment(options)
        if flags is not None:
            from llrt.cli.options_run import before_main

            before_main(env, flags)
        start(env)
        return _finish(env)
    except BaseException as exc:
        # Imported only now: the start path does without it.
        from llrt.errors import ProcessExit

        if isinstance(exc, ProcessExit):
            return exc.code
        raise


def start_file(env: "Environment", script: "str", flags: "Flags | None") -> None:
    from llrt.modules import paths

    path = paths.absolute(script)
    kind = paths.kind(path)
    found = kind == 1 and not script.endswith("/")
    # What is not there is CommonJS's error.
    missing = False
    if found:
        if not env.options.preserve_symlinks_main:
            path = paths.realpath(path)
    elif kind or not script.endswith("/"):
        resolved = env.loader.require.find(path, ())
        missing = resolved is None
        path = resolved or path
    imports = flags.imports if flags is not None and flags.imports else None
    room = env.builtin("node:internal/module/run_main")
    if b"NODE_CHANNEL_FD" in posix.environ:
        # A program that another one forked: it can send messages.
        env.enter(env.builtin("node:internal/child_process/ipc").get("adoptChannel"))
    env.enter(room.get("runMain"), path, not missing and _is_module(env, path), found, imports)


def _is_module(env: "Environment", path: "str") -> "bool":
    from llrt.modules import paths

    end = paths.extension(path)
    if end in (".js", ""):
        return env.loader.packages.type_of(path) == "module"
    return end == ".mjs"


def _finish(env: "Environment") -> "int":
    if not env.process_loaded and not env.loop.alive() and not env.loader.unsettled():
        return 0
    from llrt.runtime.lifecycle import run_to_exit

    code = run_to_exit(env, env.loader.unsettled)
    if code == 13 and env.loader.unsettled():
        from llrt.cli.unsettled import warn

        warn(env)
    return code


def _absolute(path: "str") -> "str":
    from llrt.modules import paths

    return paths.absolute(path)
