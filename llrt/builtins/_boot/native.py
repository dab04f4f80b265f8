"""Ops of the boot builtins: options, the end of the program, and what the printing of an uncaught error asks for."""

import posix

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from llrt.runtime.environment import Environment
    from llrt.runtime.natives import Ops


def ops(env: "Environment") -> "Ops":
    options = env.options
    state = {"from_promise": False}

    def leave(code: "int") -> "NoReturn":
        from llrt.errors import ProcessExit

        raise ProcessExit(code)

    def process_loaded() -> None:
        env.process_loaded = True

    def from_promise(mark: "object" = False) -> "bool":
        """JavaScript marks the error it is about to throw as a rejection's; the report takes the mark."""
        before, state["from_promise"] = state["from_promise"], bool(mark)
        return before

    def write_error(text: "str") -> None:
        env.write(2, text)

    def banner() -> "str":
        from llrt.version import BANNER

        return BANNER

    def source_line(name: "str", line: "int") -> "str | None":
        return env.loader.source_line(name, line)

    def source_text(name: "str") -> "str | None":
        return env.loader.source_text(name)

    def stderr_has_colors() -> "bool":
        from llrt.restore import getenv

        if getenv("NO_COLOR") or getenv("NODE_DISABLE_COLORS"):
            return False
        if getenv("FORCE_COLOR"):
            return True
        try:
            return posix.isatty(2) and getenv("TERM") not in (None, "dumb")
        except OSError:
            return False

    return {
        "options": {
            "profile": env.profile,
            "stackTraceLimit": options.stack_trace_limit,
            "unhandledRejections": options.unhandled_rejections,
            "warnings": options.warnings,
            "traceWarnings": options.trace_warnings,
            "disabledWarnings": list(options.disabled_warnings),
            "redirectWarnings": options.redirect_warnings,
            "noDeprecation": options.no_deprecation,
            "throwDeprecation": options.throw_deprecation,
            "traceDeprecation": options.trace_deprecation,
            "sourceMaps": options.source_maps,
        },
        "banner": banner,
        "exit": leave,
        "processLoaded": process_loaded,
        "fromPromise": from_promise,
        "writeError": write_error,
        "sourceLine": source_line,
        "sourceText": source_text,
        "sourceMaps": lambda: bool(options.source_maps),
        "setSourceMaps": lambda on: setattr(options, "source_maps", on),
        "stderrHasColors": stderr_has_colors,
        "traceUncaught": lambda: options.trace_uncaught,
    }
