"""Ops of the console room: text to standard output and error, and what decides about colours. Not here: formatting."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from llrt.runtime.environment import Environment
    from llrt.runtime.natives import Ops


def ops(env: "Environment") -> "Ops":
    embedded = env.profile != "node"

    def write(fd: "int", text: "str") -> "bool | None":
        """All of `text`. True when the system refused it and the program has a stream to tell."""
        try:
            env.write(fd, text)
        except OSError:
            return not embedded
        return None

    def getEnv(name: "str") -> "str | None":
        """A variable of the environment; None for an embedded context, which has none."""
        if embedded:
            return None
        import posix

        value = posix.environ.get(name.encode())
        return None if value is None else value.decode("utf-8", "replace")

    def isTTY(fd: "int") -> "bool":
        if embedded or env.options.console_sink is not None:
            return False
        import posix

        return posix.isatty(fd)

    def maybeColored(fd: "int") -> "bool":
        """Cheap first question: a terminal, or FORCE_COLOR set at all."""
        return isTTY(fd) or getEnv("FORCE_COLOR") is not None

    return {"write": write, "getEnv": getEnv, "isTTY": isTTY, "maybeColored": maybeColored}
