"""Runs what a command line with options asks for: -v, -h, -e, -p, -c, stdin, a file with preloads. NODE_OPTIONS too."""

import posix

from llrt.cli.flags import BadOption, Flags, check, parse, parse_node_options
from llrt.cli.run import make_options, run_file
from llrt.version import BANNER

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from llrt.runtime.environment import Environment
    from llrt.runtime.options import Options

EXIT_FAILURE = 1


def run(exec_path: "str", args: "list[str]", node_options: "str | None") -> "int":
    flags = Flags()
    if node_options:
        parse_node_options(node_options, flags)
    exec_argv, rest = parse(args, flags)
    check(flags)
    if flags.version:
        return _say(BANNER + "\n")
    if flags.help:
        from llrt.cli.help import TEXT

        return _say(TEXT)
    _load_env_files(flags)
    _warn_ignored(flags)
    has_text = flags.eval is not None
    script = bool(rest) and not has_text and not flags.stdin
    options = _with_flags(make_options(exec_path, exec_argv, rest, script=script), flags)
    if flags.check:
        return _check(options, rest)
    if flags.eval is not None:
        from llrt.cli.eval import run_text

        return run_text(options, flags.eval, "[eval]", flags)
    if script:
        return run_file(options, rest[0], flags)
    return _stdin(options, flags)


def apply_node_options(options: "Options", text: "str") -> "Options":
    """NODE_OPTIONS on top of `options` (runtime mode: there is no command line)."""
    flags = Flags()
    parse_node_options(text, flags)
    check(flags)
    _warn_ignored(flags)
    return _with_flags(options, flags)


def before_main(env: "Environment", flags: "Flags") -> None:
    """What options ask for before the program: globals they add, preloaded modules."""
    if flags.expose_gc:
        engine: "Any" = env.context.builtin("native:engine")
        engine.evaluate()
        env.context.global_.set("gc", engine.namespace().get("gc"))
    if flags.require:
        room = env.builtin("node:internal/module/cjs")
        env.enter(room.get("preload"), flags.require)


def _with_flags(options: "Options", flags: "Flags") -> "Options":
    for name in ("conditions", "input_type", "stack_trace_limit", "source_maps", "unhandled_rejections", "warnings",
                 "trace_warnings", "trace_uncaught", "preserve_symlinks", "preserve_symlinks_main", "no_deprecation",
                 "throw_deprecation", "trace_deprecation", "pending_deprecation", "dns_result_order", "require_module",
                 "redirect_warnings", "abort_on_uncaught_exception", "max_http_header_size", "insecure_http_parser",
                 "use_env_proxy",
                 "import_meta_resolve"):  # fmt: skip
        setattr(options, name, getattr(flags, name))
    options.disabled_warnings = tuple(flags.disabled_warnings)
    if flags.title is not None:
        options.title = flags.title
    if flags.max_old_space_size is not None:
        options.memory_limit = max(0, flags.max_old_space_size) << 20
    if flags.stack_size is not None:
        options.stack_limit = max(0, flags.stack_size) << 10
    return options


def _stdin(options: "Options", flags: "Flags") -> "int":
    if not flags.stdin and not flags.interactive and not posix.isatty(0):
        flags.stdin = True
    if not flags.stdin:
        from llrt.cli.help import TEXT

        _complain("llrt: there is no interactive mode yet; give a file, -e SCRIPT, or a script on stdin.\n\n" + TEXT)
        return EXIT_FAILURE
    from llrt.cli.eval import read_stdin, run_text

    return run_text(options, read_stdin(), "[stdin]", flags)


def _check(options: "Options", rest: "list[str]") -> "int":
    from llrt.cli.check import check_file

    if not rest:
        raise BadOption("--check requires a file")
    return check_file(options, rest[0])


def _load_env_files(flags: "Flags") -> None:
    if flags.env_files or flags.optional_env_files:
        from llrt.cli.env_file import load

        for path in flags.env_files:
            load(path, True)
        for path in flags.optional_env_files:
            load(path, False)


def _warn_ignored(flags: "Flags") -> None:
    if flags.warnings:
        for name in flags.ignored:
            _complain(f"llrt: warning: {name} in NODE_OPTIONS has no effect yet\n")


def _say(text: "str") -> "int":
    from llrt.runtime.output import write

    write(1, text)
    return 0


def _complain(text: "str") -> None:
    from llrt.runtime.output import write

    try:
        write(2, text)
    except OSError:
        pass
