"""Ops of the console room: text to standard output and error, and what decides about colours. Not here: formatting."""


def ops(env):
    embedded = env.profile != "node"

    def write(fd, text):
        """All of `text`. True when the system refused it and the program has a stream to tell."""
        try:
            env.write(fd, text)
        except OSError:
            return not embedded

    def getEnv(name):
        """A variable of the environment; None for an embedded context, which has none."""
        if embedded:
            return None
        import posix

        value = posix.environ.get(name.encode())
        return None if value is None else value.decode("utf-8", "replace")

    def isTTY(fd):
        if embedded or env.options.console_sink is not None:
            return False
        import posix

        return posix.isatty(fd)

    def maybeColored(fd):
        """Cheap first question: a terminal, or FORCE_COLOR set at all."""
        return isTTY(fd) or getEnv("FORCE_COLOR") is not None

    return {"write": write, "getEnv": getEnv, "isTTY": isTTY, "maybeColored": maybeColored}
