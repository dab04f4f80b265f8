"""Ops of the boot builtins: options, the end of the program, and what the printing of an uncaught error asks for."""

import posix


def ops(env):
    options = env.options
    state = {"from_promise": False}

    def leave(code):
        from llrt.errors import ProcessExit

        raise ProcessExit(code)

    def process_loaded():
        env.process_loaded = True

    def from_promise(mark=False):
        """JavaScript marks the error it is about to throw as a rejection's; the report takes the mark."""
        before, state["from_promise"] = state["from_promise"], bool(mark)
        return before

    def write_error(text):
        env.write(2, text)

    def banner():
        from llrt.version import BANNER

        return BANNER

    def source_line(name, line):
        return env.loader.source_line(name, line)

    def stderr_has_colors():
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
        },
        "banner": banner,
        "exit": leave,
        "processLoaded": process_loaded,
        "fromPromise": from_promise,
        "writeError": write_error,
        "sourceLine": source_line,
        "stderrHasColors": stderr_has_colors,
    }
